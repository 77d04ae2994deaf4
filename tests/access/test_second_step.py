"""After the password comes the second factor: of a phone, of a sheet, or a device that gave one before."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.access.factors import device_cookie, first_step, is_in, second_step, shown, with_phone, with_sheet
from tests.access.pages import words
from zhibu.access.services import end_all_sessions, reset_password
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Device, FailedSignIn, SecondFactor, Session
from zhibu.accounts.rules import NETWORK_FAILURES
from zhibu.kernel.clock import now
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> Account:
    return make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚")


def events() -> list[tuple[str, str, str]]:
    return list(Operation.objects.filter(act__startswith="account.sign").order_by("pk").values_list("act", "actor", "reason"))


def test_without_a_second_factor_the_password_opens(client: Client, account: Account) -> None:
    assert first_step(client, account).headers["Location"] == reverse("home")
    assert events() == [("account.sign_in", "林岚", "密码")]


def test_the_password_alone_opens_nothing(client: Client, account: Account) -> None:
    with_phone(account)
    assert first_step(client, account, wanted="/accounts/").headers["Location"] == "/login/second?next=%2Faccounts%2F"
    assert (is_in(client), Session.objects.count(), events()) == (False, 0, [])
    assert "林岚，第一步已经通过。" in words(client.get(reverse("second_step")))


def test_the_code_of_the_phone_opens_where_one_wanted_to_go(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    assert second_step(client, shown(), next="/accounts/").headers["Location"] == "/accounts/"
    assert (is_in(client), events()) == (True, [("account.sign_in", "林岚", "密码、手机验证器")])


def test_the_same_code_does_not_open_twice(account: Account) -> None:
    with_phone(account)
    code = shown()
    for browser, opened in ((Client(), True), (Client(), False)):
        first_step(browser, account)
        second_step(browser, code)
        assert is_in(browser) is opened


def test_a_code_of_the_sheet_opens_and_the_trail_says_so(client: Client, account: Account) -> None:
    codes = with_sheet(account)
    first_step(client, account)
    second_step(client, codes[3])
    assert (is_in(client), SecondFactor.objects.get().codes_left, events()[-1][2]) == (True, 9, "密码、验证码单")


def test_a_wrong_code_is_told_and_recorded(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    assert "验证码不正确，或者已经用过。" in words(second_step(client, "000000"))
    assert events() == [("account.sign_in_failed", "shouquan", "验证码不正确，或者已经用过。")]
    assert not is_in(client)


def test_wrong_passwords_and_codes_lock_together_and_the_password_in_between_helps_nobody(client: Client, account: Account) -> None:
    with_phone(account)
    for _ in range(2):
        first_step(client, account, "wrong")
    for _ in range(3):
        first_step(client, account)
        second_step(client, "000000")
    assert "连续 5 次不正确，账号已锁定。" in words(second_step(client, shown()))
    assert "连续 5 次不正确，账号已锁定。" in words(first_step(Client(), account))
    assert not is_in(client)


def test_a_log_in_that_succeeded_forgets_wrong_codes(client: Client, account: Account) -> None:
    codes = with_sheet(account)
    for code, _ in zip(codes, range(3), strict=False):
        first_step(client, account)
        second_step(client, "000000")
        second_step(client, "111111")
        second_step(client, code)
        assert is_in(client)
        client.post(reverse("sign_out"))


def test_whoever_has_not_given_the_password_has_nothing_to_do_there(client: Client, account: Account) -> None:
    with_phone(account)
    assert client.get(reverse("second_step")).headers["Location"] == reverse("sign_in")
    assert second_step(client, shown()).headers["Location"] == reverse("sign_in")
    assert not is_in(client)


def test_the_second_step_waits_ten_minutes(client: Client, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    with_phone(account)
    first_step(client, account)
    later = now() + timedelta(minutes=10, seconds=5)
    monkeypatch.setattr("zhibu.access.views.signing.now", lambda: later)
    assert client.get(reverse("second_step")).headers["Location"] == reverse("sign_in")


def test_a_closed_account_goes_no_further(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    Account.objects.update(active=False)
    assert second_step(client, shown()).headers["Location"] == reverse("sign_in")


def keeper() -> Actor:
    """Somebody who acts a second later."""
    return Actor(SystemReader("测试"), now() + timedelta(seconds=1), "command")


def test_a_password_set_anew_in_between_makes_the_old_one_worthless(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    reset_password(by=keeper(), account_id=account.pk)
    assert client.get(reverse("second_step")).headers["Location"] == reverse("sign_in")
    assert second_step(client, shown()).headers["Location"] == reverse("sign_in")
    assert not is_in(client)


def test_log_ins_ended_in_between_take_the_half_done_one_along(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    end_all_sessions(by=keeper(), account_id=account.pk, reason="手机丢失")
    assert second_step(client, shown()).headers["Location"] == reverse("sign_in")
    assert not is_in(client)


def pause(network: str) -> None:
    FailedSignIn.objects.bulk_create(FailedSignIn(network=network, at=now()) for _ in range(NETWORK_FAILURES))


def test_a_network_that_pauses_looks_at_no_code_of_somebody_new_there(account: Account) -> None:
    with_phone(account)
    browser = Client(REMOTE_ADDR="203.0.113.7")
    first_step(browser, account)
    pause("203.0.113.7")
    sentence = "从这个网络地址没有登录成功的次数较多，暂停从这里登录。"
    slip = browser.post(reverse("sign_in_slip"), {"code": "1"})
    assert [sentence in words(answer) for answer in (second_step(browser, shown()), first_step(browser, account), slip)] == [True] * 3
    assert first_step(Client(REMOTE_ADDR="203.0.113.8"), account).status_code == 302


def test_whoever_is_known_there_goes_on_with_both_steps(account: Account) -> None:
    with_phone(account)
    Session.objects.create(key="0" * 32, account=account, started_at=now(), ended_at=now(), address="203.0.113.7")
    pause("203.0.113.7")
    browser = Client(REMOTE_ADDR="203.0.113.7")
    first_step(browser, account)
    second_step(browser, shown())
    assert is_in(browser)


def test_wrong_codes_pause_a_network_too(account: Account) -> None:
    with_phone(account)
    browser = Client(REMOTE_ADDR="203.0.113.7")
    first_step(browser, account)
    second_step(browser, "000000")
    browser.post(reverse("sign_in_slip"), {"code": "1234"})
    assert list(FailedSignIn.objects.values_list("network", flat=True)) == ["203.0.113.7"] * 2


# Devices.


def enter_and_remember(account: Account, code: str = "") -> Client:
    browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (Linux; Android 12) MicroMessenger/8.0")
    first_step(browser, account)
    second_step(browser, code or shown(), remember="on")
    assert is_in(browser)
    browser.post(reverse("sign_out"))
    return browser


def test_a_remembered_device_is_not_asked_again(account: Account) -> None:
    with_phone(account)
    browser = enter_and_remember(account)
    assert first_step(browser, account).headers["Location"] == reverse("home")
    assert list(Device.objects.values_list("account__username", "browser")) == [("shouquan", "安卓 微信")]


def test_nothing_is_remembered_unless_it_is_asked_for(client: Client, account: Account) -> None:
    with_phone(account)
    first_step(client, account)
    second_step(client, shown())
    assert (Device.objects.count(), device_cookie(client)) == (0, "")


def test_the_cookie_of_a_device_is_for_the_server_alone(account: Account) -> None:
    with_phone(account)
    kept = enter_and_remember(account).cookies[settings.DEVICE_COOKIE_NAME]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", 30 * 24 * 3600)
    assert Device.objects.get().key not in kept.value.partition(":")[2]


def test_a_device_of_one_account_is_none_of_another(account: Account) -> None:
    other = make_account("shenji", Role.AUDITOR)
    with_phone(account)
    with_phone(other)
    browser = enter_and_remember(account)
    assert first_step(browser, other).headers["Location"] == reverse("second_step")


def test_accounts_that_take_turns_at_one_browser_are_both_remembered(account: Account) -> None:
    other = make_account("shenji", Role.AUDITOR)
    with_phone(account)
    with_phone(other)
    browser = enter_and_remember(account)
    first_step(browser, other)
    second_step(browser, shown(), remember="on")
    browser.post(reverse("sign_out"))
    assert [first_step(browser, one).headers["Location"] for one in (account, other)] == [reverse("home")] * 2


def test_a_made_up_or_stolen_part_of_a_cookie_is_asked(account: Account) -> None:
    with_phone(account)
    kept = device_cookie(enter_and_remember(account))
    for value in (Device.objects.get().key, kept[:-3] + "AAA", ""):
        browser = Client()
        browser.cookies[settings.DEVICE_COOKIE_NAME] = value
        assert first_step(browser, account).headers["Location"] == reverse("second_step")


def test_a_new_password_asks_every_device_again(account: Account) -> None:
    with_phone(account)
    browser = enter_and_remember(account)
    new = "另一句好记的话 2027"
    signed_in(account).post(reverse("password"), {"current": PASSWORD, "new_password": new, "again": new})
    account.refresh_from_db()
    assert first_step(browser, account, new).headers["Location"] == reverse("second_step")
    assert Device.objects.filter(ended_at=None).count() == 0


def test_a_device_that_was_given_up_on_the_page_is_asked_again(account: Account) -> None:
    with_phone(account)
    browser, desk = enter_and_remember(account), signed_in(account)
    assert "安卓 微信" in words(desk.get(reverse("my_sessions")))
    desk.post(reverse("device_forget", args=[Device.objects.get().pk]))
    assert first_step(browser, account).headers["Location"] == reverse("second_step")
