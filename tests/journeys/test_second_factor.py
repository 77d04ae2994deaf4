"""A second factor set up and used, a sheet printed, both lost and taken away by two keepers."""

import base64
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import GREETED, sign_in
from tests.journeys.windows import Window
from zhibu.accounts.rules import STEP, counter_at, phone_code
from zhibu.kernel.clock import now

PASSWORD = "chun tian zai na li"
NARROWEST = 360


def open_account(page: Page, name: str, username: str) -> str:
    """林岚 opens an account for a clerk of the whole street; gives its first password."""
    as_keeper(page, "shouquan")
    page.goto("/accounts/new")
    page.get_by_label("姓名").fill(name)
    page.get_by_label("登录名").fill(username)
    page.get_by_role("button", name="建立账号").click()
    first = page.locator("#first-password").inner_text()
    page.get_by_role("link", name="继续授权").click()
    page.get_by_label("党组织名称或编号").fill("向阳街道党工委")
    page.get_by_label("党组织名称或编号").press("Enter")
    page.get_by_role("link", name="选择").first.click()
    page.get_by_label("角色").select_option(label="街道组织干事")
    page.locator("main").get_by_role("button", name="授权", exact=True).click()
    expect(page.get_by_text("已授权：街道组织干事。")).to_be_visible()
    return first


def as_keeper(page: Page, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)


def give_password(page: Page, username: str, password: str) -> None:
    """The first step; the browser keeps what it remembers of devices."""
    page.goto("/login")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()


def first_password(page: Page, username: str, first: str) -> None:
    page.context.clear_cookies()
    give_password(page, username, first)
    page.get_by_label("现在的密码").fill(first)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输入一次新密码").fill(PASSWORD)
    page.get_by_role("button", name="修改密码").click()


def fits(page: Page) -> bool:
    return int(page.evaluate("document.scrollingElement.scrollWidth")) <= int(page.evaluate("innerWidth"))


def code(secret: bytes, steps: int = 0) -> str:
    return phone_code(secret, counter_at(now() + timedelta(seconds=STEP * steps)))


@pytest.fixture(params=[1280, NARROWEST], ids=["desk", "phone"])
def screen(window: Window, request: pytest.FixtureRequest) -> Page:
    return window(viewport={"width": request.param, "height": 800}, has_touch=True)


def test_a_second_factor_is_set_up_used_and_taken_away_by_two_keepers(screen: Page) -> None:
    page, username = screen, f"lin{screen.evaluate('innerWidth')}"
    first_password(page, username, open_account(page, "林新来", username))
    secret = set_up_a_phone(page)
    use_it_and_be_remembered(page, username, secret)
    ask_and_confirm(page, username)
    begin_anew_with_a_sheet(page, username)


def set_up_a_phone(page: Page) -> bytes:
    """From the note on the workbench; gives what the phone holds from then on."""
    expect(page.get_by_text("给账号设置二次验证", exact=True)).to_be_visible()
    page.get_by_role("link", name="去设置").click()
    expect(page.get_by_text("能看到不止一个党支部的账号须有二次验证。")).to_be_visible()
    page.get_by_role("link", name="设置手机验证器").click()
    expect(page.get_by_role("img", name="供手机扫描的二维码")).to_be_visible()
    page.get_by_text("不能扫的，照着输入").click()
    secret = base64.b32decode(page.locator("#setup-key").inner_text().replace(" ", ""))
    assert fits(page)
    page.get_by_label("手机上显示的 6 位数字").fill(code(secret))
    page.get_by_role("button", name="设置", exact=True).click()
    expect(page.get_by_text("手机验证器已设置")).to_be_visible()
    return secret


def use_it_and_be_remembered(page: Page, username: str, secret: bytes) -> None:
    """A wrong code, the right one, a device that is not asked again, and is again once it was given up."""
    page.context.clear_cookies()
    give_password(page, username, PASSWORD)
    expect(page.get_by_role("heading", name="再输入一个验证码")).to_be_visible()
    assert fits(page)
    give_code(page, "000000")
    expect(page.get_by_text("验证码不正确，或者已经用过。")).to_be_visible()
    page.get_by_label("这台设备 30 天内不再问").check()
    give_code(page, code(secret, 1))
    expect(page.locator("h1")).to_contain_text(GREETED)

    page.context.clear_cookies(name="zhibu_session")
    give_password(page, username, PASSWORD)
    expect(page.locator("h1")).to_contain_text(GREETED)
    page.goto("/me/sessions/")
    expect(page.get_by_text("就是这里")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="不再记住").click()
    page.context.clear_cookies(name="zhibu_session")
    give_password(page, username, PASSWORD)
    expect(page.get_by_role("heading", name="再输入一个验证码")).to_be_visible()


def give_code(page: Page, typed: str) -> None:
    page.get_by_label("验证码").fill(typed)
    page.get_by_role("button", name="登录", exact=True).click()


def begin_anew_with_a_sheet(page: Page, username: str) -> None:
    """Nothing else opens; a printed code does from the next log-in on."""
    page.context.clear_cookies()
    give_password(page, username, PASSWORD)
    expect(page.get_by_text("请先设置二次验证，设好以后才能继续。")).to_be_visible()
    page.goto("/members/")
    expect(page.get_by_role("heading", name="二次验证", exact=True).first).to_be_visible()
    page.get_by_role("link", name="打印验证码单").click()
    page.get_by_role("button", name="生成码单").click()
    expect(page.locator(".codes li")).to_have_count(10)
    assert fits(page)
    printed = page.locator(".codes code").first.inner_text()
    page.get_by_role("link", name="已经打印，继续").click()
    page.context.clear_cookies()
    give_password(page, username, PASSWORD)
    give_code(page, printed)
    expect(page.locator("h1")).to_contain_text(GREETED)


def ask_and_confirm(page: Page, username: str) -> None:
    """林岚 asks, cannot confirm, 罗一凡 does."""
    as_keeper(page, "shouquan")
    page.goto(f"/accounts/?q={username}")
    page.get_by_role("link", name="林新来").click()
    page.get_by_text("更多办理").click()
    page.get_by_role("link", name="申请撤销二次验证").click()
    page.get_by_label("原因").fill("手机掉水里了")
    page.get_by_role("button", name="申请撤销").click()
    page.goto("/resets/")
    page.get_by_role("link", name="去办理").click()
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("申请和确认须是两个不同的人。")).to_be_visible()
    as_keeper(page, "xitong")
    expect(page.get_by_text("1 个撤销二次验证的申请待确认", exact=True)).to_be_visible()
    page.get_by_role("link", name="去办理").click()
    expect(page.get_by_text("手机掉水里了")).to_be_visible()
    page.get_by_role("link", name="去办理").click()
    expect(page.get_by_role("link", name="收回这个申请")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="确认撤销").click()
    expect(page.get_by_text("二次验证已撤销")).to_be_visible()


def test_where_none_is_required_it_can_be_set_and_switched_off(page: Page) -> None:
    sign_in(page, "dangyuan")
    page.goto("/me/sessions/second-factor/sheet")
    page.get_by_role("button", name="生成码单").click()
    page.get_by_role("link", name="已经打印，继续").click()
    page.get_by_role("link", name="停用").click()
    page.get_by_label("您的密码").fill("demo-2026")
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_text("二次验证已停用。")).to_be_visible()
