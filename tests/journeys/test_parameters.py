"""A local parameter changed with its basis, and the findings that change; then put back as it was."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in

NAME = "党总支的党员人数一般不少于"
BASIS = "向党工〔2026〕12 号《党总支设置标准》"
SMALL = "/findings/?clause=general_branch.small"


def test_a_local_parameter_is_proposed_decided_and_alters_what_is_found(page: Page) -> None:
    sign_in(page, "ganshi")
    page.goto(SMALL)
    expect(page.get_by_role("heading", name="没有符合条件的记录")).to_be_visible()
    page.get_by_role("link", name="本地参数").first.click()
    page.get_by_role("link", name=NAME).click()
    page.get_by_role("link", name="提出修改").click()
    page.get_by_label("数值").fill("120")
    page.get_by_label("依据文件").fill(BASIS)
    page.get_by_role("button", name="提出").click()
    expect(page.get_by_text("已提出，待书记确定。")).to_be_visible()

    sign_in_as(page, "shuji")
    page.get_by_role("link", name=f"去确定 ：{NAME}：120 名").click()
    effect = page.get_by_role("row").filter(has_text="党总支规模较小")
    expect(effect.get_by_role("cell", name="没有", exact=True)).to_be_visible()
    found = re.search(r"需核实 (\d+) 件", effect.inner_text())
    assert found is not None
    page.get_by_label("采纳，按所填日期起用").check()
    page.get_by_role("button", name="确定").click()
    expect(page.locator("dl.facts").first).to_contain_text("120 名")

    sign_in_as(page, "ganshi")
    page.goto(SMALL)
    table = page.get_by_role("region", name="提醒事项表格")
    expect(table.locator("tbody tr")).to_have_count(int(found[1]))
    table.get_by_text("依据和办法").first.click()
    table.get_by_role("link", name="《本街道参数》本地规定").first.click()
    expect(page.get_by_role("heading", name="党总支规模较小")).to_be_visible()
    expect(page.get_by_text(f"{NAME}：120 名（本街道）", exact=True)).to_be_visible()

    taken_back(page)
    page.goto(SMALL)
    expect(page.get_by_role("heading", name="没有符合条件的记录")).to_be_visible()


def taken_back(page: Page) -> None:
    """The secretary takes the decision back the same day, and the clerk the proposal."""
    sign_in_as(page, "shuji")
    page.goto("/changes/")
    page.get_by_role("listitem").filter(has_text="确定本地参数").filter(has_text=NAME).get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回：确定本地参数")).to_be_visible()
    sign_in_as(page, "ganshi")
    page.goto("/parameters/")
    page.get_by_role("link", name=f"撤回 ：{NAME}：120 名").click()
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回。")).to_be_visible()
    expect(page.locator("dl.facts").first).to_contain_text("40 名")


def sign_in_as(page: Page, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)
