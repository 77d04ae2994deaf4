"""The year's summary: honours granted and received by level and name, of a scope; constant queries, however many there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count

from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.queries.roll import GRANTED, where_of
from zhibu.mechanism.honours.terms import INSIDE, SEE, HonourKind, Level, Receiver

SUM: Final = "小计"
TOTAL: Final = "合计"
NUMBERS: Final = {
    "organisations": Count("organisation_id"),
    "people": Count("person_id"),
    "units": Count("unit_id"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearLine:
    """How many received one honour: organisations, members, units."""

    level: str
    title: str
    organisations: int
    people: int
    units: int
    granted: bool = False
    """By one of our organisations."""

    @property
    def total(self) -> int:
        """All receivers."""
        return self.organisations + self.people + self.units

    @property
    def summed(self) -> bool:
        """A sum of lines, not a line."""
        return self.title in {SUM, TOTAL}


def summary(reader: Reader, *, year: int, paths: Sequence[str] | None = None, act: str = SEE) -> list[YearLine]:
    """From the nation down to what was granted here, with the sum of each level and of all; what was taken back does not count."""
    where = where_of(year, paths)
    received = HonourReceived.objects.seen_by(reader, act).filter(where).order_by().values_list("level", "title").annotate(**NUMBERS)
    granted = Honour.objects.seen_by(reader, act).filter(where, revoked_on=None).order_by().values_list("kind").annotate(**NUMBERS)
    above = sorted(received, key=lambda row: row[1])
    groups = [[YearLine(level.label, *row[1:]) for row in above if row[0] == level.value] for level in reversed(Level)]
    kinds = {row[0]: row for row in granted}
    groups.append([_granted(kind, kinds[kind.value]) for kind in HonourKind if kind.value in kinds])
    lines = [line for group in groups if group for line in (*group, _sum(group, group[0].level, SUM))]
    return [*lines, _sum([one for group in groups for one in group], "", TOTAL)] if lines else []


def _granted(kind: HonourKind, row: Sequence[Any]) -> YearLine:
    """Who is honoured inside of a unit is a member or a Party organisation, though the record holds the unit."""
    _, organisations, people, units = row
    inside = INSIDE.get(kind)
    if inside is Receiver.PERSON:
        people, units = people + units, 0
    elif inside is Receiver.ORGANISATION:
        organisations, units = organisations + units, 0
    return YearLine(GRANTED, kind.label, organisations, people, units, granted=True)


def _sum(lines: Sequence[YearLine], level: str, title: str) -> YearLine:
    return YearLine(
        level,
        title,
        sum(one.organisations for one in lines),
        sum(one.people for one in lines),
        sum(one.units for one in lines),
        granted=bool(lines) and all(one.granted for one in lines),
    )


def years(reader: Reader, *, paths: Sequence[str] | None = None) -> list[int]:
    """Of which there are any, the newest first; two queries."""
    where = where_of(0, paths)
    granted = Honour.objects.seen_by(reader, SEE).filter(where, revoked_on=None)
    received = HonourReceived.objects.seen_by(reader, SEE).filter(where)
    found = {year for model in (granted, received) for year in model.order_by().values_list("year", flat=True).distinct()}
    return sorted(found, reverse=True)
