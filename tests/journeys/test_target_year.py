"""A year of targets in the browser: a street's own table from Excel to the answered objection, and last year's trial to its publication.

The days for objections cannot pass while a browser looks on: what comes after them is walked on the table that the sample street tried
last year, of which they are over. A year's procedure begins in October; before that it says so.
"""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.exchange.files import of_rows
from tests.journeys.serving import sign_in
from tests.journeys.targets import go, judged, points, press, signed_on_paper, stated
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

YEAR: Final = today().year
TITLE: Final = f"{YEAR} 年党总支考核表（百分制）"
TABLE: Final = of_rows(
    (TITLE,),
    ("类别", "考核项目", "分值", "评分标准", "责任科室", "自评分"),
    ("组织建设", "领导班子", 15, "不换届扣5分，班子不健全扣5分，半年无活动扣5分", "组织人事科", None),
    ("组织建设", "按期召开支部党员大会", 20, "每少开一次扣1分", "组织人事科", None),
    ("组织建设", "按期上党课", 20, "每少一次扣1分", "组织人事科", None),
    ("作用发挥", "执行党工委决议", 20, "执行不力扣2分；不能按要求完成扣2分", "党政办", None),
    ("社会建设", "综治信访", 10, "有越级上访不得分", "平安工作中心", None),
    ("社会建设", "“学习强国”人均积分", 5, "低于平均不得分", "组织人事科", None),
    ("群众评价", "群众满意度", 10, "测评90%以上满分", "组织人事科", None),
    ("加分项", "受区级以上表彰", 5, "每项加1分", "组织人事科", None),
    ("合计", None, 100, None, None, None),
)
TAKERS: Final = 5
ASKED: Final = "和乐社区党总支"
TRIAL: Final = f"{YEAR - 1}年度党总支目标考评办法（试行）"


def brought(clerk: Page, file: Path) -> str:
    """The sheet is read, what is no duty of an organisation stays out, one row is mapped by hand; in force. Returns its year's page."""
    clerk.goto("/schemes/import")
    clerk.get_by_label("考评对象").select_option("general_branch")
    clerk.get_by_label("考核表").set_input_files(str(file))
    press(clerk, "读取")
    for line, reason in (
        ("第 7 行 综治信访", "居民的信访不作为考评党组织的指标。"),
        ("第 8 行 “学习强国”人均积分", "学习和在线的时长、积分不作为考评依据。"),
        ("第 9 行 群众满意度", "满意度由不记名的征求意见得出"),
    ):
        expect(clerk.get_by_role("listitem").filter(has_text=line)).to_contain_text(reason)
    expect(clerk.get_by_role("group", name="第 5 项").get_by_label("按什么计分")).to_have_value("meeting.lecture")
    clerk.get_by_role("group", name="第 6 项").get_by_label("按什么计分").select_option("judged")
    clerk.get_by_label("依据文件").fill(f"街道党工委〔{YEAR}〕5 号")
    clerk.get_by_label("平时", exact=True).fill("90")
    clerk.get_by_label("满意度", exact=True).fill("10")
    press(clerk, "确认导入为草稿")
    expect(clerk.get_by_text("已导入 6 项，成为草稿")).to_be_visible()
    go(clerk, "施行")
    press(clerk, "施行")
    expect(clerk.get_by_text("施行中")).to_be_visible()
    go(clerk, "责任书和年度办理")
    return clerk.url


def agreed(clerk: Page, secretary: Page, year: str) -> None:
    """Made in one step; the street's secretary signs all at once, the others signed on paper."""
    go(clerk, "拟定责任书")
    press(clerk, "拟定")
    expect(clerk.get_by_text(f"共 {TAKERS} 份责任书", exact=True)).to_be_visible()
    secretary.goto("/agreements/")
    go(secretary, "上级一并签订")
    press(secretary, "全部签订")
    expect(secretary.get_by_text("上级已全部签订")).to_be_visible()
    clerk.goto(year)
    go(clerk, "还没签完的")
    for left in range(TAKERS, 0, -1):
        expect(clerk.get_by_text(f"共 {left} 份责任书", exact=True)).to_be_visible()
        signed_on_paper(clerk)
        clerk.goto(year)
        if left > 1:
            go(clerk, "还没签完的")
    expect(clerk.locator(".card").filter(has_text="双方签订")).to_contain_text(f"{TAKERS} / {TAKERS}")


def asked(clerk: Page, secretary: Page) -> None:
    """Nine papers come in, counted by two; what they come to is counted once the box is closed."""
    clerk.get_by_role("link", name="责任书", exact=True).click()
    clerk.get_by_role("link", name=ASKED).click()
    agreement = clerk.url
    go(clerk, "得分明细")
    score, before = clerk.url, points(clerk)
    clerk.goto(agreement)
    go(clerk, "征求满意度")
    clerk.get_by_label("截止日期").fill(f"{YEAR + 1}-01-15")
    press(clerk, "发起")
    expect(clerk.get_by_role("link", name="征求满意度")).to_have_count(0)
    go(clerk, "查看 ：满意度征求意见")
    poll = clerk.url
    for page in (clerk, secretary):
        page.goto(f"{poll}paper")
        for answer, number in (("满意", 6), ("比较满意", 2), ("不满意", 1)):
            page.get_by_label(f"：{answer}").fill(str(number))
        press(page, "录入")
    clerk.goto(score)
    assert points(clerk) == before
    clerk.goto(poll)
    go(clerk, "结束并公布结果")
    press(clerk, "结束并公布结果")
    clerk.goto(score)
    assert round(before - points(clerk), 1) == 1.1
    go(clerk, "看依据 ：7. 群众满意度")
    expect(clerk.get_by_text("满意和比较满意的占 88.89%，已计入。")).to_be_visible()
    go(clerk, "查看 ：满意度征求意见")
    expect(clerk.get_by_text("9 份")).to_be_visible()


