"""What the records say of those who are proposed, as the conditions ask it: constant queries, however many they are."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from zhibu.mechanism.honours.graded import latest_grades
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.rules.conditions import Facts
from zhibu.mechanism.honours.terms import HonourKind
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.oversight.terms import State
from zhibu.register.models import Membership, MembershipState, MemberStatus, Organisation, Person, Post, ResidentUnit
from zhibu.register.rules.standing import party_standing
from zhibu.register.terms.organisations import COMMITTEE_SEATS, PostKind
from zhibu.register.terms.people import MembershipRelation
from zhibu.register.terms.people import MembershipState as Standing
from zhibu.register.terms.people import MemberStatus as Status

WHY: Final = "评选条件：推荐的党组织已在可见范围内，核对推荐对象的记录"
PARTY_WORK: Final = (*COMMITTEE_SEATS, PostKind.FIRST_SECRETARY, PostKind.GROUP_LEADER, PostKind.DEPUTY_GROUP_LEADER, PostKind.PARTY_WORKER)


def of_people(people: Sequence[int], path: str, *, kind: HonourKind, year: int, on: date, reached: date | None = None) -> dict[int, Facts]:
    """Members, as they stand on the day under ``path``, with the standing that they have ``reached`` by another; seven queries."""
    statuses = dict(MemberStatus.objects.unguarded(WHY).on(on).filter(person_id__in=people).values_list("person_id", "status"))
    states = dict(MembershipState.objects.unguarded(WHY).on(on).filter(person_id__in=people).values_list("person_id", "state"))
    working = set(Post.objects.unguarded(WHY).on(on).filter(person_id__in=people, kind__in=PARTY_WORK).values_list("person_id", flat=True))
    inside, grades = _rolls(people, path, on), latest_grades(people, on)
    before = _honoured("person_id", people, kind, year)
    found = (
        Person.objects.unguarded(WHY).filter(pk__in=people).values_list("pk", "name", "joined_on", "confirmed_on", "standing_correction")
    )
    return {
        pk: Facts(
            name=name,
            inside=pk in inside,
            full=statuses.get(pk) == Status.FULL,
            in_force=states.get(pk, Standing.IN_FORCE) == Standing.IN_FORCE,
            grade=grades.get(pk, (None, 0))[0],
            graded_year=grades.get(pk, (None, 0))[1],
            works=pk in working,
            standing=standing_of(joined, confirmed, statuses.get(pk, ""), reached or on, correction),
            honoured=before.get(pk, ""),
        )
        for pk, name, joined, confirmed, correction in found
    }


def standing_of(joined: date | None, confirmed: date | None, status: str, on: date, correction: int | None) -> int | None:
    """Full years of Party standing; None where the records do not tell."""
    if status != Status.FULL:
        return None
    return party_standing(joined=joined, confirmed=confirmed, status=Status.FULL, on=on, correction_years=correction or 0)


def _rolls(people: Sequence[int], path: str, on: date) -> set[int]:
    found = Membership.objects.unguarded(WHY).on(on).filter(person_id__in=people, relation=str(MembershipRelation.ROLL))
    return {pk for pk, place in found.values_list("person_id", "organisation__now_path") if place.startswith(path)}


def _honoured(column: str, who: Sequence[int], kind: HonourKind, year: int) -> dict[Any, str]:
    """The medal is given once in a life, everything else once a year; what was taken back does not count."""
    found = Honour.objects.unguarded(WHY).filter(**{f"{column}__in": who}, kind=str(kind), revoked_on=None)
    if kind is not HonourKind.FIFTY_YEAR_MEDAL:
        found = found.filter(year=year)
    if column == "unit_id":
        return {(pk, name): title for pk, name, title in found.values_list(column, "name", "title")}
    return dict(found.values_list(column, "title"))


def of_organisations(
    places: Sequence[int], path: str, *, kind: HonourKind, year: int, on: date, bands: Mapping[int, tuple[str, str]]
) -> dict[int, Facts]:
    """Party organisations with their findings of the day; ``bands`` are that of the last published result and the best there was."""
    rows = list(Organisation.objects.unguarded(WHY).filter(pk__in=places).order_by("pk"))
    late = _late([one.now_path or "" for one in rows], set(places), on)
    before = _honoured("organisation_id", places, kind, year)
    found = {}
    for one in rows:
        band, best = bands.get(one.pk, (None, ""))
        found[one.pk] = Facts(
            name=str(one),
            inside=(one.now_path or "").startswith(path),
            kind=one.now_kind,
            there=one.dissolved_on is None,
            band=band,
            best_band=best or Facts("").best_band,
            late=late.get(one.pk, ()),
            honoured=before.get(one.pk, ""),
        )
    return found


def _late(paths: Sequence[str], places: set[int], on: date) -> dict[int, list[str]]:
    """Overdue duties of the organisations themselves; what is about a person is counted for nobody (PRACTICE.md 4.5)."""
    told: dict[int, list[str]] = {pk: [] for pk in places}
    for one in findings(Asked(tuple(paths), (), on)) if paths else ():
        if one.state is State.OVERDUE and one.subject.kind == "organisation" and one.subject.id in told:
            told[one.subject.id].append(one.clause.title)
    return told


def of_units(asked: Sequence[tuple[int, str]], path: str, *, kind: HonourKind, year: int, on: date) -> dict[tuple[int, str], Facts]:
    """Units with whom is named in them."""
    numbers = [pk for pk, _ in asked]
    rows = {one.pk: one for one in ResidentUnit.objects.unguarded(WHY).filter(pk__in=numbers).select_related("organisation")}
    before = _honoured("unit_id", numbers, kind, year)
    return {
        (pk, name): Facts(
            name=name or rows[pk].name,
            inside=(rows[pk].organisation.now_path or "").startswith(path),
            there=not _closed(rows[pk], on),
            district_owned=rows[pk].district_owned,
            honoured=before.get((pk, name), ""),
        )
        for pk, name in asked
        if pk in rows
    }


def _closed(unit: ResidentUnit, on: date) -> bool:
    return unit.closed_on is not None and unit.closed_on <= on
