"""Everybody sees where the own account is signed in, and ends it there; the keeper of rights ends it everywhere."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.access.factors import first_step, is_in, second_step, shown, with_phone
from tests.access.pages import queries, words
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Device, Session
from zhibu.accounts.queries import handle_of
from zhibu.accounts.services import remember_device
from zhibu.kernel.clock import now
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/109.0.0.0 Safari/537.36 Edg/109.0"
PHONE = "Mozilla/5.0 (Linux; Android 12) AppleWebKit/537.36 Chrome/100 MicroMessenger/8.0"


@pytest.fixture
def account() -> Account:
    return make_account("shenji", Role.AUDITOR, name="韩松")


def enter(account: Account, agent: str, address: str = "203.0.113.7") -> Client:
    browser = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert first_step(browser, account).status_code == 302
    return browser


def page(client: Client) -> str:
    return words(client.get(reverse("my_sessions")))


def handles(account: Account) -> list[str]:
    return [handle_of(key) for key in Session.objects.filter(account=account).order_by("started_at", "key").values_list("key", flat=True)]


def test_it_says_on_what_from_where_and_since_when(account: Account) -> None:
    here = enter(account, WINDOWS)
    enter(account, PHONE, "198.51.100.9")
    text = page(here)
    assert "Windows Edge 就是这里" in text
    assert f"{now():%Y-%m-%d}" in text
    assert "安卓 微信" in text
    assert "网络地址 198.51.100.9" in text


def test_sessions_of_others_are_not_told(account: Account) -> None:
    enter(make_account("other", Role.SYSTEM_KEEPER), PHONE, "198.51.100.9")
    assert ["安卓" in page(enter(account, WINDOWS)), "198.51.100.9" in page(enter(account, WINDOWS))] == [False, False]


def test_one_other_browser_is_signed_out(account: Account) -> None:
    here, there = enter(account, WINDOWS), enter(account, PHONE)
    key = Session.objects.get(browser="安卓 微信").key
    assert here.post(reverse("session_end", args=[handle_of(key)])).headers["Location"] == reverse("my_sessions")
    assert [is_in(here), is_in(there)] == [True, False]
    assert list(Operation.objects.filter(act="account.session_end").values_list("actor", flat=True)) == ["韩松"]


def test_nobody_signs_others_out(account: Account) -> None:
    here, other = enter(account, WINDOWS), make_account("other", Role.SYSTEM_KEEPER)
    there = enter(other, PHONE)
    assert here.post(reverse("session_end", args=handles(other))).status_code == 404
    assert is_in(there)


def test_keys_of_sessions_stand_on_no_page(account: Account) -> None:
    here = enter(account, WINDOWS)
    enter(account, PHONE)
    html = here.get(reverse("my_sessions")).content.decode()
    assert [key for key in Session.objects.values_list("key", flat=True) if key in html] == []


def test_all_others_are_signed_out_and_no_device_is_remembered(account: Account) -> None:
    here, there, third = enter(account, WINDOWS), enter(account, PHONE), enter(account, PHONE)
    with_phone(account)
    remember_device(account=account, now=now(), address=None, browser="Mac Safari")
    here.post(reverse("sessions_end_others"))
    assert [is_in(here), is_in(there), is_in(third)] == [True, False, False]
    assert Device.objects.filter(ended_at=None).count() == 0


def test_a_device_of_others_is_not_forgotten(account: Account) -> None:
    other = make_account("other", Role.SYSTEM_KEEPER)
    with_phone(other)
    remember_device(account=other, now=now(), address=None, browser="Mac Safari")
    here = signed_in(account)
    assert "Mac Safari" not in page(here)
    assert here.post(reverse("device_forget", args=[Device.objects.get().pk])).status_code == 404
    assert Device.objects.filter(ended_at=None).count() == 1


def test_ending_takes_a_post(account: Account) -> None:
    here = enter(account, WINDOWS)
    addresses = [reverse("sessions_end_others"), reverse("session_end", args=handles(account)), reverse("device_forget", args=[1])]
    assert [here.get(address).status_code for address in addresses] == [405] * 3


def test_the_keeper_of_rights_signs_an_account_out_everywhere(account: Account) -> None:
    keeper = signed_in(make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚"))
    there = enter(account, PHONE)
    with_phone(account)
    remember_device(account=account, now=now(), address=None, browser="")
    answer = keeper.post(reverse("account_sessions_end", args=[account.pk]), {"reason": "手机丢了"})
    assert answer.headers["Location"] == reverse("account", args=[account.pk])
    assert (is_in(there), Device.objects.filter(ended_at=None).count()) == (False, 0)
    assert "退出全部登录 手机丢了 林岚" in words(keeper.get(reverse("account", args=[account.pk])))
    assert AuditEntry.objects.filter(operation__act="account.sessions_end", subject_id=account.pk).count() == 1


def test_the_keeper_gives_a_reason_and_does_it_to_nobody_s_own(account: Account) -> None:
    own = make_account("shouquan", Role.RIGHTS_KEEPER)
    keeper, there = signed_in(own), enter(account, PHONE)
    assert "请填写「原因」。" in words(keeper.post(reverse("account_sessions_end", args=[account.pk])))
    assert "不能在这里退出自己的登录。" in words(keeper.post(reverse("account_sessions_end", args=[own.pk]), {"reason": "测试"}))
    assert [is_in(there), is_in(keeper)] == [True, True]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_four_queries(account: Account, count: int) -> None:
    with_phone(account)
    for _ in range(count):
        remember_device(account=account, now=now(), address=None, browser="")
    browsers = [signed_in(account) for _ in range(count)]
    assert queries(lambda: browsers[0].get(reverse("my_sessions"))) == 4


def test_where_a_proxy_names_the_address_that_one_is_told(account: Account, settings: Settings) -> None:
    settings.HTTPS = True
    browser = Client(HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.9", REMOTE_ADDR="127.0.0.1")
    browser.post(reverse("sign_in"), {"username": account.username, "password": PASSWORD})
    assert list(Session.objects.values_list("address", flat=True)) == ["198.51.100.9"]


def test_a_second_step_keeps_address_and_browser(account: Account) -> None:
    with_phone(account)
    browser = enter(account, PHONE)
    second_step(browser, shown())
    assert list(Session.objects.values_list("address", "browser")) == [("203.0.113.7", "安卓 微信")]
