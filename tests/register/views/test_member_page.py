"""One person's page: what each reader sees of it, numbers revealed with a reason, values to copy out; every reading is logged."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, actor, identity_number, make_organisation, make_person, organisation, person
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import Person
from zhibu.register.services.facts import set_category, set_mark, set_status
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.posts import hold_post
from zhibu.register.services.settling import propose_move
from zhibu.register.services.tree import move_organisation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.keys import key_store
from zhibu.trail.models import ReadEntry
from zhibu.web.html import prose_date

NUMBER = identity_number(date(1985, 7, 1))
MASKED = f"999{'*' * 13}{NUMBER[-2:]}"


@pytest.fixture
def one(desk: Desk) -> Person:
    return make_person(
        desk.street.sunny_first, "张三", id_number=NUMBER, phone="13800001234", residence="向阳路 1 号 301", sex="male", ethnicity="han",
        birth_date=date(1985, 7, 1), joined_on=date(2005, 7, 1), joining_type="admitted", by=actor(desk.today),
    )  # fmt: skip


def page_of(person: Person, tail: str = "") -> str:
    return f"/members/{person.code}/{tail}"


def readings() -> list[tuple[str, int | None, str, str]]:
    return list(ReadEntry.objects.order_by("pk").values_list("kind", "person_id", "field", "reason"))


def leaks(response: Any) -> set[str]:
    """What of the full values stands anywhere on a page."""
    page = response.content.decode()
    return {value for value in (NUMBER, NUMBER[6:14], "13800001234", "向阳路 1 号") if value in page}


def test_the_record_in_the_words_of_the_official_form(desk: Desk, one: Person) -> None:
    text = words(desk.clerk.get(page_of(one)))
    assert (
        "党内信息 人员类别 正式党员 所在党支部 阳光社区第一党支部 管理类别 居民党员 加入党组织日期 2005-07-01 转为正式党员日期 未登记"
        in text
    )
    assert "入党类型 新发展" in text
    assert "基本信息 性别 男 出生日期 1985-07-01 年龄" in text
    assert f"手机号码 138******34 查看完整号码 现居住地 向阳路**** 查看完整号码 公民身份号码 {MASKED} 查看完整号码" in text


def test_a_page_shows_masks_only_and_its_opening_is_logged(desk: Desk, one: Person) -> None:
    assert leaks(desk.clerk.get(page_of(one))) == set()
    assert readings() == [("page", one.pk, "", "")]
    assert ReadEntry.objects.get().path == one.now_path


def test_the_form_that_corrects_a_record_shows_it_and_is_logged_like_its_page(desk: Desk, one: Person) -> None:
    desk.clerk.get(f"/members/{one.code}/correct")
    assert list(ReadEntry.objects.values_list("kind", "person_id", "field")) == [("page", one.pk, "更正信息")]


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        (Role.STREET_SECRETARY, set()),
        (Role.COMMUNITY_SECRETARY, {"138******34", "向阳路****", MASKED}),
        (Role.BRANCH_SECRETARY, {"138******34", "向阳路****", MASKED}),
        (Role.BRANCH_OFFICER, {"138******34", "向阳路****", MASKED}),
    ],
)
def test_who_sees_masked_contacts(desk: Desk, somebody: Browser, one: Person, role: Role, seen: set[str]) -> None:
    page = somebody(role, desk.street.sunny).get(page_of(one)).content.decode()
    assert {mask for mask in ("138******34", "向阳路****", MASKED) if mask in page} == seen


def test_a_move_is_proposed_by_those_who_see_another_branch(desk: Desk, somebody: Browser, one: Person) -> None:
    for role, place, offered in (
        (Role.BRANCH_SECRETARY, desk.street.sunny_first, False),
        (Role.COMMUNITY_SECRETARY, desk.street.sunny, True),
    ):
        page = words(somebody(role, place).get(page_of(one)))
        assert ["党小组 转接建议" in page, "党小组" in page] == [offered, True]


def test_a_plain_member_sees_the_own_record_and_no_other(desk: Desk, somebody: Browser, one: Person) -> None:
    other = make_person(desk.street.sunny_first, "李四", by=actor(desk.today))
    own = somebody(Role.MEMBER, desk.street.sunny_first, person=one)
    text = words(own.get(page_of(one)))
    assert MASKED in text
    assert "更正信息" not in text
    assert own.get(page_of(other)).status_code == 403


def test_somebody_out_of_reach_is_not_there(desk: Desk, somebody: Browser, one: Person) -> None:
    beyond = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    for tail in ("", "copy", "reveal/id_number", "correct", "leave"):
        assert beyond.get(page_of(one, tail)).status_code == 404
    assert readings() == []


@pytest.mark.parametrize("code", ["R999999", "r1", "%00", "..", "R'--"])
def test_an_address_that_means_nobody_is_404(desk: Desk, code: str) -> None:
    assert desk.clerk.get(f"/members/{code}/").status_code == 404


def test_a_record_of_a_past_day(desk: Desk) -> None:
    one = make_person(desk.street.sunny_first, "张三", status=Status.PROBATIONARY, by=actor(desk.today))
    set_status(by=actor(desk.today), person=one, status=Status.FULL, on=desk.today)
    set_category(by=actor(desk.today), person=one, category=ManagementCategory.RETIRED, on=desk.today)
    yesterday = desk.today - timedelta(days=1)
    text = words(desk.clerk.get(page_of(one, f"?on={yesterday}")))
    assert "不是今天的" in text
    assert "人员类别 预备党员 所在党支部 阳光社区第一党支部 管理类别 居民党员" in text


def test_who_has_left_is_read_in_the_reach_of_the_last_branch(desk: Desk, one: Person) -> None:
    leave(by=actor(desk.today), person=one, how="died", on=desk.today)
    text = words(desk.clerk.get(page_of(one)))
    assert "人员类别 不在名册上 加入党组织日期" in text
    assert f"{prose_date(desk.today)}去世，原在阳光社区第一党支部" in text
    assert "去世（阳光社区第一党支部）" in text
    assert "年龄" not in text
    yesterday = words(desk.clerk.get(page_of(one, f"?on={desk.today - timedelta(days=1)}")))
    assert ["原在" in yesterday, "年龄" in yesterday] == [False, True]


def test_who_came_later_was_nowhere_before(desk: Desk) -> None:
    one = make_person(desk.street.sunny_first, "张三", on=desk.today, by=actor(desk.today))
    text = words(desk.clerk.get(page_of(one, f"?on={desk.today - timedelta(days=1)}")))
    assert ["不在名册上 · 按日期查看" in text, "原在" in text] == [True, False]


def test_a_merged_address_leads_to_the_kept_record(desk: Desk, one: Person) -> None:
    double = make_person(desk.street.spring_first, "张三", by=actor(desk.today))
    merge_persons(by=actor(desk.today), keep=one, other=double)
    response = desk.clerk.get(page_of(double))
    assert f"公民身份号码 {MASKED}" in words(response)
    assert readings() == [("page", one.pk, "", "")]


def test_a_merged_address_does_not_leak_a_kept_record_out_of_reach(desk: Desk, somebody: Browser, one: Person) -> None:
    double = make_person(desk.street.spring_first, "张三", by=actor(desk.today))
    spring = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    assert spring.get(page_of(double)).status_code == 200
    merge_persons(by=actor(desk.today), keep=one, other=double)
    for tail in ("", "copy", "reveal/id_number", "correct"):
        assert spring.get(page_of(double, tail)).status_code == 404
    with nothing_written():
        assert send(spring, page_of(double, "correct"), name="改").status_code == 404


def test_a_reveal_asks_for_a_reason_and_is_logged(desk: Desk, one: Person) -> None:
    url = page_of(one, "reveal/id_number")
    assert leaks(desk.clerk.get(url)) == set()
    assert readings() == []
    answer = send(desk.clerk, url, choice="其他")
    assert refusals(answer) == ["补充说明：没有写明原因。怎么办：请写明查看完整号码的原因。"]
    assert (leaks(answer), readings()) == (set(), [])
    assert leaks(send(desk.clerk, url, choice="自己编的")) == set()
    shown = send(desk.clerk, url, choice="其他", more="核对党费")
    assert f"张三的公民身份号码 {NUMBER}" in words(shown)
    assert shown["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert readings() == [("reveal", one.pk, "公民身份号码", "其他：核对党费")]


def test_each_field_is_revealed_alone(desk: Desk, one: Person) -> None:
    assert "13800001234" in words(send(desk.clerk, page_of(one, "reveal/phone"), choice="联系本人"))
    assert "向阳路 1 号 301" in words(send(desk.clerk, page_of(one, "reveal/residence"), choice="联系本人"))
    assert "没有登记" in words(send(desk.clerk, page_of(one, "reveal/landline"), choice="联系本人"))
    assert [kind for kind, *_ in readings()] == ["reveal"] * 3
    assert desk.clerk.get(page_of(one, "reveal/name")).status_code == 404


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.STREET_SECRETARY, [403, 403]),
        (Role.COMMUNITY_SECRETARY, [403, 200]),
        (Role.BRANCH_SECRETARY, [200, 200]),
        (Role.BRANCH_OFFICER, [403, 200]),
        (Role.AUDITOR, [403, 403]),
    ],
)
def test_who_may_reveal_what(desk: Desk, somebody: Browser, one: Person, role: Role, expected: list[int]) -> None:
    client = somebody(role, desk.street.sunny)
    answers = [send(client, page_of(one, f"reveal/{field}"), choice="核对信息") for field in ("id_number", "phone")]
    assert [answer.status_code for answer in answers] == expected
    assert [bool(leaks(answer)) for answer in answers] == [status == 200 for status in expected]
    assert len(readings()) == expected.count(200)


def test_own_numbers_are_revealed_to_their_person(desk: Desk, somebody: Browser, one: Person) -> None:
    own = somebody(Role.MEMBER, desk.street.sunny_first, person=one)
    assert leaks(send(own, page_of(one, "reveal/id_number"), choice="核对信息")) == {NUMBER, NUMBER[6:14]}


def test_values_to_copy_out_in_the_order_of_the_official_form(desk: Desk, one: Person) -> None:
    url = page_of(one, "copy")
    before = desk.clerk.get(url)
    assert "姓名 张三 复制 姓名 所在党支部 阳光社区第一党支部 复制 所在党支部 公民身份号码 " + MASKED + " 性别 男" in words(before)
    assert leaks(before) == set()
    after = send(desk.clerk, url, choice="填报上级系统")
    assert leaks(after) == {NUMBER, NUMBER[6:14], "13800001234", "向阳路 1 号"}
    assert readings() == [
        ("copy", one.pk, "", ""),
        ("reveal", one.pk, "公民身份号码、手机号码、固定电话、现居住地、户籍所在地", "填报上级系统"),
    ]


def test_copying_out_reveals_only_what_the_role_may(desk: Desk, somebody: Browser, one: Person) -> None:
    url = page_of(one, "copy")
    community = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny)
    assert leaks(send(community, url, choice="填报上级系统")) == {"13800001234", "向阳路 1 号"}
    secretary = somebody(Role.STREET_SECRETARY, desk.street.street)
    answer = send(secretary, url, choice="填报上级系统")
    assert (leaks(answer), MASKED in answer.content.decode()) == (set(), False)


def test_a_forgotten_person_is_shown_as_forgotten(desk: Desk, one: Person) -> None:
    key_store().destroy([one.key_name], on="2026-06-01")
    assert "公民身份号码 （已销毁）" in words(desk.clerk.get(page_of(one)))
    assert leaks(send(desk.clerk, page_of(one, "reveal/id_number"), choice="核对信息")) == set()


def test_a_proposal_to_a_branch_out_of_reach_is_not_named(desk: Desk, somebody: Browser, one: Person) -> None:
    propose_move(by=actor(desk.today), person=one, target=desk.street.spring_first)
    assert "建议转接到春晖社区第一党支部" in words(desk.clerk.get(page_of(one)))
    secretary = somebody(Role.BRANCH_SECRETARY, desk.street.sunny_first)
    assert "春晖" not in words(secretary.get(page_of(one)))


def test_whoever_moved_away_with_the_branch_is_out_of_reach_at_once(desk: Desk, somebody: Browser, one: Person) -> None:
    sunny = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny)
    assert sunny.get(page_of(one)).status_code == 200
    move_organisation(by=actor(desk.today), organisation=desk.street.sunny_first, parent=desk.street.spring, on=desk.today)
    assert sunny.get(page_of(one)).status_code == 404
    yesterday = desk.today - timedelta(days=1)
    assert sunny.get(page_of(one, f"?on={yesterday}")).status_code == 404


def fill(desk: Desk, one: Person, times: int) -> None:
    """A page with one or three of everything."""
    by = actor(desk.today)
    for number, mark in enumerate((MarkKind.ABROAD, MarkKind.HOME_BOUND, MarkKind.EX_SERVICE)[:times]):
        set_mark(by=by, person=one, mark=mark, on=LONG_SINCE)
        extra = make_organisation(f"支部{number}", parent=desk.street.sunny, by=by)
        propose_move(by=by, person=one, target=extra)
        hold_post(by=by, person=one, organisation=organisation(extra.pk), kind=PostKind.CONCURRENT_COMMITTEE_MEMBER, on=LONG_SINCE)


@pytest.mark.parametrize("times", [1, 3])
def test_a_page_costs_the_same_whatever_is_on_it(desk: Desk, one: Person, times: int) -> None:
    fill(desk, one, times)
    clerk: Client = desk.clerk
    assert queries(lambda: clerk.get(page_of(one))) == 6
    assert queries(lambda: clerk.get(page_of(one, "copy"))) == 5
    assert person(one.pk) == one
