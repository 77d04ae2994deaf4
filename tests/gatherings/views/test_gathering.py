"""The page of one gathering, as each kind of reader sees it."""

from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.services.planning import cancel_gathering, move_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(days=3)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def shown(client: Client, gathering: Gathering) -> str:
    return words(client.get(reverse("gathering", args=[gathering.code])))


def test_a_planned_one_says_what_when_where_and_how_many_are_needed(street: Street, clerk: Client) -> None:
    for number in range(3):
        make_person(street.sunny_first, f"党员{number}")
    meeting = part(GatheringKind.MEMBERS_MEETING, street.sunny_first, topic="讨论计划", items=("年度计划", "其他事项"))
    found = make_gathering(street.sunny_first, meeting, on=SOON, by=actor(today()))
    page = shown(clerk, found)
    assert f"时间 {SOON.year}年{SOON.month}月{SOON.day}日" in page
    assert "地点 社区会议室 召集组织 阳光社区第一党支部" in page
    assert "议题或主题 讨论计划 主持人 王芳 记录人 赵敏" in page
    assert "议程 1. 年度计划 2. 其他事项" in page
    assert "阳光社区第一党支部 已计划 应到 3 人 应到会有表决权 3 人，半数以上为 2 人 《支部工作条例》" in page


def test_one_to_come_shows_what_the_last_of_its_kind_resolved(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "张三")
    for on, text in ((TODAY - timedelta(days=40), "很早的决议。"), (TODAY - timedelta(days=10), "上次的决议。")):
        earlier = members_meeting(street.sunny_first, on=on)
        mark(earlier, {who: Presence.PRESENT})
        write(earlier, "讨论", text)
        sign(earlier)
    other = members_meeting(street.sunny_second, on=TODAY - timedelta(days=5))
    write(other, "讨论", "别处的决议。")
    page = shown(clerk, members_meeting(street.sunny_first, on=SOON, by=actor(today())))
    assert "上次（2026-05-22）的决议 上次的决议。" in page
    assert ["很早的决议" in page, "别处的决议" in page] == [False, False]


def test_the_next_thing_to_do_is_the_button(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first)

    def button() -> list[str]:
        page = clerk.get(reverse("gathering", args=[found.code])).content.decode()
        return [part.split(">")[1].split("<")[0] for part in page.split('<a class="btn go"')[1:]]

    assert button() == ["点名"]
    mark(found, {who: Presence.PRESENT})
    assert button() == ["会议记录"]
    write(found)
    assert button() == ["签批"]
    sign(found)
    assert button() == []


def test_a_community_secretary_is_not_offered_to_sign_for_a_branch(street: Street) -> None:
    found = members_meeting(street.sunny_first)
    page = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny)).get(reverse("gathering", args=[found.code]))
    offered = [reverse(name, args=[found.code]) in page.content.decode() for name in ("gathering_attendance", "gathering_sign")]
    assert offered == [True, False]


def test_one_entered_afterwards_waits_to_be_recorded_and_one_called_off_counts_nobody(street: Street, clerk: Client) -> None:
    make_person(street.sunny_first, "丁一")
    found = members_meeting(street.sunny_first)
    assert "阳光社区第一党支部 待记录 应到 1 人 应到会有表决权 1 人" in shown(clerk, found)
    write(found)
    assert "阳光社区第一党支部 待签批 应到 1 人，还没有点名" in shown(clerk, found)
    assert cancel_gathering(by=actor(), gathering=found, reason="停电").done
    assert "阳光社区第一党支部 已取消" in shown(clerk, found)
    assert "应到" not in shown(clerk, found)


def test_a_held_one_says_numbers_the_computation_and_what_is_not_there_yet(street: Street, clerk: Client) -> None:
    people = [make_person(street.sunny_first, f"党员{number}") for number in range(3)]
    found = make_gathering(street.sunny_first, part(GatheringKind.MEMBERS_MEETING, street.sunny_first, chair=""))
    mark(found, {people[0]: Presence.PRESENT, people[1]: Presence.ON_LEAVE})
    page = shown(clerk, found)
    assert "阳光社区第一党支部 待签批 应到 3 人，实到 1 人，请假 1 人" in page
    assert "应到会有表决权 3 人，半数以上为 2 人；实到 1 人，还差 1 人，不能表决" in page
    assert "还没有：主持人、会议内容（文字或手写记录的照片）、会议决议、1 人的到会情况" in page


