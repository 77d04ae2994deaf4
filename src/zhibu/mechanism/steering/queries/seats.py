"""Who sits on committees on a day: by post, appointed, or given a seat; seven queries, however many committees there are."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Q
from django.db.models.functions import Coalesce

from zhibu.kernel.dates import FAR
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.committees import Committee
from zhibu.mechanism.steering.terms import BY_POST, SeatKind, Tier
from zhibu.register.models import Community, Post, UnitOrganisation
from zhibu.register.terms.organisations import PostKind
from zhibu.store.guards import within

WHY: Final = "指导委员会成员：委员会已在可见范围内"
WHO: Final = ("person_id", "person__code", "person__name", "person__sort_key", "person__now_status")
KEPT: Final = {
    f"kept_{name}": Coalesce(f"person__merged_into__{name}", f"person__{name}") for name in ("id", "code", "name", "sort_key", "now_status")
}
"""The same of the record that stays: a seat that two records of one person held at once stays with the one that was merged."""
LAST: Final = "~"
"""Behind every name in pinyin: people of no roll here stand last."""
ORDER: Final = {kind: number for number, kind in enumerate(SeatKind)}


class Sitting(NamedTuple):
    """Who sits there; the number is 0 for somebody who stands on no roll here."""

    person_id: int
    code: str
    name: str
    sort_key: str = ""
    status: str = ""


class Seat(NamedTuple):
    """One seat."""

    committee_id: int
    kind: SeatKind
    who: Sitting
    words: str
    """Unit and post, or the post by which somebody sits here."""
    since: date
    until: date | None = None
    given: int = 0
    """The row of a seat that was given by hand."""
    case: str = ""
    """The case of an appointment."""

    @property
    def key(self) -> tuple[bool, str]:
        """Who it is."""
        return (True, str(self.person_id)) if self.person_id else (False, self.name)

    @property
    def person_id(self) -> int:
        """Of the register, or 0."""
        return self.who.person_id

    @property
    def name(self) -> str:
        """As it is read."""
        return self.who.name


def seats_on(committees: Sequence[Committee], on: date) -> Mapping[int, list[Seat]]:
    """By committee: head, deputies, members, concurrent members, each by pinyin; a person once, in the first of the seats.

    Nobody sits on one that was dissolved by then.
    """
    found: dict[int, list[Seat]] = defaultdict(list)
    committees = [one for one in committees if one.stands_on(on)]
    rows = [*_by_post(committees, on), *_given(committees, on), *_from_outside(committees, on)]
    known: set[tuple[int, tuple[bool, str]]] = set()
    for one in sorted(rows, key=lambda seat: (ORDER[seat.kind], seat.who.sort_key or LAST, seat.name, seat.person_id)):
        if (one.committee_id, one.key) not in known:
            known.add((one.committee_id, one.key))
            found[one.committee_id].append(one)
    return found


def _by_post(committees: Sequence[Committee], on: date) -> Iterator[Seat]:
    own = {one.organisation_id: one for one in committees}
    below = _below(committees, on)
    posts = (
        Post.objects.unguarded(WHY)
        .on(on)
        .filter(Q(organisation_id__in=list(own), kind__in=list(BY_POST)) | Q(organisation_id__in=list(below), kind=PostKind.SECRETARY))
    )
    appointed = _appointed(committees, on)
    columns = ("organisation_id", "organisation__now_short_name", "organisation__now_name", "kind", "valid_from", "valid_to", *WHO)
    for place, short, name, kind, since, to, *who in posts.values_list(*columns):
        words = f"{short or name}{PostKind.word(kind)}"
        until = None if to == FAR else to
        if place in own and PostKind.stored(kind) in BY_POST:
            seat = BY_POST[PostKind.stored(kind)]
            if seat is SeatKind.CONCURRENT:
                yield _concurrent(own[place].id, Sitting(*who), (since, until), appointed.get((own[place].id, who[0])))
            else:
                yield Seat(own[place].id, seat, Sitting(*who), words, since, until)
        if kind == PostKind.SECRETARY:
            yield from (Seat(committee, SeatKind.MEMBER, Sitting(*who), words, since, until) for committee in below.get(place, ()))


def _concurrent(committee: int, who: Sitting, held: tuple[date, date | None], told: tuple[Any, ...] | None) -> Seat:
    since, until = held
    if told is None:
        return Seat(committee, SeatKind.CONCURRENT, who, "", since, until)
    unit, post, begins, ends, case = told
    return Seat(committee, SeatKind.CONCURRENT, who, f"{unit}{post}", begins, ends or until, case=case)


def _below(committees: Sequence[Committee], on: date) -> Mapping[int, list[int]]:
    """Organisations whose secretaries sit on a committee above: of a street those of its communities, of a community those of units.

    Of units those that have a committee themselves, wherever in the tree they stand. Three queries.
    """
    found: dict[int, list[int]] = defaultdict(list)
    streets = [one for one in committees if one.tier is Tier.STREET]
    rows = Community.objects.unguarded(WHY).filter(within("organisation__now_path", [one.path for one in streets]))
    for place, path in rows.filter(organisation__dissolved_on=None).values_list("organisation_id", "organisation__now_path"):
        found[place] += [one.id for one in streets if path.startswith(one.path)]
    communities = {one.organisation_id: one for one in committees if one.tier is Tier.COMMUNITY}
    standing = units_standing_in(list(communities), on)
    stands = Q(dissolved_on=None) | Q(dissolved_on__gt=on)
    units = SteeringCommittee.objects.unguarded(WHY).filter(stands, tier=Tier.UNIT.value, organisation__dissolved_on=None)
    for place in units.filter(organisation_id__in=list(standing)).values_list("organisation_id", flat=True):
        found[place].append(communities[standing[place]].id)
    return found


def units_standing_in(communities: Sequence[int], on: date) -> Mapping[int, int]:
    """Party organisations of units by the organisation of the community in which the unit stands; one query."""
    found = UnitOrganisation.objects.unguarded(WHY).on(on).filter(unit__community__organisation_id__in=list(communities))
    return dict(found.order_by("-unit_id").values_list("organisation_id", "unit__community__organisation_id"))


def _appointed(committees: Sequence[Committee], on: date) -> Mapping[tuple[int, int], tuple[Any, ...]]:
    """What is known of concurrent members of the register beside their post, by committee and person; the latest."""
    sits = Q(ended_on=None) | Q(ended_on__gt=on)
    found = Appointment.objects.unguarded(WHY).filter(sits, committee_id__in=[one.id for one in committees])
    rows = found.exclude(begins=None).exclude(person=None).order_by("begins", "pk")
    columns = ("committee_id", "person_id", "unit__name", "post", "begins", "until", "case__code")
    return {(committee, person): tuple(rest) for committee, person, *rest in rows.values_list(*columns)}


def _given(committees: Sequence[Committee], on: date) -> Iterator[Seat]:
    rows = SteeringMember.objects.unguarded(WHY).on(on).filter(committee_id__in=[one.id for one in committees])
    columns = ("pk", "committee_id", "seat", "name", "unit__name", "post", "valid_from", "valid_to", *KEPT)
    for pk, committee, seat, name, unit, post, since, to, *who in rows.annotate(**KEPT).values_list(*columns):
        words, until = f"{unit or ''}{post}", None if to == FAR else to
        yield Seat(committee, SeatKind.stored(seat), _who(who, name), words, since, until, given=pk)


def _from_outside(committees: Sequence[Committee], on: date) -> Iterator[Seat]:
    """Concurrent members who stand on no roll here, so that no post can be written."""
    rows = Appointment.objects.unguarded(WHY).filter(committee_id__in=[one.id for one in committees], person=None, begins__lte=on)
    rows = rows.filter(Q(ended_on=None) | Q(ended_on__gt=on))
    columns = ("committee_id", "name", "unit__name", "post", "begins", "until", "case__code")
    for committee, name, unit, post, begins, until, case in rows.values_list(*columns):
        yield Seat(committee, SeatKind.CONCURRENT, Sitting(0, "", name), f"{unit}{post}", begins, until, case=case)


def _who(found: Sequence[Any], name: str) -> Sitting:
    return Sitting(0, "", name) if found[0] is None else Sitting(*found)
