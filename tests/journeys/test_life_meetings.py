"""A democratic life meeting to its list put right; a branch's assessment from the meeting to what is filed upward."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
STREET = "向阳街道党工委"


def planned(page: Page, kind: str, organisation: str = "") -> str:
    """Today; the address of its page."""
    page.goto("/gatherings/new")
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.get_by_role("checkbox", name=kind, exact=True).check()
    if organisation:
        page.get_by_role("checkbox", name=organisation, exact=True).check()
    page.get_by_role("button", name="安排", exact=True).click()
    page.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    return page.url


def recorded(page: Page, address: str, signer: str = "") -> None:
    """Everybody came; nothing of what was said is written; signed."""
    page.goto(f"{address}attendance")
    page.get_by_role("button", name="其余都到会").click()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("到会情况已保存。")).to_be_visible()
    page.goto(f"{address}minutes/1/write")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("会议记录已保存。")).to_be_visible()
    page.goto(f"{address}sign")
    if signer:
        page.get_by_label("谁签的字").fill(signer)
    page.get_by_role("button", name="签批", exact=True).click()
    expect(page.get_by_text("已签批。名单和记录不再改动")).to_be_visible()


def step(page: Page, case: str, name: str, done: str = "", submit: str = "提交", **typed: str) -> None:
    page.goto(case)
    page.get_by_role("link", name=f"去办理 ：{name}").click()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name=submit, exact=True).click()
    expect(page.get_by_text(done or f"“{name}”已办理。")).to_be_visible()


def talked(page: Page, case: str) -> None:
    """Whoever stands first has talked with everybody; of the others it is said why not."""
    page.goto(case)
    page.get_by_role("link", name="去办理 ：谈心谈话").click()
    for one in page.get_by_role("group", name="和谁谈过").get_by_role("checkbox").all():
        one.check()
    page.get_by_role("button", name=re.compile("登记.*谈过的")).click()
    expect(page.get_by_text(re.compile("已登记 [0-9]+ 次谈话。"))).to_be_visible()
    page.get_by_role("link", name="全部谈完，办结这一步").click()
    page.get_by_label("没有谈到的原因").fill("其余的已在日常工作中谈过，另行补登。")
    page.get_by_role("button", name="全部谈完，办结这一步").click()
    expect(page.get_by_text("谈心谈话已办理。")).to_be_visible()


def test_a_democratic_life_meeting_to_its_list_put_right(clerk: Page, window: Window) -> None:
    meeting = planned(clerk, "民主生活会", STREET)
    clerk.get_by_role("link", name="开始筹备").click()
    clerk.get_by_role("button", name="开始筹备").click()
    expect(clerk.get_by_text("筹备已开始，逐项办理即可。")).to_be_visible()
    case = clerk.url
    step(clerk, case, "报告主题和日期", 会议主题="查摆问题，明确整改")
    step(clerk, case, "会前学习", 学习内容="规定篇目")
    step(clerk, case, "征求意见", 征求了多少人的意见="30", 归纳的意见="公示栏更新不够及时")
    step(clerk, case, "准备对照检查材料", 材料存放在="党政办铁柜")
    talked(sign_in(window(**PHONE), "ganshi"), case)

    step(clerk, case, "召开会议", "会议还没有签批。", "会议已召开")
    recorded(clerk, meeting, "刘志远")
    step(clerk, case, "召开会议", "转入会后：报告、通报、整改清单。", "会议已召开")
    clerk.goto(meeting)
    clerk.get_by_role("link", name="记一件整改事项").click()
    clerk.get_by_label("整改什么").fill("公示栏每周一更新，专人负责")
    clerk.get_by_label("责任人").fill("党政办主任")
    clerk.get_by_label("整改完成最迟日期").fill((today() + timedelta(days=60)).isoformat())
    clerk.get_by_role("button", name="记入清单").click()
    expect(clerk.get_by_text("已记入整改清单。")).to_be_visible()
    with clerk.expect_download() as downloaded:
        clerk.get_by_role("link", name="清单 Word").click()
    assert downloaded.value.suggested_filename.endswith("整改清单.docx")
    step(clerk, case, "列出整改清单", "整改清单已列出，逐件跟到改完。", "清单已列齐")
    step(clerk, case, "报送会议情况报告", 怎样报送的="纸质报告")
    step(clerk, case, "通报会议情况", 怎样通报的="在党员大会上通报")
    expect(clerk.get_by_role("main").get_by_text("已办结").first).to_be_visible()

    put_right(clerk, window, meeting)


def put_right(clerk: Page, window: Window, meeting: str) -> None:
    """What was to be done is done, and the secretary of the street has looked at it, on the phone."""
    clerk.goto(meeting.replace("/gatherings/", "/life-meetings/"))
    clerk.get_by_role("link", name="查看 ：公示栏每周一更新").click()
    matter = clerk.url
    step(clerk, matter, "整改完成", 怎样改的="已指定专人，按周更新。")
    step(sign_in(window(**PHONE), "shuji"), matter, "核查", 核查意见="属实")
    clerk.goto(meeting.replace("/gatherings/", "/life-meetings/"))
    expect(clerk.get_by_role("listitem").filter(has_text="公示栏每周一更新").get_by_text("已办结").first).to_be_visible()


def counted(page: Page, address: str, name: str) -> None:
    """One counter's sheet: three ballots, of which two say 优秀 of the first and all 合格 of the second."""
    page.goto(f"{address}poll")
    page.get_by_label("计票人").fill(name)
    page.get_by_label("发出票数").fill("3")
    page.get_by_label("收回票数").fill("3")
    page.get_by_label("优秀", exact=True).first.fill("2")
    page.get_by_label("合格", exact=True).nth(1).fill("3")
    page.get_by_role("button", name="录入", exact=True).click()


