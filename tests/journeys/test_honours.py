"""A selection from its call until the meeting is to vote, and another, whose list has been up for its days, to the decision."""

import re
from datetime import timedelta
from typing import Final

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE: Final = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: Final = {"viewport": {"width": 1360, "height": 900}}
KIND: Final = "优秀党务工作者"
UNITS: Final = "参与社区党建先进单位"


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def step(page: Page, address: str, name: str) -> None:
    """To the form of a step that waits."""
    page.goto(address)
    page.get_by_role("link", name=f"去办理 ：{name}").click()


def test_a_selection_from_the_call_to_the_meeting(window: Window) -> None:
    clerk, phone = sign_in(window(**DESK), "ganshi"), sign_in(window(**PHONE), "zhibu")
    clerk.goto("/selections/new")
    clerk.get_by_label("评选类别").select_option(label=KIND)
    clerk.get_by_label("推荐截止").fill((today() + timedelta(days=10)).isoformat())
    press(clerk, "部署")
    clerk.wait_for_url(re.compile("/selections/B[0-9]+/$"))
    address = clerk.url

    phone.goto("/selections/")
    phone.get_by_role("link", name=re.compile(f"去推荐 ：.*{KIND}")).click()
    phone.get_by_role("link", name="推荐", exact=True).click()
    expect(phone.get_by_label("推荐党组织")).to_have_value("晨光社区第二党支部")
    phone.get_by_label("推荐的党员").fill("陈立")
    phone.get_by_label("例外理由").fill("带头落实“三会一课”，群众认可。")
    press(phone, "推荐")
    expect(phone.get_by_text("已推荐。")).to_be_visible()
    expect(phone.get_by_text("1. 陈立", exact=True)).to_be_visible()

    step(clerk, address, "组织推荐")
    press(clerk, "提交")
    phone.goto(address)
    expect(phone.get_by_text("1. 陈立", exact=True)).to_have_count(0)
    step(clerk, address, "考察")
    clerk.get_by_label("列入拟表彰名单").check()
    press(clerk, "提交")
    step(clerk, address, "会议表决")
    expect(clerk.get_by_text("还没有通过名单的会议")).to_be_visible()


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
