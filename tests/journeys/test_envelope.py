"""An inspector opens an envelope without a network, and every score comes out of its records; a file that was changed shows where."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.mechanism.appraisal.envelopes import invented
from zhibu.mechanism.appraisal.envelope.reckoning import differences
from zhibu.mechanism.appraisal.envelope.sealing import sealed

PASSWORD = "向阳街道二〇二六年度检查"
PHONE: ViewportSize = {"width": 360, "height": 740}
RECKONED = """contents => contents.map(content => reckon(content).map(one =>
    [one.same, shown(one.total), one.band, one.lines.map(line => shown(line.points))]))"""


@pytest.fixture
def offline(browser: Browser) -> Page:
    """A browser of the inspector's own, without a network."""
    return browser.new_context(offline=True, viewport=PHONE, locale="zh-CN").new_page()


def open_file(page: Page, file: Path, password: str = PASSWORD) -> None:
    page.goto(file.as_uri())
    page.get_by_label("口令").fill(password)
    page.get_by_role("button", name="打开").click()


def test_an_envelope_opens_offline_and_reckons_every_score(offline: Page, tmp_path: Path) -> None:
    content = invented(7)
    assert differences(content) == []
    file = tmp_path / "检查封存件.html"
    file.write_bytes(sealed(content, password=PASSWORD, code="X00000001"))
    open_file(offline, file, "别的口令别的口令")
    expect(offline.get_by_text("打不开：口令不对，或者文件已被改动。")).to_be_visible()
    open_file(offline, file)
    expect(offline.locator("#verdict")).to_have_text("3 个组织的得分由记录重算，全部一致。")
    assert offline.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    offline.locator("summary").first.click()
    assert offline.locator("details[open]").count() == 1


def test_where_a_record_is_missing_the_page_says_whose_score_it_was(offline: Page, tmp_path: Path) -> None:
    content = invented(7)
    content["organisations"][1]["lines"][0]["points"] = "0.01"
    file = tmp_path / "改过的.html"
    file.write_bytes(sealed(content, password=PASSWORD, code="X00000002"))
    open_file(offline, file)
    expect(offline.locator("#verdict")).to_have_text("1 个组织的得分和记录不一致：第1党支部。")


def test_the_page_reckons_as_the_house_does(offline: Page, tmp_path: Path) -> None:
    file = tmp_path / "空的.html"
    file.write_bytes(sealed(invented(0), password=PASSWORD, code="X00000003"))
    offline.goto(file.as_uri())
    contents = [invented(seed) for seed in range(200)]
    assert offline.evaluate(RECKONED, contents) == [
        [[True, one["points"], one["band"], [line["points"] for line in one["lines"]]] for one in content["organisations"]]
        for content in contents
    ]
