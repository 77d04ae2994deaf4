"""A message is for the people of its organisation and below, and for nobody else; who has read it is nobody's business."""

from datetime import timedelta
from typing import Any

import pytest

from tests.access.cast import make_account
from tests.messages.telling import reader, somebody, told
from tests.register.factories import Street, make_person, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.messages.models import MessageRead
from zhibu.messages.queries import Unreached, inbox_lines, published_lines, unreached, unread
from zhibu.messages.services import forget_reads, mark_read
from zhibu.messages.terms import Audience

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def test_a_message_reaches_the_organisation_and_below(street: Street) -> None:
    for place, title in (
        (street.street, "街道的事"),
        (street.sunny, "阳光的事"),
        (street.sunny_first, "一组的事"),
        (street.spring, "春晖的事"),
    ):
        told(place, title)
    officer = somebody("officer", Role.BRANCH_OFFICER, street.sunny_first)
    community = somebody("community", Role.COMMUNITY_SECRETARY, street.sunny)
    assert {one.title for one in inbox_lines(officer, today())} == {"街道的事", "阳光的事", "一组的事"}
    assert {one.title for one in inbox_lines(community, today())} == {"街道的事", "阳光的事"}


@pytest.mark.parametrize(
    ("role", "titles"),
    [
        (Role.BRANCH_SECRETARY, {"全体", "班子", "书记"}),
        (Role.BRANCH_OFFICER, {"全体", "班子"}),
        (Role.MEMBER, {"全体"}),
        (Role.SYSTEM_KEEPER, set()),
        (Role.AUDITOR, set()),
    ],
)
def test_a_message_to_some_is_not_for_the_others(street: Street, role: Role, titles: set[str]) -> None:
    for title, audience in (("全体", Audience.EVERYBODY), ("班子", Audience.OFFICERS), ("书记", Audience.SECRETARIES)):
        told(street.sunny, title, audience=audience)
    assert {one.title for one in inbox_lines(somebody("x", role, street.sunny_first), today())} == titles


def test_whoever_is_secretary_here_is_told_nothing_as_a_secretary_there(street: Street) -> None:
    told(street.sunny_second, "二组书记", audience=Audience.SECRETARIES)
    told(street.sunny_second, "二组全体")
    secretary = somebody("x", Role.BRANCH_SECRETARY, street.sunny_first, person=make_person(street.sunny_second, "张三"))
    assert {one.title for one in inbox_lines(secretary, today())} == {"二组全体"}


def test_a_member_without_a_role_reads_what_is_for_everybody_of_the_own_branch(street: Street) -> None:
    told(street.sunny, "全体")
    told(street.sunny, "书记", audience=Audience.SECRETARIES)
    told(street.spring, "别处")
    member = somebody("x", person=make_person(street.sunny_first, "张三"))
    assert [one.title for one in inbox_lines(member, today())] == ["全体"]
    assert inbox_lines(somebody("stranger"), today()) == []


def test_it_stands_until_the_end_of_its_last_day(street: Street) -> None:
    told(street.sunny)
    who = somebody("x", Role.MEMBER, street.sunny_first)
    assert [len(inbox_lines(who, today() + timedelta(days=days))) for days in (-1, 0, 1)] == [0, 1, 0]


def test_what_was_opened_counts_no_more_and_for_its_reader_alone(street: Street) -> None:
    first, _ = told(street.sunny, "一"), told(street.sunny, "二")
    mine, other = (make_account(name, Role.MEMBER, street.sunny_first) for name in ("mine", "other"))
    for _ in range(2):
        mark_read(message=first, account_id=mine.pk)
    assert [unread(reader(account), today()) for account in (mine, other)] == [1, 2]
    assert [(one.title, one.read) for one in inbox_lines(reader(mine), today())] == [("二", False), ("一", True)]


def test_marks_are_forgotten_a_month_after_the_message_is_over(street: Street) -> None:
    mark_read(message=told(street.sunny), account_id=make_account("x").pk)
    assert [forget_reads(today() + timedelta(days=days)) for days in (31, 32)] == [0, 1]
    assert MessageRead.objects.count() == 0


@pytest.mark.parametrize("number", [1, 3])
def test_a_list_is_a_constant_number_of_queries(street: Street, number: int, django_assert_num_queries: Any) -> None:
    for one in range(number):
        told(street.sunny, f"第{one}件事")
    member = somebody("x", Role.MEMBER, street.sunny_first, person=make_person(street.sunny_first, "张三"))
    secretary = somebody("y", Role.COMMUNITY_SECRETARY, street.sunny)
    with django_assert_num_queries(2):
        assert len(inbox_lines(member, today())) == number
    with django_assert_num_queries(2):
        assert unread(member, today()) == number
    with django_assert_num_queries(1):
        assert len(published_lines(secretary)) == number


def test_only_the_own_branch_is_told_who_has_no_account(street: Street) -> None:
    """Others read how many, and whoever is not on the roll of the message is in neither."""
    make_account("has", person=make_person(street.sunny_first, "有账号"))
    make_account("closed", person=make_person(street.sunny_first, "停用了")).__class__.objects.filter(username="closed").update(
        active=False
    )
    make_person(street.sunny_first, "没账号")
    make_person(street.spring_first, "别处的")
    branch, community = told(street.sunny_first), told(street.sunny)
    secretary = somebody("s", Role.BRANCH_SECRETARY, street.sunny_first)
    above = somebody("c", Role.COMMUNITY_SECRETARY, street.sunny)
    assert set(unreached(secretary, branch).names) == {"停用了", "没账号"}
    assert unreached(above, branch) == Unreached(branches=((street.sunny_first.now_short_name, 2),))
    assert unreached(above, community) == Unreached(branches=((street.sunny_first.now_short_name, 2),))
