"""What is done with an organisation on a page: it is done, or everything that stands against it is said and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest

from tests.access.pages import words
from tests.register.factories import LONG_SINCE, actor, make_organisation, make_person, organisation
from tests.register.state import nothing_written, one_operation, parent_on, roll_of
from tests.register.views.asking import refusals, said, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import Community, Organisation, ResidentsCommittee
from zhibu.register.services.communities import add_community


def at(place: Organisation, act: str) -> str:
    return f"/organisations/{place.code}/{act}"


def test_an_organisation_is_founded(desk: Desk) -> None:
    assert f'value="{desk.street.sunny.code}"' in desk.clerk.get(f"/organisations/new?parent={desk.street.sunny.code}").content.decode()
    with one_operation("organisation.found"):
        answer = send(
            desk.clerk, "/organisations/new", name="第三支部", short_name="三支部", kind="联合党支部", parent="阳光社区党委", on=desk.today,
            official_code="０１２３４５６７８９０１", contact="老王",
        )  # fmt: skip
    assert "已新建。" in said(desk.clerk, answer)
    fresh = Organisation.objects.unguarded("测试").get(now_name="第三支部")
    assert (fresh.now_kind, fresh.now_joint, fresh.now_parent_id, fresh.official_code) == (
        "branch",
        True,
        desk.street.sunny.pk,
        "012345678901",
    )
    assert fresh.founded_on == desk.today


def test_everything_unclear_in_a_founding_is_said_at_once(desk: Desk) -> None:
    with nothing_written():
        told = refusals(send(desk.clerk, "/organisations/new", name="x", kind="委员小会", parent="不存在", on=desk.today))
        assert told == [
            "没有“委员小会”这个类别。怎么办：请填写党委、党总支部、党支部、联合党支部、临时党支部、党小组等。",
            "上级党组织：没有找到“不存在”。怎么办：请填写全称、简称或编号，可在“党组织”中查到；不在您负责范围内的，请告诉上级党组织。",
        ]
        (code,) = refusals(
            send(desk.clerk, "/organisations/new", name="x", kind="党支部", parent="阳光社区党委", on=desk.today, official_code="12345")
        )
        assert code.startswith("党组织代码应为12位或15位，这里是5位。")
        (district,) = refusals(send(desk.clerk, "/organisations/new", name="x", kind="党支部", parent="新阳区委", on=desk.today))
        assert district.startswith("上级党组织：没有找到“新阳区委”。")


HAPPY: dict[str, tuple[dict[str, str], str, dict[str, Any]]] = {
    "correct": (
        {"official_code": "012345678901", "contact": "老王"},
        "organisation.correct",
        {"official_code": "012345678901", "contact": "老王"},
    ),
    "rename": ({"name": "朝阳支部", "short_name": "朝阳"}, "organisation.rename", {"now_name": "朝阳支部", "now_short_name": "朝阳"}),
    "kind": ({"kind": "临时党支部"}, "organisation.change_kind", {"now_kind": "branch", "now_provisional": True}),
    "move": ({"parent": "春晖社区党委"}, "organisation.move", {}),
    "merge": ({"parent": "阳光社区第二党支部"}, "organisation.merge", {"dissolved_by": "merged"}),
    "dissolve": ({}, "organisation.dissolve", {"dissolved_by": "dissolved"}),
    "community": ({"name": "阳光社区", "residents_committee": "阳光社区居民委员会"}, "organisation.community", {}),
}
SAID: dict[str, str] = {
    "correct": "已更正。",
    "rename": "已更名，以前的名称保留在历史中。",
    "kind": "已变更。",
    "move": "已调整。",
    "merge": "已并入。",
    "dissolve": "已撤销。",
    "community": "已登记。",
}


AGAIN: dict[str, list[str]] = {
    "move": ["已经隶属于这个上级党组织。怎么办：无须调整。"],
    "merge": ["该党组织已撤销。怎么办：撤销后不再变更；撤销有误的，当天可以撤回。"],
}
"""What stands against doing it twice."""


@pytest.mark.parametrize("act", HAPPY)
def test_what_is_done_from_today_on(desk: Desk, act: str) -> None:
    place = desk.street.sunny_first
    form, operation, expected = HAPPY[act]
    assert desk.clerk.get(at(place, act)).status_code == 200
    with one_operation(operation):
        answer = send(desk.clerk, at(place, act), on=desk.today, **form)
    assert answer["Location"] == f"/organisations/{place.code}/"
    page = said(desk.clerk, answer)
    assert [word for word in SAID.values() if word in page] == [SAID[act]]
    fresh = organisation(place.pk)
    assert {name: getattr(fresh, name) for name in expected} == expected
    assert (fresh.now_parent_id == desk.street.spring.pk) is (act == "move")
    assert Community.objects.unguarded("测试").filter(name="阳光社区", organisation=place).exists() is (act == "community")


@pytest.mark.parametrize("act", ["rename", "kind", "move", "merge", "dissolve"])
def test_nothing_is_recorded_before_it_happened(desk: Desk, act: str) -> None:
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(desk.street.sunny_first, act), on=desk.today + timedelta(days=1), **HAPPY[act][0]))
    assert told.startswith("日期：")


@pytest.mark.parametrize("act", HAPPY)
def test_editing_is_the_clerks(desk: Desk, somebody: Browser, act: str) -> None:
    form = HAPPY[act][0]
    community, beyond = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny), somebody(Role.STREET_CLERK, desk.street.spring)
    with nothing_written():
        assert send(community, at(desk.street.sunny_first, act), on=desk.today, **form).status_code == 403
        assert send(beyond, at(desk.street.sunny_first, act), on=desk.today, **form).status_code == 404


def test_nothing_moves_below_what_is_out_of_reach(desk: Desk, somebody: Browser) -> None:
    sunny = somebody(Role.STREET_CLERK, desk.street.sunny)
    with nothing_written():
        for act in ("move", "merge"):
            (told,) = refusals(send(sunny, at(desk.street.sunny_first, act), parent=desk.street.spring.code, on=desk.today))
            assert told.startswith(f"党组织：没有找到“{desk.street.spring.code}”。")


def test_an_organisation_with_people_is_not_dissolved(desk: Desk) -> None:
    make_person(desk.street.sunny_first, by=actor(desk.today))
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(desk.street.sunny_first, "dissolve"), on=desk.today))
    assert told == (
        "还有1名人员的组织关系在这里。依据：《中国共产党党员教育管理工作条例》第二十五条怎么办：请先转出人员，或改用“并入另一个党组织”。"
    )


def test_a_branch_is_split_with_the_people_that_are_ticked(desk: Desk) -> None:
    stays, goes = (make_person(desk.street.sunny_first, name, by=actor(desk.today)) for name in ("留", "走"))
    stranger = make_person(desk.street.spring_first, "外", by=actor(desk.today))
    url = at(desk.street.sunny_first, "split")
    assert [word for word in ("留（R", "走（R", "外（R") if word in words(desk.clerk.get(url))] == ["留（R", "走（R"]
    with nothing_written():
        (told,) = refusals(send(desk.clerk, url, name="新支部", on=desk.today, people=[str(stranger.pk)]))
        assert told == "「转到新组织的人员」没有这个选项，请重新选择。"
        (told,) = refusals(send(desk.clerk, url, name="新支部", on=desk.today))
        assert told == "没有选择转到新组织的人员。怎么办：请至少选择一名党员。"
    send(desk.clerk, url, name="新支部", on=desk.today, people=[str(goes.pk)])
    fresh = Organisation.objects.unguarded("测试").get(now_name="新支部")
    assert (roll_of(fresh.pk, desk.today), roll_of(desk.street.sunny_first.pk, desk.today)) == ([goes.pk], [stays.pk])
    assert parent_on(fresh.pk, desk.today) == desk.street.sunny.pk


def test_a_community_is_corrected_in_the_same_form(desk: Desk) -> None:
    add_community(by=actor(desk.today), organisation=desk.street.sunny, name="阳光社区", residents_committee="阳光社区居委会")
    url = at(desk.street.sunny, "community")
    assert 'value="阳光社区居委会"' in desk.clerk.get(url).content.decode()
    send(desk.clerk, url, name="阳光里社区", residents_committee="阳光里社区居民委员会", director="刘主任")
    assert list(Community.objects.unguarded("测试").values_list("name", flat=True)) == ["阳光里社区"]
    assert list(ResidentsCommittee.objects.unguarded("测试").values_list("name", "director")) == [("阳光里社区居民委员会", "刘主任")]


def test_the_same_form_twice_is_harmless(desk: Desk) -> None:
    place = desk.street.sunny_first
    for act in ("correct", "rename", "kind", "community"):
        send(desk.clerk, at(place, act), on=desk.today, **HAPPY[act][0])
        with nothing_written():
            assert send(desk.clerk, at(place, act), on=desk.today, **HAPPY[act][0]).status_code == 302
    for act, objections in AGAIN.items():
        send(desk.clerk, at(place, act), on=desk.today, **HAPPY[act][0])
        with nothing_written():
            assert refusals(send(desk.clerk, at(place, act), on=desk.today, **HAPPY[act][0])) == objections


def test_a_draft_of_a_founding_is_kept(desk: Desk) -> None:
    assert 'data-draft="/drafts/organisation_found"' in desk.clerk.get("/organisations/new").content.decode()
    extra = make_organisation("另一个", parent=desk.street.sunny, on=LONG_SINCE, by=actor(desk.today))
    assert extra.now_name == "另一个"
