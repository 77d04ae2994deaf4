"""Whatever is done on whatever days, in whatever order: the tree holds together every day, and columns for lists say what spans say."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.register.factories import LONG_SINCE, TODAY, actor, make_organisation, make_person, make_street, organisation, person
from tests.register.state import WHY, codes, every_row, tree_on
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import Membership, Organisation, Person, Place, Post
from zhibu.register.models.organisations import SEGMENT, segment
from zhibu.register.queries.projections import ORGANISATION_COLUMNS, PERSON_COLUMNS, organisations_astray, people_astray
from zhibu.register.services import facts, groups, members, merging, organisations, posts, projections, settling, tree
from zhibu.register.services.undo import take_back
from zhibu.register.terms.organisations import KindReading, OrganisationKind, PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

DAYS = (
    LONG_SINCE - timedelta(days=1), LONG_SINCE, date(2005, 1, 1), date(2010, 6, 15), date(2020, 1, 1), date(2026, 5, 1), TODAY,
    TODAY + timedelta(days=1),
)  # fmt: skip
BY = actor()


def one_of(ids: list[int], number: int) -> int:
    return ids[number % len(ids)]


def organisations_known() -> list[int]:
    return list(Organisation.objects.unguarded(WHY).order_by("pk").values_list("pk", flat=True))


def people_known() -> list[int]:
    return list(Person.objects.unguarded(WHY).order_by("pk").values_list("pk", flat=True))


def place(number: int) -> Organisation:
    return organisation(one_of(organisations_known(), number))


def somebody(number: int) -> Person:
    return person(one_of(people_known(), number))


Step = Callable[[int, int, date], Outcome]
KINDS = (OrganisationKind.BRANCH, OrganisationKind.GROUP, OrganisationKind.GENERAL_BRANCH, OrganisationKind.COMMITTEE)


def found(a: int, b: int, on: date) -> Outcome:
    kind = KindReading(KINDS[b % len(KINDS)])
    return organisations.found_organisation(by=BY, name=f"新设{b}", kind=kind, parent=place(a), on=on)


def split(a: int, b: int, on: date) -> Outcome:
    here = list(Membership.objects.unguarded(WHY).on(on).filter(organisation=place(a), relation="roll").values_list("person_id", flat=True))
    return tree.split_organisation(by=BY, organisation=place(a), name=f"分设{b}", short_name="", person_ids=here[: b % 3], on=on)


def register(a: int, b: int, on: date) -> Outcome:
    return members.register_person(by=BY, organisation=place(a), status=list(MemberStatus)[b % 5], facts={"name": f"新人{b}"}, on=on)


def end_post(a: int, _b: int, on: date) -> Outcome:
    held = Post.objects.unguarded(WHY).order_by("pk")
    return posts.end_post(by=BY, post=held[a % len(held)], on=on) if held else Outcome()


def undo(a: int, _b: int, _on: date) -> Outcome:
    """References that point nowhere are refused when a transaction ends; here, inside one, they are looked for at once."""
    known = list(Operation.objects.order_by("-pk")[:6])
    try:
        with transaction.atomic():
            outcome = take_back(by=BY, operation=known[a % len(known)])
            connection.check_constraints()
    except IntegrityError:
        return Outcome.refused(Objection("built_on", ""))
    return outcome


STEPS: dict[str, Step] = {
    "found": found,
    "rename": lambda a, b, on: organisations.rename_organisation(by=BY, organisation=place(a), name=f"更名{b}", short_name="", on=on),
    "kind": lambda a, b, on: organisations.change_kind(by=BY, organisation=place(a), kind=KindReading(KINDS[b % 4]), on=on),
    "move": lambda a, b, on: tree.move_organisation(by=BY, organisation=place(a), parent=place(b), on=on),
    "merge": lambda a, b, on: tree.merge_organisation(by=BY, organisation=place(a), into=place(b), on=on),
    "dissolve": lambda a, _, on: tree.dissolve_organisation(by=BY, organisation=place(a), on=on),
    "split": split,
    "register": register,
    "leave": lambda a, _, on: members.leave(by=BY, person=somebody(a), how="left", on=on),
    "status": lambda a, b, on: facts.set_status(by=BY, person=somebody(a), status=list(MemberStatus)[b % 5], on=on),
    "category": lambda a, b, on: facts.set_category(by=BY, person=somebody(a), category=list(ManagementCategory)[b % 6], on=on),
    "mark": lambda a, b, on: facts.set_mark(by=BY, person=somebody(a), mark=list(MarkKind)[b % 3], on=on),
    "mark ends": lambda a, b, on: facts.end_mark(by=BY, person=somebody(a), mark=list(MarkKind)[b % 3], on=on),
    "post": lambda a, b, on: posts.hold_post(by=BY, person=somebody(a), organisation=place(b), kind=PostKind.SECRETARY, on=on),
    "post ends": end_post,
    "group": lambda a, b, on: groups.join_group(by=BY, person=somebody(a), group=place(b), on=on),
    "propose": lambda a, b, _: settling.propose_move(by=BY, person=somebody(a), target=place(b)),
    "merge people": lambda a, b, _: merging.merge_persons(by=BY, keep=somebody(a), other=somebody(b)),
    "undo": undo,
}


@pytest.fixture
def populated() -> None:
    """Rolled back to after each example."""
    street = make_street()
    group = make_organisation("一组", OrganisationKind.GROUP, street.sunny_first)
    first = make_person(street.sunny_first, "甲")
    make_person(street.sunny_first, "乙", on=date(2010, 6, 15))
    make_person(street.spring_first, "丙", status=MemberStatus.APPLICANT)
    groups.join_group(by=BY, person=first, group=group, on=date(2005, 1, 1))


step = st.tuples(st.sampled_from(sorted(STEPS)), st.integers(0, 40), st.integers(0, 40), st.sampled_from(DAYS))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(step, min_size=1, max_size=14))
@pytest.mark.usefixtures("populated")
def test_the_register_stays_sound(steps: list[tuple[str, int, int, date]]) -> None:
    with transaction.atomic():
        for name, first, second, on in steps:
            before = every_row()
            outcome = STEPS[name](first, second, on)
            assert outcome.done or every_row() == before, f"{name} was refused ({codes(outcome)}) and yet wrote"
        everything_holds()
        transaction.set_rollback(True)


def everything_holds() -> None:
    stands_once()
    for day in sorted(turning_days()):
        tree_holds(day)
        people_stand_somewhere(day)
    columns_say_what_spans_say()


def turning_days() -> set[date]:
    """Every day on which something begins or ends."""
    days = set(DAYS)
    for model in (Place, Membership, Post):
        for first, end in model.objects.unguarded(WHY).values_list("valid_from", "valid_to"):
            days |= {first, end} - {FAR}
    return days


def stands_once() -> None:
    """A living organisation has one open place, an ended one none beyond its last day."""
    for pk, dissolved_on in Organisation.objects.unguarded(WHY).values_list("pk", "dissolved_on"):
        ends = list(Place.objects.unguarded(WHY).filter(organisation_id=pk).values_list("valid_to", flat=True))
        assert ends.count(FAR) == (0 if dissolved_on else 1)
        assert max(ends) == (dissolved_on or FAR)


def tree_holds(day: date) -> None:
    """Every path is that of the superior and the own step; nobody stands below what doesn't stand."""
    standing = tree_on(day)
    for pk, (parent, path) in standing.items():
        assert path == (standing[parent][1] if parent else "") + segment(pk), (day, pk)
        steps = [int(path[at : at + SEGMENT]) for at in range(0, len(path), SEGMENT)]
        assert len(steps) == len(set(steps))


