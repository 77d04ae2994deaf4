"""Attachments by what they belong to. Whoever asks has asked for the right to the subject: a file has no rights of its own."""

from collections.abc import Collection, Sequence
from typing import Final

from zhibu.files import storage
from zhibu.files.models import FileRecord
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable, keyed_hash

WHY: Final = "附件随所属记录查看：调用者已核对所属记录的权限"
PURPOSE: Final = "files: sum"
AT_ONCE: Final = 500


def attached(subject_kind: str, codes: Collection[str]) -> dict[str, list[FileRecord]]:
    """The attachments of many subjects in the order in which they came; one query."""
    found: dict[str, list[FileRecord]] = {code: [] for code in codes}
    rows = FileRecord.objects.unguarded(WHY).filter(subject_kind=subject_kind, subject_code__in=list(codes), removed_at=None)
    for row in rows.order_by("pk") if found else ():
        found[row.subject_code].append(row)
    return found


def standing(code: str) -> FileRecord | None:
    """A file that was not removed."""
    return FileRecord.objects.unguarded(WHY).filter(code=code, removed_at=None).first()


def sent_before(subject_kind: str, subject_code: str, token: str) -> FileRecord | None:
    """What the same submission has brought already."""
    rows = FileRecord.objects.unguarded(WHY).filter(subject_kind=subject_kind, subject_code=subject_code, token=token)
    return rows.first()


def how_many(subject_kind: str, subject_code: str) -> int:
    """Attachments of one subject."""
    rows = FileRecord.objects.unguarded(WHY).filter(subject_kind=subject_kind, subject_code=subject_code, removed_at=None)
    return rows.count()


def keys_of_files(names: Sequence[str]) -> int:
    """How many of these keys belong to files and not to persons."""
    rows = FileRecord.objects.unguarded(WHY)
    return sum(rows.filter(key_name__in=names[start : start + AT_ONCE]).count() for start in range(0, len(names), AT_ONCE))


def sum_of(content: bytes) -> bytes:
    """A keyed sum of what was taken in: whoever exchanges a file and its seal is found, too."""
    return keyed_hash(key_store().purpose_key(PURPOSE), content)


def content_of(record: FileRecord, *, preview: bool = False) -> bytes:
    """The bytes; raises ``FileNotFoundError`` or ``Unreadable`` where they are gone or were changed."""
    key = key_store().of([record.key_name]).get(record.key_name)
    if key is None:
        raise Unreadable("the key of the file is destroyed")
    content = storage.read(record.code, storage.PREVIEW if preview else storage.FULL, key)
    if not preview and sum_of(content) != bytes(record.mac):
        raise Unreadable("the content is not what was taken in")
    return content
