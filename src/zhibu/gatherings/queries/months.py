"""A month of a branch, a community, a street: what is on each day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.gatherings.queries.gatherings import GatheringRow, Wanted, gatherings_found, page_of
from zhibu.kernel.readers import Reader

MOST: Final = 3_000
"""Gatherings of a month that are read; a street of 120 branches has about six hundred."""
MONDAY: Final = 0


@dataclass(frozen=True, slots=True)
class Month:
    """Whole weeks, with what is on each day in the order of the hours."""

    first: date
    weeks: Sequence[Sequence[date]]
    days: Mapping[date, list[GatheringRow]]
    total: int

    @property
    def before(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=31)).replace(day=1)


def month_read(text: str, today: date) -> date:
    """The first day of a month from an address (2026-06); the current one where it can't be read."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = today
    return first.replace(day=1) if 1900 <= first.year <= 2100 else today.replace(day=1)


def month_of(reader: Reader, first: date, *, scope: str, act: str, today: date) -> Month:
    """Two queries."""
    weeks = Calendar(MONDAY).monthdatescalendar(first.year, first.month)
    end = (first + timedelta(days=31)).replace(day=1)
    found = gatherings_found(reader, Wanted(scope=scope, since=first, before=end), act=act, today=today)
    rows = page_of(found, reader, act=act, today=today, first=0, end=MOST)
    days: dict[date, list[GatheringRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.on, one.begins is None, one.hours, one.id)):
        days[row.on].append(row)
    return Month(first, weeks, days, len(rows))
