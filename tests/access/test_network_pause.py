"""Many failed log-ins from one network pause those from there; who is known there goes on, and nobody elsewhere notices."""

from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from tests.access.cast import PASSWORD, make_account
from tests.access.pages import Answer
from zhibu.access.addresses import client_address
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, FailedSignIn
from zhibu.trail.models import Operation

PLACE = "203.0.113.7"
ELSEWHERE = "198.51.100.1"
PAUSED = "从这个网络地址没有登录成功的次数较多，暂停从这里登录。"
REMEDY = "请 10 分钟后再试。最近从这里登录过的人，用正确的密码可以照常登录。"
WRONG = "登录名或密码不正确。"


@pytest.fixture
def known(db: None) -> Account:
    """Somebody of the office, who has signed in from there before."""
    account = make_account("zhoumin", Role.RIGHTS_KEEPER, name="周敏")
    assert enter(Client()).status_code == 302
    return account


@pytest.fixture
def fresh(db: None) -> Account:
    return make_account("linlan", Role.AUDITOR, name="林岚")


def enter(client: Client, password: str = PASSWORD, username: str = "zhoumin", place: str = PLACE) -> Answer:
    return client.post("/login", {"username": username, "password": password}, REMOTE_ADDR=place)


def said(answer: Answer) -> str:
    return unescape(answer.content.decode())


def guess(times: int, place: str = PLACE) -> list[str]:
    """Names that nobody has, one after the other."""
    return [said(enter(Client(), "guess", f"nobody{number}", place)) for number in range(times)]


def recorded(act: str) -> list[tuple[str, str]]:
    return list(Operation.objects.filter(act=act).order_by("pk").values_list("actor", "reason"))


@pytest.mark.usefixtures("db")
def test_the_thirty_first_guess_from_one_network_is_not_looked_at() -> None:
    answers = guess(31)
    assert [PAUSED in answer for answer in answers] == [False] * 30 + [True]
    assert [REMEDY in answers[-1], WRONG in answers[-1], WRONG in answers[-2]] == [True, False, True]
    assert len(recorded("account.sign_in_failed")) == 30
    assert FailedSignIn.objects.count() == 30


@pytest.mark.usefixtures("db")
def test_the_auditor_reads_once_which_network_pauses() -> None:
    guess(35)
    assert recorded("account.network_paused") == [("登录", f"网络地址 {PLACE}：10 分钟内有 30 次没有登录成功")]


@pytest.mark.usefixtures("fresh")
def test_a_right_password_of_somebody_not_known_there_waits_and_leaves_nothing() -> None:
    guess(30)
    before = Operation.objects.count()
    answer = enter(Client(), username="linlan")
    assert (answer.status_code, PAUSED in said(answer), Operation.objects.count()) == (200, True, before)
    assert Account.objects.get(username="linlan").failures == 0


@pytest.mark.usefixtures("known")
def test_whoever_is_known_in_the_office_signs_in_all_the_same() -> None:
    guess(30)
    assert enter(Client()).status_code == 302


def test_a_wrong_password_of_somebody_known_is_answered_like_an_unknown_name(known: Account) -> None:
    guess(30)
    mistaken, unknown = said(enter(Client(), "wrong")), said(enter(Client(), "wrong", "nobody"))
    assert [PAUSED in mistaken, PAUSED in unknown, WRONG in mistaken, WRONG in unknown] == [True, True, False, False]
    known.refresh_from_db()
    assert known.failures == 1


@pytest.mark.usefixtures("fresh")
def test_other_networks_notice_nothing() -> None:
    guess(31)
    assert enter(Client(), username="linlan", place=ELSEWHERE).status_code == 302


@pytest.mark.usefixtures("fresh")
def test_after_ten_minutes_everything_is_as_before() -> None:
    guess(30)
    for one in FailedSignIn.objects.all():
        FailedSignIn.objects.filter(pk=one.pk).update(at=one.at - timedelta(minutes=10))
    assert enter(Client(), username="linlan").status_code == 302


@pytest.mark.usefixtures("fresh")
def test_without_a_known_address_nobody_is_paused() -> None:
    """A proxy on this machine that says nothing of the browser: the whole street would be one place."""
    guess(31, place="127.0.0.1")
    assert (FailedSignIn.objects.count(), enter(Client(), username="linlan", place="127.0.0.1").status_code) == (0, 302)


def request_from(peer: str, forwarded: str = "") -> HttpRequest:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return RequestFactory().get("/login", REMOTE_ADDR=peer, headers=headers)


@pytest.mark.parametrize(
    ("peer", "forwarded", "https", "address"),
    [
        (PLACE, "", False, PLACE),
        (PLACE, "10.9.9.9", False, PLACE),
        ("127.0.0.1", "", False, None),
        ("127.0.0.1", PLACE, False, PLACE),
        ("::1", f"10.9.9.9, {PLACE}", True, PLACE),
        ("192.0.2.1", f"10.9.9.9, {PLACE}", True, PLACE),
        ("192.0.2.1", "", True, None),
        ("127.0.0.1", "somewhere", True, None),
        ("", "", False, None),
        ("socket", "", False, None),
    ],
)
def test_the_address_is_the_peer_s_or_what_a_proxy_of_ours_says_last(
    peer: str, forwarded: str, *, https: bool, address: str | None, settings: Settings
) -> None:
    settings.HTTPS = https
    assert client_address(request_from(peer, forwarded)) == address
