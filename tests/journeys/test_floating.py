"""A member leaves for another place: the home branch says so, the host keeps contact, the member sees both, and comes back.

And somebody who cannot be reached is looked for by the ways that a branch has, found, and marked no more.
"""

import re
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, run, sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
MEMBER = "赵国强"
HOST = "向阳街道流动党员党支部"
SINCE = today() - timedelta(days=200)
FIRST, OWN = "yi ge chu shi mi ma", "yi ju hao ji de hua"


def at_the_host(window: Window, street: Served) -> Page:
    """The secretary of the organisation that receives, on a phone, with an account of today."""
    words = ("user", "add", "liuru", "--name", "孙颖", "--role", "branch_secretary", "--organisation", HOST, "--password-stdin")
    run(*words, data=street.data, typed=FIRST)
    page = sign_in(window(**PHONE), "liuru", FIRST)
    page.get_by_label("现在的密码").fill(FIRST)
    page.get_by_label("新密码", exact=True).fill(OWN)
    page.get_by_label("再输入一次新密码").fill(OWN)
    page.get_by_role("button", name="修改密码").click()
    expect(page.get_by_role("heading", name="修改密码")).to_have_count(0)
    return page


def more(page: Page, name: str) -> None:
    page.get_by_text("更多办理", exact=True).click()
    page.get_by_role("link", name=name, exact=True).click()


def done(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(said)).to_be_visible()


def kept_at_home(home: Page, record: str) -> None:
    """What the host recorded is seen, a report and a registration are recorded, and the slip is there."""
    home.goto(record)
    expect(home.get_by_text("四川成都").first).to_be_visible()
    home.get_by_role("link", name="登记和联系记录").click()
    expect(home.get_by_text(f"孙颖（{HOST}）")).to_be_visible()
    home.get_by_role("listitem").filter(has_text="每年汇报").get_by_role("link", name="登记").click()
    expect(home.get_by_label("本人向党支部汇报")).to_be_checked()
    done(home, "登记", "已登记联系。")
    more(home, "流动登记情况")
    done(home, "登记", "已登记。")
    expect(home.get_by_text("流出地登记")).to_be_visible()
    home.get_by_role("link", name="联系卡").click()
    expect(home.get_by_role("heading", name="联系卡", level=2)).to_be_visible()


def test_a_floating_member_at_both_ends(window: Window, street: Served) -> None:
    home = sign_in(window(**PHONE), "zhibu")
    home.goto(f"/members/?q={MEMBER}")
    home.get_by_role("link", name=MEMBER, exact=True).first.click()
    record = home.url
    more(home, "登记外出流动")
    home.get_by_label("从哪一天起外出").fill(SINCE.isoformat())
    home.get_by_label(re.compile("^流入地(?!党组织)")).fill("四川成都")
    done(home, "登记", "已登记外出流动。")
    expect(home.get_by_role("heading", level=1)).to_have_text(f"流动和联系：{MEMBER}")
    floating = home.url

    clerk = sign_in(window(**DESK), "ganshi")
    clerk.goto(floating)
    more(clerk, "登记流入地党组织")
    clerk.get_by_label("流入地党组织").fill(HOST)
    clerk.get_by_label("从哪一天起").fill(SINCE.isoformat())
    done(clerk, "登记", "已登记流入地党组织。")

    host = at_the_host(window, street)
    host.goto("/floating/?list=in")
    host.get_by_role("link", name=MEMBER, exact=True).click()
    expect(host.get_by_text("晨光社区第二党支部").first).to_be_visible()
    expect(host.get_by_text("半年联系")).to_have_count(0)
    host.get_by_role("link", name="登记联系").click()
    host.get_by_label("见面").check()
    done(host, "登记", "已登记联系。")
    answer = host.goto(record)
    assert answer is not None
    assert answer.status == 404

    kept_at_home(home, record)
    member = sign_in(window(**PHONE), "dangyuan")
    member.goto(floating)
    expect(member.get_by_text("本人向党支部汇报")).to_be_visible()
    expect(member.get_by_role("link", name="登记联系")).to_have_count(0)

    home.goto(floating)
    more(home, "流动结束")
    home.get_by_label("已经回来").check()
    done(home, "登记", "已登记流动结束。")
    expect(home.get_by_text("没有外出")).to_be_visible()
    answer = host.goto(floating)
    assert answer is not None
    assert answer.status == 404


def test_somebody_who_cannot_be_reached_is_looked_for_and_found(window: Window) -> None:
    home = sign_in(window(**DESK), "zhibu")
    home.goto(f"/members/?q={MEMBER}")
    home.get_by_role("link", name=MEMBER, exact=True).first.click()
    record = home.url
    more(home, "标记")
    home.get_by_label("标记", exact=True).select_option("失联")
    home.get_by_label("日期", exact=True).fill((today() - timedelta(days=40)).isoformat())
    done(home, "保存", "已登记。")
    home.goto(f"{record.replace('/members/', '/floating/')}")
    home.get_by_role("link", name="开始查找").click()
    done(home, "开始查找", "已开始查找。")
    case = home.url
    expect(home.get_by_role("main").get_by_text(MEMBER)).to_have_count(0)
    home.get_by_role("link", name="去办理 ：电话、短信联系").click()
    home.get_by_label("结果").fill("打了三次，无人接听。")
    done(home, "提交", "“电话、短信联系”已办理。")

    home.goto(f"{record.replace('/members/', '/floating/')}")
    home.get_by_role("link", name="已联系上").click()
    done(home, "登记", "已登记联系上。")
    home.goto(case)
    expect(home.get_by_role("main").get_by_text("已取消").first).to_be_visible()