def test_a_signed_one_says_who_signed_and_what_was_decided(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first)
    mark(found, {who: Presence.PRESENT})
    write(found, "讨论了计划。", "同意年度计划。")
    sign(found)
    page = shown(clerk, found)
    assert "会议记录：已签批" in page
    assert "会议决议 同意年度计划。" in page
    assert "已签批 应到 1 人，实到 1 人，请假 0 人 应到会有表决权 1 人，半数以上为 1 人；实到 1 人，可以开会表决" in page
    assert "命令行签批" in page


def test_what_was_entered_afterwards_says_who_told_and_who_typed(street: Street, clerk: Client) -> None:
    found = members_meeting(street.sunny_first, on=TODAY - timedelta(days=7), reported_by="王芳")
    page = shown(clerk, found)
    assert ["补录" in page, "报告人 王芳" in page, f"，{TODAY.isoformat()}" in page] == [True, True, True]


def test_what_was_announced_before_stays_to_be_seen(street: Street, clerk: Client) -> None:
    found = members_meeting(street.sunny_first, on=date(2026, 6, 8))
    done = move_gathering(
        by=actor(), gathering=found, on=date(2026, 6, 9), begins=time(15), ends=None, place="活动室", reason="会议室另有安排"
    )
    assert done.done
    page = shown(clerk, found)
    assert "2026年6月9日（周二）15:00" in page
    assert "改期：原定2026年6月8日（周一）14:00" in page
    assert "会议室另有安排（原地点：社区会议室）" in page


def test_a_cancelled_one_says_why(street: Street, clerk: Client) -> None:
    found = members_meeting(street.sunny_first, on=date(2026, 6, 8))
    assert cancel_gathering(by=actor(), gathering=found, reason="台风").done
    page = shown(clerk, found)
    assert ["已取消" in page, "取消原因 台风" in page, "还没有：" in page] == [True, True, False]


def test_a_branch_sees_the_common_part_and_its_own_numbers_alone(street: Street) -> None:
    who = make_person(street.sunny_first, "张三")
    make_person(street.sunny_second, "李四")
    day = part(GatheringKind.THEME_DAY, street.sunny_first, street.sunny_second, topic="清洁家园")
    lecture = part(GatheringKind.LECTURE, street.sunny_second, topic="邻支部的党课")
    found = make_gathering(street.sunny, day, lecture, title="共同的党日")
    mark(found, {who: Presence.PRESENT})
    page = shown(signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first)), found)
    assert "阳光社区第一党支部 待签批 应到 1 人，实到 1 人" in page
    assert ["清洁家园" in page, "邻支部的党课" in page, "第二党支部" in page] == [True, False, False]


def test_a_member_reads_what_when_and_where_and_no_more(street: Street) -> None:
    who = make_person(street.sunny_first, "张三")
    meeting = part(GatheringKind.MEMBERS_MEETING, street.sunny_first, topic="讨论发展对象")
    found = make_gathering(street.sunny_first, meeting, reported_by="王芳")
    mark(found, {who: Presence.PRESENT})
    write(found, "讨论了发展对象。", "同意发展。")
    page = shown(signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first)), found)
    assert ["支部党员大会" in page, "社区会议室" in page] == [True, True]
    told = ["实到", "应到", "讨论发展对象", "同意发展", "主持人", "报告人", "王芳"]
    assert [one for one in told if one in page] == []


def test_one_of_another_branch_is_not_there(street: Street) -> None:
    found = members_meeting(street.spring_first)
    client = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    assert client.get(reverse("gathering", args=[found.code])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_branch_and_for_three(street: Street, clerk: Client, count: int) -> None:
    branches = [street.sunny_first, street.sunny_second, street.spring_first][:count]
    for branch in branches:
        make_person(branch, f"党员{branch.pk}")
    found = make_gathering(street.street, part(GatheringKind.THEME_DAY, *branches))
    assert queries(lambda: clerk.get(reverse("gathering", args=[found.code]))) == 14
