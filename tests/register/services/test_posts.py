"""A post is held for a span by somebody of the roll; grants that rest on it are read afresh when it ends."""

from datetime import date, timedelta

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_organisation, make_person, make_street
from tests.register.state import codes, nothing_written, one_operation, spans
from zhibu.accounts.models import Revision
from zhibu.kernel.dates import FAR
from zhibu.register.models import Person, Post
from zhibu.register.services.members import leave
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def one(street: Street) -> Person:
    return make_person(street.sunny_first)


def revision() -> int:
    return Revision.objects.values_list("number", flat=True).first() or 0


def post_of(person: Person) -> Post:
    return Post.objects.unguarded("测试").filter(person=person).latest("valid_from")


def test_a_post_is_held_in_the_own_branch_or_above_it(street: Street, one: Person) -> None:
    for place in (street.sunny_first, street.sunny, street.street):
        with one_operation("member.post", about={("person", one.pk)}):
            hold_post(by=actor(), person=one, organisation=place, kind=PostKind.COMMITTEE_MEMBER, on=MAY)
    assert [place for place, _, _ in spans(Post, one.pk, "organisation_id")] == [street.sunny_first.pk, street.sunny.pk, street.street.pk]


def test_a_post_elsewhere_is_only_for_those_who_are_sent_or_proposed_there(street: Street, one: Person) -> None:
    with nothing_written():
        refused = hold_post(by=actor(), person=one, organisation=street.spring_first, kind=PostKind.SECRETARY, on=MAY)
    assert codes(refused) == ["not_inside"]
    sent = [
        kind
        for kind in PostKind
        if codes(hold_post(by=actor(), person=one, organisation=street.spring_first, kind=kind, on=MAY)) != ["not_inside"]
    ]
    assert sorted(sent) == [
        "concurrent_committee_member",
        "first_secretary",
        "party_building_instructor",
        "party_building_liaison",
        "party_worker",
    ]


def test_a_post_is_held_once_at_a_time(street: Street, one: Person) -> None:
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=MAY)
    with nothing_written():
        again = hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=TODAY)
    assert codes(again) == ["held"]


@pytest.mark.parametrize(("on", "expected"), [(TOMORROW, ["future"]), (LONG_SINCE - timedelta(days=1), ["not_on_roll", "before_first"])])
def test_a_day_on_which_no_post_begins(street: Street, one: Person, on: date, expected: list[str]) -> None:
    with nothing_written():
        assert codes(hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=on)) == expected


def test_whoever_has_left_holds_no_new_post(street: Street, one: Person) -> None:
    leave(by=actor(), person=one, how="left", on=MAY)
    with nothing_written():
        assert codes(hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=TODAY)) == [
            "not_on_roll"
        ]


def test_there_is_no_post_in_what_was_dissolved(street: Street, one: Person) -> None:
    extra = make_organisation("联盟支部", parent=street.sunny)
    dissolve_organisation(by=actor(), organisation=extra, on=MAY)
    with nothing_written():
        refused = hold_post(by=actor(), person=one, organisation=extra, kind=PostKind.CONCURRENT_COMMITTEE_MEMBER, on=TODAY)
    assert codes(refused) == ["dissolved"]


def test_a_post_ends_and_every_process_reads_grants_afresh(street: Street, one: Person) -> None:
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2020, 1, 1))
    before = revision()
    with one_operation("member.post_ended", about={("person", one.pk)}):
        end_post(by=actor(), post=post_of(one), on=MAY)
    assert spans(Post, one.pk) == [(date(2020, 1, 1), MAY)]
    assert revision() == before + 1


def test_only_the_term_that_is_meant_ends(street: Street, one: Person) -> None:
    for first, last in ((date(2010, 1, 1), date(2015, 1, 1)), (date(2018, 1, 1), None)):
        hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=first)
        if last:
            end_post(by=actor(), post=post_of(one), on=last)
    with nothing_written():
        assert codes(end_post(by=actor(), post=post_of(one), on=date(2012, 1, 1))) == ["too_early"]
    assert spans(Post, one.pk) == [(date(2010, 1, 1), date(2015, 1, 1)), (date(2018, 1, 1), FAR)]


def test_a_post_ends_once(street: Street, one: Person) -> None:
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2020, 1, 1))
    other_tab = post_of(one)
    end_post(by=actor(), post=post_of(one), on=MAY)
    with nothing_written():
        assert codes(end_post(by=actor(), post=other_tab, on=TODAY)) == ["ended"]
        assert codes(end_post(by=actor(), post=other_tab, on=TOMORROW)) == ["ended", "future"]


def test_a_post_told_of_an_earlier_time_ends_when_the_person_left(street: Street, one: Person) -> None:
    leave(by=actor(), person=one, how="left", on=date(2020, 1, 1))
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2010, 1, 1))
    assert spans(Post, one.pk) == [(date(2010, 1, 1), date(2020, 1, 1))]