def test_a_democratic_assessment(window: Window) -> None:
    phone = sign_in(window(**PHONE), "zhibu")
    meeting = planned(phone, "民主评议党员")
    phone.get_by_role("link", name="查看 ：晨光社区第二党支部").click()
    phone.get_by_role("link", name="开始办理").click()
    phone.get_by_role("button", name="开始办理").click()
    expect(phone.get_by_text("已开始办理。")).to_be_visible()
    address = phone.url
    recorded(phone, meeting)

    officer = sign_in(window(), "weiyuan")
    counted(phone, address, "陈立")
    expect(phone.get_by_text("已录入，等另一位计票人录入。")).to_be_visible()
    counted(officer, address, "张晓芸")
    expect(officer.get_by_text("两次计票一致，测评结果已确定。")).to_be_visible()
    expect(officer.get_by_role("heading", name="评议结果")).to_have_count(0)

    phone.goto(f"{address}grades")
    expect(phone.get_by_text("测评：优秀 2")).to_be_visible()
    members = phone.get_by_role("group").filter(has=phone.get_by_role("radio", name="优秀"))
    for one in members.all():
        one.get_by_role("radio", name="优秀", exact=True).check()
    phone.get_by_role("button", name="保存", exact=True).click()
    expect(phone.get_by_text(re.compile("超过组织关系在本支部的正式党员 [0-9]+ 名的三分之一"))).to_be_visible()
    for one in members.all():
        one.get_by_role("radio", name="合格", exact=True).check()
    members.first.get_by_role("radio", name="优秀", exact=True).check()
    phone.get_by_role("button", name="保存", exact=True).click()
    expect(phone.get_by_text("评定结果已保存。")).to_be_visible()
    with phone.expect_download() as downloaded:
        phone.get_by_role("link", name="汇总表 Word").click()
    assert downloaded.value.suggested_filename.startswith("民主评议结果_")
    phone.get_by_role("link", name="结果报上级").click()
    phone.get_by_label("怎样报送的").fill("纸质汇总表交街道")
    phone.get_by_role("button", name="登记报送").click()
    expect(phone.get_by_text("已报送，逐人票数已从系统删除。")).to_be_visible()
