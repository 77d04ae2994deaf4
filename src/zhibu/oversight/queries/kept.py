"""Findings kept in the memory of the process as long as nothing was written.

They follow from the records, the rules and the day alone, and every write leaves an operation in the trail: as long as the last
operation is the same, so are the findings. Nothing scheduled is believed, and what is kept can be thrown away at any time.
"""

from collections import OrderedDict
from datetime import date, datetime
from typing import Final, NamedTuple

from django.db import connection

from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import Asked, findings

KEPT_AT_MOST: Final = 32
LONGEST: Final = 5_000
"""Lists that are longer are worked out each time; nobody reads them often."""


class Recorded(NamedTuple):
    """How far the trail has come, and when and by what it began."""

    last: int
    first_at: datetime | None
    first_channel: str


_kept: Final[OrderedDict[tuple[str, int, Asked], list[Finding]]] = OrderedDict()


def recorded() -> Recorded:
    """One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT max(id) FROM trail_operation), at, channel FROM trail_operation ORDER BY id LIMIT 1")
        row = cursor.fetchone()
    return Recorded(*row) if row else Recorded(0, None, "")


def kept_findings(asked: Asked, at: Recorded) -> list[Finding]:
    """The findings; none but the first reader after a write waits for them."""
    key = (_database(), at.last, asked)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    found = findings(asked)
    if len(found) <= LONGEST:
        _kept[key] = found
    while len(_kept) > KEPT_AT_MOST:
        _kept.popitem(last=False)
    return found


def forget() -> None:
    """For tests, which roll the trail back."""
    _kept.clear()


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def is_first_week(at: Recorded, on: date) -> bool:
    """Whether the first records are less than a week old: then only what ends soon is shown (PRACTICE.md 1.7)."""
    return at.first_at is not None and at.first_channel != "demo" and (on - at.first_at.date()).days < 7
