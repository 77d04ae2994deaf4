"""Tokens on their pages: made by oneself with password and second factor, shown once, listed, revoked by owner or keeper of rights."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.api.callers import Caller, token_of
from tests.register.factories import Street, make_street
from zhibu.access.models import Token
from zhibu.access.rules import may_make_token, may_revoke_token
from zhibu.access.services import print_sheet
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, SheetCode
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.trail.models import Operation

DAY = date(2026, 6, 1)
SECRET = re.compile(r"zb1_[A-Za-z0-9_-]{43}")


@pytest.fixture
def street(db: None) -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Account:
    """Of the sample street, whose accounts are never made to have a second factor."""
    return make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", demo=True)


def asked(street: Street, **more: Any) -> dict[str, Any]:
    return {
        "name": "区平台",
        "valid_from": today().isoformat(),
        "last_day": (today() + timedelta(days=30)).isoformat(),
        "organisation": street.sunny.code,
        "acts": ["see_register", "record_gatherings"],
        "password": PASSWORD,
        **more,
    }


def test_a_token_is_made_and_shown_once(street: Street, clerk: Account) -> None:
    browser = signed_in(clerk)
    page = browser.post(reverse("token_new"), asked(street))
    (secret,) = set(SECRET.findall(page.content.decode()))
    assert page.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    found = Token.objects.get()
    assert (found.acts, found.organisation_id, found.valid_to) == (
        "see_register,record_gatherings",
        street.sunny.pk,
        today() + timedelta(days=31),
    )
    assert SECRET.findall(browser.get(reverse("my_tokens")).content.decode()) == []
    assert Caller(secret).get("token").status_code == 200
    assert [str(row[0]) for row in Token.objects.values_list("digest")] != [secret]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"password": "something else"}, "密码不正确"),
        ({"acts": ["give_grants"]}, "可以办的事"),
        ({"acts": []}, "可以办的事"),
        ({"last_day": "2001-01-01"}, "截止日期早于起始日期"),
        ({"last_day": "2099-01-01"}, "有效期超过一年"),
        ({"organisation": "Z999999"}, "党组织"),
    ],
)
def test_a_form_that_is_not_in_order_makes_none(street: Street, clerk: Account, wrong: dict[str, Any], said: str) -> None:
    page = signed_in(clerk).post(reverse("token_new"), asked(street, **wrong))
    assert (page.status_code, said in page.content.decode(), Token.objects.count()) == (422, True, 0)


def test_whoever_has_a_second_factor_shows_it_once_more(street: Street, clerk: Account) -> None:
    reader = SystemReader("测试", account_id=clerk.pk)
    (code, *_) = print_sheet(by=Actor(reader, now()), keep_session="")
    browser = signed_in(clerk)
    without = browser.post(reverse("token_new"), asked(street))
    wrong = browser.post(reverse("token_new"), asked(street, code="00000000"))
    assert (without.status_code, wrong.status_code, Token.objects.count()) == (422, 422, 0)
    assert browser.post(reverse("token_new"), asked(street, code=code)).status_code == 200
    assert (Token.objects.count(), SheetCode.objects.exclude(used_at=None).count()) == (1, 1)


def test_whoever_must_have_a_second_factor_sets_it_first(street: Street) -> None:
    browser = signed_in(make_account("zhongxin", Role.STREET_CLERK, street.street))
    assert "须先有二次验证" in browser.get(reverse("token_new")).content.decode()
    page = browser.post(reverse("token_new"), asked(street))
    assert (page.status_code, "须先有二次验证" in page.content.decode(), Token.objects.count()) == (422, True, 0)


def test_the_secretary_of_one_branch_needs_none(street: Street) -> None:
    browser = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    assert browser.post(reverse("token_new"), asked(street, organisation=street.sunny_first.code)).status_code == 200
    assert Token.objects.count() == 1


def test_nobody_makes_a_token_for_a_place_out_of_reach(street: Street) -> None:
    community = make_account("yangguang", Role.COMMUNITY_SECRETARY, street.sunny)
    page = signed_in(community).post(reverse("token_new"), asked(street, organisation=street.spring.code))
    assert (page.status_code, Token.objects.count()) == (422, 0)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BRANCH_OFFICER, Role.AUDITOR])
def test_who_may_hold_none_is_told_so(street: Street, role: Role) -> None:
    browser = signed_in(make_account("somebody", role, street.sunny_first))
    assert [browser.get(reverse(name)).status_code for name in ("my_tokens", "token_new", "tokens")] == [403, 403, 403]


def test_one_s_own_is_revoked_without_a_reason_and_once(street: Street, clerk: Account) -> None:
    made, browser = token_of(clerk, street.street), signed_in(clerk)
    address = reverse("token_end", args=[made.token_id])
    assert browser.post(address).status_code == 302
    assert Caller(made.secret).get("token").status_code == 401
    assert browser.post(address).status_code == 422
    assert Operation.objects.filter(act="account.token_end").count() == 1


def test_somebody_else_s_is_not_there(street: Street, clerk: Account) -> None:
    made = token_of(clerk, street.street)
    other = signed_in(make_account("yangguang", Role.COMMUNITY_SECRETARY, street.sunny))
    assert other.post(reverse("token_end", args=[made.token_id])).status_code == 404
    assert Token.objects.get().revoked_at is None


def test_the_keeper_of_rights_sees_all_and_revokes_with_a_reason(street: Street, clerk: Account) -> None:
    made = token_of(clerk, street.street)
    keeper = signed_in(make_account("shouquan", Role.RIGHTS_KEEPER))
    assert "周敏" in keeper.get(reverse("tokens")).content.decode()
    address = reverse("token_revoke", args=[made.token_id])
    assert (keeper.post(address, {"reason": ""}).status_code, Token.objects.get().revoked_at) == (422, None)
    assert keeper.post(address, {"reason": "对接结束"}).status_code == 302
    assert Operation.objects.get(act="account.token_end").reason == "对接结束"
    assert Caller(made.secret).get("token").status_code == 401


def test_the_lists_take_as_many_queries_for_one_token_as_for_three(street: Street, clerk: Account, django_assert_num_queries: Any) -> None:
    token_of(clerk, street.street)
    browser = signed_in(clerk)
    browser.get(reverse("my_tokens"))
    with django_assert_num_queries(2):
        browser.get(reverse("my_tokens"))
    token_of(clerk, street.sunny)
    token_of(clerk, street.spring)
    browser.get(reverse("my_tokens"))
    with django_assert_num_queries(2):
        browser.get(reverse("my_tokens"))


def test_the_page_that_documents_it_is_open_to_whoever_signed_in_and_the_document_to_all(street: Street, clerk: Account) -> None:
    said = signed_in(clerk).get(reverse("api")).content.decode()
    assert ("/api/v1/gatherings/{code}/attendance" in said, "Idempotency-Key" in said) == (True, True)
    assert Client().get(reverse("api")).status_code == 302
    assert Client().get(reverse("api_schema")).json()["openapi"] == "3.1.0"


CASES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"name": " "}, ["name_missing"]),
    ({"acts": ()}, ["acts_missing"]),
    ({"acts": ("see_cases",)}, ["acts_too_much"]),
    ({"standing": False}, ["place_gone"]),
    ({"valid_to": DAY}, ["span_empty"]),
    ({"valid_to": DAY + timedelta(days=366)}, []),
    ({"valid_to": DAY + timedelta(days=367)}, ["too_long"]),
    ({"valid_from": DAY - timedelta(days=9), "valid_to": DAY}, ["in_the_past"]),
    ({"name": "", "acts": (), "valid_to": DAY}, ["name_missing", "acts_missing", "span_empty"]),
]


@pytest.mark.parametrize(("more", "objections"), CASES)
def test_a_token_carries_some_rights_for_at_most_a_year(more: dict[str, Any], objections: list[str]) -> None:
    usual: dict[str, Any] = {
        "name": "区平台",
        "acts": ("see_register",),
        "held": ("see_register", "see_names"),
        "valid_from": DAY,
        "valid_to": DAY + timedelta(days=90),
        "today": DAY,
        "standing": True,
    }
    assert [one.code for one in may_make_token(**usual | more).objections] == objections


def test_all_that_stands_against_revoking_is_said_at_once() -> None:
    found = may_revoke_token(revoked=True, by_keeper=True, reason="")
    assert [one.code for one in found.objections] == ["revoked_already", "reason_missing"]
    assert may_revoke_token(revoked=False, by_keeper=False, reason="").allowed
