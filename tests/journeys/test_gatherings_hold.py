"""What happened is recorded: a members' meeting on a phone, an afternoon for eight branches from paper, a vote without quorum."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def phone(window: Window) -> Page:
    """陈立, secretary of a branch, with the own phone."""
    return sign_in(window(**PHONE), "zhibu")


def planned(page: Page, *kinds: str) -> str:
    """An afternoon of today; the address of its page."""
    page.goto("/gatherings/new")
    for kind in kinds:
        page.get_by_role("checkbox", name=kind, exact=True).check()
    page.get_by_role("button", name="安排", exact=True).click()
    page.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    return page.url


def save(page: Page, label: str = "保存") -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_members_meeting_on_a_phone_from_plan_to_signed_minutes(phone: Page) -> None:
    address = planned(phone, "支部党员大会")
    phone.get_by_role("link", name="点名", exact=True).click()

    first = phone.get_by_role("group").filter(has=phone.get_by_role("radio", name="请假")).first
    first.get_by_role("radio", name="请假").check()
    expect(phone.get_by_text("不能表决")).to_be_visible()
    save(phone, "其余都到会")
    expect(phone.get_by_text("可以开会表决")).to_be_visible()
    save(phone)
    expect(phone.get_by_text("到会情况已保存。")).to_be_visible()

    phone.goto(f"{address}votes")
    phone.get_by_role("link", name="开始表决").first.click()
    phone.get_by_role("textbox", name="表决事项").fill("同意下半年工作计划")
    save(phone, "开始表决")
    phone.get_by_role("link", name="同意下半年工作计划").click()
    phone.get_by_role("link", name="录入计票").click()
    phone.get_by_label("计票人").fill("赵敏")
    phone.get_by_label("赞成").fill("40")
    save(phone, "录入")
    expect(phone.get_by_text("通过", exact=True)).to_be_visible()

    phone.goto(f"{address}minutes")
    phone.get_by_role("link", name="写会议记录").click()
    phone.get_by_role("textbox", name="议题或主题").fill("下半年工作")
    phone.get_by_role("textbox", name="会议内容").fill("逐项讨论了下半年的工作。")
    save(phone)
    expect(phone.get_by_text("会议记录已保存。")).to_be_visible()
    expect(phone.get_by_text("同意下半年工作计划：赞成 40 票")).to_be_visible()

    phone.get_by_role("link", name="签批").click()
    save(phone, "签批")
    expect(phone.get_by_text("已签批。名单和记录不再改动")).to_be_visible()
    phone.goto(f"{address}attendance")
    expect(phone.get_by_text("已经签批，名单不再改动")).to_be_visible()

    phone.goto(f"{address}minutes")
    phone.get_by_role("link", name="更正").click()
    phone.get_by_role("textbox", name="更正原因").fill("漏记了一条决议")
    phone.get_by_role("textbox", name="会议决议").fill("同意下半年工作计划。\n按月检查。")
    save(phone)
    expect(phone.get_by_text("更正已保存，待签批。")).to_be_visible()
    expect(phone.get_by_text("第 1 版（已更正）")).to_be_visible()
    phone.goto(f"{address}sign")
    phone.get_by_role("link", name="看一看，签批更正").click()
    save(phone, "签批更正")
    expect(phone.get_by_text("更正已签批。")).to_be_visible()


def test_what_could_not_be_sent_stays_on_the_phone_until_there_is_a_signal(phone: Page) -> None:
    address = planned(phone, "党课")
    phone.goto(f"{address}minutes/1/write")
    phone.context.set_offline(offline=True)
    phone.get_by_role("textbox", name="会议内容").fill("没有信号时写下的话。")
    expect(phone.get_by_text("文字留在本机，有网络以后再提交")).to_be_visible()
    phone.context.set_offline(offline=False)
    phone.goto(f"{address}minutes/1/write")
    expect(phone.get_by_text("有未提交的文字")).to_be_visible()
    expect(phone.get_by_role("textbox", name="会议内容")).to_have_value("")
    phone.get_by_role("button", name="恢复").click()
    expect(phone.get_by_role("textbox", name="会议内容")).to_have_value("没有信号时写下的话。")
    expect(phone.get_by_text("草稿已自动保存")).to_be_visible()
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_it_is_gone_with_the_log_out(phone: Page) -> None:
    address = planned(phone, "党课")
    phone.goto(f"{address}minutes/1/write")
    phone.context.set_offline(offline=True)
    phone.get_by_role("textbox", name="会议内容").fill("没有信号时写下的话。")
    expect(phone.get_by_text("文字留在本机，有网络以后再提交")).to_be_visible()
    assert len(phone.evaluate("Object.keys(localStorage)")) == 1
    phone.context.set_offline(offline=False)
    phone.goto("/")
    phone.locator(".who > summary").click()
    phone.get_by_role("button", name="退出登录").click()
    phone.wait_for_url("**/login*")
    assert phone.evaluate("Object.keys(localStorage)") == []


def test_an_afternoon_of_three_parts_for_eight_branches_is_typed_from_paper(clerk: Page) -> None:
    page = clerk
    page.goto("/gatherings/new")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    for kind in ("支部党员大会", "党课", "主题党日"):
        page.get_by_role("checkbox", name=kind, exact=True).check()
    branches = page.get_by_role("checkbox", name=re.compile("党支部$"))
    for number in range(8):
        branches.nth(number).check()
    page.get_by_role("button", name="安排", exact=True).click()
    page.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    address = page.url

    page.goto(f"{address}attendance")
    chooser = page.get_by_role("navigation", name="党组织").get_by_role("link")
    assert chooser.count() >= 8
    for _ in range(8):
        page.goto(f"{address}attendance")
        first = page.get_by_role("group").filter(has=page.get_by_role("radio", name="请假")).first
        first.get_by_role("radio", name="请假").check()
        save(page, "其余都到会")
        save(page)
        expect(page.get_by_text("到会情况已保存。")).to_be_visible()

    for number in (1, 2, 3):
        page.goto(f"{address}minutes/{number}/write")
        page.get_by_role("checkbox", name="会议内容在手写记录上").check()
        page.get_by_label("原件存放").fill("各支部记录本")
        save(page)
        expect(page.get_by_text("会议记录已保存。")).to_be_visible()

    page.goto(f"{address}sign")
    assert page.get_by_role("checkbox").count() == 24
    save(page, "签批")
    expect(page.get_by_text("没有填签字的人。").first).to_be_visible()
    page.get_by_label("谁签的字").fill("各支部书记")
    save(page, "签批")
    expect(page.get_by_text("已签批。名单和记录不再改动")).to_be_visible()


def test_ten_of_twenty_are_enough_for_one_vote_and_not_for_the_other(phone: Page) -> None:
    address = planned(phone, "支部党员大会")
    phone.goto(f"{address}attendance/numbers")
    for label, number in (("应到", 20), ("实到", 10)):
        phone.get_by_role("spinbutton", name=label, exact=True).fill(str(number))
    save(phone)
    expect(phone.get_by_text("人数已保存。")).to_be_visible()
    phone.goto(f"{address}votes")
    expect(phone.get_by_text("半数以上为 10 人；实到 10 人，可以表决")).to_be_visible()
    expect(phone.get_by_text("超过半数为 11 人；实到 10 人，还差 1 人，不能表决")).to_be_visible()

    phone.get_by_role("link", name="开始表决").first.click()
    phone.get_by_label("事项种类").select_option("admission")
    phone.get_by_role("textbox", name="表决事项").fill("接收为预备党员")
    phone.get_by_label("无记名投票").check()
    phone.get_by_label("发出票数").fill("10")
    save(phone, "开始表决")
    expect(phone.get_by_text("应到会有表决权 20 人，超过半数为 11 人，实到 10 人，还不能表决。").first).to_be_visible()

    phone.get_by_label("事项种类").select_option("ordinary")
    phone.get_by_role("textbox", name="表决事项").fill("同意工作计划")
    phone.get_by_label("举手表决").check()
    phone.get_by_label("发出票数").fill("")
    save(phone, "开始表决")
    phone.get_by_role("link", name="同意工作计划").click()
    phone.get_by_role("link", name="录入计票").click()
    phone.get_by_label("计票人").fill("赵敏")
    phone.get_by_label("赞成").fill("10")
    save(phone, "录入")
    expect(phone.get_by_text("未通过", exact=True)).to_be_visible()
    expect(phone.get_by_text("应到会有表决权人数 20 人，超过半数为 11 票，未通过")).to_be_visible()
