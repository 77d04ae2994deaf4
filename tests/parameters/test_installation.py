"""Local defaults that no street changes: all of them stand on one page with basis and reason."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.parameters.desks import Desks, make_desks
from zhibu.access.terms import Role
from zhibu.accounts import terms as factors
from zhibu.accounts.terms import LocalDefault
from zhibu.keeping.terms import table_on
from zhibu.kernel.clock import today
from zhibu.parameters.installation import groups

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks() -> Desks:
    return make_desks()


@pytest.fixture
def clerk(desks: Desks) -> Client:
    return signed_in(desks.clerk)


def test_every_local_default_of_log_in_is_told_with_its_day() -> None:
    declared = sorted((one.days, one.since.isoformat()) for one in vars(factors).values() if isinstance(one, LocalDefault))
    told = [(fact.value, fact.note) for fact in groups(today(), sees_copies=True)[0].facts if fact.note.endswith(" 起")]
    assert sorted((int(value.removesuffix(" 天")), note.partition("；")[2].removesuffix(" 起")) for value, note in told) == declared


def test_every_time_of_keeping_that_is_a_street_s_own_agreement_is_told() -> None:
    local = [row.period_in_words for row in table_on(today()) if row.local]
    assert [fact.value for fact in groups(today(), sees_copies=True)[2].facts] == ["90 天", "30 天", *local]


def test_each_group_says_its_basis_and_why_no_street_changes_it() -> None:
    assert [(bool(group.basis), bool(group.why)) for group in groups(today(), sees_copies=True)] == [(True, True)] * 3


def test_they_stand_below_those_that_a_street_decides(clerk: Client) -> None:
    page = words(clerk.get("/parameters/"))
    assert "登录和二次验证 二次验证的宽限 7 天 要求以后，最迟几天内设置；2026-11-01 起 记住设备 30 天" in page
    assert "登录码 90 天 打印以后有效；2026-11-01 起" in page
    assert "密码最短 10 个字符 锁定账号 30 分钟 连续 5 次不正确 暂停登录 10 分钟 同一网络不正确满 30 次；90 天内" in page
    assert "自动退出 30 分钟 没有操作 一次登录最长 12 小时 依据：GB/T 22239-2019 8.1.4.1" in page
    assert "不经复核 50 行以内 一人一天合计" in page
    assert "出党的党员、取消资格的预备党员 60 个月 《中国共产党纪律处分条例》" in page
    assert page.index("任期届满前多少天提醒") < page.index("全系统统一的默认值") < page.index("登录和二次验证")


def test_the_two_pages_lead_to_each_other_for_whoever_may_see_both(desks: Desks, clerk: Client) -> None:
    there = f'href="{reverse("parameters")}#fixed"'
    assert f'href="{reverse("retention")}"' in clerk.get("/parameters/").content.decode()
    assert there in clerk.get(reverse("retention")).content.decode()
    keeper = signed_in(make_account("shenji", Role.AUDITOR))
    assert there not in keeper.get(reverse("retention")).content.decode()


def test_nobody_is_led_to_a_page_that_does_not_open(desks: Desks, clerk: Client) -> None:
    way = f'href="{reverse("exports")}"'
    fixed = clerk.get("/parameters/").content.decode().partition('id="fixed"')[2]
    assert way in fixed
    member = signed_in(make_account("dangyuan", Role.MEMBER, desks.street.sunny_first))
    assert way not in member.get("/parameters/").content.decode()
