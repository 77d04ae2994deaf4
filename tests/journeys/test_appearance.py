"""Large type and the dark scheme are chosen once and stay, with and without scripts."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PAPER = "getComputedStyle(document.querySelector('.panel, .card')).backgroundColor"
LETTERS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def choose(page: Page, name: str) -> None:
    """What was chosen has reached the server; at a busy moment the next page may be asked for before."""
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_role("button", name=name).click()


def test_large_type_stays(clerk: Page) -> None:
    page = clerk
    before = page.evaluate(LETTERS)
    page.locator("details.who > summary").click()
    choose(page, "大字")
    large = page.evaluate(LETTERS)
    assert large >= 1.25 * before

    page.goto("/members/")
    assert page.evaluate(LETTERS) == large
    page.context.clear_cookies(name="zhibu_session")
    page.goto("/login")
    assert page.evaluate(LETTERS) == large

    sign_in(page, "ganshi")
    page.locator("details.who > summary").click()
    choose(page, "标准")
    page.goto("/members/")
    assert page.evaluate(LETTERS) == before


def test_the_dark_scheme_stays(clerk: Page) -> None:
    page = clerk
    light = page.evaluate(PAPER)
    page.locator("details.who > summary").click()
    choose(page, "深色")
    dark = page.evaluate(PAPER)
    assert dark != light
    page.goto("/members/")
    assert page.evaluate(PAPER) == dark
    page.locator("details.who > summary").click()
    choose(page, "浅色")
    page.goto("/")
    assert page.evaluate(PAPER) == light


def test_both_work_without_scripts(window: Window, base_url: str) -> None:
    page = sign_in(window(java_script_enabled=False), "ganshi")
    page.goto("/members/")
    page.locator("details.who > summary").click()
    choose(page, "大字")
    expect(page).to_have_url(f"{base_url}/members/")
    expect(page.locator("html")).to_have_class("large")
    page.locator("details.who > summary").click()
    choose(page, "深色")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
