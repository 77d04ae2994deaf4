"""Gatherings of a scope, newest first: as lists, months and sheets read them. Three queries, however many rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.rules.progress import Progress, progress_of, was_entered_afterwards
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.kernel.readers import Reader
from zhibu.store.guards import within
from zhibu.web.paging import PAGE, Cursor, Neighbours

SEE: Final = "see_gatherings"
CALENDAR: Final = "see_calendar"
COLUMNS: Final = (
    "pk",
    "code",
    "title",
    "on",
    "begins",
    "ends",
    "place",
    "state",
    "planned_on",
    "entered_on",
    "host__now_short_name",
    "host__now_name",
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; ``scope`` is the path of an organisation, empty for all in reach.

    ``own`` is the path of one that holds it itself, or by its groups: what waits there for its secretary.
    """

    scope: str = ""
    own: str = ""
    text: str = ""
    kind: str = ""
    progress: str = ""
    since: date = LONG_AGO
    before: date = FAR
    entered_afterwards: bool = False


class Held(NamedTuple):
    """One part as one organisation in reach held it."""

    kind: str
    organisation: str
    signed: bool
    part: int
    expected: int | None
    present: int | None


@dataclass(frozen=True, slots=True)
class GatheringRow:
    """A line of the list."""

    held: tuple[Held, ...]
    today: date
    id: int
    code: str
    title: str
    on: date
    begins: time | None
    ends: time | None
    place: str
    state: str
    planned_on: date | None
    entered_on: date
    host_short_name: str
    host_name: str

    @property
    def progress(self) -> Progress:
        """How far it has come, for those parts that the reader sees."""
        return progress_of(state=self.state, on=self.on, signed=[one.signed for one in self.held], today=self.today)

    @property
    def entered_afterwards(self) -> bool:
        """补录."""
        return was_entered_afterwards(on=self.on, planned_on=self.planned_on, entered_on=self.entered_on)

    @property
    def host(self) -> str:
        """Who called it, as people say."""
        return self.host_short_name or self.host_name

    @property
    def kinds(self) -> tuple[str, ...]:
        """What it held, in the order of its parts, each once."""
        return tuple(dict.fromkeys(GatheringKind.word(one.kind) for one in self.held))

    @property
    def organisations(self) -> tuple[str, ...]:
        """Who in reach held it, each once."""
        return tuple(dict.fromkeys(one.organisation for one in self.held))

    @property
    def hours(self) -> str:
        """From when to when, as far as it is known."""
        return "—".join(one.strftime("%H:%M") for one in (self.begins, self.ends) if one)


def gatherings_found(reader: Reader, wanted: Wanted, *, act: str, today: date) -> QuerySet[Gathering]:
    """Those that an organisation in reach holds. The holding's index finds them; what is asked of the gathering is asked after."""
    held = Holding.objects.seen_by(reader, act).filter(on__gte=wanted.since, on__lt=wanted.before)
    if wanted.scope:
        held = held.filter(within("organisation__now_path", [wanted.scope]))
    if wanted.own:
        held = held.filter(held_by(wanted.own))
    if wanted.kind:
        held = held.filter(kind=wanted.kind)
    found = Gathering.objects.seen_by(reader, act).filter(pk__in=held.values("gathering_id"))
    if wanted.text:
        found = found.filter(Q(title__contains=wanted.text) | Q(place__contains=wanted.text) | Q(code=wanted.text.upper()))
    if wanted.entered_afterwards:
        found = found.filter(planned_on=None, entered_on__gt=F("on"))
    return found.filter(_come_so_far(reader, wanted, act, today)) if wanted.progress else found


def held_by(path: str) -> Q:
    """By an organisation itself or by a group of its own, whose minutes it signs."""
    return Q(organisation__now_path=path) | Q(organisation__now_parent__now_path=path, kind=str(GatheringKind.GROUP_MEETING))


