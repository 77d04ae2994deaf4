"""A member found by initials and corrected; yesterday's roll."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import search
from zhibu.kernel.clock import today

ALL = re.compile(r"^全部 \d+$")
BIRTHPLACE = "云溪区柳荫河畔"


def fact(page: Page, label: str) -> str:
    return page.locator("dl.facts > div").filter(has=page.locator("dt", has_text=label)).locator("dd").first.inner_text()


def test_a_member_is_found_by_initials_corrected_and_taken_back(secretary: Page) -> None:
    page = secretary
    search(page, "zgq")
    page.get_by_role("link", name="赵国强", exact=True).click()
    before = fact(page, "籍贯")
    timeline = page.locator("section.panel", has=page.get_by_role("heading", name="登记记录")).get_by_role("listitem")
    entries = timeline.count()

    page.get_by_role("link", name="更正信息").click()
    page.get_by_label("籍贯").fill(BIRTHPLACE)
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_role("status")).to_contain_text("已更正。")
    assert fact(page, "籍贯") == BIRTHPLACE
    expect(timeline).to_have_count(entries + 1)
    expect(timeline.first).to_contain_text("更正信息")
    expect(timeline.first).to_contain_text("陈立")

    timeline.first.get_by_role("button", name="撤回").click()

    expect(page.get_by_role("status")).to_contain_text("已撤回")
    assert fact(page, "籍贯") == before
    expect(timeline.get_by_text("已撤回")).to_have_count(1)


def test_what_is_wrong_is_said_at_once_and_nothing_is_lost(secretary: Page) -> None:
    page = secretary
    search(page, "赵国强")
    page.get_by_role("link", name="赵国强", exact=True).click()
    before = fact(page, "加入党组织日期")
    page.get_by_role("link", name="更正信息").click()
    page.get_by_label("加入党组织日期").fill("99.7.1")
    page.get_by_label("公民身份号码").fill("999999195502030010")
    page.get_by_label("籍贯").fill(BIRTHPLACE)
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_role("alert")).to_contain_text("有 2 处需要改")
    expect(page.get_by_label("籍贯")).to_have_value(BIRTHPLACE)
    page.get_by_role("link", name="取消").click()
    assert fact(page, "加入党组织日期") == before


def members_on_page(page: Page) -> list[str]:
    return [name.split()[0] for name in page.locator("table a.name").all_inner_texts()]


def test_yesterdays_roll_is_as_it_was(secretary: Page) -> None:
    page = secretary
    page.goto("/members/")
    page.get_by_role("link", name="登记党员").click()
    page.get_by_label("党支部", exact=True).fill("晨光社区第二党支部")
    page.get_by_label("人员类别").select_option("正式党员")
    page.get_by_label("管理类别").select_option("离退休党员")
    page.get_by_label("姓名").fill("阿今日")
    page.get_by_label("性别").select_option("男")
    page.get_by_label("出生日期").fill("1955.3")
    page.get_by_label("加入党组织日期").fill("1980.7")
    page.get_by_label("转为正式党员日期").fill("1981-07-01")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", name="阿今日")).to_be_visible()

    page.goto("/members/")
    count = page.get_by_text(ALL)
    here_today = int(count.inner_text().split()[1])
    assert "阿今日" in members_on_page(page)

    page.get_by_text("按日期查看").click()
    page.get_by_label("查看哪一天").fill((today() - timedelta(days=1)).isoformat())
    page.get_by_role("button", name="查看").click()

    expect(page.get_by_text("不是今天的")).to_be_visible()
    assert "阿今日" not in members_on_page(page)
    expect(count).to_have_text(f"全部 {here_today - 1}")

    page.get_by_role("link", name="回到今天").click()
    assert "阿今日" in members_on_page(page)
    page.get_by_role("link", name="阿今日").click()
    page.get_by_role("button", name="撤回").click()
    page.goto("/members/")
    assert "阿今日" not in members_on_page(page)


@pytest.mark.parametrize(("word", "shown"), [("上月末", True), ("上年末", True), ("今天", False)])
def test_days_that_reports_ask_for_are_one_click_away(secretary: Page, word: str, shown: bool) -> None:
    page = secretary
    page.goto("/members/")
    page.get_by_text("按日期查看").click()
    page.get_by_role("link", name=word, exact=True).click()
    expect(page.get_by_text("不是今天的")).to_have_count(int(shown))


def test_a_whole_number_leads_to_its_person_and_stands_in_no_address(secretary: Page) -> None:
    page = secretary
    search(page, "赵国强")
    page.get_by_role("link", name="赵国强", exact=True).click()
    address = page.url
    line = page.locator("dl.facts > div").filter(has=page.locator("dt", has_text="公民身份号码"))
    line.get_by_role("link", name="查看完整号码").click()
    page.get_by_role("button", name="查看", exact=True).click()
    number = page.locator("#revealed").inner_text()
    page.get_by_role("link", name="工作台").first.click()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("searchbox", name="搜索").first.fill(f" {number[:6]} {number[6:]} ")
    page.keyboard.press("Enter")
    expect(page).to_have_url(address)
    expect(page.get_by_role("heading", level=1)).to_have_text("赵国强")
    assert [url for url in asked if number in url or number[6:] in url] == []
