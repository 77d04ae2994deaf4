"""What somebody types is kept while it is typed, and found again after the next log-in."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from zhibu.accounts.models import Account, Draft

pytestmark = pytest.mark.django_db

ADDRESS = "/drafts/member_register"


@pytest.fixture
def account() -> Account:
    return make_account("zhoumin")


def keep(client: Client, body: object, address: str = ADDRESS) -> int:
    return client.post(address, json.dumps(body), content_type="application/json").status_code


def test_a_draft_outlives_the_session(account: Account) -> None:
    assert keep(signed_in(account), {"fields": {"name": "张三", "note": "第一行\n第二行"}}) == 204
    found = signed_in(account).get(ADDRESS)
    assert found.json()["fields"] == {"name": "张三", "note": "第一行\n第二行"}


def test_the_newest_words_stay(account: Account) -> None:
    client = signed_in(account)
    keep(client, {"fields": {"name": "张"}})
    keep(client, {"fields": {"name": "张三"}})
    assert client.get(ADDRESS).json()["fields"] == {"name": "张三"}
    assert Draft.objects.count() == 1


def test_nothing_kept_is_no_content(account: Account) -> None:
    response = signed_in(account).get(ADDRESS)
    assert (response.status_code, response.content) == (204, b"")


def test_a_draft_that_was_given_up_is_gone(account: Account) -> None:
    client = signed_in(account)
    keep(client, {"fields": {"name": "张三"}})
    assert client.delete(ADDRESS).status_code == 204
    assert client.get(ADDRESS).status_code == 204


def test_the_same_address_holds_another_text_for_everybody(account: Account) -> None:
    keep(signed_in(account), {"fields": {"name": "张三"}})
    assert signed_in(make_account("other")).get(ADDRESS).status_code == 204


@pytest.mark.parametrize("body", [{}, [], "text", {"fields": []}, {"fields": {"name": 1}}, {"fields": {"name": ["张三"]}}])
def test_anything_but_names_and_texts_is_refused(account: Account, body: object) -> None:
    assert keep(signed_in(account), body) == 400
    assert Draft.objects.count() == 0


def test_what_is_no_json_or_far_too_long_is_refused(account: Account) -> None:
    client = signed_in(account)
    assert client.post(ADDRESS, "{", content_type="application/json").status_code == 400
    assert keep(client, {"fields": {"note": "长" * 100_000}}) == 400
    assert client.get(f"/drafts/{'k' * 201}").status_code == 404


@pytest.mark.parametrize("idle", [timedelta(minutes=31)])
def test_a_lapsed_session_keeps_nothing_and_says_so(account: Account, idle: timedelta) -> None:
    client = signed_in(account, idle=idle, since=idle)
    assert keep(client, {"fields": {"name": "张三"}}) == 302
    assert Draft.objects.count() == 0


def test_only_reading_keeping_and_forgetting(account: Account) -> None:
    assert signed_in(account).put(reverse("draft", args=["k"])).status_code == 405
