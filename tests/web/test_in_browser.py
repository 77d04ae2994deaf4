"""The gallery in a real browser: axe, every width and scheme, and what the scripts add."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.web.conftest import Desk
from tests.web.gallery import views

pytestmark = [pytest.mark.journey, pytest.mark.usefixtures("gallery")]
PAGES = ["/", "/members/", "/members/1/", "/members/new/", "/members/1/left/", "/organisations/", "/login/"]
LOOKS: dict[str, dict[str, Any]] = {
    "desk": {"width": 1360, "cookies": {"demo": "1"}},
    "desk dark": {"width": 1360, "color_scheme": "dark"},
    "desk large": {"width": 1360, "cookies": {"zhibu_size": "large"}},
    "phone dark": {"width": 390, "cookies": {"zhibu_theme": "dark"}},
    "small phone large": {"width": 360, "cookies": {"zhibu_size": "large"}},
}


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("address", PAGES)
def test_page_is_sound_in_every_look(desk: Desk, address: str, look: str) -> None:
    opened = desk.open(address, **LOOKS[look])
    assert (opened.violations(), opened.overflow(), opened.complaints) == ([], 0, [])


def test_a_list_above_ten_thousand_is_sound(desk: Desk) -> None:
    opened = desk.open("/members/?size=10100&community=fengqiao&on=2026-06-30", width=360)
    assert (opened.violations(), opened.overflow(), opened.complaints) == ([], 0, [])


@pytest.mark.parametrize("address", ["/refused/", "/nowhere/", "/broken/"])
def test_pages_of_refusal_are_sound(desk: Desk, address: str) -> None:
    assert desk.open(address, width=390).violations() == []


@pytest.mark.parametrize("width", [1360, 390])
@pytest.mark.parametrize("menu", ["更多条件", "选择列", "按日期查看"])
def test_menus_of_a_list_open_and_close(desk: Desk, width: int, menu: str) -> None:
    opened = desk.open("/members/", width=width)
    opened.page.locator("summary", has_text=menu).click()
    expect(opened.page.locator("details[open] .sheet")).to_be_in_viewport()
    assert (opened.violations(), opened.overflow()) == ([], 0)
    opened.page.keyboard.press("Escape")
    expect(opened.page.locator("details[open]")).to_have_count(0)
    expect(opened.page.locator("summary", has_text=menu)).to_be_focused()


def test_the_drawer_opens_without_scripts(desk: Desk) -> None:
    page = desk.open("/members/", width=360, java_script_enabled=False).page
    expect(page.locator("#menu")).not_to_be_visible()
    page.locator(".footbar a", has_text="菜单").click()
    expect(page.locator("#menu")).to_be_visible()
    page.locator("#menu a", has_text="党组织").click()
    expect(page.locator("h1")).to_have_text("党组织")


def test_large_type_comes_at_once_and_stays(desk: Desk) -> None:
    page = desk.open("/members/new/").page
    page.get_by_label("姓名").fill("张淑兰")
    page.locator(".who summary").click()
    with page.expect_event("requestfinished"):
        page.get_by_role("button", name="大字").click()
    expect(page.locator("html")).to_have_class("large")
    expect(page.get_by_label("姓名")).to_have_value("张淑兰")
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "22px"
    page.reload()
    expect(page.locator("html")).to_have_class("large")


def test_a_phone_has_seventeen_pixels_and_rows_for_a_thumb(desk: Desk) -> None:
    page = desk.open("/members/", width=390).page
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"
    assert page.evaluate("Math.min(...[...document.querySelectorAll('tbody tr')].map((row) => row.offsetHeight))") >= 52


def test_harm_is_asked_about_in_a_dialog_and_nothing_happens_without_a_yes(desk: Desk) -> None:
    opened = desk.open("/members/1/")
    opened.page.get_by_role("link", name="登记离开").click()
    dialog = opened.page.get_by_role("dialog", name="登记张淑兰同志离开本支部")
    expect(dialog).to_be_visible()
    assert (opened.violations(), opened.complaints) == ([], [])
    dialog.get_by_role("link", name="不办了，返回").click()
    expect(dialog).to_have_count(0)
    expect(opened.page.get_by_role("link", name="登记离开")).to_be_focused()


def test_the_same_page_asks_without_scripts(desk: Desk) -> None:
    page = desk.open("/members/1/", java_script_enabled=False).page
    page.get_by_role("link", name="登记离开").click()
    expect(page.get_by_role("heading", name="登记张淑兰同志离开本支部")).to_be_visible()
    expect(page.get_by_role("button", name="确认离开")).to_be_visible()


def test_what_is_typed_is_kept_and_given_back(desk: Desk) -> None:
    views.DRAFTS.clear()
    page = desk.open("/members/new/").page
    page.get_by_label("姓名").fill("张淑兰")
    page.get_by_label("女").check()
    page.get_by_label("流动").check()
    expect(page.locator(".draft-state")).to_have_text("草稿已自动保存")
    again = desk.open("/members/new/").page
    expect(again.get_by_label("姓名")).to_have_value("张淑兰")
    expect(again.get_by_label("女")).to_be_checked()
    expect(again.get_by_label("流动")).to_be_checked()
    again.get_by_role("button", name="放弃草稿").click()
    expect(again.get_by_label("姓名")).to_have_value("")
    assert views.DRAFTS == {}


def test_a_form_with_objections_keeps_its_newer_words(desk: Desk) -> None:
    views.DRAFTS["member-new"] = {"name": "旧稿"}
    page = desk.open("/members/new/").page
    page.get_by_label("姓名").fill("新稿")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("姓名")).to_have_value("新稿")
    page.get_by_role("link", name="请选择「民族」。").click()
    assert page.evaluate("location.hash") == "#id_nation"


def test_charts_are_drawn_when_they_come_into_view(desk: Desk) -> None:
    opened = desk.open("/")
    chart = opened.page.locator("[data-chart]")
    chart.locator("xpath=..").scroll_into_view_if_needed()
    expect(chart.locator("canvas")).to_be_visible()
    expect(opened.page.get_by_role("cell", name="598")).not_to_be_visible()
    assert (opened.violations(), opened.complaints) == ([], [])


def test_without_scripts_a_chart_is_its_table(desk: Desk) -> None:
    page = desk.open("/", java_script_enabled=False).page
    expect(page.get_by_role("cell", name="598")).to_be_visible()


def test_a_branch_of_the_tree_is_fetched_when_it_is_opened(desk: Desk) -> None:
    opened = desk.open("/organisations/")
    opened.page.locator("summary", has_text="柳荫社区党总支的下级").focus()
    opened.page.keyboard.press("Enter")
    expect(opened.page.get_by_role("link", name="柳荫第一支部")).to_be_visible()
    assert (opened.violations(), opened.complaints) == ([], [])


def test_progress_goes_on_by_itself(desk: Desk) -> None:
    page = desk.open("/").page
    expect(page.get_by_text("正在导入党员名册：4216 / 4216")).to_be_visible(timeout=30_000)


def test_values_can_be_copied_where_the_network_has_no_certificate(desk: Desk) -> None:
    page = desk.open("/members/1/").page
    page.get_by_role("button", name="复制 姓名").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_have_text("已复制")


def test_paper_has_the_list_and_who_printed_it_and_nothing_to_click(desk: Desk) -> None:
    page = desk.open("/members/").page
    page.emulate_media(media="print")
    shown = {name: page.locator(name).is_visible() for name in (".side", ".top", ".filters", ".head > .acts", ".table", ".only-print")}
    assert shown == {".side": False, ".top": False, ".filters": False, ".head > .acts": False, ".table": True, ".only-print": True}
