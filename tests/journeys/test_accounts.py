"""Accounts from the first password to the last day: rights are given by one who cannot use them."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in

OWN_PASSWORD = "chun tian zai na li"


def test_an_account_is_opened_used_closed_and_opened_again(page: Page) -> None:
    sign_in(page, "shouquan")
    page.goto("/accounts/")
    page.get_by_role("link", name="新建账号").click()
    page.get_by_label("姓名").fill("冯新来")
    page.get_by_label("登录名").fill("fengxinlai")
    page.locator("main").get_by_role("button").click()
    first = page.locator("#first-password").inner_text()
    page.goto("/accounts/?q=fengxinlai")
    page.get_by_role("link", name="冯新来").click()
    here = page.url

    sign_in_as(page, "fengxinlai", first)
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.get_by_label("现在的密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("再输入一次新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("heading", name="还没有授权")).to_be_visible()
    expect(page.get_by_text("请联系本街道的授权管理员")).to_be_visible()

    sign_in_as(page, "shouquan")
    page.goto(here)
    page.get_by_role("link", name="停用").click()
    page.get_by_label("原因").fill("借调期满")
    page.get_by_role("dialog").get_by_role("button", name="停用").click()
    expect(page.locator("dl.facts")).to_contain_text("停用")

    page.context.clear_cookies()
    page.goto("/login")
    page.get_by_label("登录名").fill("fengxinlai")
    page.get_by_label("密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_text("账号已停用").first).to_be_visible()

    sign_in_as(page, "shouquan")
    page.goto(here)
    page.get_by_role("link", name="启用").click()
    page.get_by_label("原因").fill("回街道工作")
    page.get_by_role("dialog").get_by_role("button", name="启用").click()
    expect(page.locator("dl.facts")).to_contain_text("启用")


def sign_in_as(page: Page, username: str, password: str = "") -> None:
    page.context.clear_cookies()
    sign_in(page, username, *([password] if password else []))
