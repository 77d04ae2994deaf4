"""The kernel's own wall around this process, where there is one: Landlock, in Linux 5.13 and newer. It holds against machine code, too.

What is opened from now on, by this process and whatever it starts, lies in the places that are named here; no connection leaves by TCP
(6.7 and newer). Elsewhere there is no such wall, and a user of its own has to do.
Source: the kernel's documentation, userspace-api/landlock; numbers of the calls are the same on every architecture.
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

CREATE, ADD, RESTRICT = 444, 445, 446
ASK_VERSION: Final = 1
BENEATH: Final = 1
NO_NEW_PRIVILEGES: Final = 38
CONNECT_BY_TCP: Final = 1 << 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
FIRST_ONES: Final = (1 << 13) - 1
"""Every right of the first version: reading, writing, listing, making, removing."""
TRUNCATE: Final = 1 << 14
READING: Final = EXECUTE | READ_FILE | READ_DIR
OF_FILES: Final = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
"""What a rule for a single file may say."""


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("network", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = [("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32)]


@lru_cache(maxsize=1)
def _library() -> Any:
    return ctypes.CDLL(None, use_errno=True)


@lru_cache(maxsize=1)
def version() -> int:
    """Of the wall that this kernel has; 0 where it has none, or a container does not let it be asked for."""
    if sys.platform != "linux":
        return 0
    return max(0, int(_library().syscall(CREATE, None, 0, ASK_VERSION)))


def build(*, readable: Iterable[Path], listed: Iterable[Path], own: Iterable[Path]) -> bool:
    """From now on and for good. Whether the wall stands."""
    known = version()
    if known < 3:  # before, a file could be cut off unseen
        return False
    rights = _Ruleset(FIRST_ONES | TRUNCATE, CONNECT_BY_TCP if known >= 4 else 0)
    ruleset = int(_library().syscall(CREATE, ctypes.byref(rights), 16 if known >= 4 else 8, 0))
    if ruleset < 0:
        return False
    try:
        for places, allowed in ((readable, READING), (listed, READ_DIR), (own, FIRST_ONES | TRUNCATE)):
            for place in places:
                _allow(ruleset, place, allowed)
        _library().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return int(_library().syscall(RESTRICT, ruleset, 0)) == 0
    finally:
        os.close(ruleset)


def _allow(ruleset: int, place: Path, allowed: int) -> None:
    if not place.exists():
        return
    handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = _Beneath(allowed if place.is_dir() else allowed & OF_FILES, handle)
        _library().syscall(ADD, ruleset, BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(handle)
