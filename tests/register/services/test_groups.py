"""A member belongs to one Party group of the own branch, beside the organisation relationship."""

from datetime import date

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_organisation, make_person, make_street
from tests.register.state import codes, nothing_written, one_operation, spans
from zhibu.kernel.dates import FAR
from zhibu.register.models import Membership, Organisation
from zhibu.register.services.groups import join_group, leave_group
from zhibu.register.services.members import leave
from zhibu.register.services.tree import merge_organisation, split_organisation
from zhibu.register.terms.organisations import OrganisationKind as Kind

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
SINCE = date(2020, 1, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def group(street: Street) -> Organisation:
    return make_organisation("一组", Kind.GROUP, street.sunny_first)


def groups_of(person_id: int) -> list[tuple[object, ...]]:
    return spans(Membership, person_id, "organisation_id", relation="group")


def test_somebody_joins_a_group_and_then_another(street: Street, group: Organisation) -> None:
    other = make_organisation("二组", Kind.GROUP, street.sunny_first)
    one = make_person(street.sunny_first)
    for place, on in ((group, SINCE), (other, MAY)):
        with one_operation("member.group", about={("person", one.pk)}):
            join_group(by=actor(), person=one, group=place, on=on)
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY), (other.pk, MAY, FAR)]
    assert spans(Membership, one.pk, "organisation_id", relation="roll") == [(street.sunny_first.pk, LONG_SINCE, FAR)]


def test_a_group_of_another_branch_or_no_group_is_refused(street: Street, group: Organisation) -> None:
    stranger, one = make_person(street.sunny_second), make_person(street.sunny_first)
    with nothing_written():
        assert codes(join_group(by=actor(), person=stranger, group=group, on=TODAY)) == ["not_inside"]
        assert codes(join_group(by=actor(), person=one, group=street.sunny_first, on=TODAY)) == ["no_group"]
        assert codes(join_group(by=actor(), person=one, group=group, on=date(2000, 1, 1))) == ["not_on_roll"]


def test_a_group_is_left(street: Street, group: Organisation) -> None:
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=SINCE)
    with one_operation("member.group_left", about={("person", one.pk)}):
        leave_group(by=actor(), person=one, on=MAY)
    with nothing_written():
        assert codes(leave_group(by=actor(), person=one, on=TODAY)) == ["not_in_group"]
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY)]


def test_whoever_leaves_the_roll_leaves_the_group(street: Street, group: Organisation) -> None:
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=SINCE)
    leave(by=actor(), person=one, how="left", on=MAY)
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY)]


def test_groups_merge(street: Street, group: Organisation) -> None:
    other = make_organisation("二组", Kind.GROUP, street.sunny_first)
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=SINCE)
    merge_organisation(by=actor(), organisation=group, into=other, on=MAY)
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY), (other.pk, MAY, FAR)]


def test_a_group_merged_into_that_of_another_branch_takes_nobody_along(street: Street, group: Organisation) -> None:
    other = make_organisation("二组", Kind.GROUP, street.sunny_second)
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=SINCE)
    merge_organisation(by=actor(), organisation=group, into=other, on=MAY)
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY)]


def test_a_group_joined_in_an_earlier_time_is_left_with_the_branch(street: Street, group: Organisation) -> None:
    one, other = make_person(street.sunny_first, "甲"), make_person(street.sunny_first, "乙")
    split_organisation(by=actor(), organisation=street.sunny_first, name="新支部", short_name="", person_ids=[one.pk], on=MAY)
    for person in (one, other):
        join_group(by=actor(), person=person, group=group, on=SINCE)
    assert groups_of(one.pk) == [(group.pk, SINCE, MAY)]
    assert groups_of(other.pk) == [(group.pk, SINCE, FAR)]


def test_a_split_of_an_earlier_time_undoes_what_was_joined_since(street: Street, group: Organisation) -> None:
    one = make_person(street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=MAY)
    split_organisation(by=actor(), organisation=street.sunny_first, name="新支部", short_name="", person_ids=[one.pk], on=SINCE)
    assert groups_of(one.pk) == []
