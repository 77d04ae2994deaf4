"""Who is away from here, who came here, who is abroad, who cannot be reached: one page of a list with what is known of each."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Exists, Max, OuterRef, QuerySet

from zhibu.register.models import Mark, Membership, Person
from zhibu.register.terms.people import MarkKind, MembershipRelation
from zhibu.store.guards import within
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.rules.halves import contact_due
from zhibu.team.floating.terms import MARKS, ContactKind, Listed

WHY: Final = "已经确认可以看到的流动党员，读取其登记和联系"
HOSTED: Final = str(MembershipRelation.HOST)
CAME: Final = str(MarkKind.FLOATING_IN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list as somebody asks for it; ``paths`` are the subtrees in which the reader may see it, narrowed."""

    listed: Listed
    paths: tuple[str, ...]
    on: date
    text: str = ""
    told: tuple[str, ...] = ()
    """The subtrees in which the reader may see findings about a person."""


class Since(NamedTuple):
    """Since when, and what the mark says of where."""

    on: date
    detail: str


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    person_id: int
    code: str
    name: str
    home: str
    path: str
    since: Since | None
    host: str = ""
    registered: frozenset[str] = frozenset()
    contact: date | None = None
    report: date | None = None
    told: bool = False

    @property
    def due(self) -> date | None:
        """The day on which the next contact is late; nobody is told who may not see findings about this person."""
        if not self.told:
            return None
        last = max(filter(None, (self.contact, self.since.on if self.since else None)), default=None)
        return contact_due(last) if last else None


@dataclass(slots=True)
class _Known:
    """What is known of the people of a page."""

    since: dict[int, Since] = field(default_factory=dict)
    hosts: dict[int, str] = field(default_factory=dict)
    received: dict[int, date] = field(default_factory=dict)
    registered: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    last: dict[tuple[int, str], date] = field(default_factory=dict)


def people(wanted: Wanted) -> QuerySet[Person]:
    """Those of a list."""
    found = Person.objects.unguarded(WHY).filter(merged_into=None, erased_on=None)
    if wanted.text:
        found = found.filter(name__contains=wanted.text) | found.filter(code=wanted.text.upper())
    if wanted.listed is Listed.IN:
        hosted = Membership.objects.unguarded(WHY).on(wanted.on).filter(person=OuterRef("pk"), relation=HOSTED)
        hosted = hosted.filter(within("organisation__now_path", wanted.paths))
        came = Mark.objects.unguarded(WHY).on(wanted.on).filter(within("person__now_path", wanted.paths), person=OuterRef("pk"), mark=CAME)
        return found.filter(Exists(hosted) | Exists(came))
    marks = Mark.objects.unguarded(WHY).on(wanted.on).filter(person=OuterRef("pk"), mark=str(MARKS[wanted.listed]))
    return found.filter(within("now_path", wanted.paths)).filter(Exists(marks))


def counts(paths: tuple[str, ...], on: date, text: str = "") -> dict[str, int]:
    """How many stand in each list; as many queries as there are lists."""
    return {str(one): people(Wanted(one, paths, on, text)).count() for one in Listed}


def rows(wanted: Wanted, *, first: int = 0, end: int | None = None, descending: bool = False) -> list[Row]:
    """One page in the order of pinyin; five queries."""
    order = ("-sort_key", "-pk") if descending else ("sort_key", "pk")
    columns = ("pk", "code", "name", "now_organisation__now_short_name", "now_organisation__now_name", "now_path")
    found = list(people(wanted).order_by(*order).values_list(*columns)[first:end])
    known = _known([row[0] for row in found], wanted)
    return [_row(row, known, wanted) for row in found]


def _row(row: Sequence[Any], known: _Known, wanted: Wanted) -> Row:
    pk, code, name, short, full, path = row
    since = known.since.get(pk)
    if wanted.listed is Listed.IN:
        since = Since(known.received[pk], since.detail if since else "") if pk in known.received else since
    began = since.on if since else date.min
    last = {kind: day for (person, kind), day in known.last.items() if person == pk and day >= began}
    return Row(
        pk,
        code,
        name,
        short or full or "",
        path,
        since,
        known.hosts.get(pk, ""),
        frozenset(known.registered[pk]),
        last.get(str(ContactKind.CONTACT)),
        last.get(str(ContactKind.REPORT)),
        path is not None and path.startswith(wanted.told),
    )


def _known(ids: Collection[int], wanted: Wanted) -> _Known:
    known = _Known()
    asked = str(MARKS.get(wanted.listed, MarkKind.FLOATING_IN))
    marks = Mark.objects.unguarded(WHY).on(wanted.on).filter(person_id__in=ids, mark=asked)
    known.since = {pk: Since(day, detail) for pk, day, detail in marks.values_list("person_id", "valid_from", "detail")}
    hosts = Membership.objects.unguarded(WHY).on(wanted.on).filter(person_id__in=ids, relation=HOSTED)
    named = hosts.values_list("person_id", "organisation__now_short_name", "organisation__now_name", "valid_from")
    for pk, short, full, day in named:
        known.hosts[pk], known.received[pk] = short or full or "", day
    registered = Registration.objects.unguarded(WHY).filter(person_id__in=ids, on__lte=wanted.on)
    for pk, kind, day in registered.values_list("person_id", "kind", "on"):
        if day >= _began(known.since, known.received, pk):
            known.registered[pk].add(kind)
    contacts = Contact.objects.unguarded(WHY).filter(person_id__in=ids, on__lte=wanted.on)
    for pk, kind, day in contacts.values("person_id", "kind").annotate(last=Max("on")).values_list("person_id", "kind", "last"):
        known.last[pk, kind] = day
    return known


def _began(since: Mapping[int, Since], received: Mapping[int, date], pk: int) -> date:
    """Registrations of an earlier absence say nothing of this one."""
    return since[pk].on if pk in since else received.get(pk, date.min)
