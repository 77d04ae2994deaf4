"""What journeys through a year of targets do more than once."""

from playwright.sync_api import Page, expect


def press(page: Page, label: str) -> None:
    """A button."""
    page.get_by_role("button", name=label, exact=True).click()


def go(page: Page, label: str) -> None:
    """A link, the first of its name."""
    page.get_by_role("link", name=label, exact=True).first.click()


def points(page: Page) -> float:
    """The number on the page of a score."""
    return float(page.locator(".card").first.locator("b").inner_text())


def signed_on_paper(page: Page) -> None:
    """The first agreement of a list: the clerk enters who signed on paper; the day is today's."""
    page.locator("table a").first.click()
    go(page, "签订")
    page.get_by_label("谁在纸上签的").fill("王芳")
    press(page, "登记签订")
    expect(page.get_by_text("已签订。")).to_be_visible()


def judged(page: Page) -> None:
    """From the page of the year: one loses points, and why is said; the others have all of them."""
    go(page, "去评分 ：6. 执行党工委决议")
    first = page.locator("fieldset.attending").first
    first.get_by_label("得分").fill("18")
    press(page, "其余都评满分")
    expect(page.get_by_text("扣分没有写理由").first).to_be_visible()
    first.get_by_label("理由").fill("一项督办没有按要求完成")
    press(page, "其余都评满分")
    expect(page.get_by_text("的评分已保存。")).to_be_visible()


def stated(page: Page, number: int) -> None:
    """From the list of agreements: each sends its statement, with nothing to add."""
    listed = page.url
    for at in range(number):
        page.goto(listed)
        page.locator("table a").nth(at).click()
        go(page, "报送年度说明")
        press(page, "报送")
        expect(page.get_by_text("已报送年度说明。")).to_be_visible()
