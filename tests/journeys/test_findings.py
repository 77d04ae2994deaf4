"""What is due: from the workbench to the organisation whose term ends, and the text for the work group."""

import re

from playwright.sync_api import Page, expect


def test_a_term_that_ends_soon_is_found_and_explained(clerk: Page) -> None:
    page = clerk
    page.goto("/")
    page.get_by_role("link", name="全部提醒事项").first.click()
    page.get_by_role("link", name=re.compile("^将到期")).click()
    row = page.get_by_role("region", name="提醒事项表格").get_by_role("row").filter(has_text="本届从").first
    name = row.get_by_role("link").first.inner_text()
    row.get_by_text("依据和办法").click()
    expect(row.get_by_text("请按期换届；需要提前或延期的，报上级党组织批准。")).to_be_visible()

    row.get_by_role("link", name=name).click()
    panel = page.locator("section.panel").filter(has=page.get_by_role("heading", name="提醒事项"))
    expect(panel.get_by_text("本届从")).to_be_visible()
    expect(panel.get_by_text("届满")).to_be_visible()


def test_the_text_for_the_group_is_copied_and_names_nobody(clerk: Page) -> None:
    page = clerk
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/findings/")
    page.get_by_role("link", name="复制为群消息").click()
    page.get_by_role("button", name="复制全文").click()
    expect(page.get_by_text("已复制")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("【向阳街道党工委】")
    assert [word for word in ("预备期", "失去联系", "书记 ") if word in text] == []


def test_a_past_day_is_asked_in_the_same_list(clerk: Page) -> None:
    page = clerk
    page.goto("/findings/?state=due&on=2026-01-05")
    expect(page.get_by_role("status").filter(has_text="正在查看 2026年1月5日 的情况")).to_be_visible()
    expect(page.get_by_role("region", name="提醒事项表格")).to_contain_text("届满")
