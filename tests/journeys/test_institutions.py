"""An institution is revised, and the requirement that reads its value changes with it; then the value is put back."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
NAME = "党工委会议每月的次数不少于（0 为不作要求）"
SESSIONS = "/findings/?clause=meeting.working_committee"
BASIS = "《党工委议事规则》（第 3 版）第三条"


def revised(page: Page) -> None:
    """The third article asks for two sessions a month."""
    page.goto("/institutions/")
    page.get_by_role("link", name="党工委议事规则").click()
    page.get_by_role("link", name="修订", exact=True).click()
    text = page.get_by_label("正文")
    text.fill(text.input_value().replace("每月至少召开一次", "每月至少召开两次"))
    page.get_by_label("修订说明").fill("会议改为每月两次。")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("文稿已保存。")).to_be_visible()
    page.get_by_role("link", name="第 3 版改了什么").click()
    expect(page.locator("ins")).to_have_text("【增】两")
    expect(page.locator("del")).to_have_text("【删】一")
    page.go_back()


def carried_and_adopted(page: Page) -> None:
    page.get_by_role("link", name="加一条").click()
    page.get_by_label("条款").fill("第三条")
    page.get_by_label("本地参数").select_option(label=f"{NAME}（次）")
    page.get_by_label("数值").fill("2")
    page.get_by_role("button", name="写入文稿").click()
    expect(page.get_by_text(f"第三条　{NAME}：2 次", exact=True)).to_be_visible()
    page.get_by_role("link", name="登记通过").click()
    page.get_by_label("通过日期").fill(today().isoformat())
    page.get_by_label("通过依据").fill("党工委会议")
    page.get_by_role("button", name="登记通过").click()
    expect(page.get_by_text("已登记通过。")).to_be_visible()
    expect(page.get_by_text("待书记确定")).to_be_visible()


def test_an_institution_is_revised_and_the_requirement_changes_with_it(page: Page, window: Window) -> None:
    clerk = sign_in(page, "ganshi")
    clerk.goto(SESSIONS)
    expect(clerk.get_by_role("heading", name="没有符合条件的记录")).to_be_visible()
    revised(clerk)
    carried_and_adopted(clerk)

    secretary = sign_in(window(**PHONE), "shuji")
    secretary.goto("/parameters/")
    secretary.get_by_role("link", name=f"去确定 ：{NAME}：2 次").click()
    expect(secretary.get_by_text(BASIS)).to_be_visible()
    secretary.get_by_label("采纳，按所填日期起用").check()
    secretary.get_by_role("button", name="确定").click()
    expect(secretary.locator("dl.facts").first).to_contain_text(BASIS)

    clerk.goto(SESSIONS)
    table = clerk.get_by_role("region", name="提醒事项表格")
    table.get_by_text("依据和办法").first.click()
    expect(table.get_by_text("应有 2 次").first).to_be_visible()
    expect(table.get_by_text(f"数值依据：{BASIS}").first).to_be_visible()
    clerk.goto("/rules/meeting.working_committee.per_month/")
    expect(clerk.get_by_text(f"依据：{BASIS}").first).to_be_visible()

    put_back(secretary, clerk)
    clerk.goto(SESSIONS)
    expect(clerk.get_by_role("heading", name="没有符合条件的记录")).to_be_visible()


def put_back(secretary: Page, clerk: Page) -> None:
    """Each takes back the own act of the same day."""
    secretary.goto("/changes/")
    secretary.get_by_role("listitem").filter(has_text="确定本地参数").filter(has_text=NAME).get_by_role("button", name="撤回").click()
    expect(secretary.get_by_text("已撤回：确定本地参数")).to_be_visible()
    clerk.goto("/parameters/")
    clerk.get_by_role("link", name=f"撤回 ：{NAME}：2 次").click()
    clerk.get_by_role("button", name="撤回").click()
    expect(clerk.get_by_text("已撤回。")).to_be_visible()
    clerk.goto("/changes/")
    clerk.get_by_role("listitem").filter(has_text="登记制度通过").get_by_role("button", name="撤回").click()
    expect(clerk.get_by_text("已撤回：登记制度通过")).to_be_visible()
