"""The notice of a meeting: on paper and for the work group, in neutral words."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part
from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.services.planning import cancel_gathering, move_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def client(street: Street) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))


def text(client: Client, found: Gathering) -> str:
    page = client.get(reverse("gathering_notice", args=[found.code])).content.decode()
    return page.split('aria-label="群消息全文">')[1].split("</pre>")[0]


def test_a_meeting_to_come(street: Street, client: Client) -> None:
    meeting = part(GatheringKind.MEMBERS_MEETING, street.sunny_first, topic="讨论计划", items=("年度计划", "预算"))
    lecture = part(GatheringKind.LECTURE, street.sunny_first, topic="形势", lecturer="赵敏")
    found = make_gathering(street.sunny_first, meeting, lecture, on=date(2026, 6, 8))
    assert text(client, found).splitlines() == [
        "【会议通知】",
        "时间：2026年6月8日（周一）14:00—16:00",
        "地点：社区会议室",
        "参加：阳光社区第一党支部全体党员",
        "1. 支部党员大会：讨论计划",
        "  · 年度计划",
        "  · 预算",
        "2. 党课：形势（授课人：赵敏）",
        "请准时参加；不能参加的，请提前向所在支部请假。",
        "阳光社区第一党支部",
    ]


def test_a_committee_alone_is_asked_to_its_meeting_and_what_it_is_about_is_said_once(street: Street, client: Client) -> None:
    head = make_person(street.sunny_first, "王书记")
    make_person(street.sunny_first, "赵党员")
    assert hold_post(by=actor(), person=head, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=LONG_SINCE).done
    meeting = part(GatheringKind.COMMITTEE_MEETING, street.sunny_first, topic="年度计划", items=("年度计划",))
    lines = text(client, make_gathering(street.sunny_first, meeting, on=date(2026, 6, 8))).splitlines()
    assert lines[3:6] == ["参加：阳光社区第一党支部委员（1人）", "内容：支部委员会", "  · 年度计划"]


def test_one_that_was_moved_says_from_when(street: Street, client: Client) -> None:
    found = members_meeting(street.sunny_first, on=date(2026, 6, 8))
    day = date(2026, 6, 9)
    assert move_gathering(by=actor(), gathering=found, on=day, begins=time(9), ends=None, place="", reason="停电").done
    said = text(client, found)
    assert said.startswith(
        "【改期通知】\n原定 2026年6月8日（周一）14:00 的支部党员大会改期。\n时间：2026年6月9日（周二）09:00\n地点：另行通知"
    )


def test_one_that_is_called_off_says_why_and_asks_nobody_to_come(street: Street, client: Client) -> None:
    found = members_meeting(street.sunny_first, on=date(2026, 6, 8))
    assert cancel_gathering(by=actor(), gathering=found, reason="台风").done
    assert text(client, found).splitlines() == [
        "【取消通知】",
        "原定 2026年6月8日（周一）14:00—16:00 的支部党员大会取消。",
        "原因：台风",
        "阳光社区第一党支部",
    ]


def test_nobody_who_is_on_leave_is_named(street: Street, client: Client) -> None:
    who = make_person(street.sunny_first, "孙请假")
    found = members_meeting(street.sunny_first)
    mark(found, {who: Presence.ON_LEAVE})
    assert "孙请假" not in words(client.get(reverse("gathering_notice", args=[found.code])))


def test_a_branch_of_several_tells_its_own(street: Street, client: Client) -> None:
    day = part(GatheringKind.THEME_DAY, street.sunny_first, street.sunny_second)
    found = make_gathering(street.sunny, day, on=date(2026, 6, 1) + timedelta(days=7))
    assert ["参加：阳光社区第一党支部全体党员" in text(client, found), "第二党支部" in text(client, found)] == [True, False]
