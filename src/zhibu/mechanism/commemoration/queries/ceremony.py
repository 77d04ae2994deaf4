"""A ceremony with all that its page and papers show; a constant number of queries, however many lines, guests and honours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.readers import Reader
from zhibu.mechanism.commemoration.models import Ceremony, Delegation, Guest, ProgrammeLine, SeatSwap
from zhibu.mechanism.commemoration.rules.programme import Awarded, Line, begins_at
from zhibu.mechanism.commemoration.rules.seating import Plan, Sitter, plan_of
from zhibu.mechanism.commemoration.terms import RECORD, GuestKind
from zhibu.mechanism.honours.models import HonourReceived
from zhibu.mechanism.honours.queries.certificates import granted
from zhibu.mechanism.honours.rules.certificates import Granted
from zhibu.mechanism.honours.terms import HonourKind
from zhibu.mechanism.honours.terms import Level as HonourLevel
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within

WHY: Final = "庆祝活动的内容：活动已在可见范围内"
SEE_HONOURS: Final = "see_names"
A_YEAR: Final = timedelta(days=365)
GUESTS: Final = tuple(str(kind) for kind in GuestKind)


class LineShown(NamedTuple):
    """A line with its number and the minute of the day at which it begins; None where the ceremony has no hour."""

    id: int
    number: int
    line: Line
    at: int | None


class Read(NamedTuple):
    """An honour from above, as it is read out."""

    name: str
    title: str
    level: str
    giver: str
    on: date


@dataclass(frozen=True, slots=True)
class Shown:
    """All of it."""

    ceremony: Ceremony
    gathering: Gathering
    lines: Sequence[LineShown]
    guests: Sequence[Guest]
    delegations: Sequence[Delegation]
    honours: Sequence[Granted]
    received: Sequence[Read]
    swaps: Sequence[SeatSwap]

    @property
    def open(self) -> bool:
        """Whether it may still be changed: it was not called off."""
        return self.gathering.state != GatheringState.CANCELLED

    @property
    def planned(self) -> bool:
        """Whether it may still be called off."""
        return self.gathering.state == GatheringState.PLANNED

    @property
    def plan(self) -> Plan:
        """Who sits where."""
        return plan_of(self.ceremony.rows, self.ceremony.seats, self.sections, [(one.first, one.second) for one in self.swaps])

    @property
    def sections(self) -> list[list[Sitter]]:
        """Guests by kind and order, receivers as they are called up, delegations as blocks."""
        guests = sorted(self.guests, key=lambda one: (GUESTS.index(one.kind) if one.kind in GUESTS else len(GUESTS), one.number))
        blocks = [
            Sitter(f"d{one.pk}-{at}", short_name(one.organisation), short_name(one.organisation))
            for one in self.delegations
            for at in range(1, one.number + 1)
        ]
        return [
            [Sitter(f"g{one.pk}", one.name, GuestKind.word(one.kind)) for one in guests],
            [Sitter(f"h{one.id}", one.short, one.title) for one in self.honours],
            blocks,
        ]

    @property
    def awarded(self) -> list[Awarded]:
        """How many of each kind."""
        return awarded_of(self.honours)

    def called_up(self, kind: str) -> list[Granted]:
        """Who receives an honour of a kind, in order."""
        return [one for one in self.honours if one.kind == kind]


def short_name(organisation: Organisation) -> str:
    """As it stands on a seat."""
    return organisation.now_short_name or organisation.now_name


def awarded_of(honours: Sequence[Granted]) -> list[Awarded]:
    """By kind, in the order in which they are called up."""
    numbers: dict[str, int] = {}
    for one in honours:
        numbers[one.kind] = numbers.get(one.kind, 0) + 1
    return [Awarded(kind, HonourKind.word(kind), number) for kind, number in numbers.items()]


def ceremonies(reader: Reader, act: str) -> QuerySet[Ceremony]:
    """Within reach, the newest first."""
    return Ceremony.objects.seen_by(reader, act).select_related("gathering__host").order_by("-gathering__on", "-pk")


def shown(reader: Reader, ceremony: Ceremony) -> Shown:
    """Eight queries."""
    gathering = ceremony.gathering
    since, until = since_of(gathering.host, gathering.on), gathering.on
    mine = {"ceremony": ceremony}
    return Shown(
        ceremony,
        gathering,
        lines_of(ceremony),
        list(Guest.objects.unguarded(WHY).filter(**mine).order_by("kind", "number", "pk")),
        list(Delegation.objects.unguarded(WHY).filter(**mine).select_related("organisation").order_by("organisation__now_path")),
        granted(reader, SEE_HONOURS, gathering.host, after=since, until=until),
        received_between(reader, gathering.host, since, until),
        list(SeatSwap.objects.unguarded(WHY).filter(**mine).order_by("number", "pk")),
    )


def since_of(host: Organisation, on: date) -> date:
    """Honours are given at the first ceremony after they were decided: those after the one before, at most a year old."""
    earlier = Ceremony.objects.unguarded(WHY).filter(gathering__host=host, gathering__on__lt=on)
    last = earlier.exclude(gathering__state=GatheringState.CANCELLED).order_by("-gathering__on").values_list("gathering__on", flat=True)
    return max(last.first() or date.min, on - A_YEAR)


def granted_since(reader: Reader, host: Organisation, on: date) -> list[Granted]:
    """What is given at a ceremony of a day; two queries."""
    return granted(reader, SEE_HONOURS, host, after=since_of(host, on), until=on)


def who_may_come(reader: Reader, one: Shown, on: date) -> list[Organisation]:
    """The organisations directly below the host, and those that are on the list already."""
    host = one.gathering.host
    below = Q(now_parent=host) | Q(pk__in=[each.organisation_id for each in one.delegations])
    found = Organisation.objects.seen_by(reader, RECORD).filter(below).exclude(now_kind=OrganisationKind.GROUP)
    return list(found.filter(Q(dissolved_on=None) | Q(dissolved_on__gt=on)).order_by("now_path"))


def lines_of(ceremony: Ceremony) -> list[LineShown]:
    """In the order of the agenda."""
    found = ProgrammeLine.objects.unguarded(WHY).filter(ceremony=ceremony).select_related("item").order_by("item__number")
    rows = list(found)
    lines = [as_line(one) for one in rows]
    begins = ceremony.gathering.begins
    times: Sequence[int | None] = begins_at(lines, begins.hour * 60 + begins.minute) if begins else [None] * len(lines)
    return [LineShown(one.pk, one.item.number, line, at) for one, line, at in zip(rows, lines, times, strict=True)]


def as_line(row: ProgrammeLine) -> Line:
    """As rules take it."""
    return Line(row.kind, row.item.title, row.item.presenter, row.minutes_long, row.honour)


def received_between(reader: Reader, host: Organisation, since: date, until: date) -> list[Read]:
    """上级荣誉 that came since the last ceremony, of the host and below: whoever prepares it may see others; one query."""
    here = within("place__now_path", [host.now_path or ""])
    found = HonourReceived.objects.seen_by(reader, SEE_HONOURS).filter(here, given_on__gt=since, given_on__lte=until)
    columns = ("person__name", "organisation__now_name", "unit__name", "name", "title", "level", "giver", "given_on")
    rows = found.order_by("given_on", "pk").values_list(*columns)
    return [
        Read(person or organisation or unit or name, title, HonourLevel.word(level), giver, on)
        for person, organisation, unit, name, title, level, giver, on in rows
    ]


def numbers_of(found: Sequence[Ceremony]) -> Mapping[int, int]:
    """How many guests each has; one query."""
    numbers: dict[int, int] = {}
    for ceremony in Guest.objects.unguarded(WHY).filter(ceremony__in=found).values_list("ceremony_id", flat=True):
        numbers[ceremony] = numbers.get(ceremony, 0) + 1
    return numbers
