"""A branch watches its score fall with what was due and rise with what is recorded late; from number to record, a click each way."""

import re
from datetime import date, timedelta
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.targets import go, points, press
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE: Final = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
BRANCH: Final = "晨光社区第二党支部"
INDICATOR: Final = "每月开展主题党日"
WORTH: Final = 0.7
MOST: Final = 0.75
"""One point of a hundred in a part that weighs seventy percent; one more complete record may add a little."""


def missed(phone: Page) -> date:
    """From the score to its line; the day on which something was too late stands there; the day before it counts already."""
    phone.get_by_role("listitem").filter(has_text=f"{INDICATOR}：可加回").get_by_role("link").click()
    expect(phone.get_by_text("没有按期办的", exact=True)).to_be_visible()
    found = phone.get_by_role("listitem").filter(has_text="扣分").last.inner_text()
    days = re.findall(r"\d{4}-\d{2}-\d{2}", found)
    return date.fromisoformat(days[-1])


def held(phone: Page, on: date) -> None:
    """A theme day is entered late: planned for its day, with who was there, minutes and signature."""
    phone.goto("/gatherings/new")
    phone.get_by_role("checkbox", name="主题党日", exact=True).check()
    phone.get_by_label("日期", exact=True).fill(on.isoformat())
    phone.get_by_label("开始").fill("14:30")
    phone.locator("input[name=place]").fill("党群服务中心")
    press(phone, "安排")
    phone.wait_for_url(re.compile("/gatherings/G[0-9]+/$"))
    address = phone.url
    phone.goto(f"{address}attendance")
    press(phone, "其余都到会")
    press(phone, "保存")
    expect(phone.get_by_text("到会情况已保存。")).to_be_visible()
    phone.goto(f"{address}minutes/1/write")
    for label, said in (("议题或主题", "重温入党志愿"), ("记录人", "张晓芸"), ("会议内容", "逐人重温入党志愿，谈了体会。")):
        phone.get_by_label(label, exact=False).first.fill(said)
    press(phone, "保存")
    expect(phone.get_by_text("会议记录已保存。")).to_be_visible()
    phone.goto(f"{address}sign")
    press(phone, "签批")
    expect(phone.get_by_text("已签批。名单和记录不再改动")).to_be_visible()


@pytest.mark.skipif(today().month == 1, reason="in January nothing of the year can be late yet")
def test_a_score_falls_with_what_is_due_and_rises_with_what_is_recorded(window: Window) -> None:
    phone = sign_in(window(**PHONE), "zhibu")
    phone.goto("/appraisal/")
    go(phone, BRANCH)
    score, now = phone.url, points(phone)
    late = missed(phone)
    before = late - timedelta(days=2)
    line = phone.url

    phone.goto(f"{score}?on={before.isoformat()}")
    assert points(phone) > now
    phone.get_by_role("listitem").filter(has_text=INDICATOR).last.get_by_role("link").click()
    expect(phone.get_by_text("没有按期办的", exact=True)).to_have_count(0)

    held(phone, before)
    phone.goto(score)
    assert WORTH <= round(points(phone) - now, 2) <= MOST
    phone.goto(line)
    expect(phone.get_by_text("没有按期办的", exact=True)).to_have_count(0)
    go(phone, "查看记录")
    phone.wait_for_url(re.compile("/gatherings/.*kind=theme_day"))
    phone.locator("tbody tr", has_text=before.isoformat()).get_by_role("link").first.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("主题党日")
