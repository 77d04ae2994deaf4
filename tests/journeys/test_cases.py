"""A matter brought up by a resident, from the first note to the confirmation; and two people who act on one case at once."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

STREET, COMMUNITY = "向阳街道党工委", "晨光社区党委"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1360, "height": 900}}


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> dict[str, object]:
    asked: dict[str, object] = request.param
    return asked


def opened(page: Page, title: str) -> str:
    """By hand; returns the address of the case."""
    page.goto("/cases/")
    page.get_by_role("link", name="登记反映事项").click()
    page.get_by_label("立项党组织").fill(STREET)
    page.get_by_label("事项名称").fill(title)
    page.get_by_label("反映的情况").fill("晚上下楼看不见台阶。")
    page.get_by_role("button", name="立项").click()
    expect(page.get_by_text("已立项。")).to_be_visible()
    return page.url


def assigned(page: Page) -> None:
    page.get_by_role("link", name="去办理 ：交办").click()
    page.get_by_label("承办党组织").fill(COMMUNITY)
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("“交办”已办理。")).to_be_visible()


def test_a_matter_is_opened_answered_taken_up_again_and_confirmed(window: Window, size: dict[str, object]) -> None:
    clerk, community = sign_in(window(**size), "ganshi"), sign_in(window(**size), "shequ")
    address = opened(clerk, "四号楼道灯不亮")
    assigned(clerk)

    community.goto("/")
    community.goto(address)
    community.get_by_role("link", name="去办理 ：答复本人").click()
    community.get_by_label("答复内容").fill("物业明天换灯。")
    community.get_by_role("button", name="提交").click()
    expect(community.get_by_role("link", name="请填写「怎样答复的」")).to_be_visible()
    expect(community.get_by_label("答复内容")).to_have_value("物业明天换灯。")
    community.get_by_label("怎样答复的").fill("当面")
    community.get_by_role("button", name="提交").click()
    expect(community.get_by_text("“答复本人”已办理。")).to_be_visible()

    clerk.goto(address)
    clerk.get_by_role("link", name="退回 ：没有解决的，退回“答复本人”").click()
    clerk.get_by_label("原因").fill("灯又坏了。")
    clerk.get_by_role("button", name="退回").click()
    expect(clerk.get_by_text("已退回“答复本人”。")).to_be_visible()
    clerk.get_by_role("link", name="去办理 ：答复本人").click()
    clerk.get_by_label("答复内容").fill("换了整条线路。")
    clerk.get_by_label("怎样答复的").fill("电话")
    clerk.get_by_label("代谁办理").fill("社区网格员")
    clerk.get_by_role("button", name="提交").click()
    clerk.get_by_role("link", name="去办理 ：本人确认").click()
    clerk.get_by_role("button", name="提交").click()
    expect(clerk.get_by_text("“本人确认”已办理。")).to_be_visible()
    expect(clerk.locator("dl.facts").first).to_contain_text("已办结")
    expect(clerk.locator("ol.steps li.done")).to_have_count(3)


def test_the_second_of_two_reads_what_the_first_did_and_loses_nothing(window: Window, size: dict[str, object]) -> None:
    clerk, community = sign_in(window(**size), "ganshi"), sign_in(window(**size), "shequ")
    address = opened(clerk, "两人同时办的一件")
    assigned(clerk)
    for one in (clerk, community):
        one.goto(address)
        one.get_by_role("link", name="去办理 ：答复本人").click()
    community.get_by_label("答复内容").fill("先办的答复。")
    community.get_by_label("怎样答复的").fill("当面")
    clerk.get_by_label("答复内容").fill("后办的人写了很久的答复。")
    clerk.get_by_label("怎样答复的").fill("电话")
    community.get_by_role("button", name="提交").click()
    expect(community.get_by_text("“答复本人”已办理。")).to_be_visible()
    clerk.get_by_role("button", name="提交").click()
    expect(clerk.get_by_text("何春燕 刚刚办理了“答复本人”。")).to_be_visible()
    expect(clerk.get_by_label("答复内容")).to_have_value("后办的人写了很久的答复。")
    clerk.get_by_role("button", name="提交").click()
    expect(clerk.get_by_text("“答复本人”已于")).to_be_visible()


def test_a_case_rests_and_goes_on(clerk: Page) -> None:
    opened(clerk, "要等回函的一件")
    clerk.get_by_role("link", name="暂停").click()
    clerk.get_by_label("原因").fill("等供电公司回函。")
    clerk.get_by_role("button", name="暂停").click()
    expect(clerk.get_by_text("已暂停，期限不再计算。")).to_be_visible()
    clerk.get_by_role("link", name="恢复办理").click()
    clerk.get_by_role("button", name="恢复办理").click()
    expect(clerk.get_by_text("已恢复，期限已顺延。")).to_be_visible()