def _come_so_far(reader: Reader, wanted: Wanted, act: str, today: date) -> Q:
    """``rules.progress`` in the words of the database."""
    held = Holding.objects.seen_by(reader, act).filter(gathering_id=OuterRef("pk"), signed_at=None)
    unsigned = Exists(held.filter(held_by(wanted.own)) if wanted.own else held)
    return {
        Progress.PLANNED: Q(state=GatheringState.PLANNED, on__gte=today),
        Progress.UNRECORDED: Q(state=GatheringState.PLANNED, on__lt=today),
        Progress.UNSIGNED: Q(unsigned, state=GatheringState.HELD),
        Progress.SIGNED: Q(~unsigned, state=GatheringState.HELD),
        Progress.CANCELLED: Q(state=GatheringState.CANCELLED),
    }[Progress.stored(wanted.progress)]


def page_of(found: QuerySet[Gathering], reader: Reader, *, act: str, today: date, first: int, end: int) -> list[GatheringRow]:
    """One page, newest first."""
    rows = found.order_by("-on", "-pk").values_list(*COLUMNS)[first:end]
    return rows_with_holders(list(rows), reader, act=act, today=today)


def page_beside(
    found: QuerySet[Gathering], reader: Reader, *, act: str, today: date, after: Cursor | None, before: Cursor | None
) -> tuple[list[GatheringRow], Neighbours]:
    """One page of very many, by day and number at its edges."""
    backwards, edge = before is not None, _edge(before or after)
    if edge is not None:
        on, pk = edge
        found = found.filter(Q(on__gt=on) | Q(on=on, pk__gt=pk) if backwards else Q(on__lt=on) | Q(on=on, pk__lt=pk))
    order = ("on", "pk") if backwards else ("-on", "-pk")
    read = list(found.order_by(*order).values_list(*COLUMNS)[: PAGE + 1])
    more, read = len(read) > PAGE, read[:PAGE]
    if backwards:
        read.reverse()
    newer, older = (more, True) if backwards else (edge is not None, more)
    rows = rows_with_holders(read, reader, act=act, today=today)
    if not rows:
        return rows, Neighbours()
    return rows, Neighbours(before=_cursor(rows[0]) if newer else None, after=_cursor(rows[-1]) if older else None)


def _edge(cursor: Cursor | None) -> tuple[date, int] | None:
    if cursor is None or len(cursor) != 2 or not isinstance(cursor[1], int):
        return None
    try:
        return date.fromisoformat(str(cursor[0])), cursor[1]
    except ValueError:
        return None


def _cursor(row: GatheringRow) -> Cursor:
    return row.on.isoformat(), row.id


def rows_with_holders(read: Sequence[tuple[Any, ...]], reader: Reader, *, act: str, today: date) -> list[GatheringRow]:
    """Who held them, for all of them at once."""
    held = holders_of([row[0] for row in read], reader, act=act)
    return [GatheringRow(held.get(row[0], ()), today, *row) for row in read]


def holders_of(ids: Iterable[int], reader: Reader, *, act: str) -> Mapping[int, tuple[Held, ...]]:
    """By gathering: its parts as organisations in reach held them."""
    found = Holding.objects.seen_by(reader, act).filter(gathering_id__in=list(ids)).order_by("part__number", "organisation__now_path")
    by_gathering: dict[int, list[Held]] = defaultdict(list)
    for row in found.values_list(
        "gathering_id",
        "kind",
        "organisation__now_short_name",
        "organisation__now_name",
        "signed_at",
        "part__number",
        "expected",
        "present",
        "organisation__now_path",
    ):
        gathering, kind, short, name, signed_at, part, expected, present, path = row
        told = (expected, present) if reader.may(SEE, path or "-") else (None, None)
        by_gathering[gathering].append(Held(kind, short or name, signed_at is not None, part, *told))
    return {gathering: tuple(held) for gathering, held in by_gathering.items()}
