"""A visit is recorded on a phone; what somebody brought up there is assigned, answered and confirmed, and the visit shows how it ended."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
COMMUNITY = "晨光社区党委"


def visited(page: Page) -> str:
    """The community's secretary enters it two days later; returns its address."""
    page.goto("/gatherings/new")
    page.get_by_text("其他类型").click()
    page.get_by_label("走访", exact=True).check()
    page.get_by_label("日期", exact=True).fill((today() - timedelta(days=2)).isoformat())
    page.get_by_label("议题或主题：走访").fill("看望独居老人")
    page.get_by_role("button", name="安排").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("走访")
    return page.url


def noted(page: Page, title: str) -> str:
    """What is to be done, without the household; returns the address of the case."""
    page.get_by_role("link", name="记一件反映事项").click()
    expect(page.get_by_label("立项党组织")).to_have_value(COMMUNITY)
    page.get_by_label("事项名称").fill(title)
    page.get_by_label("反映的情况").fill("想装一个扶手。")
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("已记下，转入交办。")).to_be_visible()
    return page.url


def step(page: Page, name: str, **typed: str) -> None:
    page.get_by_role("link", name=f"去办理 ：{name}").click()
    for label, text in typed.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text(f"“{name}”已办理。")).to_be_visible()


def test_what_was_brought_up_at_a_visit_is_answered(window: Window) -> None:
    phone = sign_in(window(**PHONE), "shequ")
    visit = visited(phone)
    expect(phone.get_by_text("还没有。走访中群众反映的事记在这里")).to_be_visible()
    case = noted(phone, "楼门口装扶手")
    phone.get_by_role("link", name="走访 G").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("走访")
    expect(phone.get_by_text("交办 · 晨光社区党委")).to_be_visible()

    phone.goto(case)
    step(phone, "交办", 承办党组织=COMMUNITY)
    step(phone, "答复本人", 答复内容="扶手周五装好。", 怎样答复的="当面")
    step(phone, "本人确认")
    phone.goto(visit)
    expect(phone.get_by_role("main").get_by_text("已办结").first).to_be_visible()


def test_a_visit_begins_at_the_place_that_somebody_is_linked_to(window: Window) -> None:
    phone = sign_in(window(**PHONE), "shequ")
    phone.goto("/ties/new")
    expect(phone.get_by_label("党组织")).to_have_value(COMMUNITY)
    phone.get_by_label("联系点").fill("9号楼2单元501")
    phone.get_by_label("岗位").fill("社区网格员")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("alert")).to_contain_text("写到了住户的门牌号。")
    phone.get_by_label("联系点").fill("9号楼2单元")
    phone.get_by_label("联系人").fill("何春燕")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("9号楼2单元")
    place = phone.url

    phone.goto("/")
    phone.get_by_role("link", name="去走访 ：9号楼2单元").click()
    phone.get_by_role("button", name="记下走访").click()
    expect(phone.get_by_text("已记下走访。")).to_be_visible()
    noted(phone, "楼门口路面不平")
    phone.goto(place)
    expect(phone.get_by_text("楼门口路面不平", exact=True)).to_be_visible()
    phone.get_by_role("link", name="打印联系告示").click()
    expect(phone.get_by_role("heading", name="9号楼2单元 联系告示", level=2)).to_be_visible()
    expect(phone.get_by_role("main").get_by_text("何春燕")).to_have_count(0)
