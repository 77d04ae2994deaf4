"""What a letter says of its subject is known to the package that owns the subject; ``config`` or its app puts it in at start-up.

    use("election", Subject("换届选举", "case", {LetterKind.REQUEST: request_text, LetterKind.REPLY: reply_text}))

and ``/letters/new?kind=request&about=election:C000012`` opens with the text. A supply answers for whoever asks: out of reach it says None.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.urls import NoReverseMatch, reverse

from zhibu.letters.models import Letter
from zhibu.letters.terms import CLOSINGS, LetterKind
from zhibu.trail.actors import Actor


@dataclass(frozen=True, slots=True)
class Prefill:
    """A title and paragraphs, and the organisations where they are known (short names or codes)."""

    title: str
    paragraphs: Sequence[str]
    sender: str = ""
    to: Sequence[str] = ()


Supply = Callable[[Actor, str], Prefill | None]


@dataclass(frozen=True, slots=True)
class Subject:
    """What letters can be about: its word, the page of one by its code, the text that it brings to each kind."""

    label: str
    url_name: str = ""
    texts: Mapping[LetterKind, Supply] = field(default_factory=dict)
    went: Callable[[Actor, Letter], None] | None = None
    """What the package does when a letter about it is sent, in the same transaction: what the letter says is not typed again."""

    def page(self, code: str) -> str:
        """Its address; empty where it has none."""
        try:
            return reverse(self.url_name, args=[code]) if self.url_name else ""
        except NoReverseMatch:
            return ""


_subjects: Final[dict[str, Subject]] = {}


def use(kind: str, subject: Subject) -> None:
    """Put one in, once at start-up."""
    _subjects[kind] = subject


def subject_of(kind: str) -> Subject | None:
    """What is known of a kind of subjects."""
    return _subjects.get(kind)


def prefill(by: Actor, kind: LetterKind, subject_kind: str, subject_code: str) -> Prefill | None:
    """The text that its package brings for a letter of this kind."""
    subject = _subjects.get(subject_kind)
    supply = subject.texts.get(kind) if subject else None
    return supply(by, subject_code) if supply else None


def went(by: Actor, letter: Letter) -> None:
    """A letter is out: the package of its subject takes note."""
    subject = _subjects.get(letter.subject_kind)
    if subject is not None and subject.went is not None:
        subject.went(by, letter)


def reply_text(*, asker: str, title: str, number: str) -> Prefill:
    """A reply to a request of which nobody knows more."""
    about = title.removesuffix("的请示").removesuffix("请示")
    named = f"《{title}》" + (f"（{number}）" if number else "")
    return Prefill(f"{about}的批复", (f"你们报来的{named}收悉。经研究，同意所请。", CLOSINGS[LetterKind.REPLY]), to=(asker,))
