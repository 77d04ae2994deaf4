"""A post changes hands, and access with it: whoever came in by the post no longer does; that it was received is entered by the paper."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

BRANCH: Final = "晨光社区第三党支部"
FULL_NAME: Final = "中共云溪区向阳街道晨光社区第三支部委员会"
POST: Final = "宣传委员"
LOGIN: Final = "xuanchuan"
OWN_PASSWORD: Final = "yi ren yi gang jiao jie"
PHONE: Final = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def holder(clerk: Page, post: str) -> tuple[str, str]:
    """The name of whoever holds a post of the branch, and the code of the record."""
    clerk.goto("/organisations/list")
    clerk.get_by_role("link", name=FULL_NAME, exact=True).click()
    link = clerk.locator("dt", has_text=re.compile(f"^{post}$")).locator("xpath=following-sibling::dd[1]").get_by_role("link")
    name, address = link.inner_text().strip(), link.get_attribute("href") or ""
    return name, address.strip("/").rsplit("/", 1)[1]


def let_in(keeper: Page, name: str, code: str) -> str:
    """An account whose grant rests on the post; returns the first password."""
    keeper.goto("/accounts/")
    keeper.get_by_role("link", name="新建账号").click()
    keeper.get_by_label("姓名").fill(name)
    keeper.get_by_label("登录名").fill(LOGIN)
    keeper.get_by_label("党员编号").fill(code)
    keeper.locator("main").get_by_role("button").click()
    first = keeper.locator("#first-password").inner_text()
    keeper.get_by_role("link", name="继续授权").click()
    keeper.get_by_role("searchbox", name="党组织名称或编号").fill(BRANCH)
    press(keeper, "查找")
    keeper.get_by_role("link", name=re.compile(FULL_NAME)).click()
    keeper.get_by_label("角色").select_option(label="党支部委员")
    keeper.get_by_label("依据职务").select_option(index=1)
    keeper.locator("main form").get_by_role("button").last.click()
    expect(keeper.locator("main")).to_contain_text("党支部委员")
    return first


def come_in(officer: Page, first: str) -> None:
    """With a password of one's own, to the roll of the branch."""
    officer.goto("/login")
    officer.get_by_label("登录名").fill(LOGIN)
    officer.get_by_label("密码").fill(first)
    press(officer, "登录")
    officer.get_by_label("现在的密码").fill(first)
    officer.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    officer.get_by_label("再输入一次新密码").fill(OWN_PASSWORD)
    press(officer, "修改密码")
    officer.goto("/responsibility/")
    expect(officer.get_by_role("heading", level=1, name="责任分工")).to_be_visible()


def hand_over(clerk: Page, code: str, to: str) -> str:
    """Everything is listed; who takes over is all that is typed. Returns the address."""
    clerk.goto(f"/members/{code}/handover")
    clerk.get_by_role("link", name=re.compile("办理交接")).first.click()
    expect(clerk.get_by_text("随职务终止").first).to_be_visible()
    clerk.get_by_label("接收人", exact=True).fill(to)
    press(clerk, "办理交接")
    expect(clerk.get_by_text("已交接，请接收人确认。")).to_be_visible()
    return clerk.url


def test_a_post_changes_hands_and_access_with_it(window: Window) -> None:
    clerk = sign_in(window(), "ganshi")
    successor, _ = holder(clerk, "书记")
    name, code = holder(clerk, POST)
    first = let_in(sign_in(window(), "shouquan"), name, code)
    officer = window(**PHONE)
    come_in(officer, first)

    hand_over(clerk, code, successor)

    officer.goto("/responsibility/")
    expect(officer.get_by_role("heading", level=1, name="责任分工")).to_have_count(0)
    clerk.get_by_role("link", name="登记接收").click()
    press(clerk, "确认")
    expect(clerk.get_by_text("已确认接收。")).to_be_visible()
    expect(clerk.locator("dl.facts")).to_contain_text(successor)
