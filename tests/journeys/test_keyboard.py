"""Without a mouse: log in, open the roll, open a member."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import GREETED
from zhibu.config.demo import PASSWORD

FOCUSED = "document.activeElement?.innerText?.trim() || document.activeElement?.name || ''"
OUTLINED = (
    "getComputedStyle(document.activeElement).outlineStyle !== 'none' || getComputedStyle(document.activeElement).boxShadow !== 'none'"
)
FARTHEST = 60


def tab_to(page: Page, wanted: str) -> None:
    """On with the tabulator until something of this name has the focus, and shows it."""
    passed = []
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        passed.append(page.evaluate(FOCUSED))
        if passed[-1] == wanted:
            assert page.evaluate(OUTLINED), f"{wanted} does not show that it has the focus"
            return
    raise AssertionError(passed)


def test_the_way_from_the_log_in_to_a_member(page: Page) -> None:
    page.goto("/login")
    tab_to(page, "username")
    page.keyboard.type("ganshi")
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(GREETED)
    page.wait_for_load_state("networkidle")

    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "跳到正文"
    tab_to(page, "党员名册")
    page.keyboard.press("Enter")
    page.wait_for_url("**/members/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", name="党员名册")).to_be_visible()

    first = page.locator("table a.name").first.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, first)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(first)


def test_menus_open_by_enter_and_close_by_escape(clerk: Page) -> None:
    page = clerk
    page.goto("/members/")
    summary = page.locator("details.as-of > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("查看哪一天")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_label("查看哪一天")).not_to_be_visible()
    expect(summary).to_be_focused()
