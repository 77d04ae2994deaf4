"""The ends of the chains as one line of text, to be kept where nobody who keeps the system can write: on paper, on a disk, elsewhere.

    zhibu-head 2026-11-24T08:00:00+08:00 key=1a2b3c4d operation=5120:<digest> audit=8801:<digest> read=77:<digest> check=9c2e

A digest of 64 hexadecimal digits may be cut to its first ``SHORT``, as it is for paper, with hyphens between groups of four; ``check``
are four digits over the rest of the line, so that a slip of the finger is known as one. ``key`` tells one installation from another.
Nothing in a line is secret: it says how many rows there are, not what they say.
"""

import hashlib
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

from django.conf import settings

from zhibu.kernel.clock import SHANGHAI, day_of
from zhibu.trail.marks import key_check
from zhibu.trail.seals import STREAMS, heads

SHORT: Final = 20
"""Digits of a digest on paper: whoever wants another chain with the same ones tries 2 to the 80th times."""
MAGIC: Final = "zhibu-head"
LINE: Final = re.compile(
    rf"\s+(?P<at>\S+)\s+key=(?P<key>[0-9a-f]{{8}})(?P<ends>(?:\s+[a-z]+=\d{{1,18}}:[0-9a-f-]{{{SHORT},96}})*)\s+check=(?P<check>[0-9a-f]{{4}})\s*"
)
END: Final = re.compile(r"([a-z]+)=(\d+):([0-9a-f-]+)")
HEADING: Final = """\
# 日志末值：每天一行，只增不改。请审计员定期复制或打印到系统管理员碰不到的地方。
# 核对：zhibu audit verify --heads 这个文件
"""


class End(NamedTuple):
    """How far one log was sealed: its last row, and the digest or as many of its first digits as are known."""

    stream: str
    last_id: int
    digest: str


@dataclass(frozen=True, slots=True)
class HeadLine:
    """All chains at one moment."""

    at: datetime
    key: str
    ends: tuple[End, ...]

    def end(self, stream: str) -> End | None:
        """The end of one log; None when it had no seal yet."""
        return next((end for end in self.ends if end.stream == stream), None)

    @property
    def text(self) -> str:
        """For a file."""
        return self._written([end.digest for end in self.ends])

    @property
    def printed(self) -> str:
        """For paper."""
        short = (end.digest[:SHORT] for end in self.ends)
        return self._written(["-".join(digits[at : at + 4] for at in range(0, len(digits), 4)) for digits in short])

    def _written(self, digests: Sequence[str]) -> str:
        ends = "".join(f" {end.stream}={end.last_id}:{digest}" for end, digest in zip(self.ends, digests, strict=True))
        body = f"{self.at.astimezone(SHANGHAI).isoformat(timespec='seconds')} key={self.key}{ends}"
        return f"{MAGIC} {body} check={_check(body)}"


def _check(body: str) -> str:
    """Over what the line says, however it is spaced and spelt."""
    at, _, rest = " ".join(body.lower().split()).partition(" ")
    return hashlib.sha256(f"{at} {rest.replace('-', '')}".encode()).hexdigest()[:4]


def current(now: datetime) -> HeadLine | None:
    """The ends as they are; None before the first seal."""
    ends = tuple(End(head.stream, head.last_id, head.digest) for head in heads())
    return HeadLine(now.replace(microsecond=0), key_check(), ends) if ends else None


def read_lines(text: str) -> tuple[list[HeadLine], list[str]]:
    """The lines of a file, also where one was broken in two by a printer, and the beginnings of those that cannot be read."""
    body = "\n".join(line for line in text.replace("\ufeff", "").splitlines() if not line.lstrip().startswith("#"))
    before, *parts = re.split(MAGIC, body, flags=re.IGNORECASE)
    lines, unreadable = [], [before.strip()] if before.strip() else []
    for part in parts:
        line = _read(part)
        if line is None:
            unreadable.append(f"{MAGIC}{part.rstrip()}"[:60])
        else:
            lines.append(line)
    return lines, unreadable


def _read(part: str) -> HeadLine | None:
    found = LINE.fullmatch(part.lower())
    if found is None or _check(part.lower().rpartition("check=")[0]) != found["check"]:
        return None
    try:
        at = datetime.fromisoformat(found["at"])
    except ValueError:
        return None
    ends = tuple(End(stream, int(last), digest.replace("-", "")) for stream, last, digest in END.findall(found["ends"]))
    known = {stream.name for stream in STREAMS}
    sound = at.tzinfo is not None and all(end.stream in known and SHORT <= len(end.digest) <= 64 for end in ends)
    return HeadLine(at, found["key"], ends) if sound else None


def file_in(place: Path) -> Path:
    """Where a place keeps the heads of this installation; several may share a place."""
    return place / f"zhibu-heads-{key_check()}.txt"


def kept_in(place: Path) -> tuple[list[HeadLine], list[str]]:
    """What was sent to a place."""
    try:
        return read_lines(file_in(place).read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return [], []


def places() -> tuple[Path, ...]:
    """The data directory's own, and the one elsewhere where there is one."""
    return tuple(filter(None, (settings.HEADS_DIR, settings.HEADS_ELSEWHERE)))


def kept() -> tuple[list[HeadLine], list[str]]:
    """What was sent to all places, each line once."""
    lines: dict[str, HeadLine] = {}
    unreadable: list[str] = []
    for place in places():
        found, broken = kept_in(place)
        lines |= {line.text: line for line in found}
        unreadable += broken
    return list(lines.values()), unreadable


class Unsent(NamedTuple):
    """A place that did not take today's head."""

    place: Path
    why: str


def send(now: datetime) -> list[Unsent]:
    """Write the head of the day to every place, once a day; a place that was away is caught up with when it is back."""
    line = current(now)
    if line is None:
        return []
    settings.HEADS_DIR.mkdir(parents=True, exist_ok=True)
    own, _ = kept_in(settings.HEADS_DIR)
    if not own or day_of(own[-1].at) < day_of(now):
        _append(settings.HEADS_DIR, [line])
        own.append(line)
    unsent = []
    for place in places()[1:]:
        try:
            there, _ = kept_in(place)
            _append(place, [one for one in own if not there or one.at > there[-1].at])
        except OSError as error:
            unsent.append(Unsent(place, error.strerror or str(error)))
    return unsent


def _append(place: Path, lines: Iterable[HeadLine]) -> None:
    """At the end of the file and on the disk; a place that is not there is not made: its disk is not plugged in."""
    text = "".join(f"{line.text}\n" for line in lines)
    if not text:
        return
    file = file_in(place)
    handle = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    with os.fdopen(handle, "a", encoding="utf-8") as stream:
        stream.write(text if file.stat().st_size else HEADING + text)
        stream.flush()
        os.fsync(stream.fileno())
