"""The list of gatherings, as each kind of reader sees it."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.in_the_world import text_of
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db
YESTERDAY = today() - timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def held_and_signed(street: Street) -> Gathering:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first, title="已签的会")
    mark(found, {who: Presence.PRESENT})
    write(found)
    sign(found)
    return found


def listed(client: Client, **asked: str) -> str:
    return words(client.get(reverse("gatherings"), asked))


def test_an_empty_list_says_what_will_stand_there(clerk: Client) -> None:
    assert "还没有会议活动 本组织安排的会议、党课、主题党日都列在这里。" in listed(clerk)


def test_the_newest_stands_first_with_kind_holder_and_state(street: Street, clerk: Client) -> None:
    members_meeting(street.sunny_first, on=date(2026, 5, 4), title="五月的会")
    members_meeting(street.sunny_second, on=today() + timedelta(days=3), title="以后的会", by=actor(today()))
    page = listed(clerk)
    assert page.index("以后的会 已计划 支部党员大会 阳光社区第二党支部") < page.index(
        "五月的会 待记录 补录 支部党员大会 阳光社区第一党支部"
    )
    assert "2026-05-04 周一 14:00—16:00" in page


def test_each_state_can_be_asked_for(street: Street, clerk: Client) -> None:
    held_and_signed(street)
    write(members_meeting(street.sunny_first, on=date(2026, 5, 4), title="待签的会"))
    members_meeting(street.sunny_first, on=date(2026, 5, 4), title="补录的会")
    members_meeting(street.sunny_first, on=YESTERDAY, title="没记的会", by=actor(YESTERDAY))
    members_meeting(street.sunny_first, on=today(), title="今天的会", by=actor(today()))
    gone = members_meeting(street.sunny_first, on=today(), title="不开的会", by=actor(today()))
    assert cancel_gathering(by=actor(today()), gathering=gone, reason="停电").done
    titles = ("已签的会", "待签的会", "补录的会", "没记的会", "今天的会", "不开的会")
    asked = {state: [one for one in titles if one in listed(clerk, state=state)] for state in STATES}
    assert asked == {
        "planned": ["今天的会"],
        "unrecorded": ["补录的会", "没记的会"],
        "unsigned": ["待签的会"],
        "signed": ["已签的会"],
        "cancelled": ["不开的会"],
    }
    assert [one for one in titles if one in listed(clerk, late="yes")] == ["待签的会", "补录的会"]


STATES = ("planned", "unrecorded", "unsigned", "signed", "cancelled")


def test_a_signed_one_shows_how_many_were_there(street: Street, clerk: Client) -> None:
    held_and_signed(street)
    assert "已签的会 已签批 支部党员大会 阳光社区第一党支部 社区会议室 1/1" in listed(clerk)


def test_kind_organisation_and_period_narrow_it(street: Street, clerk: Client) -> None:
    members_meeting(street.sunny_first, on=date(2026, 3, 2), title="三月的会")
    lecture = part(GatheringKind.LECTURE, street.spring_first)
    make_gathering(street.spring_first, lecture, on=date(2026, 4, 6), title="四月的课")
    assert "四月的课" not in listed(clerk, kind="members_meeting")
    assert "三月的会" not in listed(clerk, within=street.spring.code)
    page = listed(clerk, since="2026-03-02", until="2026-03-02")
    assert ["三月的会" in page, "四月的课" in page] == [True, False]


def test_a_branch_sees_its_own_and_of_a_common_one_its_own_part(street: Street) -> None:
    members_meeting(street.spring_first, title="别处的会")
    day = part(GatheringKind.THEME_DAY, street.sunny_first, street.sunny_second)
    make_gathering(street.sunny, day, title="共同的党日")
    page = listed(signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first)))
    assert "共同的党日 待记录 主题党日 阳光社区第一党支部 社区会议室" in page
    assert ["别处的会" in page, "阳光社区第二党支部" in page] == [False, False]


def test_a_member_reads_of_his_branch_what_when_and_where_but_no_numbers(street: Street) -> None:
    held_and_signed(street)
    members_meeting(street.sunny_second, title="邻支部的会")
    page = listed(signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first)))
    assert ["已签的会" in page, "1/1" in page, "实到" in page, "邻支部的会" in page] == [True, False, False, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_five_queries(street: Street, clerk: Client, count: int) -> None:
    for number in range(count):
        members_meeting(street.sunny_first, title=f"第 {number} 次")
    assert queries(lambda: clerk.get(reverse("gatherings"))) == 5


@pytest.mark.parametrize("count", [1, 3])
def test_above_what_is_counted_it_is_read_by_its_edges(street: Street, clerk: Client, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibu.gatherings.views.gatherings.EXACT", 0)
    monkeypatch.setattr("zhibu.gatherings.queries.gatherings.PAGE", 1)
    for number in range(count):
        members_meeting(street.sunny_first, on=date(2026, 5, 4 + number), title=f"第 {number} 次")
    first = clerk.get(reverse("gatherings"))
    assert [f"第 {number} 次" in words(first) for number in range(count)] == [number == count - 1 for number in range(count)]
    assert ("下一页" in words(first)) == (count > 1)


def test_the_sheet_holds_the_rows_of_the_page(street: Street, clerk: Client) -> None:
    members_meeting(street.sunny_first, on=date(2026, 3, 2), title="三月的会")
    members_meeting(street.spring_first, on=date(2026, 4, 6), title="四月的会")
    sheet = text_of(clerk.get(reverse("gatherings_export"), {"within": street.sunny.code}))
    assert ["三月的会" in sheet, "四月的会" in sheet, "待记录（补录）" in sheet] == [True, False, True]


def test_a_member_takes_no_sheet(street: Street) -> None:
    client = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first))
    assert client.get(reverse("gatherings_export")).status_code == 403


def test_an_organisation_out_of_reach_is_not_there(street: Street) -> None:
    client = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert client.get(reverse("gatherings"), {"within": street.spring.code}).status_code in {200, 404}
