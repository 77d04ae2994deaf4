"""Full numbers with two persons, and how long data is kept."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from tests.keeping.leaving import lines, opened
from zhibu.config.demo import PASSWORD


@pytest.fixture
def street_secretary(window: Window) -> Page:
    """刘志远, in a browser of his own."""
    return sign_in(window(), "shuji")


def test_full_numbers_leave_with_two_persons_and_the_member_reads_of_it(
    clerk: Page, street_secretary: Page, window: Window, tmp_path: Path
) -> None:
    page, other = clerk, street_secretary
    page.goto("/members/?category=retired")
    page.get_by_role("link", name="导出完整号码").click()
    expect(page.get_by_text("超过 50 行，须由另一人复核。")).to_be_visible()
    page.get_by_role("button", name="申请").click()
    expect(page.get_by_role("alert")).to_contain_text("请选择「原因」。")
    page.get_by_label("填报上级系统").check()
    page.get_by_label("用途和接收人").fill("报区委组织部，交王同志")
    page.get_by_label("手机号码").check()
    page.get_by_role("button", name="申请").click()
    expect(page.get_by_text("等另一位有复核权限的人办理")).to_be_visible()
    expect(page.get_by_role("link", name="生成文件")).to_have_count(0)
    address = page.url

    other.goto("/")
    expect(other.get_by_role("link", name=re.compile("完整号码导出待复核"))).to_be_visible()
    other.goto(address)
    other.get_by_role("link", name="复核", exact=True).click()
    expect(other.get_by_text("报区委组织部，交王同志")).to_be_visible()
    other.get_by_label("同意", exact=True).check()
    other.get_by_role("button", name="提交").click()
    expect(other.get_by_role("status")).to_contain_text("已同意")

    page.goto(address)
    page.get_by_role("link", name="生成文件").click()
    page.get_by_label("您的登录密码").fill(PASSWORD)
    page.get_by_role("button", name="生成文件").click()
    password = page.locator("#file-password").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="下载文件").click()
    file = tmp_path / "a.xlsx"
    download.value.save_as(file)
    with file.open("rb") as stream:
        note, headings, *people = lines(opened(stream, password))
    assert re.match(r"周敏 \d{4}-\d\d-\d\d \d\d:\d\d 副本 F\d{5}　用途：报区委组织部，交王同志", note[0])
    assert headings == ("姓名", "所在党支部", "人员类别", "手机号码")
    numbers = {row[0]: row[3] for row in people}
    assert len(people) > 50
    assert re.fullmatch(r"\d{11}", numbers["赵国强"])

    page.goto(address)
    expect(page.get_by_text("系统里不再保留")).to_be_visible()
    page.get_by_role("link", name="登记副本已销毁").click()
    page.get_by_label("销毁说明").fill("电子文件已彻底删除")
    page.get_by_role("button", name="登记", exact=True).click()
    page.goto("/exports/")
    expect(page.get_by_role("row").nth(1)).to_contain_text("副本已销毁")

    member = sign_in(window(), "dangyuan")
    member.goto("/me/reads/")
    expect(member.get_by_role("row").filter(has_text="导出完整号码").first).to_contain_text("填报上级系统；报区委组织部，交王同志")


def test_how_long_data_is_kept_and_whom_the_clerk_puts_off(page: Page, window: Window) -> None:
    member = sign_in(window(), "dangyuan")
    member.goto("/me/")
    member.get_by_role("main").get_by_role("link", name="资料保存期限").click()
    row = member.get_by_role("row").filter(has_text="组织关系转出的党员")
    expect(row).to_contain_text("24 个月")
    expect(row).to_contain_text("本地约定")
    expect(member.get_by_role("link", name="到期资料")).to_have_count(0)

    sign_in(page, "ganshi")
    page.goto("/retention/")
    page.get_by_role("link", name="到期资料").click()
    first = page.get_by_role("row").filter(has=page.get_by_role("link", name="暂缓", exact=True)).first
    expect(first).to_contain_text("将到期")
    name = first.get_by_role("link").first.inner_text()
    first.get_by_role("link", name="暂缓", exact=True).click()
    page.get_by_label("原因").fill("档案有争议，待核实")
    page.get_by_role("button", name="登记暂缓").click()
    page.get_by_role("link", name=re.compile("^暂缓 ")).click()
    held = page.get_by_role("row").filter(has_text=name)
    expect(held).to_contain_text("档案有争议，待核实")
    held.get_by_role("link", name="取消暂缓").click()
    page.get_by_label("原因").fill("已核实")
    page.get_by_role("button", name="取消暂缓").click()
    expect(page.get_by_role("status")).to_contain_text("已取消暂缓")
