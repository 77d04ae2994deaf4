"""The log-in page: what it says, where it leads, when it ends."""

from datetime import timedelta
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account, session_of, signed_in
from tests.access.pages import Answer
from tests.register.factories import actor
from zhibu.access.services import reset_password, set_active
from zhibu.access.terms import Role
from zhibu.access.views.signing import LAPSED
from zhibu.accounts.models import Account, Session
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

NEW = "另一句好记的话 2027"


@pytest.fixture
def account() -> Account:
    return make_account("zhoumin", Role.RIGHTS_KEEPER, name="周敏")


def enter(client: Client, password: str = PASSWORD, username: str = "zhoumin", wanted: str = "") -> Answer:
    return client.post(reverse("sign_in"), {"username": username, "password": password, "next": wanted})


def said(response: Answer) -> str:
    return unescape(response.content.decode())


def acts_recorded() -> list[tuple[str, str]]:
    return list(Operation.objects.filter(act__startswith="account.sign").order_by("pk").values_list("act", "actor"))


@pytest.mark.usefixtures("account")
def test_the_right_password_opens_the_workbench(client: Client) -> None:
    response = enter(client)
    assert (response.status_code, response.headers["Location"]) == (302, reverse("home"))
    assert client.get(reverse("home")).status_code == 200
    assert acts_recorded() == [("account.sign_in", "周敏")]


@pytest.mark.usefixtures("account")
def test_a_wrong_password_is_told_with_its_remedy(client: Client) -> None:
    response = enter(client, "wrong")
    assert response.status_code == 200
    assert "登录名或密码不正确。" in said(response)
    assert "连续 5 次不正确，账号会锁定 30 分钟。" in said(response)
    assert acts_recorded() == [("account.sign_in_failed", "zhoumin")]


def test_a_name_that_nobody_has_is_not_kept(client: Client) -> None:
    enter(client, username="my secret password")
    assert acts_recorded() == [("account.sign_in_failed", "未知登录名")]


@pytest.mark.usefixtures("account")
def test_a_locked_account_says_until_when_and_who_helps(client: Client) -> None:
    answers = [said(enter(client, "wrong")) for _ in range(5)]
    assert ["连续 5 次不正确，账号已锁定。" in answer for answer in answers] == [False] * 4 + [True]
    assert "请 30 分钟后再试，或请账号管理员重设密码。" in said(enter(client))


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(
    ("wanted", "leads"),
    [
        ("/accounts/?state=locked", "/accounts/?state=locked"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/logout", "/"),
        ("/login?next=/audit/", "/"),
        ("", "/"),
    ],
)
def test_the_log_in_leads_to_pages_of_ours_alone(client: Client, wanted: str, leads: str) -> None:
    assert enter(client, wanted=wanted).headers["Location"] == leads


def test_whoever_is_signed_in_goes_on_at_once(account: Account) -> None:
    response = signed_in(account).get(reverse("sign_in"), {"next": "/accounts/"})
    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/")


def test_a_page_sends_to_the_log_in_and_back(client: Client) -> None:
    response = client.get("/accounts/", {"q": "周"})
    assert response.headers["Location"] == "/login?next=%2Faccounts%2F%3Fq%3D%25E5%2591%25A8"


def test_an_address_too_long_to_carry_along_leads_to_the_start(client: Client) -> None:
    response = client.get("/accounts/", {"q": "周" * 3_000})
    assert (response.status_code, response.headers["Location"]) == (302, "/login?next=%2F")


def test_a_fragment_sends_the_whole_page_to_the_log_in(client: Client) -> None:
    response = client.get("/changes/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/accounts/?q=1"})
    assert (response.status_code, response.headers["HX-Redirect"]) == (401, "/login?next=%2Faccounts%2F%3Fq%3D1")


@pytest.mark.parametrize("said", ["", "not an address", "http://[", "//other.example"])
def test_a_fragment_that_says_no_page_leads_to_the_start(client: Client, said: str) -> None:
    response = client.get("/changes/", headers={"HX-Request": "true", "HX-Current-URL": said})
    assert response.headers["HX-Redirect"] in {"/login?next=%2F", "/login?next=not+an+address"}


@pytest.mark.parametrize(("idle", "status"), [(timedelta(minutes=29), 200), (timedelta(minutes=31), 302)])
def test_half_an_hour_without_a_request_ends_the_session(account: Account, idle: timedelta, status: int) -> None:
    assert signed_in(account, idle=idle, since=idle).get(reverse("home")).status_code == status


@pytest.mark.parametrize(("since", "status"), [(timedelta(hours=11), 200), (timedelta(hours=13), 302)])
def test_a_working_day_is_the_longest_session(account: Account, since: timedelta, status: int) -> None:
    assert signed_in(account, since=since).get(reverse("home")).status_code == status


