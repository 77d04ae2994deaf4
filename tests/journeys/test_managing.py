"""A misplaced pensioner is proposed to the right branch, and why; accepted as a draft, which is seen and taken back."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 760}, "is_mobile": True, "has_touch": True}
FLEET, NEAR_HOME = "云溪公交第三车队党支部", "晨光社区翠湖花园党支部"


def row_of(page: Page, text: str) -> Locator:
    return page.get_by_role("row").filter(has_text=text).first


@pytest.mark.parametrize("screen", [DESK, PHONE], ids=["1360", "360"])
def test_a_misplaced_pensioner_is_proposed_to_the_right_branch_and_why(window: Window, screen: dict[str, Any]) -> None:
    page = sign_in(window(**screen), "ganshi")
    page.goto("/settle/proposals")
    page.get_by_role("link", name=re.compile("^离退休")).click()

    line = row_of(page, FLEET)
    expect(line).to_contain_text("居住地的党支部")
    expect(line).to_contain_text("已离退休，现在的党支部设在企业或社会组织：组织关系一般转到居住地。")
    expect(line).to_contain_text("《党员教育管理工作条例》第二十五条")
    name = line.get_by_role("link").inner_text()
    line.get_by_role("link").click()

    expect(page.get_by_role("heading", name=f"归属：{name}")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("《党员教育管理工作条例》第二十五条")
    expect(page.get_by_label(NEAR_HOME)).to_be_checked()
    page.get_by_role("button", name="采纳，建转接草稿").click()

    expect(page.get_by_role("status")).to_contain_text("没有移动任何人")
    expect(row_of(page, FLEET).get_by_role("link", name=name)).to_have_count(0)
    page.get_by_role("link", name=re.compile("^转接草稿")).click()
    draft = page.get_by_role("listitem").filter(has_text=name)
    expect(draft).to_contain_text(f"{FLEET} → {NEAR_HOME}")
    draft.get_by_role("button", name=re.compile("^撤回")).click()

    expect(page.get_by_role("status")).to_contain_text("已撤回：采纳归属建议")
    expect(page.get_by_text("没有转接草稿")).to_be_visible()
    page.goto(f"/settle/proposals?q={name}")
    expect(row_of(page, FLEET)).to_be_visible()


def test_several_are_accepted_by_keyboard_alone(window: Window) -> None:
    page = sign_in(window(**DESK), "ganshi")
    page.goto("/settle/proposals?category=in_unit")
    row_of(page, "云溪启明软件公司党支部").get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    row_of(page, "晨光社区商圈联合党支部").get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="采纳，建转接草稿").focus()
    page.keyboard.press("Enter")

    expect(page.get_by_role("status")).to_contain_text("已采纳 2 名")
    page.goto("/settle/proposals/drafts")
    page.get_by_role("button", name=re.compile("同一次共 2 名")).first.click()
    expect(page.get_by_text("没有转接草稿")).to_be_visible()


def test_a_whole_page_is_chosen_without_scripts_and_what_is_missing_is_said(window: Window) -> None:
    page = sign_in(window(**PHONE, java_script_enabled=False), "ganshi")
    page.goto("/settle/proposals?category=retired")
    page.get_by_role("link", name="全选本页").click()
    expect(page.locator("input[name=pick]:not(:checked)")).to_have_count(0)
    page.get_by_role("button", name="采纳，建转接草稿").click()

    expect(page.get_by_role("alert")).to_contain_text("一名也没有处理")
    expect(page.get_by_role("alert")).to_contain_text("还没有选定转入的党支部")
    expect(page.locator("input[name=pick]:not(:checked)")).to_have_count(0)
