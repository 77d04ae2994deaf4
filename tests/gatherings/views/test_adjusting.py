"""What was planned is moved, called off, put right, as long as nobody has signed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part, parts, sign, write
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Moved, Resolution
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
SOON = today() + timedelta(days=7)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def planned(street: Street, *items: str) -> Gathering:
    meeting = part(GatheringKind.MEMBERS_MEETING, street.sunny_first, items=items)
    return make_gathering(street.sunny_first, meeting, on=SOON, by=actor(today()))


def at(name: str, found: Gathering, *more: object) -> str:
    return reverse(name, args=[found.code, *more])


def send(client: Client, name: str, found: Gathering, data: dict[str, Any], *more: object) -> tuple[int, str]:
    answer = client.post(at(name, found, *more), data)
    return answer.status_code, words(answer) if answer.status_code != 302 else ""


def test_moved_with_a_reason_to_another_day(street: Street, clerk: Client) -> None:
    found, later = planned(street), SOON + timedelta(days=1)
    assert send(clerk, "gathering_move", found, {"on": later.isoformat(), "place": "礼堂", "reason": "停电"}) == (302, "")
    found.refresh_from_db()
    assert (found.on, found.place, found.planned_on) == (later, "礼堂", SOON)
    assert list(Holding.objects.unguarded("测试").values_list("on", flat=True)) == [later]
    assert list(Moved.objects.unguarded("测试").values_list("was_on", "was_place", "reason")) == [(SOON, "社区会议室", "停电")]
    assert Operation.objects.filter(act="gathering.move").values_list("reason", flat=True).get() == "停电"


def test_without_a_reason_nothing_is_moved_or_called_off(street: Street, clerk: Client) -> None:
    found = planned(street)
    for name in ("gathering_move", "gathering_cancel"):
        status, page = send(clerk, name, found, {"on": SOON.isoformat()})
        assert (status, "原因」" in page) == (422, True)
    found.refresh_from_db()
    assert (found.state, Moved.objects.unguarded("测试").exists()) == ("planned", False)


def test_called_off_it_stays_to_be_seen_and_offers_only_to_plan_again(street: Street, clerk: Client) -> None:
    found = planned(street)
    assert send(clerk, "gathering_cancel", found, {"reason": "停电"}) == (302, "")
    page = clerk.get(at("gathering", found)).content.decode()
    offered = [at(name, found) in page for name in ("gathering_again", "gathering_move", "gathering_cancel")]
    assert offered == [True, False, False]


def test_what_was_signed_is_neither_moved_nor_called_off_nor_changed(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first)
    mark(found, {who: Presence.PRESENT})
    write(found)
    sign(found)
    data = {"on": SOON.isoformat(), "reason": "停电", "holders": [street.sunny_first.code]}
    for name, more in (("gathering_move", ()), ("gathering_cancel", ()), ("gathering_part", (1,))):
        status, page = send(clerk, name, found, data, *more)
        assert (status, "已经签批：阳光社区第一党支部。" in page) == (422, True)
    assert at("gathering_part", found, 1) not in clerk.get(at("gathering", found)).content.decode()


def test_topic_chair_agenda_and_papers_are_put_right(street: Street, clerk: Client) -> None:
    found = planned(street, "计划", "预算")
    data = {
        "topic": "新的主题",
        "chair": "李强",
        "holders": [street.sunny_first.code],
        "item_1": "年度计划",
        "presenter_1": "赵敏",
        "papers_1": SOON.isoformat(),
        "item_2": "",
        "item_3": "其他",
    }
    assert send(clerk, "gathering_part", found, data, 1) == (302, "")
    (changed,) = parts(found)
    assert (changed.topic, changed.chair) == ("新的主题", "李强")
    items = AgendaItem.objects.unguarded("测试").order_by("number").values_list("number", "title", "presenter")
    assert list(items) == [(1, "年度计划", "赵敏"), (2, "其他", "")]
    page = words(clerk.get(at("gathering", found)))
    assert f"“年度计划”的材料 {SOON.isoformat()} 才发出，会前不足一天。" in page


def test_another_organisation_holds_it_too_and_one_no_longer(street: Street, clerk: Client) -> None:
    found = planned(street)
    data = {"holders": [street.sunny_second.code, street.spring_first.code]}
    assert send(clerk, "gathering_part", found, data, 1) == (302, "")
    held = Holding.objects.unguarded("测试").values_list("organisation", "kind", "on")
    assert set(held) == {(one.pk, "members_meeting", SOON) for one in (street.sunny_second, street.spring_first)}


def test_who_has_marked_attendance_holds_it(street: Street, clerk: Client) -> None:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first)
    mark(found, {who: Presence.PRESENT})
    status, page = send(clerk, "gathering_part", found, {"holders": [street.sunny_second.code]}, 1)
    assert (status, "阳光社区第一党支部已经有到会或表决的记录。" in page) == (422, True)
    assert Holding.objects.unguarded("测试").get().organisation == street.sunny_first


def test_somebody_holds_it(street: Street, clerk: Client) -> None:
    found = planned(street)
    status, page = send(clerk, "gathering_part", found, {"holders": []}, 1)
    assert (status, "没有选召开的组织。" in page) == (422, True)


def test_organisations_out_of_reach_stay_as_they_are(street: Street) -> None:
    day = part(GatheringKind.THEME_DAY, street.sunny_first, street.spring_first)
    found = make_gathering(street.street, day, on=SOON, by=actor(today()))
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert send(community, "gathering_part", found, {"holders": [street.sunny_second.code]}, 1) == (302, "")
    held = Holding.objects.unguarded("测试").values_list("organisation", flat=True)
    assert set(held) == {street.spring_first.pk, street.sunny_second.pk}


def test_an_item_on_which_something_was_decided_keeps_its_place(street: Street, clerk: Client) -> None:
    meeting = part(GatheringKind.MEMBERS_MEETING, street.sunny_first, items=("计划",))
    found = make_gathering(street.sunny_first, meeting)
    (only,) = parts(found)
    done = write_minutes(by=actor(), part=only, text="讨论", resolutions=("同意。",))
    item = AgendaItem.objects.unguarded("测试").get()
    with recording(actor(), "gathering.minutes") as work:
        work.change(Resolution, Resolution.objects.unguarded("测试").get(minutes=done.row_id).pk, item_id=item.pk)
    status, page = send(clerk, "gathering_part", found, {"holders": [street.sunny_first.code], "item_1": "别的"}, 1)
    assert (status, "“计划”已经有决议或表决。" in page) == (422, True)


def test_a_part_that_is_not_there_is_not_found(street: Street, clerk: Client) -> None:
    assert clerk.get(at("gathering_part", planned(street), 2)).status_code == 404
