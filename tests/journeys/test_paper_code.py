"""A member of 75 who wants no password: the secretary prints a slip, the member types a line of it on the phone."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.serving import search, sign_in
from tests.journeys.windows import Window

PARTY_WORDS = re.compile(r"党|支部|组织|书记|委员|干事|街道|社区")


def print_slip(page: Page) -> list[str]:
    """陈立 prints a slip for a member of the branch; gives its lines, spaces and all."""
    sign_in(page, "zhibu")
    search(page, "zgq")
    page.get_by_role("link", name="赵国强", exact=True).first.click()
    page.get_by_text("更多办理").click()
    page.get_by_role("link", name="打印登录码").click()
    page.get_by_role("button", name="打印登录码").click()
    expect(page.locator(".codes li")).to_have_count(5)
    return page.locator(".codes code").all_inner_texts()


def seen(page: Page) -> str:
    return str(page.evaluate("document.body.innerText"))


def test_a_member_signs_in_with_a_line_of_the_slip(page: Page, window: Window) -> None:
    lines = print_slip(page)
    page.emulate_media(media="print")
    assert PARTY_WORDS.findall(seen(page)) == []
    assert ["赵国强" in seen(page), lines[0] in seen(page)] == [True, True]

    phone = window(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    phone.goto("/login")
    phone.get_by_role("link", name="用纸条上的登录码").click()
    box = phone.get_by_label("登录码")
    expect(box).to_have_attribute("inputmode", "numeric")
    box.fill(lines[0][:-1] + ("0" if lines[0][-1] != "0" else "1"))
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.get_by_text("登录码不正确，或者已经用过。")).to_be_visible()
    phone.get_by_label("登录码").fill(lines[0])
    phone.get_by_role("button", name="登录", exact=True).click()
    expect(phone.get_by_text("我的党内信息")).to_be_visible()
    phone.goto("/me/sessions/")
    expect(phone.locator("main")).to_contain_text("陈立")
    expect(phone.get_by_text("4 个，到")).to_be_visible()
    phone.goto("/me/readers/")
    expect(phone.get_by_text("陈立 · 党支部书记")).to_be_visible()
    assert phone.evaluate("document.scrollingElement.scrollWidth") <= 360


def test_a_line_opens_once_and_without_scripts_too(page: Page, window: Window) -> None:
    line = print_slip(page)[0]
    for opened in (True, False):
        phone = window(viewport={"width": 360, "height": 740}, java_script_enabled=False)
        phone.goto("/login/slip")
        phone.get_by_label("登录码").fill(line.replace(" ", ""))
        phone.get_by_role("button", name="登录", exact=True).click()
        expect(phone.get_by_text("我的党内信息" if opened else "登录码不正确，或者已经用过。")).to_be_visible()
