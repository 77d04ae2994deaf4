"""The chain over the trail: committed rows are sealed in batches, each link with the digest of the link before.

A row that is altered shows by its own mark. A row that is taken out, put in or exchanged shows by the link that holds it.
Rows and links cut off at the end show by the ends of the chains, which are small enough to be kept elsewhere every day: ``trail.heads``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from django.db import OperationalError, connection, transaction
from django.db.models import Max, OuterRef, Subquery

from zhibu.trail.marks import entry_mark, mark, operation_mark, read_mark
from zhibu.trail.models import AuditEntry, Operation, ReadEntry, Seal
from zhibu.trail.numbers import END, Run, Runs, written

BATCH: Final = 50_000
"""Rows of one link."""
AT_ONCE: Final = 2_000
PATIENCE: Final = "5s"
"""How long a sealer waits for writers under way (PostgreSQL) before it leaves its work to the next round."""

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """One of the logs: its table, and what the marks of its rows cover."""

    name: str
    label: str
    model: type[Operation | AuditEntry | ReadEntry]
    columns: tuple[str, ...]
    numbered: bool = True
    """Whether the mark of a row covers its number; the read log's does not, there the order is the seals' alone."""

    def rows(self, first: int, last: int) -> Iterator[Row]:
        """Rows of a range in their order: number, mark, and the covered columns; an entry whose operation is gone stays in its place."""
        found: Any = self.model.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
        if self.model is AuditEntry:
            found = found.annotate(borne=Subquery(Operation.objects.filter(pk=OuterRef("operation_id")).values("mac")))
        rows: Iterator[Row] = found.values_list("pk", "mac", *self.columns).iterator(AT_ONCE)
        return rows

    def expected(self, row: Row, key: bytes) -> bytes:
        """The mark that the row must bear."""
        number, _, *covered = row
        if self.model is AuditEntry:
            return entry_mark(covered[0], number, *covered[1:], key=key)
        if self.model is Operation:
            return operation_mark(number, *covered, key=key)
        return read_mark(*covered, key=key)

    def newest(self, *, up_to: int = END) -> int:
        """The last row number there is, up to a given one; 0 where there is none."""
        return self.model.objects.filter(pk__lte=up_to).aggregate(last=Max("pk"))["last"] or 0


STREAMS: Final = (
    Stream("operation", "操作", Operation, ("at", "account_id", "actor", "on_behalf_of", "channel", "act", "reason", "undoes_id")),
    Stream("audit", "审计记录", AuditEntry, ("borne", "subject_kind", "subject_id", "path", "sealed", "changes")),
    Stream(
        "read",
        "查阅记录",
        ReadEntry,
        ("at", "account_id", "actor", "kind", "person_id", "field", "reason", "path", "rows"),
        numbered=False,
    ),
)


def seal(now: datetime) -> list[Seal]:
    """Chain what was committed since the last link; returns the links made."""
    made: list[Seal] = []
    for stream in STREAMS:
        end = _settled(stream)
        while link := _link(stream, end, now):
            made.append(link)
    return made


def _settled(stream: Stream) -> int:
    """The last row number below which nothing is still being written.

    SQLite has one writer, so a row that can be read has no lower one behind it. On PostgreSQL the lock waits for
    writers under way and is let go at once; 0 when they take too long.
    """
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                table = connection.ops.quote_name(stream.model._meta.db_table)
                with connection.cursor() as cursor:
                    cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
                    cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            return stream.newest()
    except OperationalError:
        return 0


@transaction.atomic
def _link(stream: Stream, end: int, now: datetime) -> Seal | None:
    """One more link, of at most ``BATCH`` rows up to ``end``; one sealer at a time."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Seal._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")
    previous = Seal.objects.filter(stream=stream.name).order_by("-last_id").first()
    first = previous.last_id + 1 if previous else 1
    waiting = stream.model.objects.filter(pk__gte=first, pk__lte=end).order_by("pk")
    last = waiting[:BATCH].aggregate(last=Max("pk"))["last"]
    if last is None:
        return None
    contents = Contents()
    for number, borne in waiting.filter(pk__lte=last).values_list("pk", "mac").iterator(AT_ONCE):
        contents.take(number, bytes(borne))
    link = Seal(at=now, stream=stream.name, first_id=first, last_id=last, count=contents.count, numbers=written(contents.runs))
    link.digest = digest_of(link, contents.digest(), bytes(previous.digest) if previous else b"")
    link.save(force_insert=True)
    return link


def digest_of(link: Seal, content: bytes, before: bytes) -> bytes:
    """What a link must bear: keyed, over its own columns, the rows that it holds and the link before."""
    numbers = (link.numbers,) if link.numbers else ()
    return mark("seal", before, link.stream, link.at, link.first_id, link.last_id, link.count, *numbers, content)


@dataclass(slots=True)
class Contents:
    """What lies in a range, gathered row by row: which numbers, and one hash over numbers and marks."""

    count: int = 0
    _runs: list[list[int]] = field(default_factory=list)
    _hash: hashes.Hash = field(default_factory=lambda: hashes.Hash(hashes.SM3()))

    def take(self, number: int, borne: bytes) -> None:
        """The next row, in ascending order."""
        self._hash.update(number.to_bytes(8, "big") + borne)
        self.count += 1
        if self._runs and self._runs[-1][1] == number - 1:
            self._runs[-1][1] = number
        else:
            self._runs.append([number, number])

    @property
    def runs(self) -> Runs:
        """The numbers seen so far."""
        return tuple(Run(first, last) for first, last in self._runs)

    def digest(self) -> bytes:
        """The hash; nothing can be taken afterwards."""
        return self._hash.finalize()


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: what lies before it cannot be changed any more without showing, once this is written down elsewhere."""

    stream: str
    last_id: int
    at: datetime
    digest: str


def heads() -> list[Head]:
    """The last link of each log."""
    found = (Seal.objects.filter(stream=stream.name).order_by("-last_id").first() for stream in STREAMS)
    return [Head(link.stream, link.last_id, link.at, bytes(link.digest).hex()) for link in found if link is not None]
