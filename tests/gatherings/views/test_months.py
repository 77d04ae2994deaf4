"""The month of a branch, a community, a street."""

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, members_meeting, part
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.queries.months import month_read
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def june(client: Client, **asked: str) -> str:
    return words(client.get(reverse("gatherings_month"), {"month": "2026-06", **asked}))


def test_an_empty_month_says_what_will_stand_there(clerk: Client) -> None:
    assert "这个月还没有会议活动" in june(clerk)


def test_each_day_names_what_is_on_by_the_hour(street: Street, clerk: Client) -> None:
    members_meeting(street.sunny_first, on=date(2026, 6, 8), title="下午的会", begins=time(15), ends=None)
    members_meeting(street.sunny_second, on=date(2026, 6, 8), title="上午的会", begins=time(9), ends=None)
    off = members_meeting(street.spring_first, on=date(2026, 6, 9), title="不开的会")
    assert cancel_gathering(by=actor(), gathering=off, reason="停电").done
    members_meeting(street.sunny_first, on=date(2026, 7, 1), title="七月的会")
    page = june(clerk)
    assert "8 日（周一） 09:00 上午的会 阳光社区第二党支部 15:00 下午的会 阳光社区第一党支部 9 日（周二） 14:00 不开的会 已取消" in page
    assert ["七月的会" in page, "共 3 次" in page] == [False, True]


def test_it_is_narrowed_to_an_organisation_and_leads_to_the_months_beside(street: Street, clerk: Client) -> None:
    members_meeting(street.sunny_first, on=date(2026, 6, 8), title="阳光的会")
    members_meeting(street.spring_first, on=date(2026, 6, 8), title="春晖的会")
    answer = clerk.get(reverse("gatherings_month"), {"month": "2026-06", "within": street.sunny.code})
    assert ["阳光的会" in words(answer), "春晖的会" in words(answer)] == [True, False]
    steps = [f"?within={street.sunny.code}&amp;month={month}" in answer.content.decode() for month in ("2026-05", "2026-07")]
    assert steps == [True, True]


def test_a_full_day_counts_what_it_does_not_name(street: Street, clerk: Client) -> None:
    for number in range(7):
        members_meeting(street.sunny_first, on=date(2026, 6, 8), title=f"第 {number} 次")
    answer = clerk.get(reverse("gatherings_month"), {"month": "2026-06"})
    assert "另有 2 次" in words(answer)
    assert f'href="{reverse("gatherings")}?since=2026-06-08&amp;until=2026-06-08"' in answer.content.decode()


def test_a_member_sees_the_own_branch_alone(street: Street) -> None:
    members_meeting(street.sunny_first, on=date(2026, 6, 8), title="本支部的会")
    members_meeting(street.sunny_second, on=date(2026, 6, 8), title="邻支部的会")
    page = june(signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first)))
    assert ["本支部的会" in page, "邻支部的会" in page] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_a_month_costs_four_queries(street: Street, clerk: Client, count: int) -> None:
    for number in range(count):
        make_gathering(street.sunny, part(GatheringKind.LECTURE, street.sunny), on=date(2026, 6, 8 + number))
    assert queries(lambda: clerk.get(reverse("gatherings_month"), {"month": "2026-06"})) == 4


@pytest.mark.parametrize(
    ("text", "first"),
    [("2026-02", date(2026, 2, 1)), ("", date(2026, 6, 1)), ("2026-13", date(2026, 6, 1)), ("9999-12", date(2026, 6, 1))],
)
def test_a_month_is_read_from_an_address(text: str, first: date) -> None:
    assert month_read(text, date(2026, 6, 15)) == first