def led(clerk: Page, year: str) -> None:
    """From the statements to the answered objection; each step says first what it waits for."""
    go(clerk, "启动年终考评")
    press(clerk, "启动")
    step(clerk, "收齐年度说明")
    expect(clerk.get_by_text("还没有报送年度说明").first).to_be_visible()
    clerk.goto(year)
    go(clerk, "责任书")
    stated(clerk, TAKERS)
    clerk.goto(year)
    step(clerk, "收齐年度说明")
    judged(clerk)
    step(clerk, "完成评分、核定加分")
    step(clerk, "告知初步结果")
    clerk.get_by_role("link", name=f"查看 ：{ASKED}").click()
    expect(clerk.get_by_text("初步得分")).to_be_visible()
    go(clerk, "提出意见")
    clerk.get_by_label("意见", exact=True).fill("执行决议扣分与事实不符，请复核。")
    press(clerk, "提出")
    clerk.goto(year)
    step(clerk, "听取、答复意见")
    expect(clerk.get_by_text("还没有过").first).to_be_visible()
    expect(clerk.get_by_text("还有 1 条意见没有答复").first).to_be_visible()
    clerk.goto(year)
    answered(clerk, "不采纳", "调阅了督办台账，确有一项没有按要求完成。")
    expect(clerk.get_by_role("listitem").filter(has_text="调阅了督办台账")).to_contain_text("未采纳")


def step(page: Page, name: str) -> None:
    """To the form of a step that waits, and its button."""
    page.get_by_role("link", name=f"去办理 ：{name}").click()
    press(page, name)


def answered(page: Page, upheld: str, said: str) -> None:
    """From the page of the year, the objection that waits."""
    page.get_by_role("link", name=re.compile("^答复 ：")).click()
    page.get_by_label(upheld, exact=True).check()
    page.get_by_label("答复").fill(said)
    press(page, "答复")
    expect(page.get_by_text("已答复。")).to_be_visible()


def placed(page: Page) -> str:
    """From the page of the year: people decide who leaves the band that holds too many. Returns the first of them."""
    names = []
    while page.get_by_text("超过比例的等次由集体研究决定谁留下").count():
        inside = page.get_by_role("listitem").filter(has=page.locator(".chip", has_text="优秀"))
        link = inside.get_by_role("link", name=re.compile("^确定等次 ：")).first
        names.append(link.inner_text().split("：")[1])
        link.click()
        page.get_by_label("等次").select_option("良好")
        page.get_by_label("理由").fill("党工委会议研究，按比例确定。")
        press(page, "确定")
        expect(page.get_by_text("等次已确定。")).to_be_visible()
    return names[0]


def test_a_streets_own_table_from_excel_to_the_answered_objection(clerk: Page, window: Window, tmp_path: Path) -> None:
    file = tmp_path / "考核表.xlsx"
    file.write_bytes(TABLE)
    year = brought(clerk, file)
    secretary = sign_in(window(), "shuji")
    agreed(clerk, secretary, year)
    asked(clerk, secretary)
    clerk.goto(year)
    if today().month >= 10:
        led(clerk, year)
    else:
        go(clerk, "启动年终考评")
        press(clerk, "启动")
        expect(clerk.get_by_text(f"{YEAR} 年还没有到十月。")).to_be_visible()


def test_what_two_people_approve_is_published_with_its_bands(clerk: Page, window: Window) -> None:
    clerk.goto(f"/agreements/?year={YEAR - 1}")
    clerk.locator("summary", has_text="更多办理").click()
    go(clerk, f"年度办理：{TRIAL}")
    year = clerk.url
    answered(clerk, "采纳", "核对属实，已请支部补录，得分随之更新。")
    step(clerk, "听取、答复意见")
    step(clerk, "审核结果")
    expect(clerk.get_by_role("link", name="去办理 ：审定结果")).to_have_count(0)
    shown = clerk.locator(".panel").filter(has_text="各党组织结果").get_by_role("listitem")
    kept = re.findall(r"[0-9.]+ 分", " ".join(shown.all_inner_texts()))
    assert len(kept) == TAKERS

    head = sign_in(window(), "shuji")
    head.goto(f"/cases/?q={TRIAL}")
    go(head, TRIAL)
    step(head, "审定结果")
    expect(head.get_by_text(re.compile("“优秀”[0-9] 个，最多 1 个。")).first).to_be_visible()
    refused = head.url
    clerk.goto(year)
    lowered = placed(clerk)
    head.goto(refused)
    press(head, "审定结果")
    expect(head.get_by_text("已办理：审定结果。")).to_be_visible()

    clerk.goto(year)
    step(clerk, "公布结果")
    expect(clerk.get_by_text("已办理：公布结果。")).to_be_visible()
    assert re.findall(r"[0-9.]+ 分", " ".join(shown.all_inner_texts())) == kept
    go(clerk, f"查看 ：{lowered}")
    expect(clerk.get_by_text("明细指纹")).to_be_visible()
    expect(clerk.get_by_role("main")).to_contain_text("党工委会议研究，按比例确定。")
    go(clerk, "得分明细")
    expect(clerk.get_by_text(re.compile("公布的结果是 [0-9.]+ 分、良好"))).to_be_visible()
