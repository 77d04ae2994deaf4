"""Files in the words of pages."""

from collections.abc import Iterable

from django.urls import reverse

from zhibu.files.models import FileRecord
from zhibu.files.terms import MEBIBYTE
from zhibu.kernel.clock import minute_of
from zhibu.web.components import Attachment


def size_in_words(size: int) -> str:
    """As somebody reads it: 340 KB, 2.4 MB."""
    return f"{size / MEBIBYTE:.1f} MB" if size >= MEBIBYTE else f"{max(1, round(size / 1024))} KB"


def shown(records: Iterable[FileRecord], *, changing: bool = False, previews: bool = True) -> list[Attachment]:
    """For ``{% attachments %}``; ``changing`` adds the way to remove one.

    Without ``previews`` nothing is read before somebody asks, as it must be where each reading is logged.
    """
    return [
        Attachment(
            name=one.name,
            url=reverse("file", args=[one.code]),
            kind=one.kind.label,
            note=f"{size_in_words(one.size)} · {one.uploaded_by} {minute_of(one.uploaded_at)}",
            preview=reverse("file_preview", args=[one.code]) if previews and one.is_photo else "",
            remove=reverse("file_remove", args=[one.code]) if changing else "",
        )
        for one in records
    ]
