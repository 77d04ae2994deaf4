"""A conference takes up what is late, and a line of its agenda becomes a matter; the chart of the three tiers on a phone."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.test_every_page import AXE, EVERYTHING, barriers
from tests.journeys.windows import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
STREET = "向阳街道党建工作指导委员会"


def test_a_conference_takes_up_what_is_late_and_a_line_becomes_a_matter(page: Page, window: Window) -> None:
    clerk = sign_in(page, "ganshi")
    clerk.goto("/steering/")
    clerk.get_by_role("link", name=STREET).click()
    clerk.get_by_role("link", name="安排联席会议").click()
    expect(clerk.get_by_role("checkbox", name="线路改造期间的居民告知")).to_be_checked()
    clerk.get_by_role("textbox", name="议题").fill("志愿服务队分工")
    clerk.get_by_role("button", name="安排").click()
    expect(clerk.get_by_text("1. 协调事项进展：线路改造期间的居民告知").first).to_be_visible()
    clerk.get_by_role("link", name="转为协调事项").click()
    expect(clerk.get_by_label("事项名称")).to_have_value("志愿服务队分工")
    clerk.get_by_role("button", name="记下").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("志愿服务队分工")

    phone = sign_in(window(**PHONE), "ganshi")
    phone.goto("/steering/")
    phone.evaluate(AXE.read_text(encoding="utf-8"))
    assert barriers(phone, EVERYTHING) == []
    assert phone.evaluate("document.documentElement.scrollWidth") == 360
    phone.get_by_role("link", name=STREET).click()
    expect(phone.get_by_role("listitem").filter(has_text="志愿服务队分工").first).to_be_visible()
