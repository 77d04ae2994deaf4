"""The pictures of the handbooks and the README, taken from the sample street.

They are taken in every run, into a folder that is thrown away; with ``ZHIBU_PICTURES=1`` into ``docs/pictures``.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.files.samples import HEIC, PLAIN_PDF
from tests.journeys import rosters
from tests.journeys.serving import Served, serving, sign_in
from tests.journeys.test_portal import exchanged, published, wait_for_page
from tests.journeys.test_sealing import tampered
from tests.journeys.windows import Window
from zhibu.config.checkout import ROOT

KEPT = ROOT / "docs" / "pictures"
LARGEST = 240_000
ALL_OF_THEM = 8_000_000


@pytest.fixture(scope="session")
def album(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return KEPT if os.environ.get("ZHIBU_PICTURES") == "1" else tmp_path_factory.mktemp("pictures")


@pytest.fixture(scope="module")
def plainly(street: Served) -> Iterator[Served]:
    """The sample street as a street of its own would look: without the bar of personas."""
    with serving("serve", "--workers", "1", data=street.data) as served:
        yield served


@pytest.fixture
def desk(window: Window, plainly: Served) -> Page:
    return window(base_url=plainly.url, reduced_motion="reduce")


@pytest.fixture
def phone(window: Window, plainly: Served) -> Page:
    size = {"width": 390, "height": 760}
    return window(base_url=plainly.url, viewport=size, reduced_motion="reduce", is_mobile=True, has_touch=True)


def take(page: Page, album: Path, name: str, height: int = 0) -> None:
    """What the window shows, or as much of the page as is asked for."""
    page.wait_for_load_state("networkidle")
    size = page.viewport_size
    assert size is not None
    if height:
        page.set_viewport_size({"width": size["width"], "height": height})
    page.screenshot(path=album / f"{name}.png", animations="disabled")
    page.set_viewport_size(size)
    assert (album / f"{name}.png").stat().st_size < LARGEST


def member_called(page: Page, name: str) -> str:
    page.goto(f"/members/?q={name}")
    address = page.get_by_role("link", name=name, exact=True).first.get_attribute("href")
    assert address is not None
    return address


def test_signing_in_and_the_workbench(desk: Page, album: Path) -> None:
    desk.goto("/login")
    take(desk, album, "sign-in", 560)
    sign_in(desk, "ganshi")
    take(desk, album, "workbench")
    desk.goto("/findings/?state=due")
    take(desk, album, "findings", 900)
    desk.goto("/settle/")
    take(desk, album, "settling", 560)


def test_who_belongs_elsewhere(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/settle/proposals")
    take(desk, album, "proposals", 760)
    desk.goto("/settle/proposals?category=retired")
    desk.get_by_role("row").filter(has_text="云溪公交第三车队党支部").first.get_by_role("link").click()
    expect(desk.get_by_label("晨光社区翠湖花园党支部")).to_be_checked()
    take(desk, album, "managing", 860)


def test_what_is_under_way(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/cases/board")
    take(desk, album, "cases-board", 900)
    desk.goto("/cases/?step=visit_matter.confirm")
    desk.get_by_role("link", name="树枝伸到窗边").click()
    take(desk, album, "case", 900)


def test_meetings(desk: Page, phone: Page, album: Path) -> None:
    sign_in(desk, "zhibu")
    desk.goto("/gatherings/month")
    take(desk, album, "month", 900)
    desk.goto("/ledgers/")
    take(desk, album, "ledgers", 700)
    desk.goto("/gatherings/?state=unsigned")
    desk.get_by_role("link", name="支部党员大会、党课、主题党日").first.click()
    take(desk, album, "meeting", 900)
    address = desk.url
    sign_in(phone, "zhibu")
    phone.goto(f"{address}attendance")
    take(phone, album, "phone-roll")


def test_sessions_of_the_working_committee(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/topics/")
    take(desk, album, "topics", 760)
    desk.goto("/topics/?state=tabled")
    desk.get_by_role("link", name="研究社区口袋公园建设方案").click()
    desk.get_by_role("link", name="党工委会议 第").click()
    take(desk, album, "session", 1000)


def test_life_meetings_and_assessments(desk: Page, phone: Page, album: Path) -> None:
    sign_in(desk, "zhibu")
    desk.goto("/life-meetings/branches")
    desk.get_by_role("row").filter(has_text="已签批").first.get_by_role("link").click()
    take(desk, album, "life-meeting", 620)
    desk.goto("/assessments/?year=2025")
    address = desk.get_by_role("link", name="晨光社区第二党支部").first.get_attribute("href")
    assert address is not None
    sign_in(phone, "zhibu")
    phone.goto(f"{address}grades")
    take(phone, album, "grades")


def test_rules_and_local_parameters(desk: Page, album: Path) -> None:
    sign_in(desk, "shuji")
    desk.goto("/rules/probation.ends/")
    take(desk, album, "rule", 680)
    desk.goto("/parameters/")
    desk.get_by_role("link", name="去确定").first.click()
    take(desk, album, "parameter-decide", 940)


def test_institutions_and_study(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/institutions/")
    desk.get_by_role("link", name="中心组学习制度").click()
    take(desk, album, "institution", 1000)
    desk.goto("/study/")
    take(desk, album, "study", 1000)


def test_the_roll(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/members/")
    take(desk, album, "members")
    desk.locator("details.as-of > summary").click()
    take(desk, album, "as-of", 560)
    desk.goto("/members/?q=zgq")
    take(desk, album, "search", 560)
    desk.goto("/organisations/")
    take(desk, album, "organisations", 720)


def test_a_member_and_the_forms(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    address = member_called(desk, "赵国强")
    desk.goto(address)
    desk.get_by_text("更多办理").click()
    take(desk, album, "member", 1000)
    desk.keyboard.press("Escape")
    desk.get_by_role("link", name="查看完整号码").last.click()
    expect(desk.get_by_role("dialog")).to_be_visible()
    take(desk, album, "reveal")
    desk.goto(f"{address}correct")
    desk.get_by_label("加入党组织日期").fill("78.5.10")
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_role("alert")).to_be_visible()
    take(desk, album, "objections", 640)
    desk.goto(f"{address}leave")
    take(desk, album, "leave", 640)
    desk.goto(f"{address}copy")
    take(desk, album, "copy", 640)


def test_rosters(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/imports/")
    take(desk, album, "import", 640)
    file: FilePayload = {"name": "新到党员.xlsx", "mimeType": "application/octet-stream", "buffer": rosters.for_the_sample_street()}
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_role("button", name="上传并预览").click()
    expect(desk.get_by_role("button", name="确认导入")).to_be_visible()
    take(desk, album, "preview", 960)


def test_ones_own_record(desk: Page, album: Path) -> None:
    sign_in(desk, "zhibu")
    desk.goto(member_called(desk, "赵国强"))
    sign_in_as(desk, "dangyuan")
    desk.goto("/me/")
    take(desk, album, "my-record", 720)
    desk.goto("/me/reads/")
    take(desk, album, "my-reads", 480)


def test_a_message_with_attachments(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/messages/published")
    desk.get_by_role("link", name="查看 ：社区食堂本月开放日").click()
    page_of_minutes: FilePayload = {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": HEIC}
    paper: FilePayload = {"name": "报名表.pdf", "mimeType": "application/pdf", "buffer": PLAIN_PDF}
    desk.get_by_label("附件").set_input_files([page_of_minutes, paper])
    desk.get_by_role("button", name="添加附件").click()
    expect(desk.get_by_text("已添加 2 个附件。")).to_be_visible()
    take(desk, album, "message", 980)


def test_how_long_data_is_kept(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/retention/")
    take(desk, album, "retention", 480)


def test_full_numbers(desk: Page, window: Window, plainly: Served, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/members/?category=laid_off")
    desk.get_by_role("link", name="导出完整号码").click()
    desk.get_by_label("填报上级系统").check()
    desk.get_by_label("用途和接收人").fill("报区委组织部，交王同志")
    desk.get_by_label("手机号码").check()
    desk.get_by_role("button", name="申请").click()
    expect(desk.get_by_text("待复核")).to_be_visible()
    second = sign_in(window(base_url=plainly.url, reduced_motion="reduce"), "shuji")
    second.goto(f"{desk.url}decide")
    take(second, album, "export-second", 640)


def test_second_factor_and_slip(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/me/sessions/second-factor/phone")
    take(desk, album, "second-factor", 960)
    desk.goto(member_called(desk, "赵国强").replace("/members/", "/slips/").rstrip("/"))
    desk.get_by_role("button", name="打印登录码").click()
    take(desk, album, "slip", 700)


def test_letters(desk: Page, album: Path) -> None:
    sign_in(desk, "shuji")
    desk.get_by_role("link", name="去批复 ：关于使用党群服务中心二楼会议室的请示").click()
    take(desk, album, "letter", 640)


def test_a_selection(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi").goto("/selections/")
    desk.get_by_role("link", name=re.compile("去推荐 ：")).first.click()
    take(desk, album, "selection", 860)


def test_an_election(desk: Page, phone: Page, album: Path) -> None:
    sign_in(desk, "ganshi").goto("/elections/?state=waiting")
    desk.locator("tbody a").first.click()
    take(desk, album, "election", 900)
    sign_in(phone, "ganshi").goto("/elections/?state=open")
    phone.get_by_role("row").filter(has_text="召开选举大会").get_by_role("link").first.click()
    phone.get_by_role("link", name="去发票").click()
    phone.get_by_role("button", name="发票").click()
    phone.get_by_role("link", name="录入计票").click()
    take(phone, album, "phone-election-count")


def test_polls(desk: Page, album: Path) -> None:
    sign_in(desk, "shequ")
    desk.goto("/polls/")
    desk.get_by_role("link", name="查看 ：社区食堂办得怎么样").first.click()
    expect(desk.locator("[data-chart] svg, [data-chart] canvas").first).to_be_visible()
    take(desk, album, "poll", 760)


def test_the_portal(window: Window, street: Served, album: Path) -> None:
    address = published(street)
    exchanged(sign_in(window(base_url=street.url), "xitong"))
    outside = window(viewport={"width": 390, "height": 760}, reduced_motion="reduce", is_mobile=True, has_touch=True)
    wait_for_page(outside, address)
    take(outside, album, "phone-liaison")


def test_refusals(desk: Page, album: Path) -> None:
    sign_in(desk, "zhibu")
    desk.goto("/organisations/new")
    take(desk, album, "refused", 560)


def test_accounts_and_the_trail(desk: Page, album: Path, street: Served) -> None:
    sign_in(desk, "shouquan")
    desk.goto("/accounts/")
    take(desk, album, "accounts", 640)
    desk.get_by_role("link", name="陈立").click()
    take(desk, album, "account", 560)
    sign_in_as(desk, "shenji")
    desk.goto("/audit/")
    take(desk, album, "audit", 640)
    desk.get_by_role("link", name="核对日志").click()
    with tampered(street):
        desk.get_by_role("button", name="开始核对").click()
        expect(desk.get_by_text("不符之处")).to_be_visible()
    take(desk, album, "verification", 800)
    sign_in_as(desk, "xitong")
    take(desk, album, "system", 580)


def test_on_a_phone(phone: Page, album: Path) -> None:
    sign_in(phone, "zhibu")
    take(phone, album, "phone-workbench")
    phone.goto("/members/")
    take(phone, album, "phone-members")
    phone.get_by_role("navigation", name="常用").get_by_role("link", name="菜单").click()
    take(phone, album, "phone-menu")


def test_large_and_dark(phone: Page, desk: Page, album: Path, plainly: Served) -> None:
    phone.context.add_cookies([{"name": "zhibu_size", "value": "large", "url": plainly.url}])
    sign_in(phone, "zhibu")
    phone.goto("/members/")
    take(phone, album, "phone-large")
    desk.context.add_cookies([{"name": "zhibu_theme", "value": "dark", "url": plainly.url}])
    sign_in(desk, "ganshi")
    take(desk, album, "dark", 640)


def test_members_away_and_places_to_visit(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/floating/")
    take(desk, album, "floating", 640)
    desk.goto("/ties/?q=2号楼1单元")
    desk.get_by_role("link", name="2号楼1单元", exact=True).first.click()
    expect(desk.get_by_role("heading", name="2号楼1单元", level=1)).to_be_visible()
    take(desk, album, "linked-place", 640)


def test_all_of_them_are_small_enough_to_carry(album: Path) -> None:
    pictures = list(album.glob("*.png"))
    assert len(pictures) >= 25
    assert sum(one.stat().st_size for one in pictures) < ALL_OF_THEM


def sign_in_as(page: Page, username: str) -> None:
    page.context.clear_cookies(name="zhibu_session")
    sign_in(page, username)


def test_who_answers_for_what(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi").goto("/responsibility/")
    take(desk, album, "responsibility", 640)


def test_steering_committees_in_three_tiers(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi").goto("/steering/")
    take(desk, album, "steering", 780)


def test_a_need_and_what_would_fit(desk: Page, album: Path) -> None:
    sign_in(desk, "shequ").goto("/coordination/?state=open")
    desk.locator("tbody a").first.click()
    expect(desk.get_by_role("heading", name="合适的资源")).to_be_visible()
    take(desk, album, "coordination-need", 720)


def test_a_score_on_a_phone(phone: Page, album: Path) -> None:
    sign_in(phone, "zhibu").goto("/appraisal/")
    phone.locator("tbody a").first.click()
    expect(phone.get_by_role("heading", name="怎样提高得分")).to_be_visible()
    take(phone, album, "phone-score", 1500)


def test_a_year_of_agreements(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi").goto("/agreements/")
    desk.get_by_text("更多办理").click()
    desk.get_by_role("link", name=re.compile("^年度办理：.*党支部")).first.click()
    take(desk, album, "appraisal-year", 640)


def test_tokens_for_other_systems(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/me/sessions/tokens/new")
    desk.get_by_label("给谁用").fill("区政务平台，信息中心王工")
    desk.get_by_label("查看组织、名册和职务").check()
    desk.get_by_label("查看会议记录和到会情况").check()
    take(desk, album, "token-new", 1180)


def test_all_tokens_for_the_keeper_of_rights(desk: Page, album: Path) -> None:
    sign_in(desk, "shouquan")
    desk.goto("/accounts/tokens/")
    take(desk, album, "tokens", 520)


def test_certificates_and_a_ceremony(desk: Page, album: Path) -> None:
    sign_in(desk, "ganshi")
    desk.goto("/certificates/")
    desk.get_by_role("listitem").filter(has_text="授予").first.get_by_role("link").click()
    take(desk, album, "certificates", 900)
    desk.goto("/ceremonies/")
    desk.get_by_role("listitem").filter(has_text="大会").first.get_by_role("link").click()
    take(desk, album, "ceremony", 640)
