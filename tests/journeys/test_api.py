"""Another system is given a token, records a meeting with it, and is shut out again; on a desk, and the clerk's part on a phone, too."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import APIRequestContext, APIResponse, Page, Playwright, expect

from tests.journeys.serving import Served, sign_in
from tests.journeys.windows import Window
from zhibu.config.demo import PASSWORD
from zhibu.kernel.clock import today

SECRET = re.compile(r"zb1_[A-Za-z0-9_-]{43}")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1360, "height": 900}}
COMMUNITY = "晨光社区党委"


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> dict[str, object]:
    asked: dict[str, object] = request.param
    return asked


@pytest.fixture
def system(playwright: Playwright, street: Served) -> Iterator[APIRequestContext]:
    """No browser, and no cookie."""
    request = playwright.request.new_context(base_url=street.url)
    yield request
    request.dispose()


def opened(clerk: Page, name: str) -> str:
    """From 我的登录 to the token, which is shown once."""
    clerk.goto("/me/sessions/")
    clerk.get_by_role("link", name="接口令牌").click()
    clerk.get_by_role("link", name="开通令牌").click()
    clerk.get_by_label("给谁用").fill(name)
    clerk.get_by_label("党组织", exact=True).select_option(label=COMMUNITY)
    for right in ("查看组织、名册和职务", "查看本组织的会议活动安排", "安排、记录会议活动"):
        clerk.get_by_label(right).check()
    clerk.get_by_label("您的密码").fill("not the password")
    clerk.get_by_role("button", name="开通").click()
    expect(clerk.get_by_role("link", name="密码不正确")).to_be_visible()
    clerk.get_by_label("您的密码").fill(PASSWORD)
    clerk.get_by_role("button", name="开通").click()
    expect(clerk.get_by_role("heading", name="令牌已开通")).to_be_visible()
    found = SECRET.search(clerk.locator("#token-secret").inner_text())
    assert found is not None
    clerk.get_by_role("link", name="已经复制，继续").click()
    assert SECRET.search(clerk.content()) is None
    return found[0]


def told(answer: APIResponse) -> dict[str, object]:
    assert answer.ok, answer.text()
    said: dict[str, object] = answer.json()
    return said


def test_a_meeting_recorded_from_outside_three_times_is_there_once(
    window: Window, system: APIRequestContext, size: dict[str, object]
) -> None:
    clerk = sign_in(window(**size), "ganshi")
    name = "预约系统，手机上开通" if size.get("is_mobile") else "预约系统"
    shown = {"Authorization": f"Bearer {opened(clerk, name)}"}

    rows = told(system.get("/api/v1/organisations?limit=200", headers=shown))["rows"]
    assert isinstance(rows, list)
    branch = next(row["code"] for row in rows if row["short_name"] == "晨光社区第二党支部")
    title = f"外部系统登记的党课 {name}"
    meeting = {"on": today().isoformat(), "title": title, "parts": [{"kind": "lecture"}], "organisations": [branch]}
    headers = {**shown, "Idempotency-Key": "lecture-of-today", "Content-Type": "application/json"}
    made = [told(system.post("/api/v1/gatherings", headers=headers, data=json.dumps(meeting))) for _ in range(3)]
    assert made[0] == made[1] == made[2]

    clerk.goto(f"/gatherings/?q={made[0]['code']}")
    expect(clerk.get_by_role("link", name=title)).to_have_count(1)
    outside = told_code(system, shown, clerk)
    assert system.get(f"/api/v1/organisations/{outside}", headers=shown).status == 404

    clerk.goto("/me/sessions/tokens/")
    clerk.get_by_role("listitem").filter(has_text=name).get_by_role("link", name="停用").click()
    clerk.get_by_role("button", name="停用").click()
    expect(clerk.get_by_text("已停用。")).to_be_visible()
    assert system.get("/api/v1/token", headers=shown).status == 401


def told_code(system: APIRequestContext, shown: dict[str, str], clerk: Page) -> str:
    """The street itself stands above what the token reaches: the clerk's pages know its code, the system does not."""
    clerk.goto("/organisations/list?q=")
    address = clerk.get_by_role("link", name="中共", exact=False).first.get_attribute("href")
    assert address is not None
    return address.strip("/").rsplit("/", 1)[-1]


def test_the_keeper_of_rights_ends_what_nobody_uses_any_more(window: Window, system: APIRequestContext) -> None:
    clerk, keeper = sign_in(window(), "ganshi"), sign_in(window(), "shouquan")
    shown = {"Authorization": f"Bearer {opened(clerk, '试验对接')}"}
    told(system.get("/api/v1/token", headers=shown))
    keeper.goto("/accounts/")
    keeper.get_by_role("link", name="接口令牌").click()
    keeper.get_by_role("listitem").filter(has_text="试验对接").get_by_role("link", name="停用").click()
    keeper.get_by_label("原因").fill("对接结束")
    keeper.get_by_role("button", name="停用").click()
    expect(keeper.get_by_text("令牌“试验对接”已停用。")).to_be_visible()
    assert system.get("/api/v1/token", headers=shown).status == 401


def test_whoever_connects_a_system_reads_how(window: Window) -> None:
    clerk = sign_in(window(), "ganshi")
    clerk.goto("/me/sessions/tokens/")
    clerk.get_by_role("link", name="接口说明").click()
    clerk.get_by_text("POST /api/v1/gatherings").click()
    expect(clerk.get_by_text("报告人：补录时谁报来的")).to_be_visible()
    with clerk.expect_response("**/api/v1/openapi.json") as answer:
        clerk.get_by_role("link", name="OpenAPI 文件").click()
    assert answer.value.json()["openapi"] == "3.1.0"
