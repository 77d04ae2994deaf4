"""The yearly list of an organisation, with what shows how far each line has come."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import PriorityEvidence, PriorityLine, PriorityList
from zhibu.mechanism.responsibility.queries.points import Shown, shown
from zhibu.register.models import Organisation

WHY: Final = "重点任务：清单已在可见范围内"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line with its evidence."""

    line: PriorityLine
    who: str
    evidence: tuple[tuple[int, Shown], ...]
    """Number of the row, and the record."""

    def late(self, on: date) -> bool:
        """Due before the day, and not done."""
        return self.line.done_on is None and self.line.due < on


def list_of(place: Organisation, year: int) -> PriorityList | None:
    """One query."""
    return PriorityList.objects.unguarded(WHY).select_related("organisation").filter(organisation=place, year=year).first()


def years_of(place: Organisation) -> list[int]:
    """The years that have a list, the latest first; one query."""
    return list(PriorityList.objects.unguarded(WHY).filter(organisation=place).order_by("-year").values_list("year", flat=True))


def lines_of(reader: Reader, kept: PriorityList) -> list[LineShown]:
    """Five queries, however many lines."""
    lines = list(PriorityLine.objects.unguarded(WHY).filter(list=kept).select_related("person").order_by("number"))
    rows = list(PriorityEvidence.objects.unguarded(WHY).filter(line__list=kept).order_by("pk"))
    told: dict[int, list[tuple[int, Shown]]] = {}
    for row, one in zip(rows, shown(reader, rows), strict=True):
        told.setdefault(row.line_id, []).append((row.pk, one))
    return [LineShown(one, _who(one), tuple(told.get(one.pk, ()))) for one in lines]


def _who(one: PriorityLine) -> str:
    return "，".join(filter(None, (one.person.name if one.person else "", one.office)))
