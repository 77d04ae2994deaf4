"""A street signs its last agreements, judges on one page, and reads what last year came to; a branch sees its own alone."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def signed_on_behalf(page: Page) -> None:
    """The clerk enters who signed on paper; the day is today's."""
    page.goto("/agreements/?unsigned=yes")
    page.locator("table a").first.click()
    page.get_by_role("link", name="签订", exact=True).click()
    page.get_by_label("谁在纸上签的").fill("王芳")
    page.get_by_role("button", name="登记签订").click()
    expect(page.get_by_text("已签订。")).to_be_visible()
    expect(page.get_by_text("王芳（纸质签字，周敏代录）签订")).to_be_visible()


def judged(page: Page) -> None:
    """All organisations of one indicator at once."""
    page.get_by_role("link", name="这份考评办法的年度办理").click()
    page.get_by_role("link", name="去评分").first.click()
    page.get_by_role("button", name="其余都评满分").click()
    expect(page.get_by_text("的评分已保存。")).to_be_visible()


def test_agreements_are_signed_judged_and_read(window: Window) -> None:
    clerk = sign_in(window(), "ganshi")
    signed_on_behalf(clerk)
    judged(clerk)

    phone = sign_in(window(**PHONE), "zhibu")
    phone.goto("/agreements/")
    expect(phone.get_by_text("共 1 份责任书", exact=True)).to_be_visible()
    phone.locator("table a").first.click()
    with phone.expect_download() as file:
        phone.get_by_role("link", name="PDF").click()
    assert file.value.path().read_bytes()[:4] == b"%PDF"
