"""Sealed bytes on disk. Each file has a key of its own in the key store: where that is destroyed no copy and no backup speaks any more.

A name is a code at random, so that equal files do not show. A file takes its place whole; what is half-written has another name.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.store.sealing import seal, unseal

FULL: Final = "full"
PREVIEW: Final = "preview"
DRAFT: Final = ".draft-"
NAME: Final = re.compile(r"[0-9a-f]{32}(\.preview)?")
"""Of a part: a backup brings no other."""
LEFT_FOR: Final = timedelta(days=1)
"""A draft, or bytes without a row, is thrown away when nobody can still be at work on it."""


def folder() -> Path:
    """Where files lie."""
    return Path(settings.FILES_DIR)


def place(code: str, part: str = FULL) -> Path:
    """The path of a part: a folder for each 256th, so that none grows large."""
    return folder() / code[:2] / (code if part == FULL else f"{code}.{part}")


def write(code: str, part: str, content: bytes, key: bytes) -> None:
    """Seal and keep: there when this returns, also over a power cut, or not at all."""
    target = place(code, part)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, draft = tempfile.mkstemp(dir=target.parent, prefix=DRAFT)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(seal(key, content, f"{code}/{part}".encode()))
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def read(code: str, part: str, key: bytes) -> bytes:
    """Open again; raises ``FileNotFoundError`` or ``Unreadable``."""
    return unseal(key, place(code, part).read_bytes(), f"{code}/{part}".encode())


def discard(code: str) -> None:
    """Both parts; nothing where nothing is."""
    for part in (FULL, PREVIEW):
        place(code, part).unlink(missing_ok=True)


def lying() -> Iterator[Path]:
    """Everything that lies there, drafts too, in the order of the names."""
    for shelf in sorted(folder().glob("??")):
        yield from sorted(path for path in shelf.iterdir() if path.is_file())


def is_draft(path: Path) -> bool:
    """Whether it was never finished."""
    return path.name.startswith(DRAFT)


def code_of(path: Path) -> str:
    """The file to which a part belongs."""
    return path.name.partition(".")[0]


def is_old(path: Path, at: datetime) -> bool:
    """Whether nobody can still be at work on it."""
    return path.stat().st_mtime < (at - LEFT_FOR).timestamp()
