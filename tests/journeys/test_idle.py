"""Half an hour away from the desk: logged out, and nothing that was typed is lost."""

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from playwright.sync_api import Page, expect

from tests.journeys.serving import Served
from zhibu.access.middleware import SEEN
from zhibu.config.demo import PASSWORD

NAME = "邱晚归"
SALT = f"{SessionStore.__module__}"


def half_an_hour_passes(page: Page, street: Served) -> None:
    """The cookie says when its bearer was last seen; here that moment is moved back."""
    key = (street.data / "secret.key").read_text(encoding="ascii").strip()
    (cookie,) = [one for one in page.context.cookies() if one.get("name") == settings.SESSION_COOKIE_NAME]
    session = signing.loads(cookie.get("value", ""), key=key, salt=SALT, serializer=JSONSerializer)
    session[SEEN] -= settings.SESSION_IDLE_SECONDS + 1
    value = signing.dumps(session, key=key, salt=SALT, serializer=JSONSerializer, compress=True)
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": street.url}])


def sign_in_again(page: Page) -> None:
    expect(page.get_by_text("您填写的内容已保存")).to_be_visible()
    page.get_by_label("登录名").fill("ganshi")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_what_was_typed_comes_back_after_the_log_in(clerk: Page, street: Served) -> None:
    page = clerk
    page.goto("/members/new")
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("籍贯").fill("云溪本地")
    expect(page.get_by_text("草稿已自动保存")).to_be_visible()

    half_an_hour_passes(page, street)
    page.get_by_role("button", name="登记").click()
    sign_in_again(page)

    expect(page).to_have_url(f"{street.url}/members/new")
    expect(page.get_by_text("已恢复上次没有提交的内容")).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value(NAME)
    expect(page.get_by_label("籍贯")).to_have_value("云溪本地")

    page.get_by_role("button", name="放弃草稿").click()
    expect(page.get_by_label("姓名")).to_have_value("")
    page.reload()
    expect(page.get_by_text("已恢复上次没有提交的内容")).to_have_count(0)


def test_what_is_typed_after_the_log_out_waits_for_a_log_in_in_another_window(clerk: Page, street: Served) -> None:
    page = clerk
    page.goto("/members/new")
    half_an_hour_passes(page, street)
    page.get_by_label("姓名").fill(NAME)
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_text("没有提交：网络不通，或已退出登录")).to_be_visible()
    expect(page.get_by_label("姓名")).to_have_value(NAME)

    other = page.context.new_page()
    other.goto("/")
    sign_in_again(other)
    expect(other.get_by_role("navigation", name="主导航")).to_be_visible()
    other.close()

    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("alert")).to_contain_text("需要改")
    expect(page.get_by_label("姓名")).to_have_value(NAME)
    page.get_by_role("link", name="取消").click()
    page.goto("/members/new")
    page.get_by_role("button", name="放弃草稿").click()
    expect(page.get_by_label("姓名")).to_have_value("")


def test_a_draft_ends_when_the_form_is_sent(secretary: Page) -> None:
    page = secretary
    page.goto("/members/new")
    page.get_by_label("党支部", exact=True).fill("晨光社区第二党支部")
    page.get_by_label("人员类别").select_option("入党申请人")
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("申请入党日期").fill("2026-03-01")
    expect(page.get_by_text("草稿已自动保存")).to_be_visible()
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("heading", name=NAME)).to_be_visible()
    page.get_by_role("button", name="撤回").click()

    page.goto("/members/new")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("姓名")).to_have_value("")
