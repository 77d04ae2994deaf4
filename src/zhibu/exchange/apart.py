"""A process of its own for what hostile bytes decide, with bounds on memory and time that the system enforces.

The child is given the bytes on its standard input and answers in frames: four bytes of length, then what it says.
See docs/adr/0005 and 0019.
"""

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Final

PIECE: Final = 1024 * 1024


def run(module: str, told: str, content: bytes, *, seconds: int, answer_bytes: int) -> tuple[int, bytes]:
    """Start a module of ours with one argument; its exit code, and what it said until then."""
    command = [sys.executable, "-P", "-m", module, told]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=environment, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL) as child:
        end_of_patience = threading.Timer(seconds, child.kill)
        end_of_patience.start()
        try:
            answer = _exchange(child, content, answer_bytes)
        finally:
            end_of_patience.cancel()
    return child.returncode, answer


def _exchange(child: "subprocess.Popen[bytes]", content: bytes, most: int) -> bytes:
    """Ten times as fast as ``communicate``, and safe since the child reads all before it says anything; one that says too much is ended."""
    if child.stdin is None or child.stdout is None:
        raise AssertionError
    with contextlib.suppress(BrokenPipeError), child.stdin:
        child.stdin.write(content)
    said, length = [], 0
    while length <= most and (piece := child.stdout.read(PIECE)):
        said.append(piece)
        length += len(piece)
    if length > most:
        child.kill()
        return b""
    return b"".join(said)


def frames(answer: bytes) -> Iterator[bytes]:
    """What a child said, frame by frame; one that was cut short is left out."""
    at = 0
    while at < len(answer):
        start = at + 4
        at = start + int.from_bytes(answer[at:start], "big")
        if at <= len(answer):
            yield answer[start:at]


def say(frame: bytes) -> None:
    """In the child: one frame."""
    sys.stdout.buffer.write(len(frame).to_bytes(4, "big"))
    sys.stdout.buffer.write(frame)


def bound_this_process(*, memory_bytes: int, seconds: int) -> None:
    """In the child. Windows has no such bounds; there the process still keeps a crash away from ours, and the time is bounded."""
    try:
        import resource  # noqa: PLC0415  not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
