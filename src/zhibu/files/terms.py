"""What is taken as an attachment, and how much of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MEBIBYTE: Final = 1024 * 1024


class Medium(StrEnum):
    """What a file is, once it was taken in. Photos of whatever kind are JPEG by then."""

    PHOTO = "photo"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    DOC = "doc"
    XLS = "xls"
    TEXT = "text"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _MEDIA[self][0]

    @property
    def suffix(self) -> str:
        """The ending of its name."""
        return _MEDIA[self][1]

    @property
    def content_type(self) -> str:
        """What the browser is told."""
        return _MEDIA[self][2]


_MEDIA: Final = {
    Medium.PHOTO: ("照片", ".jpg", "image/jpeg"),
    Medium.PDF: ("PDF", ".pdf", "application/pdf"),
    Medium.DOCX: ("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    Medium.XLSX: ("Excel", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Medium.DOC: ("Word", ".doc", "application/msword"),
    Medium.XLS: ("Excel", ".xls", "application/vnd.ms-excel"),
    Medium.TEXT: ("文本", ".txt", "text/plain; charset=utf-8"),
}

ACCEPT: Final = ".jpg,.jpeg,.png,.webp,.heic,.heif,.pdf,.doc,.docx,.xls,.xlsx,.txt,image/*"
"""What a file box offers; a phone adds its camera by itself."""
TAKEN: Final = "照片（JPEG、PNG、HEIC、WebP）、PDF、Word、Excel、文本"
MOST: Final = 60
"""Attachments of one subject: a book of minutes photographed page by page."""
LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds within which a file is taken."""

    file_bytes: int = 25 * MEBIBYTE
    pixels: int = 120_000_000
    """Of a photo; the largest telephones give 108 million."""
    memory_bytes: int = 2048 * MEBIBYTE
    seconds: int = 60
    unpacked_bytes: int = 512 * MEBIBYTE
    """Of an Office document."""
    entries: int = 10_000


LONGEST_SIDE: Final = 2400
"""Pixels of a photo that is kept: a page of handwriting is read well at that size."""
PREVIEW_SIDE: Final = 480
QUALITY: Final = 82
