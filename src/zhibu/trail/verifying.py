"""The whole trail read again, row by row against its marks, link by link against the chain, end by end against the heads sent out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from zhibu.trail.findings import Finding, Place
from zhibu.trail.heads import End, HeadLine
from zhibu.trail.marks import trail_key
from zhibu.trail.models import Seal
from zhibu.trail.numbers import Run, Runs, read, runs_of, without
from zhibu.trail.seals import AT_ONCE, STREAMS, Contents, Stream, digest_of

FEW: Final = 200
"""Altered rows of one link up to which it is tried whether they changed places."""
STEP: Final = 10_000
"""Rows between two words about the progress."""

Tell = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Nobody waits."""


@dataclass
class Progress:
    """How many rows were read of how many."""

    tell: Tell = silent
    total: int = 0
    done: int = 0

    def one(self) -> None:
        """One row more."""
        self.done += 1
        if self.done % STEP == 0:
            self.tell(self.done, max(self.total, self.done))


def rows_there() -> int:
    """Rows of all logs, by their last numbers: as good as counted, and at once."""
    return sum(stream.newest() for stream in STREAMS)


def verify(lines: Sequence[HeadLine] = (), tell: Tell = silent) -> Iterator[Finding]:
    """Tell what is not as it was written; ``lines`` are heads that went out. Memory does not grow with the trail."""
    progress = Progress(tell, rows_there())
    for stream in STREAMS:
        yield from _Reading(stream, progress).findings()
        yield from _against_heads(stream, sorted(lines, key=lambda line: line.at))
    tell(progress.done, progress.done)


@dataclass
class _Reading:
    """One log being read, and how far its chain has come."""

    stream: Stream
    progress: Progress
    end: int = 0
    digest: bytes = b""
    sealed_at: datetime | None = None
    newest: int = field(init=False)

    def __post_init__(self) -> None:
        self.newest = self.stream.newest()

    def place(self, until: datetime | None) -> Place:
        return Place(self.stream.name, self.stream.label, self.sealed_at, until)

    def findings(self) -> Iterator[Finding]:
        for link in Seal.objects.filter(stream=self.stream.name).order_by("first_id", "pk").iterator():
            if link.first_id <= self.end:
                yield from self.place(link.at).found("unlinked", (Run(link.first_id, link.last_id),), "，多出一段封存")
                continue
            whole = link.first_id == self.end + 1
            if not whole:
                yield from self.place(link.at).found("unlinked", (Run(self.end + 1, link.first_id - 1),), "，少了一段封存")
                yield from self._unsealed(self.end + 1, link.first_id - 1, link.at)
            yield from self._sealed(link, whole=whole)
            self.end, self.digest, self.sealed_at = link.last_id, bytes(link.digest), link.at
        if self.newest > self.end:
            yield from self._unsealed(self.end + 1, self.newest, None)

    def _walk(self, first: int, last: int) -> tuple[Contents, list[int]]:
        """What is there, and the rows whose mark is not theirs."""
        contents, altered = Contents(), []
        expected, key, take, one = self.stream.expected, trail_key(), contents.take, self.progress.one
        for row in self.stream.rows(first, last):
            borne = bytes(row[1])
            take(row[0], borne)
            if expected(row, key) != borne:
                altered.append(row[0])
            one()
        return contents, altered

    def _unsealed(self, first: int, last: int, until: datetime | None) -> Iterator[Finding]:
        """Rows that no link holds are known by their marks alone."""
        _, altered = self._walk(first, last)
        yield from self.place(until).found("changed", runs_of(altered))

    def _sealed(self, link: Seal, *, whole: bool) -> Iterator[Finding]:
        """A link against the rows that it holds; ``whole``: the link before it is there, so that its digest can be worked out."""
        contents, altered = self._walk(link.first_id, link.last_id)
        place, there = self.place(link.at), contents.runs
        if not link.numbers and contents.count != link.count:
            yield place.counted(_first(link, contents), link.last_id, contents.count - link.count)
        held = read(link.numbers) if link.numbers else there
        missing, added = without(held, there), without(there, held)
        moved = self._moved(altered, missing)
        missing, added = without(missing, moved), without(added, moved)
        yield from place.found("reordered", moved)
        yield from place.found("changed", without(without(runs_of(altered), added), moved))
        for run in missing:
            yield from place.found("cut_off" if run.last == link.last_id and self.newest < run.first else "missing", (run,))
        yield from place.found("inserted", added)
        explained = altered or missing or added or moved or contents.count != link.count
        if whole and not explained and digest_of(link, contents.digest(), self.digest) != bytes(link.digest):
            yield from self._exchanged(link, _first(link, contents), place)

    def _moved(self, altered: list[int], missing: Runs) -> Runs:
        """Numbers between which rows were moved: the mark of a row fits under another number of the same link."""
        if not self.stream.numbered or not altered or len(altered) > FEW:
            return ()
        places = {*altered, *_first_few(missing)}
        found: set[int] = set()
        for number in altered:
            (row,) = self.stream.rows(number, number)
            origin = next(
                (one for one in places if one != number and self.stream.expected((one, *row[1:]), trail_key()) == bytes(row[1])), None
            )
            if origin is not None:
                found |= {number, origin}
        return runs_of(sorted(found))

    def _exchanged(self, link: Seal, first: int, place: Place) -> Iterator[Finding]:
        """Every mark is sound and every number is there, and yet the digest is another one.

        Whole rows of the read log changed places if the digest comes right again with the rows in the order of their time.
        """
        if not self.stream.numbered:
            rows = [(row[0], bytes(row[1]), row[2]) for row in self.stream.rows(link.first_id, link.last_id)]
            by_time = sorted(rows, key=lambda row: row[2])
            before = Contents()
            for (number, _, _), (_, borne, _) in zip(rows, by_time, strict=True):
                before.take(number, borne)
            if digest_of(link, before.digest(), self.digest) == bytes(link.digest):
                astray = [row[0] for row, other in zip(rows, by_time, strict=True) if row[1] != other[1]]
                yield from place.found("reordered", runs_of(astray))
                return
        yield from place.found("changed", (Run(first, link.last_id),), "，其中有整条替换的，或封存本身被改动")


