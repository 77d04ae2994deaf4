"""A selection from its call over groups, review and ballots to the board; another, whose list has been up for its days, to the decision.

What became of one that was decided, up to its certificate outside, is told in test_ceremonies.
"""

import re
from datetime import timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.test_second_factor import first_password, open_account
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE: Final = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: Final = {"viewport": {"width": 1360, "height": 900}}
KIND: Final = "优秀党务工作者"
COUNTER: Final = "江一平"
"""A second clerk, with an account of the own: ballots are counted by two."""
GROUP: Final = "晨光社区第二党支部第一党小组"
UNITS: Final = "参与社区党建先进单位"


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def step(page: Page, address: str, name: str) -> None:
    """To the form of a step that waits."""
    page.goto(address)
    page.get_by_role("link", name=f"去办理 ：{name}").click()


def called(clerk: Page) -> str:
    """By the clerk of the street; returns its address."""
    clerk.goto("/selections/new")
    clerk.get_by_label("评选类别").select_option(label=KIND)
    clerk.get_by_label("推荐截止").fill((today() + timedelta(days=10)).isoformat())
    press(clerk, "部署")
    clerk.wait_for_url(re.compile("/selections/B[0-9]+/$"))
    return clerk.url


def nominated(phone: Page) -> None:
    """By a group of the branch, on the phone: what its people hold stands below the form."""
    phone.goto("/selections/")
    phone.get_by_role("link", name=re.compile(f"去推荐 ：.*{KIND}")).click()
    phone.get_by_role("link", name="推荐", exact=True).click()
    expect(phone.get_by_role("heading", name="已有的荣誉")).to_be_visible()
    expect(phone.get_by_label("由哪个党组织推荐")).to_have_value("晨光社区第二党支部")
    phone.get_by_label("由哪个党组织推荐").fill(GROUP)
    phone.get_by_label("推荐哪名党员").fill("陈立")
    phone.get_by_label("例外理由").fill("带头落实“三会一课”，群众认可。")
    press(phone, "推荐")
    expect(phone.get_by_text("已推荐。")).to_be_visible()
    expect(phone.get_by_text("1. 陈立", exact=True)).to_be_visible()


def reviewed(clerk: Page, address: str) -> None:
    """What the records say stands beside the name."""
    step(clerk, address, "组织推荐")
    press(clerk, "提交")
    step(clerk, address, "考察")
    expect(clerk.get_by_text(re.compile("(已有荣誉：|没有登记过的荣誉).*条件.*（评选条件（本地规定））"))).to_be_visible()
    clerk.get_by_label("列入拟表彰名单").check()
    press(clerk, "提交")


def counted(page: Page, vote: str, counter: str, number: int) -> None:
    """One counter, with the own account."""
    page.goto(vote)
    page.get_by_role("link", name="录入计票").click()
    page.get_by_label("计票人").fill(counter)
    page.get_by_label("赞成").fill(str(number))
    page.get_by_label("收回票数").fill(str(number))
    press(page, "录入")
    expect(page.get_by_text("计票已录入。")).to_be_visible()


def voted(clerk: Page, other: Page, address: str) -> None:
    """The working committee meets today and passes the list on paper, counted by two under accounts of their own."""
    step(clerk, address, "会议表决")
    expect(clerk.get_by_text("还没有通过名单的会议")).to_be_visible()
    clerk.get_by_role("link", name="安排会议").click()
    expect(clerk.get_by_role("heading", name="安排会议活动")).to_be_visible()
    clerk.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    clerk.get_by_role("checkbox", name="党工委会议", exact=True).check()
    clerk.get_by_role("checkbox", name="向阳街道党工委", exact=True).check()
    press(clerk, "安排")
    clerk.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    gathering = clerk.url
    clerk.goto(f"{gathering}attendance")
    press(clerk, "其余都到会")
    with clerk.expect_navigation():
        press(clerk, "保存")
    clerk.goto(f"{gathering}votes")
    there = int(re.findall("实到 ([0-9]+) 人", clerk.locator("main").inner_text())[0])
    clerk.get_by_role("link", name="开始表决").first.click()
    clerk.get_by_role("textbox", name="表决事项").fill(f"同意{KIND}拟表彰名单")
    clerk.get_by_label("无记名投票").check()
    clerk.get_by_label("发出票数").fill(str(there))
    press(clerk, "开始表决")
    clerk.get_by_role("link", name=f"同意{KIND}拟表彰名单").click()
    vote = clerk.url
    counted(clerk, vote, "周敏", there)
    counted(other, vote, COUNTER, there)
    expect(other.get_by_text("通过", exact=True)).to_be_visible()
    step(clerk, address, "会议表决")
    press(clerk, "提交")


def put_up(clerk: Page, address: str) -> None:
    """Printed for the board; its days have just begun, and nobody shortens them."""
    step(clerk, address, "公示")
    clerk.get_by_label("公示地点").fill("街道和各社区宣传栏")
    press(clerk, "提交")
    expect(clerk.get_by_text(re.compile("公示到 [0-9-]+")).first).to_be_visible()
    with clerk.expect_download() as file:
        clerk.get_by_role("link", name="公示 PDF").click()
    assert Path(file.value.path()).read_bytes()[:4] == b"%PDF"
    step(clerk, address, "公示期满")
    press(clerk, "提交")
    expect(clerk.get_by_text(re.compile("公示到 [0-9-]+ 为止")).first).to_be_visible()


def test_a_selection_from_the_call_to_the_board(window: Window) -> None:
    clerk, phone, other = sign_in(window(**DESK, accept_downloads=True), "ganshi"), sign_in(window(**PHONE), "zhibu"), window(**DESK)
    first_password(other, "jipiao", open_account(other, COUNTER, "jipiao"))
    address = called(clerk)
    nominated(phone)
    reviewed(clerk, address)
    phone.goto(address)
    expect(phone.get_by_text("1. 陈立", exact=True)).to_have_count(0)
    voted(clerk, other, address)
    put_up(clerk, address)


def test_a_list_whose_days_are_over_is_decided(window: Window) -> None:
    clerk, secretary = sign_in(window(**DESK), "ganshi"), sign_in(window(**DESK), "shuji")
    clerk.goto("/selections/")
    clerk.get_by_role("link", name=re.compile(f"查看 ：.*{UNITS}")).click()
    address = clerk.url
    clerk.get_by_role("link", name="登记异议").click()
    clerk.get_by_label("反映的情况").fill("单位名称写得不全。")
    press(clerk, "保存")
    step(clerk, address, "公示期满")
    press(clerk, "提交")
    expect(clerk.get_by_text("第 1 条异议还没有答复。").first).to_be_visible()
    clerk.goto(address)
    clerk.get_by_role("link", name=re.compile("去答复")).first.click()
    clerk.get_by_label("不成立").check()
    clerk.get_by_label("核实情况和答复").fill("已按营业执照核对，名称无误。")
    press(clerk, "保存")
    step(clerk, address, "公示期满")
    press(clerk, "提交")

    step(secretary, address, "作出表彰决定")
    secretary.get_by_label("表彰决定文号").fill("向阳街工委〔2026〕21 号")
    press(secretary, "提交")
    expect(secretary.get_by_role("heading", name="表彰")).to_be_visible()
    secretary.get_by_role("link", name=re.compile("查看 ：")).first.click()
    expect(secretary.get_by_text("向阳街工委〔2026〕21 号")).to_be_visible()
    secretary.goto(f"/honours/?q={UNITS}")
    expect(secretary.get_by_role("row").filter(has_text=UNITS).first).to_be_visible()
