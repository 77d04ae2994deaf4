"""Findings kept in the memory of the process as long as nothing was written.

They follow from the records, the rules and the day alone, and every write leaves an operation in the trail: as long as the last
operation is the same, so are the findings. Nothing scheduled is believed, and what is kept can be thrown away at any time.
"""

from collections import OrderedDict
from collections.abc import Callable, Sized
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple, TypeVar

from django.db import connection

from zhibu.kernel.clock import SHANGHAI
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.counts import Counts, counts, holds_streets
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.queries.scopes import NOBODY, Sql

K = TypeVar("K")
V = TypeVar("V")
KEPT_AT_MOST: Final = 32
LONGEST: Final = 5_000
"""Lists that are longer are worked out each time; nobody reads them often."""


class Recorded(NamedTuple):
    """How far the trail has come, when and by what it began, and whether the scope asked about holds streets."""

    last: int
    first_at: datetime | None
    first_channel: str
    wide: bool = False


_every: Final[list[OrderedDict[Any, Any]]] = []


def room() -> OrderedDict[Any, Any]:
    """A place for what follows from the records, emptied with the others."""
    _every.append(OrderedDict())
    return _every[-1]


_kept: Final[OrderedDict[tuple[str, int, Asked], list[Finding]]] = room()
_counted: Final[OrderedDict[tuple[str, int, Asked, str], Counts]] = room()


def recorded() -> Recorded:
    """One query."""
    return _recorded(NOBODY)


def recorded_for(path: str, *, on: date) -> Recorded:
    """The same, and whether a scope holds streets: then its lines are counted and not listed. One query."""
    found = _recorded(holds_streets(path, on))
    return found if path else found._replace(wide=True)


def _recorded(wide: Sql) -> Recorded:
    query = f"SELECT (SELECT max(id) FROM trail_operation), at, channel, {wide.text} FROM trail_operation ORDER BY id LIMIT 1"  # noqa: S608  fixed parts
    with connection.cursor() as cursor:
        cursor.execute(query, wide.values)
        row = cursor.fetchone()
    return Recorded(row[0], _local(row[1]), row[2], bool(row[3])) if row else Recorded(0, None, "")


def _local(at: datetime) -> datetime:
    """SQLite gives a moment in UTC without saying so."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(SHANGHAI)


def kept_findings(asked: Asked, at: Recorded) -> list[Finding]:
    """The findings; none but the first reader after a write waits for them."""
    return keep(_kept, (database(), at.last, asked), lambda: findings(asked), at_most=LONGEST)


def kept_counts(asked: Asked, at: Recorded, *, scope: str) -> Counts:
    """The numbers of a wide scope, whose lines nobody reads."""
    return keep(_counted, (database(), at.last, asked, scope), lambda: counts(asked, scope=scope))


def keep(kept: OrderedDict[K, V], key: K, work_out: Callable[[], V], *, at_most: int = 0) -> V:
    """What stands under a key, worked out the first time; longer than ``at_most`` it is worked out each time."""
    if key not in kept:
        found = work_out()
        if at_most and isinstance(found, Sized) and len(found) > at_most:
            return found
        kept[key] = found
    kept.move_to_end(key)
    while len(kept) > KEPT_AT_MOST:
        kept.popitem(last=False)
    return kept[key]


def forget() -> None:
    """For tests, which roll the trail back."""
    for kept in _every:
        kept.clear()


def database() -> str:
    """Part of every key: one process may serve several."""
    return str(connection.settings_dict["NAME"])


def is_first_week(at: Recorded, on: date) -> bool:
    """Whether the first records are less than a week old: then only what ends soon is shown (PRACTICE.md 1.7)."""
    return at.first_at is not None and at.first_channel != "demo" and (on - at.first_at.date()).days < 7
