"""The form of an afternoon, as a branch's secretary and as a clerk for eight branches use it."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, members_meeting, part
from tests.register.factories import Street, actor, make_organisation, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Part
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(days=7)
PAST = today() - timedelta(days=7)
NEW = "gathering_new"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="王芳"))


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"))


def filled(*branches: Organisation, on: date = SOON, **more: Any) -> dict[str, Any]:
    return {
        "parts": ["members_meeting"],
        "parts_topic_members_meeting": "讨论计划",
        "holders": [one.code for one in branches],
        "on": on.isoformat(),
        "begins": "14:00",
        "place": "活动室",
        "token": "t1",
        **more,
    }


def made(client: Client, data: dict[str, Any]) -> Gathering:
    answer = client.post(reverse(NEW), data)
    assert answer.status_code == 302, words(answer)
    return Gathering.objects.unguarded("测试").latest("pk")


def held_by(gathering: Gathering) -> list[tuple[str, str]]:
    found = Holding.objects.unguarded("测试").filter(gathering=gathering).order_by("part__number", "organisation__now_path")
    return [(kind, name) for kind, name in found.values_list("kind", "organisation__now_short_name")]


def refused(client: Client, data: dict[str, Any]) -> str:
    answer = client.post(reverse(NEW), data)
    assert (answer.status_code, Gathering.objects.unguarded("测试").count()) == (422, 0)
    return words(answer)


def test_the_own_branch_is_ticked_and_the_rest_is_short(street: Street, secretary: Client) -> None:
    page = secretary.get(reverse(NEW)).content.decode()
    assert f'value="{street.sunny_first.code}" id="id_holders_0" checked' in page
    assert ["study_session" in page, "members_meeting" in page] == [False, True]


def test_an_afternoon_of_two_parts_with_its_agenda(street: Street, secretary: Client) -> None:
    two = filled(
        street.sunny_first,
        parts=["members_meeting", "lecture"],
        parts_lecturer_lecture="赵敏",
        items="年度计划\n\n发展对象\n",
        chair="王芳",
    )
    found = made(secretary, two)
    assert (found.on, found.title, found.host, found.state) == (SOON, "支部党员大会、党课", street.sunny_first, "planned")
    assert held_by(found) == [("members_meeting", "阳光社区第一党支部"), ("lecture", "阳光社区第一党支部")]
    parts = Part.objects.unguarded("测试").order_by("number").values_list("topic", "chair", "lecturer")
    assert list(parts) == [("讨论计划", "王芳", ""), ("", "王芳", "赵敏")]
    assert list(AgendaItem.objects.unguarded("测试").order_by("number").values_list("part__number", "title")) == [
        (1, "年度计划"),
        (1, "发展对象"),
    ]


def test_a_form_that_is_sent_twice_makes_one(street: Street, secretary: Client) -> None:
    first, second = made(secretary, filled(street.sunny_first)), made(secretary, filled(street.sunny_first))
    assert (first.pk, Gathering.objects.unguarded("测试").count()) == (second.pk, 1)


def test_the_mark_of_a_form_is_new_each_time_it_is_opened(secretary: Client) -> None:
    pages = [secretary.get(reverse(NEW)).content.decode() for _ in range(2)]
    marks = [page.split('name="token" value="')[1].split('"')[0] for page in pages]
    assert (len(marks[0]), marks[0] != marks[1]) == (24, True)


def test_a_clerk_ticks_several_branches_and_the_community_has_called_it(street: Street, clerk: Client) -> None:
    found = made(clerk, filled(street.sunny_first, street.sunny_second, parts=["theme_day"]))
    assert found.host == street.sunny
    assert held_by(found) == [("theme_day", "阳光社区第一党支部"), ("theme_day", "阳光社区第二党支部")]


def test_a_group_meeting_of_a_branch_is_entered_for_its_groups(street: Street, secretary: Client) -> None:
    for number in ("一", "二"):
        make_organisation(f"第{number}党小组", OrganisationKind.GROUP, street.sunny_first, short_name=f"第{number}党小组")
    found = made(secretary, filled(street.sunny_first, parts=["group_meeting"]))
    assert (found.host, held_by(found)) == (street.sunny_first, [("group_meeting", "第一党小组"), ("group_meeting", "第二党小组")])


def test_everything_that_is_wrong_is_said_at_once(street: Street, clerk: Client) -> None:
    page = refused(clerk, filled(street.street, parts=["members_meeting"], begins="16:00", ends="15:00", on=date(2099, 1, 1)))
    said = ["结束时间早于开始时间。", "日期在两年以后。", "向阳街道党工委不召开支部党员大会。"]
    assert [one for one in said if one not in page] == []
    page = refused(clerk, {"on": "昨天"})
    said = ["请选择「召开的党组织」。", "“昨天”不是日期"]
    assert [one for one in said[:1] if one not in page] == []


def test_nothing_ticked_is_said_at_the_kinds(street: Street, secretary: Client) -> None:
    assert "请至少选一项会议类型。" in refused(secretary, filled(street.sunny_first, parts=[]))


def test_an_organisation_out_of_reach_cannot_be_ticked(street: Street, secretary: Client) -> None:
    assert "「召开的党组织」没有这个选项" in refused(secretary, filled(street.spring_first))


def test_afterwards_a_clerk_says_who_told(street: Street, clerk: Client) -> None:
    assert "没有写报告人。" in refused(clerk, filled(street.sunny_first, on=PAST))
    found = made(clerk, filled(street.sunny_first, on=PAST, reported_by="王芳"))
    assert (found.state, found.reported_by, found.entered_by, found.planned_on) == ("planned", "王芳", "周敏", None)


def test_afterwards_a_secretary_tells_of_the_own_branch_without_being_asked(street: Street, secretary: Client) -> None:
    assert made(secretary, filled(street.sunny_first, on=PAST)).state == "planned"


def test_a_series_is_looked_at_before_it_is_planned(street: Street, secretary: Client) -> None:
    until = SOON + timedelta(days=14)
    weekly = filled(street.sunny_first, repeat="weekly", until=until.isoformat())
    page = refused(secretary, weekly)
    assert "一共 3 次，请核对日期。" in page
    assert f"{SOON.isoformat()} 周" in page
    checked = {"checked": f"{SOON.isoformat()}/weekly/{until.isoformat()}"}
    made(secretary, weekly | checked | {"days": [SOON.isoformat(), until.isoformat()]})
    found = Gathering.objects.unguarded("测试").order_by("on")
    assert [one.on for one in found] == [SOON, until]
    assert len({one.series for one in found} - {""}) == 1


def test_days_that_were_shown_for_another_series_are_shown_again(street: Street, secretary: Client) -> None:
    until = SOON + timedelta(days=14)
    weekly = filled(street.sunny_first, repeat="weekly", until=until.isoformat(), checked="other", days=[SOON.isoformat()])
    assert "一共 3 次，请核对日期。" in refused(secretary, weekly)


def test_a_series_has_an_end(street: Street, secretary: Client) -> None:
    assert "没有写重复到哪一天。" in refused(secretary, filled(street.sunny_first, repeat="weekly"))
    endless = filled(street.sunny_first, repeat="weekly", until=(SOON + timedelta(days=600)).isoformat())
    endless["checked"] = f"{endless['on']}/weekly/{endless['until']}"
    endless["days"] = [(SOON + timedelta(weeks=week)).isoformat() for week in range(61)]
    assert "一次最多安排 60 次。" in refused(secretary, endless)


def test_what_was_held_lately_is_offered_and_presets_place_and_people(street: Street, secretary: Client) -> None:
    lecture = part(GatheringKind.LECTURE, street.sunny_first, chair="刘主持", recorder="钱记录")
    found = make_gathering(street.sunny_first, lecture, on=PAST, by=actor(today()), place="老地方")
    page = secretary.get(reverse(NEW)).content.decode()
    assert f'href="{reverse("gathering_again", args=[found.code])}">党课（{PAST.isoformat()}）' in page
    assert [word in page for word in ('value="老地方"', 'value="刘主持"', 'value="钱记录"')] == [True] * 3
    again = secretary.get(reverse("gathering_again", args=[found.code])).content.decode()
    assert 'value="lecture" id="id_parts_lecture" checked' in again
    assert 'value="members_meeting" id="id_parts_members_meeting" checked' not in again


def test_what_its_groups_held_is_offered_to_a_branch_without_their_place_and_chair(street: Street, secretary: Client) -> None:
    group, beside = (
        make_organisation("第一党小组", OrganisationKind.GROUP, branch, short_name="第一党小组")
        for branch in (street.sunny_first, street.sunny_second)
    )
    own, other = (
        make_gathering(one, part(GatheringKind.GROUP_MEETING, one, chair="组长孙某"), on=PAST, by=actor(today()), place="六号楼")
        for one in (group, beside)
    )
    page = secretary.get(reverse(NEW)).content.decode()
    assert f'href="{reverse("gathering_again", args=[own.code])}">党小组会（{PAST.isoformat()}）' in page
    assert [word in page for word in (other.code, "组长孙某", 'name="place" value="六号楼"')] == [False, False, False]
    again = secretary.get(reverse("gathering_again", args=[own.code])).content.decode()
    assert ['value="组长孙某"' in again, 'value="六号楼"' in again] == [True, True]


def names_offered_in(page: str) -> list[str]:
    """The list beside the box of the lecturer."""
    lists = re.findall(r'<datalist id="[^"]*lecturer[^"]*">(.*?)</datalist>', page, re.DOTALL)
    return [name for one in lists for name in re.findall(r'value="([^"]*)"', one)]


def test_who_has_lectured_is_offered_wherever_a_lecturer_is_asked_for(street: Street, secretary: Client) -> None:
    for days, branch, name in (
        (0, street.sunny_first, "王讲师"),
        (30, street.sunny_first, "李讲师"),
        (0, street.sunny_second, "别处的讲师"),
    ):
        make_gathering(branch, part(GatheringKind.LECTURE, branch, lecturer=name), on=PAST - timedelta(days=days), by=actor(today()))
    assert names_offered_in(secretary.get(reverse(NEW)).content.decode()) == ["王讲师", "李讲师"]
    coming = make_gathering(street.sunny_first, part(GatheringKind.LECTURE, street.sunny_first, lecturer=""), on=SOON, by=actor(today()))
    for name in ("gathering_part", "gathering_minutes_write"):
        page = secretary.get(reverse(name, args=[coming.code, 1])).content.decode()
        assert names_offered_in(page) == ["王讲师", "李讲师"]


def test_a_form_for_one_branch_has_it_ticked(street: Street, clerk: Client) -> None:
    page = clerk.get(reverse("gathering_new_for", args=[street.spring_first.code])).content.decode()
    ticked = [line for line in page.split("<input") if "checked" in line and 'name="holders"' in line]
    assert [street.spring_first.code in one for one in ticked] == [True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_costs_four_queries(street: Street, secretary: Client, count: int) -> None:
    for number in range(count):
        members_meeting(street.sunny_first, on=PAST - timedelta(days=number), by=actor(today()))
    assert queries(lambda: secretary.get(reverse(NEW))) == 4


def test_a_member_plans_nothing(street: Street) -> None:
    client = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first))
    assert client.post(reverse(NEW), filled(street.sunny_first)).status_code == 403
    assert not Gathering.objects.unguarded("测试").exists()