def _first(link: Seal, contents: Contents) -> int:
    """The first row of a link; the link begins right behind the one before it, also where numbers were left out."""
    return contents.runs[0].first if contents.runs else link.first_id


def _first_few(runs: Runs) -> list[int]:
    found: list[int] = []
    for run in runs:
        found += range(run.first, min(run.last, run.first + FEW - len(found) - 1) + 1)
        if len(found) >= FEW:
            break
    return found


def _against_heads(stream: Stream, lines: Sequence[HeadLine]) -> Iterator[Finding]:
    """The first head from which on the chain is shorter, or another one."""
    sent = [(line.at, end) for line in lines if (end := line.end(stream.name)) is not None]
    links = _digests(stream, {end.last_id for _, end in sent})
    good, good_at = 0, None
    for at, end in sent:
        if links.get(end.last_id, "").startswith(end.digest):
            good, good_at = end.last_id, at
            continue
        last_there = stream.newest(up_to=end.last_id)
        if end.last_id not in links and last_there < end.last_id:
            yield _cut_off(stream, last_there, [(at, end), *(one for one in sent if one[1].last_id > end.last_id)])
        else:
            place = Place(stream.name, stream.label, good_at, at)
            yield from place.found("resealed", (Run(min(good + 1, end.last_id), end.last_id),))
        return


def _digests(stream: Stream, last_ids: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    wanted = sorted(last_ids)
    for start in range(0, len(wanted), AT_ONCE):
        links = Seal.objects.filter(stream=stream.name, last_id__in=wanted[start : start + AT_ONCE]).order_by("-pk")
        found |= {last_id: bytes(digest).hex() for last_id, digest in links.values_list("last_id", "digest")}
    return found


def _cut_off(stream: Stream, last_there: int, sent: Sequence[tuple[datetime, End]]) -> Finding:
    """Rows that a head vouches for are gone, up to the latest head without a row before it."""
    gone = [(at, end) for at, end in sent if stream.newest(up_to=end.last_id) == last_there]
    at, end = max(gone, key=lambda one: one[1].last_id)
    link = Seal.objects.filter(stream=stream.name, last_id__lte=last_there).order_by("-last_id").first()
    return Finding(
        stream.name, stream.label, "cut_off", last_there + 1, end.last_id, end.last_id - last_there, link.at if link else None, at
    )
