"""The tree, the picture, the list, one organisation: each on any day, within the reader's reach."""

from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse

from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, actor, make_organisation, make_person
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.services.communities import add_community
from zhibu.register.services.organisations import rename_organisation
from zhibu.register.services.posts import hold_post
from zhibu.register.services.tree import dissolve_organisation, merge_organisation, move_organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.organisations import OrganisationKind, PostKind

LISTS = ("/organisations/", "/organisations/chart", "/organisations/list")


def fill(desk: Desk, times: int = 1) -> None:
    by, street = actor(desk.today), desk.street
    for name in ("甲", "乙", "丙")[:times]:
        one = make_person(street.sunny_first, name, by=by)
        hold_post(by=by, person=one, organisation=street.sunny, kind=PostKind.COMMITTEE_MEMBER, on=LONG_SINCE)
        add_unit(by=by, facts={"name": f"单位{name}"}, place=street.sunny, on=LONG_SINCE)
        make_organisation(f"支部{name}", parent=street.sunny, by=by)
        rename_organisation(by=by, organisation=street.sunny, name=f"阳光{name}", short_name=f"阳光{name}", on=desk.today)


@pytest.mark.parametrize("url", LISTS)
def test_organisations_in_reach_and_no_others(desk: Desk, somebody: Browser, url: str) -> None:
    here, there = (f"/organisations/{place.code}/" for place in (desk.street.sunny_first, desk.street.spring_first))
    page = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny).get(url).content.decode()
    assert (here in page, there in page, "春晖" in page) == (True, False, False)
    assert there in desk.clerk.get(url).content.decode()
    assert somebody(Role.MEMBER, desk.street.sunny).get(url).status_code == 403


@pytest.mark.parametrize("url", LISTS)
def test_groups_are_counted_apart(desk: Desk, url: str) -> None:
    assert "向阳街道党工委 · 6 个党组织 ·" in words(desk.clerk.get(url))
    make_organisation("第一党小组", OrganisationKind.GROUP, desk.street.sunny_first, by=actor(desk.today))
    assert "向阳街道党工委 · 6 个党组织、1 个党小组 ·" in words(desk.clerk.get(url))


@pytest.mark.parametrize("url", LISTS)
def test_an_installation_without_organisations_says_what_to_do(desk: Desk, somebody: Browser, url: str) -> None:
    gone = make_organisation("空", parent=desk.street.street, by=actor(desk.today))
    clerk = somebody(Role.STREET_CLERK, gone)
    dissolve_organisation(by=actor(desk.today), organisation=gone, on=desk.today)
    assert "还没有党组织" in words(clerk.get(url))


def test_the_list_in_the_order_of_the_tree_and_from_its_end(desk: Desk) -> None:
    page = words(desk.clerk.get("/organisations/list"))
    assert page.index("阳光社区第一支部") < page.index("阳光社区第二支部") < page.index("春晖社区第一支部")
    page = words(desk.clerk.get("/organisations/list?sort=-name"))
    assert page.index("春晖社区第一支部") < page.index("阳光社区第二支部") < page.index("阳光社区第一支部")
    assert "共 6 个" in page


def test_an_organisation_with_what_stands_around_it(desk: Desk) -> None:
    fill(desk)
    add_community(
        by=actor(desk.today), organisation=desk.street.sunny, name="阳光社区", residents_committee="阳光社区居民委员会", director="刘主任"
    )
    text = words(desk.clerk.get(f"/organisations/{desk.street.sunny.code}/"))
    assert "党员 1 含下级组织" in text
    assert "所在社区 阳光社区 社区居民委员会 阳光社区居民委员会 · 刘主任 与社区党组织是两个组织" in text
    assert f"任职 委员 甲 {LONG_SINCE} 起" in text
    assert "驻区单位 单位甲" in text
    assert "名称沿革 阳光甲（阳光甲） 2026-11-24 至 今" in text.replace(str(desk.today), "2026-11-24")
    yesterday = words(desk.clerk.get(f"/organisations/{desk.street.sunny.code}/?on={desk.today - timedelta(days=1)}"))
    assert "全称 中共向阳街道阳光社区委员会" in yesterday


def test_what_can_be_done_follows_the_right_and_the_state(desk: Desk, somebody: Browser) -> None:
    url = f"/organisations/{desk.street.sunny_first.code}/"
    clerk = words(desk.clerk.get(url))
    assert "更多办理 新建下级党组织 更正 更名 变更类别 调整隶属 分设 并入 撤销 社区和居民委员会 谁能看到" in clerk
    assert "谁能看到 安排会议 会议记录从哪天起 制度汇编 名册 登记党员" in clerk
    community = words(somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny).get(url))
    assert ("更多办理 谁能看到 安排会议 制度汇编 名册 登记党员" in community, "更名" in community) == (True, False)
    merge_organisation(by=actor(desk.today), organisation=desk.street.sunny_first, into=desk.street.sunny_second, on=desk.today)
    gone = words(desk.clerk.get(url))
    assert ("更多办理 谁能看到 安排会议 会议记录从哪天起 制度汇编 名册" in gone, "登记党员" in gone) == (True, False)
    assert f"撤销时间 {desk.today} 并入 阳光社区第二党支部" in gone


def test_an_organisation_out_of_reach_is_not_there(desk: Desk, somebody: Browser) -> None:
    spring = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    assert spring.get(f"/organisations/{desk.street.sunny.code}/").status_code == 404
    assert desk.clerk.get(f"/organisations/{desk.street.district.code}/").status_code == 404
    move_organisation(by=actor(desk.today), organisation=desk.street.sunny_first, parent=desk.street.spring, on=desk.today)
    moved = spring.get(f"/organisations/{desk.street.sunny_first.code}/?on={desk.today - timedelta(days=1)}")
    assert "阳光社区党委" not in words(moved)


@pytest.mark.parametrize("times", [1, 3])
def test_pages_cost_the_same_whatever_is_on_them(desk: Desk, times: int) -> None:
    fill(desk, times)
    page = f"/organisations/{desk.street.sunny.code}/"
    yesterday = desk.today - timedelta(days=1)
    assert queries(lambda: desk.clerk.get(page)) == 8
    assert queries(lambda: desk.clerk.get(f"{page}?on={yesterday}")) == 12
    assert [queries(partial(desk.clerk.get, url)) for url in LISTS] == [3, 3, 3]


@pytest.mark.parametrize("view", ["organisations", "organisations_chart", "organisations_list"])
def test_a_figure_about_one_organisation_opens_what_stands_below_it(desk: Desk, view: str) -> None:
    page = desk.clerk.get(reverse(view), {"within": desk.street.sunny.code}).content.decode()
    assert (f"{desk.street.sunny} · 3 个党组织" in page, str(desk.street.spring_first) in page) == (True, False)