def test_a_lapsed_session_says_that_nothing_is_lost_once(account: Account) -> None:
    client = signed_in(account, idle=timedelta(minutes=31), since=timedelta(minutes=31))
    first, second = (said(client.get(reverse("sign_in"))) for _ in range(2))
    assert [LAPSED in first, LAPSED in second] == [True, False]
    assert LAPSED.startswith("为安全已退出，您填写的内容已保存")


def test_a_request_within_the_time_keeps_the_session_alive(account: Account) -> None:
    client = signed_in(account, idle=timedelta(minutes=20), since=timedelta(minutes=20))
    before = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.get(reverse("home"))
    assert client.cookies[settings.SESSION_COOKIE_NAME].value != before


def test_signing_out_ends_the_session_on_the_server(account: Account) -> None:
    client = signed_in(account)
    copied = client.cookies[settings.SESSION_COOKIE_NAME].value
    response = client.post(reverse("sign_out"), follow=True)
    assert "您已退出登录。" in said(response)
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = copied
    assert thief.get(reverse("home")).status_code == 302


def test_one_browser_signs_out_and_the_other_stays(account: Account) -> None:
    here, there = signed_in(account), signed_in(account)
    here.post(reverse("sign_out"))
    assert [here.get(reverse("home")).status_code, there.get(reverse("home")).status_code] == [302, 200]
    assert Session.objects.filter(ended_at=None).count() == 1


def test_signing_out_takes_a_post(account: Account) -> None:
    assert signed_in(account).get(reverse("sign_out")).status_code == 405


def test_a_cookie_that_somebody_made_up_opens_nothing(account: Account) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(account)[:-4] + "AAAA"
    assert client.get(reverse("home")).status_code == 302


def test_a_closed_account_is_out_at_once(account: Account) -> None:
    client = signed_in(account)
    set_active(by=actor(), account_id=account.pk, active=False, reason="调离")
    assert client.get(reverse("home")).status_code == 302


def test_a_new_password_of_the_keeper_ends_every_session_and_the_lock(account: Account) -> None:
    client = signed_in(account)
    for _ in range(5):
        enter(Client(), "wrong")
    password, decision = reset_password(by=actor(), account_id=account.pk)
    assert decision.allowed
    assert client.get(reverse("home")).status_code == 302
    assert enter(Client(), password).status_code == 302


def test_with_a_first_password_there_is_one_page_only() -> None:
    client = signed_in(make_account("new", Role.RIGHTS_KEEPER, must_change=True))
    assert [client.get(reverse(name)).headers.get("Location") for name in ("home", "accounts", "me")] == [reverse("password")] * 3
    assert "这是初始密码，请先换成只有您知道的密码。" in said(client.get(reverse("password")))
    done = client.post(reverse("password"), {"current": PASSWORD, "new_password": NEW, "again": NEW})
    assert done.headers["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200


def test_a_first_password_does_not_keep_from_signing_out() -> None:
    client = signed_in(make_account("new", must_change=True))
    assert client.post(reverse("sign_out")).headers["Location"] == reverse("sign_in")


def test_the_own_password_is_changed_and_other_browsers_are_out(account: Account) -> None:
    here, there = signed_in(account), signed_in(account)
    response = here.post(reverse("password"), {"current": PASSWORD, "new_password": NEW, "again": NEW}, follow=True)
    assert "密码已修改，在别处的登录已全部退出。" in said(response)
    assert [here.get(reverse("home")).status_code, there.get(reverse("home")).status_code] == [200, 302]
    assert enter(Client(), NEW).status_code == 302


@pytest.mark.parametrize(
    ("current", "new", "again", "objection"),
    [
        ("wrong", NEW, NEW, "现在的密码不正确。"),
        (PASSWORD, "kurz", "kurz", "密码太短。"),
        (PASSWORD, "20260601123", "20260601123", "密码全是数字。"),
        (PASSWORD, "qwertyuiop", "qwertyuiop", "这个密码太常见，容易被猜到。"),
        (PASSWORD, NEW, f"{NEW}!", "两次输入的新密码不一样。"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码和现在的一样。"),
    ],
)
def test_a_new_password_is_refused_with_the_reason(account: Account, current: str, new: str, again: str, objection: str) -> None:
    response = signed_in(account).post(reverse("password"), {"current": current, "new_password": new, "again": again})
    assert objection in said(response)
    assert enter(Client()).status_code == 302


def test_guessing_the_own_password_locks_too(account: Account) -> None:
    client = signed_in(account)
    answers = [said(client.post(reverse("password"), {"current": "guess", "new_password": NEW, "again": NEW})) for _ in range(5)]
    assert ["账号已锁定" in answer for answer in answers] == [False] * 4 + [True]


def test_pages_behind_the_log_in_are_kept_by_nobody(account: Account) -> None:
    assert signed_in(account).get(reverse("home")).headers["Cache-Control"] == "private, no-store"
