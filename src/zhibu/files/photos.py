"""Photos, made anew in another process; two at a time, whoever sends them."""

import threading
from typing import Final, NamedTuple

import orjson

from zhibu.exchange import apart
from zhibu.files.photo_process import DONE
from zhibu.files.terms import MEBIBYTE, Limits

LONGEST_ANSWER: Final = 64 * MEBIBYTE
AT_ONCE: Final = threading.BoundedSemaphore(2)
"""Each may take the memory that it is allowed; phones send ten at a time."""


class Photo(NamedTuple):
    """A photo as it is kept."""

    content: bytes
    preview: bytes
    width: int
    height: int


def made_anew(content: bytes, limits: Limits) -> Photo | str:
    """The photo without anything but its pixels, or the code of what speaks against it."""
    bounds = {"pixels": limits.pixels, "memory_bytes": limits.memory_bytes, "seconds": limits.seconds}
    with AT_ONCE:
        _, answer = apart.run(
            "zhibu.files.photo_process", orjson.dumps(bounds).decode(), content, seconds=limits.seconds, answer_bytes=LONGEST_ANSWER
        )
    frames = list(apart.frames(answer))
    if not frames or frames[-1] != DONE:
        return "photo_heavy"
    told = orjson.loads(frames[0])
    if "fault" in told:
        return str(told["fault"])
    return Photo(frames[1], frames[2], told["width"], told["height"])
