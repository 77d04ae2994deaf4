"""An election of a branch: asked for, nominated, a tie and a second ballot, a secretary who waits for the reply, and the posts."""

import re
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PHONE: Final = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: Final = {"viewport": {"width": 1360, "height": 900}}
BRANCH: Final = "晨光社区第二党支部"
FIRST: Final = ("陈立", "张晓芸")


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def step(page: Page, address: str, name: str, *, number: str = "") -> None:
    """A paper that went out or came in."""
    page.goto(address)
    page.get_by_role("link", name=f"去办理 ：{name}").click()
    if number:
        page.get_by_label("文号").fill(number)
    press(page, "提交")
    expect(page.get_by_role("heading", level=1)).to_contain_text("换届选举")


def begun(phone: Page) -> str:
    """From the page of the branch; returns the address of the election."""
    phone.goto("/elections/")
    phone.get_by_role("link", name=BRANCH, exact=True).click()
    phone.get_by_role("link", name="启动换届").click()
    expect(phone.get_by_label("委员名额")).to_be_visible()
    if phone.get_by_label("原因").count():
        phone.get_by_label("原因").fill("工作需要。")
    phone.get_by_label("委员名额").fill("3")
    phone.get_by_label("副书记名额").fill("0")
    press(phone, "启动换届")
    phone.wait_for_url(re.compile("/elections/B[0-9]+/$"))
    return phone.url


def nominated(phone: Page, address: str) -> list[str]:
    """The committee of today stands in the form; four stay ticked, the two who work with the system first."""
    phone.goto(address)
    phone.get_by_role("link", name="去办理 ：酝酿提名候选人").click()
    boxes = phone.get_by_role("group", name="委员候选人")
    labels = [one.inner_text().strip() for one in boxes.locator("label").filter(has=phone.locator("input:checked")).all()]
    others = [name for name in labels if name not in FIRST]
    for extra in others[2:]:
        boxes.get_by_label(extra, exact=True).uncheck()
    expect(boxes.get_by_text("已选 4 名，需要 4 名以上。")).to_be_visible()
    press(phone, "下一步：书记人选")
    phone.get_by_label("书记人选").select_option(label=FIRST[0])
    press(phone, "提交")
    expect(phone.get_by_text("“酝酿提名候选人”已办理。")).to_be_visible()
    return [*FIRST, *others[:2]]


def counted(page: Page, address: str, counter: str, votes: dict[str, int], returned: int) -> None:
    """One counter, with the own account."""
    page.goto(address)
    page.get_by_role("link", name="录入计票").click()
    page.get_by_label("计票人").fill(counter)
    page.get_by_label("收回票数").fill(str(returned))
    for name, number in votes.items():
        page.get_by_label(f"{name}：赞成").fill(str(number))
    press(page, "录入")
    expect(page.get_by_text("计票已录入。")).to_be_visible()


def given_out(phone: Page, address: str, link: str) -> tuple[str, int]:
    """Papers as many as the form proposes; the address of the ballot and how many."""
    phone.goto(address)
    phone.get_by_role("link", name=link).click()
    issued = int(phone.get_by_label("发出票数").input_value())
    press(phone, "发票")
    phone.wait_for_url(re.compile("/ballots/[0-9]+/$"))
    return phone.url, issued


def test_an_election_with_a_second_ballot_and_a_secretary_who_waits(window: Window) -> None:
    phone, other = sign_in(window(**PHONE), "zhibu"), sign_in(window(**PHONE), "weiyuan")
    clerk = sign_in(window(**DESK), "ganshi")
    address = begun(phone)
    step(phone, address, "请示换届", number="晨光二支〔2026〕1 号")
    step(clerk, address, "上级批复同意")
    names = nominated(phone, address)
    step(clerk, address, "上级审查候选人")

    phone.goto(address)
    phone.get_by_role("link", name="去安排 ：安排选举大会").click()
    press(phone, "安排")
    phone.get_by_role("link", name="去点名").click()
    press(phone, "其余都到会")
    press(phone, "保存")
    expect(phone.get_by_text("到会情况已保存。")).to_be_visible()

    ballot, there = given_out(phone, address, "去发票 ：投票：选举委员")
    half = there // 2 + 1
    votes = dict(zip(names, (there - 1, there - 3, half, half), strict=True))
    counted(phone, ballot, "李强", votes, there)
    expect(phone.get_by_text("还没有录入。")).to_be_hidden()
    counted(other, ballot, "王丽", votes | {names[0]: there - 2}, there)
    expect(other.get_by_text("两次计票不一致", exact=True)).to_be_visible()
    other.get_by_role("link", name="重新录入").click()
    other.get_by_label(f"{names[0]}：赞成").fill(str(there - 1))
    press(other, "录入")
    expect(other.get_by_text("最后一个名额得票相等")).to_be_visible()

    second, there = given_out(phone, address, "去发票 ：再次投票：选举委员")
    votes = {names[2]: there - 1, names[3]: 1}
    for page, counter in ((phone, "李强"), (other, "王丽")):
        counted(page, second, counter, votes, there)
    phone.goto(address)
    phone.get_by_role("link", name="去确认").click()
    press(phone, "提交")

    third, there = given_out(phone, address, "去发票 ：投票：选举书记")
    for page, counter in ((phone, "李强"), (other, "王丽")):
        counted(page, third, counter, {"陈立": there}, there)
    phone.goto(address)
    phone.get_by_role("link", name="去确认").click()
    phone.get_by_label("张晓芸的分工").select_option(label="组织委员")
    press(phone, "提交")
    step(phone, address, "上报选举结果")

    phone.goto("/elections/?state=waiting")
    expect(phone.get_by_role("row").filter(has_text=BRANCH)).to_contain_text("待批复")
    clerk.goto("/elections/?state=waiting")
    expect(clerk.get_by_role("row").filter(has_text=BRANCH)).to_contain_text("待批复")
    clerk.goto(address)
    expect(clerk.locator("li").filter(has_text="陈立 · 书记")).to_contain_text("待批复")
    step(clerk, address, "上级批复结果")
    expect(clerk.locator("li").filter(has_text="陈立 · 书记")).to_contain_text("已任职")

    phone.goto(address)
    expect(phone.locator("li").filter(has_text="陈立 · 书记")).to_contain_text("已任职")
