"""A topic from proposal to a decision that is followed up; another one late, back on the agenda of that session, and done."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TITLE = "研究小区门口的信号灯"
LATE = "修订议事规则"


def save(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def proposed(page: Page) -> str:
    """By the secretary of a community, on the phone; returns its address."""
    page.goto("/topics/new")
    page.get_by_label("议题", exact=True).fill(TITLE)
    page.get_by_label("提出的科室或人员").fill("社区建设办")
    expect(page.get_by_label("提出的党组织")).to_have_value("晨光社区党委")
    save(page, "提出")
    expect(page.get_by_text("议题已提出，等书记审核。")).to_be_visible()
    return page.url


def screened(page: Page, topic: str) -> None:
    """By the head, on the phone."""
    page.goto(topic)
    page.get_by_role("link", name="审核", exact=True).click()
    save(page, "登记")
    expect(page.get_by_text("待上会", exact=True)).to_be_visible()


def session_today(page: Page) -> str:
    """The clerk plans it; returns the address of its topics."""
    page.goto("/gatherings/new")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.get_by_role("checkbox", name="党工委会议", exact=True).check()
    page.get_by_role("checkbox", name="向阳街道党工委", exact=True).check()
    save(page, "安排")
    page.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    page.get_by_role("link", name="议题和议事程序").click()
    page.wait_for_url(re.compile("/sessions/G[0-9]+$"))
    return page.url


def tabled(page: Page) -> None:
    """The new topic, and the matter that is late, as a topic of its own."""
    expect(page.get_by_text("督办逾期")).to_be_visible()
    page.get_by_role("link", name="列入议题").click()
    page.get_by_role("checkbox", name=re.compile(TITLE)).check()
    page.get_by_role("checkbox", name=re.compile(f"督办事项进展：{LATE}")).check()
    save(page, "列入议程")
    expect(page.get_by_text("已列入议程。")).to_be_visible()
    expect(page.get_by_text("督办逾期")).to_have_count(0)


def held(page: Page, session: str) -> None:
    """Everybody is there, somebody leaves the room for the first topic, both are decided in the minutes, and signed."""
    gathering = session.replace("/sessions/", "/gatherings/") + "/"
    page.goto(f"{gathering}attendance")
    save(page, "其余都到会")
    with page.expect_navigation():
        save(page, "保存")
    page.goto(session)
    line = page.get_by_role("listitem").filter(has_text=TITLE)
    line.get_by_role("link", name="回避").click()
    page.get_by_label("回避的人").select_option(index=1)
    page.get_by_label("回避原因").fill("家住这个小区")
    save(page, "登记")
    expect(page.get_by_text(re.compile("本议题应到 6 人，.*实到 6 人，可以开会"))).to_be_visible()
    page.goto(f"{gathering}minutes/1/write")
    page.get_by_role("textbox", name="会议内容").fill("逐项研究。")
    page.get_by_label(re.compile(TITLE)).first.fill("同意，年内装好。")
    page.get_by_label(re.compile(LATE)).first.fill("延到月底，由承办党组织说明原因。")
    save(page, "保存")
    expect(page.get_by_text("会议记录已保存。")).to_be_visible()
    page.goto(session)
    expect(page.get_by_text("拟作决定（会议记录签批后生效）：同意，年内装好。")).to_be_visible()
    page.goto(f"{gathering}sign")
    page.get_by_label("谁签的字").fill("刘志远（党工委书记）")
    save(page, "签批")
    page.goto(session)
    expect(page.get_by_text("决定：同意，年内装好。", exact=True)).to_be_visible()


def followed(page: Page) -> None:
    """The decision has somebody who answers for it."""
    page.get_by_role("listitem").filter(has_text=TITLE).get_by_role("link", name="列入督办").click()
    page.get_by_label("承办党组织").fill("晨光社区党委")
    page.get_by_label("报告进展最迟日期").fill((today() + timedelta(days=30)).isoformat())
    page.get_by_label("直接责任人").fill("街道党工委副书记")
    page.get_by_label("具体责任人").fill("社区党委书记")
    save(page, "列入督办")
    expect(page.get_by_text("已列入督办")).to_be_visible()


def step(page: Page, name: str, document: str = "", **typed: str) -> None:
    """One step of the matter, with its paper first."""
    if document:
        page.get_by_role("link", name=re.compile(f"^登记.*{document}")).click()
        page.get_by_label("材料", exact=True).select_option(label=document)
        page.get_by_label("存放在").fill("党政办铁柜")
        save(page, "登记")
    page.get_by_role("link", name=f"去办理 ：{name}").click()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    save(page, "提交")
    expect(page.get_by_text(f"“{name}”已办理。")).to_be_visible()


def test_a_topic_is_decided_and_what_was_late_is_done(window: Window) -> None:
    community, head, clerk = (sign_in(window(**size), who) for who, size in (("shequ", PHONE), ("shuji", PHONE), ("ganshi", {})))
    topic = proposed(community)
    screened(head, topic)
    session = session_today(clerk)
    tabled(clerk)
    held(clerk, session)
    followed(clerk)
    community.goto(topic)
    expect(community.get_by_text("督办中")).to_be_visible()
    expect(community.get_by_text("家住这个小区")).to_have_count(0)

    community.goto("/supervised/?late=yes")
    community.get_by_role("link", name=LATE).click()
    matter = community.url
    step(community, "报告进展", "进展报告", 办到哪一步="征求意见已完成。")
    step(community, "办理完成", "办理结果", 办理结果="修订稿已印发。")
    head.goto(matter)
    step(head, "核查", 核查意见="情况属实。")
    clerk.goto("/topics/?state=done")
    expect(clerk.get_by_role("link", name=LATE, exact=True)).to_be_visible()
