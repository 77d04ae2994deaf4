"""Matters done together: which of the five is missing, and who was there from both sides."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Count

from zhibu.gatherings.models import Attendance, Holding
from zhibu.gatherings.terms import Presence
from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import Matter, MatterTag
from zhibu.mechanism.responsibility.queries.points import HIDDEN, Shown, shown
from zhibu.mechanism.responsibility.terms import SEE, Together
from zhibu.register.models import Organisation

WHY: Final = "五同事项：事项已在可见范围内"


@dataclass(frozen=True, slots=True)
class Present:
    """How many came from either side."""

    party: int
    partner: int

    @property
    def both(self) -> bool:
        """Somebody was there from each."""
        return bool(self.party and self.partner)


@dataclass(frozen=True, slots=True)
class TagShown:
    """A record that shows one of the five; of a gathering who was there."""

    id: int
    tag: Together
    record: Shown
    present: Present | None = None


@dataclass(frozen=True, slots=True)
class MatterShown:
    """A matter with what is there of the five."""

    matter: Matter
    tags: tuple[TagShown, ...]

    def of(self, tag: Together) -> list[TagShown]:
        """What shows one of the five."""
        return [one for one in self.tags if one.tag is tag]

    @property
    def missing(self) -> list[Together]:
        """Derived, never typed."""
        return [tag for tag in Together if not self.of(tag)]


def matters_of(reader: Reader, place: Organisation, on: date) -> list[MatterShown]:
    """Those under way on a day, and those that ended, of an organisation on either side; eight queries, however many."""
    found = Matter.objects.seen_by(reader, SEE).select_related("organisation", "partner").filter(begun_on__lte=on)
    return shown_matters(reader, list((found.filter(organisation=place) | found.filter(partner=place)).order_by("-begun_on", "-pk")))


def shown_matters(reader: Reader, matters: Sequence[Matter]) -> list[MatterShown]:
    """With their records; seven queries."""
    rows = list(
        MatterTag.objects.unguarded(WHY).filter(matter__in=[one.pk for one in matters]).select_related("line__organisation").order_by("pk")
    )
    records = [_planned(reader, row, one) for row, one in zip(rows, shown(reader, rows), strict=True)]
    there = _there({one.gathering_id for one in records if one.gathering_id})
    by_id = {one.pk: one for one in matters}
    told: dict[int, list[TagShown]] = defaultdict(list)
    for row, record in zip(rows, records, strict=True):
        present = _sides(by_id[row.matter_id], there.get(record.gathering_id, [])) if record.gathering_id else None
        told[row.matter_id].append(TagShown(row.pk, Together.stored(row.tag), record, present))
    return [MatterShown(one, tuple(told[one.pk])) for one in matters]


def _planned(reader: Reader, row: MatterTag, record: Shown) -> Shown:
    """A line of either side's yearly list is read by whoever may read that list."""
    if row.line is None:
        return record
    if not reader.may(SEE, row.line.organisation.now_path):
        return Shown(HIDDEN, "重点任务", None)
    return Shown(row.line.says, "重点任务", row.line.due)


def _there(gatherings: set[int]) -> dict[int, list[tuple[str, int]]]:
    """Of each gathering how many came, by where they stand today; where no names were kept, as each organisation typed it. Two queries."""
    found = Attendance.objects.unguarded(WHY).filter(gathering_id__in=gatherings, presence__in=(Presence.PRESENT, Presence.REMOTE))
    named = found.order_by().values("gathering_id", "person__now_path").annotate(number=Count("person_id", distinct=True))
    typed = Holding.objects.unguarded(WHY).filter(gathering_id__in=gatherings, by_name=False, present__gt=0)
    told: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for gathering, path, number in (
        *named.values_list("gathering_id", "person__now_path", "number"),
        *typed.values_list("gathering_id", "organisation__now_path", "present"),
    ):
        told[gathering].append((path or "", number or 0))
    return told


def _sides(matter: Matter, there: Sequence[tuple[str, int]]) -> Present:
    """Where one side stands below the other, its people count for it alone."""
    party, partner = matter.organisation.now_path, matter.partner.now_path
    nearer = sorted((party, partner), key=len, reverse=True)
    numbers = {party: 0, partner: 0}
    for path, number in there:
        side = next((one for one in nearer if path.startswith(one)), None)
        if side is not None:
            numbers[side] += number
    return Present(numbers[party], numbers[partner])
