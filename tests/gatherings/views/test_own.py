"""我的到会: the own attendance and nobody else's."""

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import mark, members_meeting
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.terms import Presence
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db
PAGE = "/me/attendance"


@pytest.fixture
def street() -> Street:
    return make_street()


def test_a_member_reads_the_own_attendance_and_nobody_elses(street: Street) -> None:
    own, other = (make_person(street.sunny_first, name) for name in ("丁一", "丁二"))
    mark(members_meeting(street.sunny_first, on=today(), by=actor(today())), {other: Presence.ABSENT}, by=actor(today()))
    mark(members_meeting(street.sunny_first, on=today(), by=actor(today())), {own: Presence.ON_LEAVE}, by=actor(today()))
    phone = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first, person=own))
    text = words(phone.get(PAGE))
    assert ("支部党员大会：学习讨论" in text, "请假" in text, "缺席" in text, "丁二" in text) == (True, True, False, False)
    assert "这一年没有您的到会记录" in words(phone.get(f"{PAGE}?year={today().year - 1}"))


@pytest.mark.parametrize("asked", ["abc", "1800", "99999", "²⁰²⁶"])
def test_a_year_that_is_none_is_no_page(street: Street, asked: str) -> None:
    client = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert client.get(reverse("my_attendance"), {"year": asked}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_one_meeting_takes_as_many_queries_as_three(street: Street, count: int) -> None:
    own = make_person(street.sunny_first, "丁一")
    for _ in range(count):
        mark(members_meeting(street.sunny_first, on=today(), by=actor(today())), {own: Presence.PRESENT}, by=actor(today()))
    phone = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first, person=own))
    assert queries(lambda: phone.get(PAGE)) == 2
