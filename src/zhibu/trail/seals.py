"""The chain over the trail: committed rows are sealed in batches, each link with the digest of the link before.

A row that is altered shows by its own mark. A row that is taken out, put in or exchanged shows by the link that holds it.
Rows and links cut off at the end show by the head, which is small enough to be written down every day: ``heads``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives import hashes
from django.db import OperationalError, connection, transaction
from django.db.models import Max

from zhibu.trail.marks import entry_mark, mark, operation_mark, read_mark
from zhibu.trail.models import AuditEntry, Operation, ReadEntry, Seal

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

    def rows(self, first: int, last: int) -> Iterator[Row]:
        """Rows of a range in their order: number, mark, and the covered columns."""
        found = self.model.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
        return found.values_list("pk", "mac", *self.columns).iterator(AT_ONCE)

    def expected(self, row: Row) -> bytes:
        """The mark that the row must bear."""
        number, _, *covered = row
        if self.model is Operation:
            return operation_mark(number, *covered)
        if self.model is AuditEntry:
            operation, *rest = covered
            return entry_mark(bytes(operation), number, *rest)
        return read_mark(*covered)


STREAMS: Final = (
    Stream("operation", "操作", Operation, ("at", "account_id", "actor", "on_behalf_of", "channel", "act", "reason", "undoes_id")),
    Stream("audit", "审计记录", AuditEntry, ("operation__mac", "subject_kind", "subject_id", "path", "sealed", "changes")),
    Stream("read", "查阅记录", ReadEntry, ("at", "account_id", "actor", "kind", "person_id", "field", "reason", "path", "rows")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the trail that is not as it was written; ``first`` to ``last`` are row numbers."""

    stream: str
    first: int
    last: int
    code: str
    message: str


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
            return stream.model.objects.aggregate(last=Max("pk"))["last"] or 0
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
    walk = _walk(stream, first, last)
    link = Seal(at=now, stream=stream.name, first_id=first, last_id=last, count=walk.count)
    link.digest = _digest(link, walk.content, bytes(previous.digest) if previous else b"")
    link.save(force_insert=True)
    return link


def _digest(link: Seal, content: bytes, before: bytes) -> bytes:
    return mark("seal", before, link.stream, link.at, link.first_id, link.last_id, link.count, content)


@dataclass(frozen=True, slots=True)
class _Walk:
    """What lies in a range: how many rows, one hash over numbers and marks, and the rows whose mark is not theirs."""

    count: int
    content: bytes
    altered: tuple[int, ...]


def _walk(stream: Stream, first: int, last: int, *, check: bool = False) -> _Walk:
    content = hashes.Hash(hashes.SM3())
    count = 0
    altered: list[int] = []
    for row in stream.rows(first, last):
        borne = bytes(row[1])
        content.update(row[0].to_bytes(8, "big") + borne)
        count += 1
        if check and stream.expected(row) != borne:
            altered.append(row[0])
    return _Walk(count, content.finalize(), tuple(altered))


def verify() -> Iterator[Finding]:
    """Read the whole trail again and tell what is not as it was written."""
    for stream in STREAMS:
        before, end = b"", 0
        for link in Seal.objects.filter(stream=stream.name).order_by("first_id", "pk"):
            if link.first_id != end + 1:
                yield Finding(stream.name, end + 1, link.first_id - 1, "chain", f"{stream.label}：封存不连续。")
            walk = _walk(stream, link.first_id, link.last_id, check=True)
            yield from _altered(stream, walk)
            yield from _against(stream, link, walk, before)
            before, end = bytes(link.digest), link.last_id
        newest = stream.model.objects.aggregate(last=Max("pk"))["last"] or 0
        if newest > end:
            yield from _altered(stream, _walk(stream, end + 1, newest, check=True))


def _altered(stream: Stream, walk: _Walk) -> Iterator[Finding]:
    for number in walk.altered:
        yield Finding(stream.name, number, number, "altered", f"{stream.label} {number}：内容与校验值不符，写入后被改动。")


def _against(stream: Stream, link: Seal, walk: _Walk, before: bytes) -> Iterator[Finding]:
    """A link against the rows that it holds."""
    where = f"{stream.label} {link.first_id}–{link.last_id}"
    if walk.count < link.count:
        text = f"{where}：封存后少了 {link.count - walk.count} 条。"
        yield Finding(stream.name, link.first_id, link.last_id, "removed", text)
    elif walk.count > link.count:
        text = f"{where}：封存后多了 {walk.count - link.count} 条。"
        yield Finding(stream.name, link.first_id, link.last_id, "added", text)
    elif _digest(link, walk.content, before) != bytes(link.digest):
        yield Finding(stream.name, link.first_id, link.last_id, "seal", f"{where}：与封存时的校验值不符。")


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
