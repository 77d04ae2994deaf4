"""Keyed marks on every row of the trail: the key lies in a file of its own, not the system keeper's.

What a mark covers stands here once, for those who write rows and for those who verify them.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.kernel.unusable import Unusable
from zhibu.store.sealing import derive, keyed_hash
from zhibu.store.secret import keep, read_or_make

MISSING: Final = b"\xff\xff\xff\xff"
"""Stands for None: no text is that long."""
LENGTHS: Final = tuple(size.to_bytes(4, "big") for size in range(1024))


@lru_cache(maxsize=4)
def _key(path: Path, check: Path) -> bytes:
    """The key, and never another one than before: marks by a second key would make every row look altered one day."""
    if check.exists() and not path.exists():
        raise Unusable(f"找不到日志密钥 {path}：请接上存放它的盘，或检查环境变量 ZHIBU_TRAIL_KEY_FILE。(trail key is missing)")
    key = derive(bytes.fromhex(read_or_make(path)), "trail")
    if not keep(check, _check(key)):
        raise Unusable(f"{path} 不是这套系统的日志密钥：请检查环境变量 ZHIBU_TRAIL_KEY_FILE，或照恢复单恢复。(another trail key)")
    return key


def _check(key: bytes) -> str:
    return derive(key, "check").hex()[:8]


def forget_trail_key() -> None:
    """The key was put in place: read it afresh."""
    _key.cache_clear()


def trail_key() -> bytes:
    """The key of all marks."""
    return _key(settings.TRAIL_KEY_FILE, settings.TRAIL_CHECK_FILE)


def key_check() -> str:
    """Tells this installation's key from another without telling anything of it."""
    return _check(trail_key())


def mark(*parts: object) -> bytes:
    """The MAC of a row: 32 bytes over its columns, each with its length, so that no two rows read alike."""
    return mark_with(trail_key(), *parts)


def mark_with(key: bytes, *parts: object) -> bytes:
    """The same for whoever was handed the key, such as a second process, and for a million rows: what is most frequent is asked first."""
    message: list[bytes] = []
    for part in parts:
        kind = type(part)
        if kind is str:
            raw = part.encode()  # type: ignore[attr-defined]  # asked of its type, which costs less than isinstance
        elif kind is bytes:
            raw = part
        elif part is None:
            message.append(MISSING)
            continue
        else:
            raw = _raw(part)
        size = len(raw)
        message += (LENGTHS[size] if size < len(LENGTHS) else size.to_bytes(4, "big"), raw)
    return keyed_hash(key, b"".join(message))


def _raw(part: object) -> bytes:
    """A moment reads the same in whatever zone the database gives it back."""
    if isinstance(part, int):
        return b"%d" % part
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat().encode()
    if isinstance(part, (bytearray, memoryview)):
        return bytes(part)
    return str(part).encode()


def operation_mark(  # noqa: PLR0917  a row's columns in their order
    row_id: int,
    at: datetime,
    account_id: int | None,
    actor: str,
    on_behalf_of: str,
    channel: str,
    act: str,
    reason: str,
    undoes_id: int | None,
    *,
    key: bytes | None = None,
) -> bytes:
    """Over every column of an operation."""
    return mark_with(key or trail_key(), row_id, at, account_id, actor, on_behalf_of, channel, act, reason, undoes_id)


def entry_mark(  # noqa: PLR0917  the same
    operation: bytes | None,
    row_id: int,
    kind: str,
    subject_id: int,
    path: str,
    sealed: bool,  # noqa: FBT001  a column
    changes: bytes,
    *,
    key: bytes | None = None,
) -> bytes:
    """Over every column of an audit entry and the mark of its operation."""
    return mark_with(key or trail_key(), operation, row_id, kind, subject_id, path, int(sealed), changes)


def read_mark(  # noqa: PLR0917  the same
    at: datetime,
    account_id: int | None,
    actor: str,
    kind: str,
    person_id: int | None,
    field: str,
    reason: str,
    path: str,
    rows: int,
    *,
    key: bytes | None = None,
) -> bytes:
    """Over every column of a line of the read log but its number, which the database gives: the seals hold it."""
    return mark_with(key or trail_key(), at, account_id, actor, kind, person_id, field, reason, path, rows)
