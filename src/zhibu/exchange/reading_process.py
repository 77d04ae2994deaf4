"""A process of its own for reading workbooks, with bounds on memory and time that the system enforces.

calamine is fast and safe in Rust's sense, but what it allocates is decided by the file: a cell far out, a row number out
of order, a long text used a million times. An allocation that fails ends the process, and that mustn't be ours. See
docs/adr/0005. The child is given the bytes on its standard input and answers in frames: four bytes of length, then JSON.
"""

import gc
import os
import sys
from collections.abc import Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any, Final

import orjson

from zhibu.exchange import apart, frames
from zhibu.exchange.cells import Numbered, Sheet
from zhibu.exchange.limits import Limits
from zhibu.exchange.sniffing import BROKEN
from zhibu.kernel.unusable import Unusable

_TOO_HEAVY: Final = (
    "读取这个文件用尽了允许的内存或时间，已中止。多半是表格以外的地方还有内容：请只选中有内容的区域，复制到新的工作簿再导入。"
)
_ANSWERED: Final = b"end"
_STUMBLED: Final = 1
"""An exception that nobody expected; a panic in calamine comes as one."""
_NEEDS_MENDING: Final = 75
_ABORTED: Final = {_NEEDS_MENDING, -6, 3_221_226_505}
"""Too large a rectangle, noticed in time or by an allocation that failed: SIGABRT, on Windows a status of its own."""


def read_apart(content: bytes, limits: Limits) -> tuple[Sheet, ...]:
    """The worksheets of a workbook, read in another process; once more and mended where the plain way ended in a crash."""
    code, answer = _run(content, limits, mend=False)
    if code in _ABORTED and content.startswith(b"PK"):
        code, answer = _run(content, limits, mend=True)
    if code == _STUMBLED:
        raise Unusable(BROKEN)
    return tuple(_sheets(answer))


def _run(content: bytes, limits: Limits, *, mend: bool) -> tuple[int, bytes]:
    bounds = orjson.dumps({"limits": asdict(limits), "mend": mend}).decode()
    return apart.run("zhibu.exchange.reading_process", bounds, content, seconds=limits.seconds, answer_bytes=limits.answer_bytes)


def _sheets(answer: bytes) -> Iterator[Sheet]:
    """Frames into sheets; an answer without its last frame comes from a process that was ended."""
    described: dict[str, Any] = {}
    blocks: list[bytes] = []
    for frame in apart.frames(answer):
        if frame[:1] == b"[":
            blocks.append(frame)
            continue
        if described:
            yield _sheet(described, blocks)
            blocks = []
        if frame == _ANSWERED:
            return
        described = orjson.loads(frame)
        if "unusable" in described:
            raise Unusable(str(described["unusable"]))
    raise Unusable(_TOO_HEAVY)


def _sheet(described: dict[str, Any], blocks: list[bytes]) -> Sheet:
    def walk() -> Iterator[Numbered]:
        return enumerate(chain.from_iterable(map(frames.rows, blocks)), start=1)

    return Sheet(**described, walk=walk)


def main() -> None:
    """Runs in the child."""
    told = orjson.loads(sys.argv[1])
    limits = Limits(**told["limits"])
    apart.bound_this_process(memory_bytes=limits.memory_bytes, seconds=limits.seconds)
    gc.disable()
    content = sys.stdin.buffer.read()
    from zhibu.exchange import spreadsheets  # noqa: PLC0415  the parent never loads calamine

    try:
        for frame in spreadsheets.read(content, limits, mend=told["mend"]):
            apart.say(frame)
        apart.say(_ANSWERED)
    except Unusable as refusal:
        apart.say(orjson.dumps({"unusable": refusal.reason}))
    except MemoryError:
        apart.say(orjson.dumps({"unusable": _TOO_HEAVY}))
    except spreadsheets.NeedsMending:
        sys.stdout.buffer.flush()
        os._exit(_NEEDS_MENDING)


if __name__ == "__main__":
    main()
