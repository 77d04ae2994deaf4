"""A refused access explains itself; in the demonstration one can see it as somebody else."""

from playwright.sync_api import Page, expect

from tests.journeys.serving import GREETED, sign_in


def test_another_branch_is_not_there_for_a_branch_secretary(page: Page) -> None:
    sign_in(page, "ganshi")
    page.goto("/organisations/")
    other = page.get_by_role("link", name="晨光社区第三党支部").get_attribute("href")
    assert other is not None
    page.goto("/members/")
    page.goto(f"{other}")
    member = page.locator("dl.facts a[href^='/members/']").first.get_attribute("href")
    assert member is not None

    sign_in_as(page, "zhibu")
    for address in (other, member, f"{member}correct", f"/members/?within={other.split('/')[2]}"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("heading", name="没有找到这一页")).to_be_visible()
        expect(page.get_by_text("不在您的负责范围内")).to_be_visible()


def test_a_missing_right_is_named_with_who_may_and_who_grants_it(secretary: Page) -> None:
    page = secretary
    page.goto("/organisations/")
    expect(page.get_by_role("link", name="新建党组织")).to_have_count(0)
    answer = page.goto("/organisations/new")
    assert answer is not None
    assert answer.status == 403

    said = dict(zip(page.locator("dt").all_inner_texts(), page.locator("dd").all_inner_texts(), strict=True))
    assert said["缺少的权限"].strip() == "登记、调整党组织和驻区单位"
    assert "周敏" in said["可以办理的人"]
    assert "林岚" in said["可以授权的人"]
    page.get_by_role("link", name="回到首页").click()
    expect(page.locator("h1")).to_contain_text(GREETED)


def test_keepers_do_not_open_the_register(page: Page) -> None:
    for keeper in ("shouquan", "shenji", "xitong"):
        sign_in_as(page, keeper)
        answer = page.goto("/members/")
        assert answer is not None
        assert answer.status == 403
        expect(page.get_by_text("查看本组织人员姓名")).to_be_visible()


def test_the_sample_street_can_be_seen_as_somebody_else(clerk: Page) -> None:
    page = clerk
    navigation = page.get_by_role("navigation", name="主导航")
    expect(navigation.get_by_role("link", name="驻区单位")).to_be_visible()
    page.get_by_role("region", name="演示身份").get_by_role("button", name="赵国强 党员").click()
    expect(page.get_by_role("banner").get_by_text("赵国强")).to_be_visible()
    expect(navigation.get_by_role("link", name="驻区单位")).to_have_count(0)
    expect(navigation.get_by_role("link", name="我的党员信息")).to_be_visible()


def sign_in_as(page: Page, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, username)
