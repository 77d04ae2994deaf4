"""A branch asks on the phone, the community answers in one tap, the branch reads the reply and takes it away as Word."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import sign_in
from tests.journeys.windows import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TITLE = "关于增补支部委员的请示"


def asked(page: Page) -> str:
    """Written and signed by the branch's secretary; nobody types where it goes. Returns its address."""
    page.goto("/letters/new?kind=request")
    expect(page.get_by_label("发文的党组织")).to_have_value("晨光社区第二党支部")
    page.get_by_label("标题").fill(TITLE)
    page.get_by_label("正文").fill("因工作变动，拟增补委员一名。\n妥否，请批示。")
    page.get_by_role("button", name="存为草稿").click()
    expect(page.get_by_text("签发后送：晨光社区党委。")).to_be_visible()
    page.get_by_role("link", name="签发", exact=True).click()
    page.get_by_role("button", name="签发").click()
    expect(page.get_by_text("等待批复")).to_be_visible()
    return page.url


def answered(page: Page) -> None:
    """From the start page, with the text that stands there already."""
    page.goto("/")
    page.get_by_role("link", name=f"去批复 ：{TITLE}").click()
    page.get_by_role("link", name="批复", exact=True).click()
    expect(page.get_by_label("标题")).to_have_value("关于增补支部委员的批复")
    page.get_by_role("button", name="签发批复").click()
    expect(page.get_by_text("已签发，送到收文的党组织。")).to_be_visible()


def test_a_request_is_answered_and_printed(window: Window) -> None:
    phone = sign_in(window(**PHONE), "zhibu")
    address = asked(phone)
    answered(sign_in(window(), "shequ"))

    phone.goto(address)
    phone.get_by_role("link", name="查看 ：关于增补支部委员的批复").click()
    phone.get_by_role("link", name="签收", exact=True).click()
    phone.get_by_role("dialog").get_by_role("button", name="签收").click()
    expect(phone.get_by_text("已签收。")).to_be_visible()
    phone.get_by_text("更多办理").click()
    with phone.expect_download() as file:
        phone.get_by_role("link", name="下载 Word").click()
    assert file.value.suggested_filename == "关于增补支部委员的批复.docx"
    assert file.value.path().read_bytes()[:2] == b"PK"
