"""A meeting is planned on a phone, announced, moved; a clerk enters what several branches held; a calendar goes to a telephone."""

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

SOON = today() + timedelta(days=3)


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def phone(window: Window, request: pytest.FixtureRequest) -> Page:
    page = window(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True, java_script_enabled=request.param)
    return sign_in(page, "zhibu")


def act(page: Page, name: str) -> None:
    """One of what is done seldom."""
    page.get_by_text("更多办理").click()
    page.get_by_role("link", name=name).click()


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def test_a_meeting_is_planned_announced_and_moved_on_a_phone(phone: Page) -> None:
    phone.get_by_role("navigation", name="常用").get_by_role("link", name="会议").click()
    phone.get_by_role("link", name="安排会议").first.click()
    phone.get_by_label("支部党员大会", exact=True).check()
    phone.get_by_label("议题或主题：支部党员大会").fill("讨论明年计划")
    phone.get_by_label("党课", exact=True).check()
    phone.get_by_label("授课人").first.fill("陈立")
    expect(phone.get_by_label("晨光社区第二党支部", exact=True)).to_be_checked()
    phone.get_by_label("日期", exact=True).fill(SOON.isoformat())
    phone.get_by_label("开始").fill("14:30")
    phone.locator("#id_place").fill("社区二楼会议室")
    phone.locator("#id_items").fill("明年计划\n党费使用情况")
    phone.get_by_role("button", name="安排").click()

    expect(phone.get_by_role("status").first).to_contain_text("已安排。")
    expect(phone.get_by_role("heading", level=1)).to_have_text("支部党员大会、党课")
    expect(phone.get_by_text(f"{in_words(SOON)}").first).to_be_visible()

    act(phone, "会议通知")
    expect(phone.get_by_label("群消息全文")).to_contain_text(
        "1. 支部党员大会：讨论明年计划\n  · 明年计划\n  · 党费使用情况\n2. 党课（授课人：陈立）"
    )
    phone.get_by_role("link", name="返回").click()

    act(phone, "改期")
    later = SOON + timedelta(days=1)
    phone.get_by_label("改到哪一天").fill(later.isoformat())
    phone.get_by_label("改期原因").fill("会议室另有安排")
    phone.get_by_role("button", name="改期").click()
    expect(phone.get_by_text(f"改期：原定{in_words(SOON)}")).to_be_visible()

    act(phone, "取消会议")
    phone.get_by_label("取消原因").fill("试一试")
    phone.get_by_role("button", name="确认取消会议").click()
    expect(phone.get_by_text("取消原因")).to_be_visible()


def test_everything_that_is_wrong_is_said_at_once_on_a_phone(phone: Page) -> None:
    phone.goto("/gatherings/new")
    phone.get_by_label("支部党员大会", exact=True).check()
    phone.get_by_label("开始").fill("16:00")
    phone.get_by_label("结束").fill("15:00")
    phone.get_by_label("日期", exact=True).fill("2099-01-01")
    phone.get_by_role("button", name="安排").click()
    expect(phone.get_by_role("alert")).to_contain_text("有 2 处需要改")
    expect(phone.get_by_label("开始")).to_have_value("16:00")
    phone.get_by_label("结束").fill("17:00")
    phone.get_by_label("日期", exact=True).fill(SOON.isoformat())
    phone.get_by_role("button", name="安排").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("支部党员大会")


def test_a_clerk_enters_what_two_branches_held_together(clerk: Page) -> None:
    clerk.goto("/gatherings/new")
    clerk.get_by_label("主题党日", exact=True).check()
    clerk.locator("summary", has_text="晨光社区党委").click()
    for number in ("一", "二"):
        clerk.get_by_label(f"晨光社区第{number}党支部", exact=True).check()
    clerk.get_by_label("日期", exact=True).fill((today() - timedelta(days=3)).isoformat())
    clerk.get_by_role("button", name="安排").click()
    expect(clerk.get_by_role("alert")).to_contain_text("没有写报告人")
    clerk.get_by_label("报告人").fill("陈立")
    clerk.get_by_role("button", name="安排").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("主题党日")
    expect(clerk.get_by_text("补录", exact=True)).to_be_visible()
    held = clerk.get_by_role("main").get_by_role("list").last.get_by_role("link")
    assert held.all_inner_texts() == ["晨光社区第一党支部", "晨光社区第二党支部"]


def test_a_series_shows_its_days_before_it_is_planned(secretary: Page) -> None:
    page = secretary
    page.goto("/gatherings/new")
    page.get_by_label("支部委员会", exact=True).check()
    page.get_by_label("日期", exact=True).fill(SOON.isoformat())
    page.locator("#id_repeat").select_option(label="每周同一天")
    page.locator("#id_until").fill((SOON + timedelta(days=14)).isoformat())
    page.get_by_label("名称").fill("换届筹备支委会")
    page.get_by_role("button", name="安排").click()
    expect(page.get_by_role("alert")).to_contain_text("一共 3 次，请核对日期。")
    page.get_by_label((SOON + timedelta(days=7)).isoformat()).uncheck()
    page.get_by_role("button", name="安排").click()
    expect(page.get_by_role("status").first).to_contain_text("已安排。")
    page.goto("/gatherings/?q=换届筹备支委会")
    expect(page.get_by_text("共 2 次", exact=True)).to_be_visible()


def test_a_calendar_is_opened_read_without_a_log_in_and_revoked(secretary: Page, window: Window) -> None:
    page = secretary
    page.goto("/me/calendar")
    page.get_by_role("button", name="开通订阅").click()
    address = page.get_by_label("订阅地址").inner_text().strip()
    telephone = window().request
    answer = telephone.get(address)
    assert (answer.status, answer.text().startswith("BEGIN:VCALENDAR")) == (200, True)
    page.get_by_role("button", name="停用").click()
    expect(page.get_by_role("status")).to_contain_text("已停用。")
    assert telephone.get(address).status == 404
