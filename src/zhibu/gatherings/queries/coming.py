"""What is on for one reader in the next days, and what waits for his hand: two readings, whatever he looks after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby, starmap
from typing import Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Value

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.gatherings import CALENDAR, SEE, held_by
from zhibu.gatherings.rules.catalogue import CATALOGUE, Expects
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.readers import Reader
from zhibu.register.models import Membership, Person, Post
from zhibu.register.queries import folding
from zhibu.register.terms.organisations import COMMITTEE_SEATS

WHY: Final = "本人应当参加的会议：只读时间、地点和名称"
AHEAD: Final = timedelta(days=14)
"""Branches meet monthly: a shorter view would stand empty most of the time."""
BEHIND: Final = timedelta(days=365)
RECORD: Final = "record_gatherings"
SIGN: Final = "sign_minutes"


class Part(NamedTuple):
    """One part that concerns the reader."""

    gathering_id: int
    code: str
    title: str
    on: date
    begins: time | None
    ends: time | None
    place: str
    kind: str
    organisation: str
    path: str
    cancelled: bool
    number: int


COLUMNS: Final = (
    "gathering_id", "gathering__code", "gathering__title", "on", "gathering__begins", "gathering__ends", "gathering__place", "kind",
    "organisation__now_short_name", "organisation__now_path", "cancelled", "part__number",
)  # fmt: skip
KINDS: Final[tuple[folding.Kind, ...]] = (
    "number", "text", "text", "day", "time", "time", "text", "text", "text", "text", "flag", "number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Coming:
    """One gathering of the next days."""

    code: str
    title: str
    on: date
    begins: time | None
    place: str
    organisation: str
    opens: bool
    """Whether the reader may open its page."""
    ends: time | None = None
    kinds: tuple[str, ...] = ()
    cancelled: bool = False


def coming(reader: Reader, *, home: str, today: date) -> folding.Part | None:
    """Where the reader is expected, and what the own organisation holds in the next days; None for keepers."""
    concerned = _concerned(reader, home, today)
    if concerned is None:
        return None
    found = Holding.objects.unguarded(WHY).filter(concerned, on__gte=today, on__lte=today + AHEAD, cancelled=False)
    return folding.part_of(found.values_list(*COLUMNS), *KINDS, made=Part)


def appointments(reader: Reader, *, home: str, since: date, until: date, today: date) -> list[Coming]:
    """The same for a calendar, with what was called off: a telephone takes it out then; one query."""
    concerned = _concerned(reader, home, today)
    if concerned is None:
        return []
    found = Holding.objects.unguarded(WHY).filter(concerned, on__gte=since, on__lte=until)
    return gatherings_of(starmap(Part, found.values_list(*COLUMNS)), reader)


def gatherings_of(rows: Iterable[Part], reader: Reader) -> list[Coming]:
    """Parts joined to gatherings, in the order of their days."""
    ordered = sorted(rows, key=lambda one: (one.on, one.begins or time.max, one.gathering_id, one.number))
    return [_one(list(parts), reader) for _, parts in groupby(ordered, key=lambda one: one.gathering_id)]


def _one(parts: Sequence[Part], reader: Reader) -> Coming:
    first = parts[0]
    opens = any(reader.may(CALENDAR, one.path) for one in parts)
    kinds = tuple(dict.fromkeys(one.kind for one in parts))
    return Coming(
        first.code, first.title, first.on, first.begins, first.place, first.organisation, opens, first.ends, kinds, first.cancelled
    )


def kinds_expecting(*expects: Expects) -> list[str]:
    """The kinds to which these are expected."""
    return [str(kind) for kind, entry in CATALOGUE.items() if entry.expects in expects]


def _concerned(reader: Reader, home: str, today: date) -> Q | None:
    """As a member of what stands above, in the own group, by a seat; and what the own organisation holds, for whoever sees its records.

    A member who sees its calendar alone is told of what is held for all members: at the committee's meeting nobody waits for him.
    """
    own = Q(organisation__now_path=home) if home and reader.may(CALENDAR, home) else None
    if own is not None and not reader.may(SEE, home):
        own &= Q(kind__in=kinds_expecting(Expects.MEMBERS))
    if reader.person_id is None:
        return own
    held_by = OuterRef("organisation")
    person = Person.objects.unguarded(WHY).filter(pk=reader.person_id, now_path__startswith=OuterRef("organisation__now_path"))
    group = Membership.objects.unguarded(WHY).on(today).filter(person_id=reader.person_id, relation="group", organisation=held_by)
    seats = [str(one) for one in COMMITTEE_SEATS]
    seat = Post.objects.unguarded(WHY).on(today).filter(person_id=reader.person_id, kind__in=seats, organisation=held_by)
    expected = (
        Q(Exists(person), kind__in=kinds_expecting(Expects.MEMBERS))
        | Q(Exists(group), kind=str(GatheringKind.GROUP_MEETING))
        | Q(Exists(seat), kind__in=kinds_expecting(Expects.COMMITTEE))
    )
    return expected | own if own is not None else expected


class Waiting(NamedTuple):
    """How many gatherings wait."""

    unrecorded: int = 0
    unsigned: int = 0


def waiting(reader: Reader, *, home: str, today: date) -> folding.Part | None:
    """What the own organisation has not recorded, and what waits for the reader's signature, as one row; None where nothing may."""
    records, signs = (bool(home) and reader.may_at(act, home) for act in (RECORD, SIGN))
    if not records and not signs:
        return None
    found: QuerySet[Holding] = Holding.objects.unguarded(WHY).filter(
        held_by(home), on__lte=today, on__gte=today - BEHIND, cancelled=False, signed_at=None
    )
    everything = found.order_by().annotate(one=Value(1)).values("one")
    counts = everything.annotate(
        unrecorded=Count("gathering_id", filter=Q(gathering__state=GatheringState.PLANNED, on__lt=today), distinct=True),
        unsigned=Count("gathering_id", filter=Q(gathering__state=GatheringState.HELD), distinct=True),
    )
    return folding.part_of(
        counts.values_list("unrecorded", "unsigned"),
        "number",
        "number",
        made=lambda unrecorded, unsigned: Waiting(unrecorded if records else 0, unsigned if signs else 0),
    )
