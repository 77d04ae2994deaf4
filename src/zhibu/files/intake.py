"""A file that somebody sends, looked at and made ready to be kept. Slow and without the database: never inside a transaction."""

from dataclasses import dataclass
from typing import Protocol, Self

from django.conf import settings

from zhibu.files.photos import made_anew
from zhibu.files.recognising import as_text, objection, recognised
from zhibu.files.rules import clean_name, may_take
from zhibu.files.terms import MEBIBYTE, Limits, Medium
from zhibu.kernel.decisions import Decision


class Sent(Protocol):
    """A file of a form, as Django hands it over."""

    name: str | None
    size: int | None

    def read(self) -> bytes:
        """All of it."""
        ...


@dataclass(frozen=True, slots=True)
class Upload:
    """Name and bytes."""

    name: str
    content: bytes

    @classmethod
    def of(cls, file: Sent) -> Self:
        """What a form was given; one that is too large to be taken is not read."""
        return cls(file.name or "", file.read())


@dataclass(frozen=True, slots=True)
class Taken:
    """What is kept: the content under its name, and the small picture of a photo."""

    name: str
    medium: Medium
    content: bytes
    preview: bytes = b""
    width: int = 0
    height: int = 0


def limits() -> Limits:
    """Those of this installation."""
    return Limits(file_bytes=settings.LARGEST_FILE_MB * MEBIBYTE)


def take_in(upload: Upload) -> Taken | Decision:
    """What it is, made ready; or why it is not taken."""
    bounds = limits()
    decision = may_take(upload.name, len(upload.content), bounds)
    if not decision.allowed:
        return decision
    found = recognised(upload.content, bounds)
    if isinstance(found, Medium):
        return _photo(upload, bounds) if found is Medium.PHOTO else _document(upload, found)
    return Decision.of(objection(found, upload.name))


def _photo(upload: Upload, bounds: Limits) -> Taken | Decision:
    photo = made_anew(upload.content, bounds)
    if isinstance(photo, str):
        return Decision.of(objection(photo, upload.name))
    return Taken(clean_name(upload.name, Medium.PHOTO), Medium.PHOTO, *photo)


def _document(upload: Upload, medium: Medium) -> Taken:
    """As it came; text in the one spelling that browsers are told."""
    content = (as_text(upload.content) or "").encode() if medium is Medium.TEXT else upload.content
    return Taken(clean_name(upload.name, medium), medium, content)
