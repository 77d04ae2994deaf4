"""A messy roster to the end: preview, refused rows downloaded and mended, imported again, taken back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys import rosters
from tests.journeys.serving import Served, run, search, serving

FIRST_PASSWORD = "ding xiang hua kai"
OWN_PASSWORD = "huai shu xia mian"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(scope="module")
def new_street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A street's own installation on its first day: organisations from the command line, and the clerk's account."""
    home = tmp_path_factory.mktemp("new-street")
    (home / "党组织.xlsx").write_bytes(rosters.organisations())
    data = home / "data"
    run("import", str(home / "党组织.xlsx"), data=data)
    who = ("ganshi", "--name", "周敏", "--role", "street_clerk", "--organisation", "枫桥街道党工委")
    run("user", "add", *who, "--password-stdin", data=data, typed=f"{FIRST_PASSWORD}\n")
    with serving("serve", "--workers", "1", data=data) as served:
        yield served


def upload(page: Page, name: str, content: bytes) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="数据导入").click()
    file: FilePayload = {"name": name, "mimeType": EXCEL, "buffer": content}
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并预览").click()


def figures(page: Page) -> dict[str, int]:
    cards = page.locator(".card")
    expect(cards).to_have_count(4)
    return {card.locator("span").inner_text(): int(card.locator("b").inner_text()) for card in cards.all()}


def test_a_messy_roster_to_the_end(page: Page, new_street: Served, tmp_path: Path) -> None:
    page.goto(f"{new_street.url}/login")
    first_log_in(page)
    expect(page.get_by_role("heading", name="名册还是空的，先导入名册")).to_be_visible()

    upload(page, "党员花名册.xlsx", rosters.members())
    assert figures(page) == {"新增": 2, "更新": 0, "未变": 0, "未导入": 3}
    expect(page.get_by_text("没有导入的栏目：爱好")).to_be_visible()
    reasons = page.get_by_role("region", name="未导入的行").get_by_role("row")
    expect(reasons).to_have_count(4)
    expect(reasons.nth(1)).to_contain_text("末位数字已丢失")
    expect(reasons.nth(2)).to_contain_text("校验码与前 17 位不符")
    expect(reasons.nth(3)).to_contain_text("没有名称或简称为“杨湾社区党支部”的党组织")
    page.goto(f"{new_street.url}/members/")
    expect(page.get_by_text("名册还是空的")).to_be_visible()
    page.go_back()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载未导入的行").click()
    refused = tmp_path / "未导入的行.xlsx"
    waiting.value.save_as(refused)
    page.get_by_role("button", name="确认导入").click()
    assert figures(page) == {"新增": 2, "更新": 0, "未变": 0, "未导入": 3}

    upload(page, "改好的行.xlsx", rosters.mended(refused))
    assert figures(page) == {"新增": 3, "更新": 0, "未变": 0, "未导入": 0}
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("link", name="看名册").click()
    assert page.locator("table a.name").all_inner_texts() == ["李晚", "钱岸", "孙桥", "赵柳溪", "郑远"]

    search(page, "zy")
    page.get_by_role("link", name="郑远", exact=True).click()
    expect(page.locator("dl.facts").filter(has_text="公民身份号码")).to_contain_text("119*************")

    upload(page, "改好的行.xlsx", rosters.mended(refused))
    assert figures(page) == {"新增": 0, "更新": 0, "未变": 3, "未导入": 0}
    the_first_week_is_calm(page)


def the_first_week_is_calm(page: Page) -> None:
    """Only what ends soon stands on the workbench; all the rest can be read, and what nobody has recorded is not late."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="工作台", exact=True).click()
    expect(page.get_by_text("第一周只列今后 30 天内到期的事项")).to_be_visible()
    expect(page.locator(".chip.late")).to_have_count(0)
    page.get_by_role("link", name="全部提醒事项").first.click()
    page.get_by_role("link", name=re.compile("^资料未录")).click()
    expect(page.get_by_role("region", name="提醒事项表格")).to_contain_text("没有职务记录，不能判断")


def first_log_in(page: Page) -> None:
    page.get_by_label("登录名").fill("ganshi")
    page.get_by_label("密码").fill(FIRST_PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_label("现在的密码").fill(FIRST_PASSWORD)
    page.get_by_label("新密码", exact=True).fill(OWN_PASSWORD)
    page.get_by_label("再输入一次新密码").fill(OWN_PASSWORD)
    page.get_by_role("button", name="修改密码").click()


def test_an_import_is_taken_back_as_a_whole(clerk: Page) -> None:
    page = clerk
    upload(page, "示例.xlsx", rosters.for_the_sample_street())
    assert figures(page) == {"新增": 1, "更新": 0, "未变": 0, "未导入": 1}
    page.get_by_role("button", name="确认导入").click()
    page.get_by_role("link", name="看名册").click()
    search(page, rosters.XIAOMAN[-4:])
    expect(page.get_by_role("link", name="钟小满", exact=True)).to_be_visible()

    page.goto("/imports/")
    page.locator(".lines").get_by_role("link", name="示例.xlsx").first.click()
    page.get_by_role("button", name="整批撤回").click()
    expect(page.get_by_role("status").filter(has_text="已整批撤回")).to_be_visible()
    search(page, "钟小满")
    expect(page.get_by_role("link", name="钟小满", exact=True)).to_have_count(0)


def test_a_real_roster_stays_out_of_the_sample_street(clerk: Page) -> None:
    page = clerk
    upload(page, "真实名册.xlsx", rosters.members())
    expect(page.get_by_role("status").filter(has_text="这里装的是演示数据，不能导入真实名册")).to_be_visible()
    assert figures(page) == {"新增": 0, "更新": 0, "未变": 0, "未导入": 0}
    search(page, "赵柳溪")
    expect(page.get_by_role("link", name="赵柳溪", exact=True)).to_have_count(0)