def people_stand_somewhere(day: date) -> None:
    """On one roll at the most, in an organisation of that day, and in a group of the own branch."""
    standing = tree_on(day)
    here = Membership.objects.unguarded(WHY).on(day).values_list("person_id", "relation", "organisation_id")
    rolls = [(one, at) for one, relation, at in here if relation == "roll"]
    assert len({one for one, _ in rolls}) == len(rolls)
    branches = dict(rolls)
    for one, relation, at in here:
        assert at in standing, (day, one, relation)
        if relation == "group":
            assert standing[at][1].startswith(standing[branches[one]][1]), (day, one)
    for at in Post.objects.unguarded(WHY).on(day).values_list("organisation_id", flat=True):
        assert at in standing


def columns_say_what_spans_say() -> None:
    """Twice: as the services compute them, and as ``verify`` does."""
    kept = Person.objects.unguarded(WHY).values_list(*PERSON_COLUMNS, "pk").order_by("pk")
    assert list(kept) == list(projections.people_as_of(people_known(), TODAY))
    known = Organisation.objects.unguarded(WHY).values_list(*ORGANISATION_COLUMNS, "pk").order_by("pk")
    assert list(known) == list(projections.organisations_as_of(organisations_known(), TODAY))
    assert [*people_astray(TODAY), *organisations_astray(TODAY)] == []
