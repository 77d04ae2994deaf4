"""The rows of ledgers: one for each part that was held and each organisation that held it, in slices of a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any, Final

from django.db.models import Count, Q

from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Minutes, Moved, Part
from zhibu.gatherings.queries.bodies import Bodies, Body
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.rules.deciding import Resolved, with_numbers
from zhibu.gatherings.rules.ledgers import joined, names_in
from zhibu.gatherings.terms import GatheringState, Presence, Standing
from zhibu.gatherings.terms.ledgers import HOLDS, LedgerKind
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import GuardedQuerySet, within

WHY: Final = "台账：会议已在可见范围内"
SEE: Final = "see_gatherings"
AT_ONCE: Final = 2_000
"""Rows of a slice: a street's year of 120 branches is four of them."""
MOST: Final = 400
"""Organisations that a choice can hold."""
ORDER: Final = ("organisation__now_path", "organisation_id", "on", "part__number", "pk")
THERE: Final = tuple(str(one) for one in Presence if one.is_there)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One part in one organisation. Numbers are those of the signature; before it the number expected is not settled and stays empty."""

    holding_id: int
    code: str
    kind: str
    branch: Body
    superior: Body
    group: Body
    title: str
    chair: str
    recorder: str
    lecturer: str
    place: str
    topic: str
    on: date
    begins: time | None
    planned_on: date | None
    planned_begins: time | None
    minutes_long: int | None
    expected: int | None
    present: int | None
    on_leave: int | None
    guests: int | None
    attended_by: str
    text: str
    decisions: str
    entered_on: date
    signed_by: str
    quorate: bool | None
    by_name: bool

    @property
    def late(self) -> bool:
        """Entered after the day: 补录."""
        return self.entered_on > self.on


@dataclass(frozen=True, slots=True)
class Asked:
    """Which ledger: kinds of parts, the days, the part of the tree; ``gathering`` narrows to one afternoon."""

    reader: Reader
    kinds: tuple[str, ...]
    first: date | None = None
    end: date | None = None
    scope: str = ""
    gathering: int | None = None
    act: str = SEE

    @classmethod
    def of_year(cls, reader: Reader, kind: LedgerKind, year: int, *, scope: str = "", act: str = SEE) -> "Asked":
        """A ledger of a calendar year."""
        kinds = tuple(str(one) for one in HOLDS[kind])
        return cls(reader, kinds, date(year, 1, 1), date(year + 1, 1, 1), scope, act=act)

    @classmethod
    def of_meeting(cls, reader: Reader, kind: LedgerKind, gathering: Gathering, *, act: str = SEE) -> "Asked":
        """The rows of one afternoon."""
        kinds, day = tuple(str(one) for one in HOLDS[kind]), gathering.on
        return cls(reader, kinds, day, day + timedelta(days=1), gathering=gathering.pk, act=act)

    def condition(self) -> Q:
        """Of rows within reach."""
        found = Q(kind__in=self.kinds, cancelled=False, gathering__state=str(GatheringState.HELD))
        if self.first is not None and self.end is not None:
            found &= Q(on__gte=self.first, on__lt=self.end)
        if self.gathering is not None:
            found &= Q(gathering_id=self.gathering)
        return found & within("organisation__now_path", (self.scope,)) if self.scope else found


def ledger_rows(asked: Asked) -> Iterator[LedgerRow]:
    """By organisation in the order of the tree, then by day and part; one query for their numbers, at most eleven for each slice."""
    ids = list(_found(asked).order_by(*ORDER).values_list("pk", flat=True))
    for start in range(0, len(ids), AT_ONCE):
        yield from _slice(ids[start : start + AT_ONCE])


def rows_between(asked: Asked, first: int, end: int) -> list[LedgerRow]:
    """One page of them."""
    ids = list(_found(asked).order_by(*ORDER).values_list("pk", flat=True)[first:end])
    return _slice(ids) if ids else []


def counted(asked: Asked) -> int:
    """How many."""
    return _found(asked).count()


def ledgers_of(gathering: Gathering) -> list[LedgerKind]:
    """In which ledgers a gathering stands; one query."""
    if gathering.state != GatheringState.HELD:
        return []
    kinds = set(Part.objects.unguarded(WHY).filter(gathering=gathering).values_list("kind", flat=True))
    return [kind for kind, held in HOLDS.items() if kinds.intersection(map(str, held))]


def _found(asked: Asked) -> GuardedQuerySet[Holding]:
    return Holding.objects.seen_by(asked.reader, asked.act).filter(asked.condition())


def organisations_in_reach(reader: Reader, act: str) -> list[tuple[str, str]]:
    """Code and name of those whose ledger may be asked for, in the order of the tree; of very many the upper ones."""
    found = Organisation.objects.seen_by(reader, act).exclude(now_path="").exclude(now_kind=str(OrganisationKind.GROUP))
    rows = list(found.order_by("now_path").values_list("code", "now_short_name", "now_name", "now_path")[: MOST + 1])
    if len(rows) > MOST:
        level = min(len(path) for _, _, _, path in rows) + SEGMENT
        rows = [row for row in rows[:MOST] if len(row[3]) <= level]
    return [(code, short or name) for code, short, name, _ in rows]


COLUMNS: Final = (
    "part__gathering__code",
    "part__gathering__title",
    "part__gathering__begins",
    "part__title",
    "part__begins",
    "part__gathering_id",
    "part__gathering__planned_on",
    "part__gathering__place",
    "part__gathering__entered_on",
    "part__topic",
    "part__minutes_long",
    "part__chair",
    "part__recorder",
    "part__lecturer",
    "part__attended_by",
    "id",
    "part_id",
    "organisation_id",
    "kind",
    "on",
    "expected",
    "present",
    "on_leave",
    "in_attendance",
    "by_name",
    "quorate",
    "signed_at",
    "confirmed_by",
    "signed_minutes_id",
)


@dataclass(frozen=True, slots=True)
class Slice:
    """What rows of a slice stand on."""

    bodies: Bodies
    minutes: Mapping[int, tuple[int, str]]
    decisions: Mapping[int, list[Resolved]]
    items: Mapping[int, list[tuple[int, str]]]
    marked: Mapping[int, tuple[int, int]]
    guests: Mapping[int, list[str]]
    moved: Mapping[int, tuple[date, time | None]]
    """By gathering: for when it was announced first, where that was not when it was held."""

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> "Slice":
        """At most ten queries, however many rows."""
        minutes = _minutes(rows)
        return cls(
            Bodies.of({row["organisation_id"] for row in rows}),
            minutes,
            resolved(one[0] for one in minutes.values()),
            _items({row["part_id"] for row in rows}),
            _marked([row["id"] for row in rows if row["signed_at"] is None and row["by_name"]]),
            _guests([row["id"] for row in rows if row["by_name"]]),
            _moved({row["part__gathering_id"] for row in rows}),
        )

    def numbers(self, row: Mapping[str, Any]) -> dict[str, int | None]:
        """Settled ones, or those marked so far without the number expected."""
        if row["signed_at"] is not None or not row["by_name"]:
            return {name: row[name] for name in ("expected", "present", "on_leave")}
        there, leave = self.marked.get(row["id"], (0, 0))
        return {"expected": None, "present": there, "on_leave": leave}


def _slice(ids: Sequence[int]) -> list[LedgerRow]:
    held = {row["id"]: row for row in Holding.objects.unguarded(WHY).filter(pk__in=ids).values(*COLUMNS)}
    rows = [held[pk] for pk in ids]
    known = Slice.of(rows)
    return [_row(row, known) for row in rows]


def _row(row: Mapping[str, Any], known: Slice) -> LedgerRow:
    superior, branch, group = known.bodies.stood(row["organisation_id"], row["on"])
    minutes, text = known.minutes.get(row["id"], (0, ""))
    items = known.items.get(row["part_id"], [])
    decided = with_numbers([pk for pk, _ in items], known.decisions.get(minutes, []))
    guests, attended_by = known.guests.get(row["id"], []), row["part__attended_by"]
    begins, planned_on = row["part__begins"] or row["part__gathering__begins"], row["part__gathering__planned_on"]
    return LedgerRow(
        holding_id=row["id"],
        code=row["part__gathering__code"],
        kind=row["kind"],
        branch=branch,
        superior=superior,
        group=group,
        title=row["part__title"] or row["part__gathering__title"],
        chair=row["part__chair"],
        recorder=row["part__recorder"],
        lecturer=row["part__lecturer"],
        place=row["part__gathering__place"],
        topic=joined([title for _, title in items]) or row["part__topic"],
        on=row["on"],
        begins=begins,
        planned_on=planned_on,
        planned_begins=known.moved.get(row["part__gathering_id"], (None, begins if planned_on == row["on"] else None))[1],
        minutes_long=row["part__minutes_long"],
        **known.numbers(row),
        guests=len(guests) + len(names_in(attended_by)) if row["by_name"] else row["in_attendance"],
        attended_by="、".join([*guests, *([attended_by] if attended_by else [])]),
        text=text,
        decisions=joined(decided),
        entered_on=row["part__gathering__entered_on"],
        signed_by=row["confirmed_by"] if row["signed_at"] is not None else "",
        quorate=row["quorate"],
        by_name=row["by_name"],
    )


def _minutes(rows: Sequence[Mapping[str, Any]]) -> Mapping[int, tuple[int, str]]:
    """By holding: what it signed, else the newest; the number of the minutes and what the ledger says of their text."""
    columns = ("id", "part_id", "text", "on_paper", "kept_at")
    found = Minutes.objects.unguarded(WHY).filter(part_id__in={row["part_id"] for row in rows}).order_by("version").values_list(*columns)
    texts: dict[int, str] = {}
    newest: dict[int, int] = {}
    for pk, part, text, on_paper, kept_at in found:
        texts[pk] = text or (f"手写记录{f'，存放于{kept_at}' if kept_at else ''}" if on_paper else "")
        newest[part] = pk
    chosen = {row["id"]: row["signed_minutes_id"] or newest.get(row["part_id"], 0) for row in rows}
    return {holding: (pk, texts[pk]) for holding, pk in chosen.items() if pk in texts}


def _items(parts: Iterable[int]) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = AgendaItem.objects.unguarded(WHY).filter(part_id__in=parts).order_by("number").values_list("part_id", "pk", "title")
    for part, pk, title in rows:
        found[part].append((pk, title))
    return found


def _guests(holdings: Sequence[int]) -> Mapping[int, list[str]]:
    found = Attendance.objects.unguarded(WHY).filter(
        holding_id__in=holdings, standing=str(Standing.IN_ATTENDANCE), presence__in=THERE, person__erased_on=None
    )
    return _texts(found.order_by("person__sort_key", "person_id").values_list("holding_id", "person__name"))


def _moved(gatherings: Iterable[int]) -> Mapping[int, tuple[date, time | None]]:
    found = Moved.objects.unguarded(WHY).filter(gathering_id__in=gatherings).order_by("-pk")
    return {gathering: (on, begins) for gathering, on, begins in found.values_list("gathering_id", "was_on", "was_begins")}


def _texts(pairs: Iterable[tuple[int, str]]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for key, text in pairs:
        found[key].append(text)
    return found


def _marked(holdings: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """Of lists that nobody has signed: who was there, who is on leave, as far as it is marked."""
    found = (
        Attendance.objects.unguarded(WHY)
        .filter(holding_id__in=holdings, standing=str(Standing.EXPECTED))
        .values("holding_id")
        .annotate(there=Count("pk", filter=Q(presence__in=THERE)), leave=Count("pk", filter=Q(presence=str(Presence.ON_LEAVE))))
    )
    return {row["holding_id"]: (row["there"], row["leave"]) for row in found}
