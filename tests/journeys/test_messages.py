"""A message is written, a photo of a telephone attached on the way; its people find it on the bell, and on paper without an account."""

from playwright.sync_api import FilePayload, Page, expect

from tests.files.samples import HEIC
from tests.journeys.serving import sign_in
from zhibu.kernel.clock import today

TITLE = "周五下午三点领学习材料"


def test_a_message_with_a_photo_reaches_its_people(page: Page) -> None:
    sign_in(page, "ganshi")
    page.get_by_role("link", name="消息", exact=False).first.click()
    page.get_by_role("link", name="发布消息").click()
    page.get_by_label("展示到哪一天").fill(today().isoformat())
    page.get_by_label("标题").fill("请各支部来领学习材料")
    page.get_by_label("正文").fill("学习材料到了，请派一位同志来领。")
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("标题会出现在群消息和纸面外侧，不写“支部”。").first).to_be_visible()
    page.get_by_label("标题").fill(TITLE)
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布。")).to_be_visible()

    photo: FilePayload = {"name": "IMG_0042.HEIC", "mimeType": "image/heic", "buffer": HEIC}
    archive: FilePayload = {"name": "材料.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04 none"}
    page.get_by_label("附件").set_input_files([photo, archive])
    page.get_by_role("button", name="添加附件").click()
    expect(page.get_by_text("“材料.zip”已损坏或不完整，打不开。").first).to_be_visible()
    expect(page.locator(".attachments img")).to_have_js_property("naturalWidth", 96)
    page.get_by_role("link", name="移除 ：IMG_0042.jpg").click()
    expect(page.get_by_role("dialog")).to_contain_text("内容立即销毁，不能找回")
    page.get_by_role("link", name="不办了，返回").click()

    sign_in_as(page, "dangyuan")
    bell = page.get_by_role("banner").get_by_role("link", name="消息")
    expect(bell).to_contain_text("条未读")
    before = int(bell.locator(".badge").inner_text())
    bell.click()
    page.get_by_role("link", name=f"查看 ：{TITLE}").click()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    with page.expect_response("**/files/*") as answer:
        page.get_by_role("link", name="IMG_0042.jpg").click()
    assert answer.value.headers["content-type"] == "image/jpeg"
    page.goto("/")
    if before > 1:
        expect(bell.locator(".badge")).to_have_text(str(before - 1))
    taken_back(page)


def sign_in_as(page: Page, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)


def taken_back(page: Page) -> None:
    """So that whoever comes next finds the street as it was."""
    sign_in_as(page, "ganshi")
    page.goto("/messages/published")
    page.get_by_role("link", name=f"查看 ：{TITLE}").click()
    page.get_by_role("link", name="打印通知").click()
    expect(page.locator(".names li").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="撤回").click()
    page.get_by_label("原因").fill("写错了")
    page.get_by_role("button", name="撤回").click()
    expect(page.get_by_text("已撤回。")).to_be_visible()
