"""Large type and the dark scheme are chosen once and stay, with and without scripts."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PAPER = "getComputedStyle(document.querySelector('.panel, .card')).backgroundColor"
LETTERS = "parseFloat(getComputedStyle(document.documentElement).fontSize)"


def test_large_type_stays(clerk: Page) -> None:
    page = clerk
    before = page.evaluate(LETTERS)
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="大字").click()
    large = page.evaluate(LETTERS)
    assert large >= 1.25 * before

    page.goto("/members/")
    assert page.evaluate(LETTERS) == large
    page.context.clear_cookies(name="zhibu_session")
    page.goto("/login")
    assert page.evaluate(LETTERS) == large

    sign_in(page, "ganshi")
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="标准").click()
    page.goto("/members/")
    assert page.evaluate(LETTERS) == before


def test_the_dark_scheme_stays(clerk: Page) -> None:
    page = clerk
    light = page.evaluate(PAPER)
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="深色").click()
    dark = page.evaluate(PAPER)
    assert dark != light
    page.goto("/members/")
    assert page.evaluate(PAPER) == dark
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="浅色").click()
    page.goto("/")
    assert page.evaluate(PAPER) == light


def test_both_work_without_scripts(window: Window, base_url: str) -> None:
    page = sign_in(window(java_script_enabled=False), "ganshi")
    page.goto("/members/")
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="大字").click()
    expect(page).to_have_url(f"{base_url}/members/")
    expect(page.locator("html")).to_have_class("large")
    page.locator("details.who > summary").click()
    page.get_by_role("button", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
