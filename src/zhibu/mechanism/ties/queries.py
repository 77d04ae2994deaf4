"""The matters of a visit, places with who is linked and what is open there, and the links of one person."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.cases.terms import UNDER_WAY
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.ties.models import Link, LinkedPlace, PlaceVisit
from zhibu.mechanism.ties.rules import VISIT
from zhibu.mechanism.ties.terms import SEE
from zhibu.register.models import Person
from zhibu.store.guards import within
from zhibu.trail.actors import Actor

WHY: Final = "走访：会议活动已在可见范围内"
OF_PLACES: Final = "已经确认可以看到的联系点"
SHOWN: Final = 12
"""Visits on the page of a place."""
COLUMNS: Final = ("pk", "code", "kind", "name", "organisation__now_short_name", "organisation__now_name", "organisation__now_path")


def is_visit(found: Gathering) -> bool:
    """Whether one of its parts is a visit."""
    return Holding.objects.unguarded(WHY).filter(gathering=found, kind=str(GatheringKind.VISIT)).exists()


def matters_of(visit: Gathering, by: Actor) -> list[CaseRow]:
    """In the order in which they were noted; one query."""
    found = Case.objects.seen_by(by.reader, SEE_CASES).filter(subject_kind=VISIT, subject_code=visit.code)
    return case_rows(found, on=by.day, order="code")


class Linked(NamedTuple):
    """Somebody who keeps in touch with a place; whoever may not see the name sees none."""

    id: int
    place_id: int
    name: str
    post: str
    since: date
    code: str

    @property
    def called(self) -> str:
        """The name, with the post where it is known."""
        return "，".join(filter(None, (self.name, self.post)))


class Visited(NamedTuple):
    """A visit to a place."""

    code: str
    on: date
    topic: str


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A line of the list."""

    id: int
    code: str
    kind: str
    name: str
    organisation: str
    path: str
    linked: tuple[Linked, ...] = ()
    last: date | None = None
    open: int = 0


def places(reader: Reader, paths: Collection[str], *, kind: str = "", text: str = "") -> QuerySet[LinkedPlace]:
    """Those of a scope; ``text`` finds places and who is linked to them now, never what was said at a visit."""
    found = LinkedPlace.objects.seen_by(reader, SEE).filter(within("organisation__now_path", paths))
    if kind:
        found = found.filter(kind=kind)
    if not text:
        return found
    linked = Link.objects.unguarded(OF_PLACES).filter(Q(person__name__contains=text) | Q(post__contains=text), place_id=OuterRef("pk"))
    return found.filter(Q(name__contains=text) | Exists(linked.filter(valid_to=FAR)))


def place_rows(found: "QuerySet[LinkedPlace]", on: date, *, order: Sequence[str], first: int = 0, end: int | None = None) -> list[PlaceRow]:
    """One page; four queries."""
    rows = list(found.order_by(*order).values_list(*COLUMNS)[first:end])
    ids = [row[0] for row in rows]
    linked, last, waiting = linked_to(ids, on), _last_visits(ids, on), _open_matters(ids)
    return [
        PlaceRow(pk, code, kind, name, short or full or "", path, tuple(linked[pk]), last.get(pk), waiting.get(pk, 0))
        for pk, code, kind, name, short, full, path in rows
    ]


def linked_to(ids: Collection[int], on: date) -> dict[int, list[Linked]]:
    """Who keeps in touch with each place on a day; one query."""
    found = Link.objects.unguarded(OF_PLACES).on(on).filter(place_id__in=ids).order_by("valid_from", "pk")
    told: dict[int, list[Linked]] = defaultdict(list)
    for row in found.values_list("pk", "place_id", "person__name", "post", "valid_from", "person__code"):
        one = Linked(*row)
        told[one.place_id].append(one._replace(name=one.name or "", code=one.code or ""))
    return told


def _last_visits(ids: Collection[int], on: date) -> dict[int, date]:
    found = PlaceVisit.objects.unguarded(OF_PLACES).filter(place_id__in=ids, gathering__on__lte=on)
    found = found.exclude(gathering__state=GatheringState.CANCELLED)
    return dict(found.values("place_id").annotate(last=Max("gathering__on")).values_list("place_id", "last"))


def _open_matters(ids: Collection[int]) -> dict[int, int]:
    """How many matters of visits to each place are open; a join by the code of the visit."""
    visits = PlaceVisit.objects.unguarded(OF_PLACES).filter(place_id__in=ids)
    places_by_code: dict[str, list[int]] = defaultdict(list)
    for place, code in visits.values_list("place_id", "gathering__code"):
        places_by_code[code].append(place)
    found = Case.objects.unguarded(OF_PLACES).filter(subject_kind=VISIT, subject_code__in=list(places_by_code), now_state__in=UNDER_WAY)
    counted: dict[int, int] = defaultdict(int)
    for code in found.values_list("subject_code", flat=True):
        for place in places_by_code[code]:
            counted[place] += 1
    return counted


def visits_to(place: LinkedPlace) -> list[Visited]:
    """The latest ones, also those that are planned; one query."""
    went = PlaceVisit.objects.unguarded(OF_PLACES).filter(place=place).exclude(gathering__state=GatheringState.CANCELLED)
    found = Part.objects.unguarded(OF_PLACES).filter(kind=str(GatheringKind.VISIT), gathering_id__in=went.values("gathering_id"))
    rows = found.order_by("-gathering__on", "-pk").values_list("gathering__code", "gathering__on", "topic")
    return [Visited(*row) for row in rows[:SHOWN]]


def matters_at(place: LinkedPlace, by: Actor) -> list[CaseRow]:
    """What is open of what was brought up there; two queries."""
    visits = PlaceVisit.objects.unguarded(OF_PLACES).filter(place=place).values_list("gathering__code", flat=True)
    found = Case.objects.seen_by(by.reader, SEE_CASES).filter(subject_kind=VISIT, subject_code__in=list(visits), now_state__in=UNDER_WAY)
    return case_rows(found, on=by.day, order="code")


def own_places(person_id: int, on: date) -> list[PlaceRow]:
    """The places that somebody is linked to; five queries."""
    mine = Link.objects.unguarded("本人的联系点").on(on).filter(person_id=person_id).values_list("place_id", flat=True)
    return place_rows(LinkedPlace.objects.unguarded(OF_PLACES).filter(pk__in=list(mine)), on, order=("name", "pk"))


def people_called(reader: Reader, text: str, act: str) -> list[Person]:
    """Those within reach of a name or code; a few, to tell namesakes apart."""
    asked = text.strip()
    found = Person.objects.seen_by(reader, act).filter(merged_into=None, erased_on=None)
    return list((found.filter(name=asked) | found.filter(code=asked.upper())).order_by("code")[:5])


def codes_of(people: Iterable[Person]) -> str:
    """To choose from."""
    return "、".join(f"{one.name}（{one.code}）" for one in people)
