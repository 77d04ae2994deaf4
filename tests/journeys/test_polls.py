"""A secretary asks, a member answers on the phone, papers come in by two, the result stands as a picture."""

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TITLE = "活动室几点开门"


def opened(page: Page) -> str:
    """What is of consequence is refused with the regulation; then something that is not. Returns its address."""
    page.goto("/polls/")
    page.get_by_role("link", name="征求意见", exact=True).last.click()
    page.get_by_label("哪一天截止").fill((today() + timedelta(days=7)).isoformat())
    page.get_by_label("标题").fill("谁当候选人")
    page.get_by_label("问题和选项").fill("选谁\n甲\n乙")
    page.get_by_role("button", name="发起").click()
    expect(page.get_by_text("涉及“候选人”的，不在系统里投票、评定。").first).to_be_visible()
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("问题和选项").fill("活动室几点开门\n八点\n九点")
    page.get_by_role("button", name="发起").click()
    expect(page.get_by_text("已发起，名册上的党员登录后就能看到。")).to_be_visible()
    return page.url


def test_somebody_answers_on_the_phone_and_two_count_what_came_on_paper(window: Window) -> None:
    secretary = sign_in(window(), "zhibu")
    address = opened(secretary)

    phone = sign_in(window(**PHONE), "dangyuan")
    phone.get_by_role("link", name=f"去看看 ：{TITLE}").click()
    expect(phone.get_by_text("只记下每个选项有多少人选，不记是谁选的、什么时候选的、按什么次序。")).to_be_visible()
    phone.get_by_label("九点").check()
    phone.get_by_role("button", name="交上去").click()
    expect(phone.get_by_text("已收下，谢谢。")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("您已经答过了。")).to_be_visible()

    clerk = sign_in(window(), "ganshi")
    for page in (secretary, clerk):
        page.goto(address)
        page.get_by_role("link", name="录入纸质答卷").click()
        page.get_by_label("八点").fill("6")
        page.get_by_label("九点").fill("3")
        page.get_by_role("button", name="录入").click()
        expect(page.get_by_text("已录入。")).to_be_visible()
    secretary.goto(address)
    secretary.get_by_role("link", name="结束并公布结果").click()
    secretary.get_by_role("button", name="结束并公布结果").click()
    expect(secretary.get_by_text("已结束。")).to_be_visible()
    phone.goto(address)
    expect(phone.get_by_text("10 份")).to_be_visible()
    expect(phone.get_by_role("img", name=re.compile("八点的数据是6"))).to_have_count(0)
