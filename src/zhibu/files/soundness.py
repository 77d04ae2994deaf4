"""Rows held against the disk: what is missing, was changed, lies there without a row, or was removed and is here again."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from zhibu.files import storage
from zhibu.files.models import FileRecord
from zhibu.files.queries import content_of
from zhibu.files.services import destroy
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "核对附件与磁盘"
AT_ONCE: Final = 500


def files_astray() -> Iterator[tuple[str, str]]:
    """Code of the file and what is wrong with it; for ``verify``. One file after the other is read, none is kept in memory."""
    destroyed = key_store().destroyed()
    for record in FileRecord.objects.unguarded(WHY).order_by("pk").iterator(AT_ONCE):
        if record.removed_at is not None:
            if key_store().wrapped([record.key_name]) or storage.place(record.code).exists():
                yield record.code, "附件已移除，内容或密钥还在：请运行 zhibu erase --due。"
        elif record.key_name in destroyed:
            yield record.code, "密钥已销毁，记录还在：请运行 zhibu erase --due。"
        else:
            yield from ((record.code, fault) for fault in _faults(record))
    yield from _strays()


def _faults(record: FileRecord) -> Iterator[str]:
    for preview in (False, True) if record.is_photo else (False,):
        what = "缩略图" if preview else "内容"
        try:
            content_of(record, preview=preview)
        except FileNotFoundError:
            yield f"磁盘上没有附件的{what}：请从备份恢复。"
        except Unreadable:
            yield f"附件的{what}与登记时不符，或密钥不在：请从备份恢复。"


def _strays() -> Iterator[tuple[str, str]]:
    """Bytes without a row: of an upload that was cut off; the server throws them away after a day."""
    for path, code in _without_row():
        yield code, f"磁盘上有附件 {path}，没有登记；后台会在一天后清理。"


def _without_row() -> Iterator[tuple[str, str]]:
    known: set[str] = set()
    shelf = ""
    for path in storage.lying():
        if path.parent.name != shelf:
            shelf = path.parent.name
            known = set(FileRecord.objects.unguarded(WHY).filter(code__startswith=shelf).values_list("code", flat=True))
        if storage.is_draft(path) or storage.code_of(path) not in known:
            yield str(path.relative_to(storage.folder())), storage.code_of(path)


def sweep(at: datetime) -> int:
    """Throw away what was never finished, a day later; returns how many."""
    swept = 0
    for name, _ in list(_without_row()):
        path = storage.folder() / name
        if storage.is_old(path, at):
            path.unlink(missing_ok=True)
            swept += 1
    return swept


def remove_again(*, by: Actor) -> int:
    """An older backup was put back: what had been removed is removed again. Returns how many, whichever half had come back."""
    destroyed = key_store().destroyed()
    rows = FileRecord.objects.unguarded(WHY).filter(removed_at=None).order_by("pk").iterator(AT_ONCE)
    back = [row for row in rows if row.key_name in destroyed] if destroyed else []
    if back:
        with recording(by, "file.remove_again", reason=f"恢复的备份里有 {len(back)} 个附件此前已移除") as work:
            for row in back:
                work.change(FileRecord, row.pk, removed_at=by.at, removed_by=by.label, name="")
    removed = FileRecord.objects.unguarded(WHY).exclude(removed_at=None)
    left = [one for one in removed if key_store().wrapped([one.key_name]) or storage.place(one.code).exists()]
    destroy(left, by)
    return max(len(back), len(left))
