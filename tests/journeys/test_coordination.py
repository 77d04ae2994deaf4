"""A unit's liaison works by link: sees what is asked, answers it, and the project goes to its end with a confirmation from outside."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, run, sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1360, "height": 900}}
UNIT = "向阳街道社区卫生服务中心"
WANTED = "搬迁社区图书室需要十名志愿者"


def done(page: Page, name: str, said: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.get_by_text(said)).to_be_visible()


def carried(street: Served, folder: Path) -> None:
    """What waits goes out and what was written comes in, by files: nobody waits for the minute."""
    out, back = folder / "out.json", folder / "back.json"
    run("portal", "out", str(out), data=street.data)
    run("portal", "take", str(out), data=street.data)
    run("portal", "give", str(back), data=street.data)
    run("portal", "in", str(back), data=street.data)


def link_of(page: Page, street: Served) -> str:
    """Issued on the partner's page; the address stands on the letter."""
    page.goto(f"{street.url}/coordination/partners/")
    page.get_by_role("link", name=UNIT).click()
    page.get_by_role("link", name="开通链接").click()
    page.get_by_label("原因").fill("单位办公室要求在网上答复")
    done(page, "开通", "已开通，请打印后交给联络员。")
    expect(page.get_by_role("img", name="联络员链接二维码")).to_be_visible()
    return page.locator(".address").inner_text()


def answered(outside: Page) -> None:
    """On a phone, without an account."""
    expect(outside.get_by_role("heading", name=f"{UNIT}：共驻共建")).to_be_visible()
    expect(outside.get_by_text(WANTED).first).to_be_visible()
    form = outside.locator("form").filter(has=outside.get_by_role("button", name="发送答复"))
    form.get_by_label("需求").select_option(label=WANTED)
    form.get_by_label("能提供什么").fill("周六上午可以来十二人")
    form.get_by_role("button", name="发送答复").click()
    expect(outside.get_by_text("已提交")).to_be_visible()


def agreed_and_delivered(page: Page, street: Served) -> None:
    """The answer waits beside the need until somebody matches it; both sides agree, and it is done."""
    page.goto(f"{street.url}/coordination/?state=open")
    page.get_by_role("link", name=WANTED).click()
    expect(page.get_by_role("heading", name="单位的答复")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="周六上午可以来十二人").get_by_role("link", name="对接").click()
    done(page, "对接", "已对接，下一步由双方约定。")
    page.get_by_role("link", name="登记约定").click()
    page.get_by_label("约定的内容").fill("单位来十二人，社区备好纸箱")
    page.get_by_label("约定在哪一天").fill(today().isoformat())
    page.get_by_label("对方怎样同意的").fill("办公室电话答复")
    done(page, "登记", "“双方约定”已登记。")
    page.get_by_role("link", name="登记落实").click()
    page.get_by_label("做成了什么").fill("搬迁图书两千册")
    done(page, "登记", "“落实”已登记。")


def test_a_liaison_works_by_link(window: Window, street: Served, tmp_path: Path) -> None:
    page = sign_in(window(**DESK), "shequ")
    address = link_of(page, street)
    carried(street, tmp_path)
    outside = window(**PHONE)
    outside.goto(address)
    answered(outside)
    carried(street, tmp_path)
    agreed_and_delivered(page, street)
    carried(street, tmp_path)
    outside.goto(address)
    form = outside.locator("form").filter(has=outside.get_by_role("button", name="发送确认"))
    form.get_by_label("是否属实").select_option(label="已经落实，情况属实")
    form.get_by_role("button", name="发送确认").click()
    expect(outside.get_by_text("已提交")).to_be_visible()
    carried(street, tmp_path)
    page.reload()
    expect(page.get_by_text(re.compile("^凭链接确认 N"))).to_be_visible()
    page.get_by_role("link", name="登记致谢").click()
    done(page, "登记", "“致谢”已登记。")
    expect(page.get_by_text("共建项目，已完成")).to_be_visible()
    carried(street, tmp_path)
    outside.goto(address)
    expect(outside.get_by_text("搬迁图书两千册")).to_be_visible()
    assert outside.evaluate("document.documentElement.scrollWidth") == 360
