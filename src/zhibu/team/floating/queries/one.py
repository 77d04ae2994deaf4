"""One person who is away: what the register says, what was registered, who was in contact; seen from either end."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.cases.models import Case
from zhibu.cases.terms import Status
from zhibu.kernel.readers import Reader
from zhibu.register.models import Mark, Membership, Organisation, Person
from zhibu.register.queries.merged import records_of
from zhibu.register.terms.people import MarkKind, MembershipRelation
from zhibu.store.guards import within
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.rules.procedure import KEY, SUBJECT
from zhibu.team.floating.terms import AWAY, ContactKind

WHY: Final = "流出地和流入地两头都能看到的流动党员"
HOSTED: Final = str(MembershipRelation.HOST)
WATCHED: Final = tuple(str(one) for one in (*AWAY, MarkKind.FLOATING_IN, MarkKind.OUT_OF_CONTACT))
SHOWN: Final = 40
"""Lines of contact on the page; two a year are owed."""


class Span(NamedTuple):
    """A mark of the day."""

    mark: str
    since: date
    detail: str


class End(NamedTuple):
    """The organisation at one end, and who answers there."""

    id: int
    code: str
    name: str
    path: str
    contact: str
    phone: str
    since: date


class Registered(NamedTuple):
    """A registration."""

    kind: str
    channel: str
    number: str
    on: date


class Contacted(NamedTuple):
    """That there was contact."""

    kind: str
    way: str
    by_whom: str
    organisation: str
    on: date


@dataclass(frozen=True)
class Floating:
    """Everything that the page of one person shows."""

    person: Person
    home: End | None
    host: End | None
    marks: dict[str, Span]
    registrations: tuple[Registered, ...]
    contacts: tuple[Contacted, ...]
    search: str
    """The code of a search under way."""

    @property
    def away(self) -> Span | None:
        """The mark of somebody with whom contact is kept."""
        return next((self.marks[str(one)] for one in (*AWAY, MarkKind.FLOATING_IN) if str(one) in self.marks), None)

    @property
    def abroad(self) -> bool:
        """Whom the home branch alone keeps contact with: no organisation receives anybody there."""
        return self.away is not None and self.away.mark == MarkKind.ABROAD

    @property
    def out(self) -> Span | None:
        """The mark of floating out."""
        return self.marks.get(str(MarkKind.FLOATING_OUT))

    @property
    def lost(self) -> Span | None:
        """The mark of somebody who cannot be reached."""
        return self.marks.get(str(MarkKind.OUT_OF_CONTACT))

    @property
    def since(self) -> date | None:
        """The day on which this absence began."""
        if self.away is not None:
            return self.away.since
        return self.host.since if self.host else None

    def last(self, kind: ContactKind) -> date | None:
        """The last of a kind during this absence."""
        days = (one.on for one in self.contacts if one.kind == kind and self.since is not None and one.on >= self.since)
        return max(days, default=None)


def hosted_in(reader: Reader, code: str, act: str, on: date) -> Person | None:
    """Somebody whom an organisation receives where the reader may do an act; one query."""
    found = Membership.objects.unguarded(WHY).on(on).filter(person__code=code, person__erased_on=None, relation=HOSTED)
    found = found.filter(within("organisation__now_path", reader.paths(act)))
    pk = found.values_list("person_id", flat=True).first()
    return Person.objects.unguarded(WHY).get(pk=pk) if pk else None


def floating_of(person: Person, on: date) -> Floating:
    """Six queries, whatever there is."""
    marks = Mark.objects.unguarded(WHY).on(on).filter(person=person, mark__in=WATCHED).values_list("mark", "valid_from", "detail")
    registrations = Registration.objects.unguarded(WHY).filter(person=person, on__lte=on).order_by("-on", "-pk")
    contacts = Contact.objects.unguarded(WHY).filter(person=person, on__lte=on).order_by("-on", "-pk")
    ends = _ends(person, on)
    return Floating(
        person,
        ends.get("roll"),
        ends.get(HOSTED),
        {row[0]: Span(*row) for row in marks},
        tuple(Registered(*row) for row in registrations.values_list("kind", "channel", "number", "on")),
        tuple(Contacted(*row) for row in contacts.values_list("kind", "way", "by_whom", "organisation__now_short_name", "on")[:SHOWN]),
        search_of(person),
    )


def _ends(person: Person, on: date) -> dict[str, End]:
    found = Membership.objects.unguarded(WHY).on(on).filter(person=person, relation__in=("roll", HOSTED))
    columns = ("relation", "organisation_id", "organisation__code", "organisation__now_short_name", "organisation__now_name")
    more = ("organisation__now_path", "organisation__contact", "organisation__phone", "valid_from")
    rows = found.values_list(*columns, *more)
    return {
        relation: End(pk, code, short or name or "", path, contact, phone, day)
        for relation, pk, code, short, name, path, contact, phone, day in rows
    }


def search_of(person: Person) -> str:
    """The code of the search that is under way, begun under whichever record; empty where there is none."""
    open_states, codes = (Status.OPEN.value, Status.PAUSED.value), records_of(person.pk).values("code")
    found = Case.objects.unguarded(WHY).filter(procedure=KEY, subject_kind=SUBJECT, subject_code__in=codes, now_state__in=open_states)
    return found.order_by("-pk").values_list("code", flat=True).first() or ""


def own_end(reader: Reader, one: Floating, act: str) -> Organisation | None:
    """The organisation for which the reader acts: the host where the reader's grant lies there, else the home branch."""
    for end in (one.host, one.home):
        if end is not None and reader.may_at(act, end.path):
            return Organisation.objects.unguarded(WHY).get(pk=end.id)
    for end in (one.home, one.host):
        if end is not None and reader.may(act, end.path):
            return Organisation.objects.unguarded(WHY).get(pk=end.id)
    return None
