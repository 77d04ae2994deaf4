"""Keyed marks on every row of the trail: the key lies in a file of its own, not the system keeper's.

What a mark covers stands here once, for those who write rows and for those who verify them.
"""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.store.sealing import derive, keyed_hash
from zhibu.store.secret import read_or_make

MISSING: Final = b"\xff\xff\xff\xff"
"""Stands for None: no text is that long."""


@lru_cache(maxsize=4)
def _key(path: Path) -> bytes:
    return derive(bytes.fromhex(read_or_make(path)), "trail")


def forget_trail_key() -> None:
    """The key was put in place: read it afresh."""
    _key.cache_clear()


def trail_key() -> bytes:
    """The key of all marks."""
    return _key(settings.TRAIL_KEY_FILE)


def mark(*parts: object) -> bytes:
    """The MAC of a row: 32 bytes over its columns, each with its length, so that no two rows read alike."""
    return mark_with(trail_key(), *parts)


def mark_with(key: bytes, *parts: object) -> bytes:
    """The same for whoever was handed the key, such as a second process."""
    message = bytearray()
    for part in parts:
        if part is None:
            message += MISSING
            continue
        raw = _raw(part)
        message += len(raw).to_bytes(4, "big") + raw
    return keyed_hash(key, bytes(message))


def _raw(part: object) -> bytes:
    """A moment reads the same in whatever zone the database gives it back."""
    if isinstance(part, (bytes, bytearray, memoryview)):
        return bytes(part)
    if isinstance(part, datetime):
        return part.astimezone(UTC).isoformat().encode()
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
) -> bytes:
    """Over every column of an operation."""
    return mark(row_id, at, account_id, actor, on_behalf_of, channel, act, reason, undoes_id)


def entry_mark(  # noqa: PLR0917  the same
    operation: bytes,
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
    at: datetime, account_id: int | None, actor: str, kind: str, person_id: int | None, field: str, reason: str, path: str, rows: int
) -> bytes:
    """Over every column of a line of the read log but its number, which the database gives: the seals hold it."""
    return mark(at, account_id, actor, kind, person_id, field, reason, path, rows)
