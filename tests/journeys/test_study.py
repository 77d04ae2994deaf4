"""A study session of the plan is arranged in one tap, somebody misses it, and makes up for it on a phone."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.test_every_page import AXE, EVERYTHING, barriers
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TOPIC = "读书交流"


def line(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has_text=TOPIC)


def planned(page: Page) -> None:
    """A line of the plan, pasted as it stands in Word."""
    page.goto("/study/")
    page.get_by_role("link", name="＋ 写计划").click()
    page.get_by_label("学习计划").fill(f"{today().month}月｜{TOPIC}｜刘志远")
    page.get_by_role("button", name="保存").click()
    expect(line(page).first).to_contain_text("待安排")


def arranged(page: Page) -> str:
    """For today, so that it can be held; the address of its page."""
    line(page).first.get_by_role("link", name="另选日期").click()
    page.get_by_label("日期").fill(today().isoformat())
    page.get_by_role("button", name="安排").click()
    page.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    return page.url


def recorded(page: Page, address: str) -> str:
    """One was on leave; signed on paper by the secretary. Who was on leave is returned."""
    page.goto(f"{address}attendance")
    first = page.get_by_role("group").filter(has=page.get_by_role("radio", name="请假")).first
    name = first.locator("legend").inner_text().split()[0]
    first.get_by_role("radio", name="请假").check()
    page.get_by_role("button", name="其余都到会", exact=True).click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("到会情况已保存。")).to_be_visible()
    page.goto(f"{address}minutes")
    page.get_by_role("link", name="写会议记录").click()
    page.get_by_role("textbox", name="会议内容").fill("逐篇交流。")
    page.get_by_role("textbox", name="记录人").fill("周敏")
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_role("link", name="签批").click()
    page.get_by_label("谁签的字").fill("刘志远（党工委书记）")
    page.get_by_role("button", name="签批", exact=True).click()
    return name


def test_a_study_session_is_missed_and_made_up(page: Page, window: Window) -> None:
    clerk = sign_in(page, "ganshi")
    planned(clerk)
    address = arranged(clerk)
    name = recorded(clerk, address)
    clerk.goto("/study/")
    expect(line(clerk).first).to_contain_text("已学习")

    phone = sign_in(window(**PHONE), "ganshi")
    phone.goto(address)
    expect(phone.get_by_text("待补学")).to_be_visible()
    phone.get_by_role("link", name=f"登记补学 ：{name}").click()
    phone.evaluate(AXE.read_text(encoding="utf-8"))
    assert barriers(phone, EVERYTHING) == []
    phone.get_by_label("自学会议材料").check()
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("已登记补学。")).to_be_visible()
    expect(phone.get_by_text("已补学", exact=True)).to_be_visible()

    clerk.goto("/study/")
    expect(clerk.get_by_role("listitem").filter(has_text=name).filter(has_text=TOPIC)).to_contain_text("自学会议材料")
    clerk.get_by_text("更多办理").click()
    clerk.get_by_role("link", name="年度学习报告").click()
    clerk.get_by_label("学习情况和下一步打算").fill("多结合实际。")
    with clerk.expect_download() as download:
        clerk.get_by_role("button", name="下载 Word").click()
    assert download.value.suggested_filename.endswith("中心组学习情况报告.docx")
