"""The phone of a retired member: the bar at the foot, the menu, also where scripts don't run."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(window: Window, request: pytest.FixtureRequest) -> Page:
    page = window(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=request.param)
    return sign_in(page, "zhibu")


def test_the_foot_bar_leads_to_the_pages_of_every_day(phone: Page) -> None:
    foot = phone.get_by_role("navigation", name="常用")
    foot.get_by_role("link", name="党员名册").click()
    expect(phone.get_by_role("heading", name="党员名册")).to_be_visible()
    expect(foot.get_by_role("link", name="党员名册")).to_have_attribute("aria-current", "page")
    box = foot.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] == pytest.approx(740, abs=1)


def test_the_menu_opens_and_closes(phone: Page) -> None:
    menu = phone.get_by_role("navigation", name="主导航")
    first, last = (phone.locator("#menu").get_by_role("link", name=name) for name in ("提醒事项", "我的党员信息"))
    expect(first).not_to_be_in_viewport()
    phone.get_by_role("navigation", name="常用").get_by_role("link", name="菜单").click()
    expect(first).to_be_in_viewport()
    menu.get_by_role("link", name="关闭").click()
    expect(first).not_to_be_in_viewport()
    phone.get_by_role("navigation", name="常用").get_by_role("link", name="菜单").click()
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    last.click()
    expect(phone.get_by_role("heading", name="我的党员信息")).to_be_visible()


def test_a_member_is_found_and_opened(phone: Page) -> None:
    box = phone.get_by_role("searchbox", name="搜索")
    box.fill("zgq")
    box.press("Enter")
    phone.get_by_role("link", name="赵国强", exact=True).click()
    expect(phone.get_by_role("heading", name="赵国强")).to_be_visible()
