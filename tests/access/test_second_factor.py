"""The second factor is set up, printed, changed and switched off on one's own page."""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.access.factors import CODES, SHOWN_KEY, first_step, is_in, offered, second_step, set_up, shown, with_phone, with_sheet
from tests.access.pages import words
from tests.register.factories import Street, actor, make_street
from zhibu.access.services import set_phone
from zhibu.access.services.setup import pack_setup, unpack_setup
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Device, SecondFactor, SheetCode
from zhibu.accounts.services import remember_device
from zhibu.accounts.services.factors import in_letters
from zhibu.kernel.clock import now
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Account:
    return make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")


def page(client: Client, name: str = "second_factor") -> str:
    return words(client.get(reverse(name)))


def test_a_phone_is_set_up_by_the_code_that_it_shows(clerk: Account) -> None:
    client = signed_in(clerk)
    assert "手机验证器 没有设置" in page(client)
    assert set_up(client).headers["Location"] == reverse("second_factor")
    assert "状态 已设置" in page(client)
    assert [one.phone_since is not None for one in SecondFactor.objects.all()] == [True]


def test_the_code_that_set_it_up_does_not_open_too(clerk: Account) -> None:
    secret, setup = offered(signed_in(clerk))
    code = shown(secret)
    signed_in(clerk).post(reverse("second_factor_phone"), {"code": code, "setup": setup})
    fresh = Client()
    first_step(fresh, clerk)
    second_step(fresh, code)
    assert not is_in(fresh)


def test_the_square_code_is_drawn_in_the_page_and_says_nothing_but_the_log_in(clerk: Account) -> None:
    html = signed_in(clerk).get(reverse("second_factor_phone")).content.decode()
    assert '<svg role="img" aria-label="供手机扫描的二维码"' in html
    assert "otpauth" not in html


def test_a_wrong_code_keeps_the_same_key_on_the_page(clerk: Account) -> None:
    client = signed_in(clerk)
    secret, setup = offered(client)
    again = client.post(reverse("second_factor_phone"), {"code": "000000", "setup": setup})
    key = SHOWN_KEY.search(again.content.decode())
    assert key is not None
    assert (again.status_code, key[1].replace(" ", "")) == (422, in_letters(secret))
    assert "验证码不正确，还没有设置。" in words(again)
    assert SecondFactor.objects.count() == 0


def test_a_set_up_of_another_account_or_of_yesterday_sets_nothing_up(clerk: Account) -> None:
    packed = pack_setup(b"x" * 20, account_id=clerk.pk, at=now())
    asked = [(clerk.pk, now()), (clerk.pk + 1, now()), (clerk.pk, now() + timedelta(minutes=61))]
    assert [unpack_setup(packed, account_id=pk, at=at) for pk, at in asked] == [b"x" * 20, None, None]
    assert [unpack_setup(text, account_id=clerk.pk, at=now()) for text in ("", "!", "AAAA")] == [None] * 3
    client = signed_in(clerk)
    answer = client.post(reverse("second_factor_phone"), {"code": "123456", "setup": "AAAA"})
    assert "这一页打开太久了，二维码已换新。" in words(answer)


def test_the_secret_is_not_kept_readable_anywhere(clerk: Account) -> None:
    client = signed_in(clerk)
    secret, setup = offered(client)
    client.post(reverse("second_factor_phone"), {"code": shown(secret), "setup": setup})
    told = b"".join(bytes(one) for one in AuditEntry.objects.values_list("changes", flat=True))
    sealed = bytes(SecondFactor.objects.get().secret_sealed or b"")
    needles = (secret, base64.b64encode(secret), base64.b64encode(sealed), in_letters(secret).encode())
    assert [needle in told + sealed for needle in needles] == [False] * 4


def test_whoever_changes_it_gives_the_password_and_guesses_lock(clerk: Account) -> None:
    with_phone(clerk)
    before = SecondFactor.objects.values_list("secret_sealed", "version").get()
    client = signed_in(clerk)
    assert set_up(client).status_code == 422
    answers = [words(set_up(client, password="guess")) for _ in range(5)]
    assert ["密码不正确。" in answer for answer in answers] == [True] * 4 + [False]
    assert "账号已锁定" in answers[-1]
    assert SecondFactor.objects.values_list("secret_sealed", "version").get() == before


def test_a_new_phone_ends_other_sessions_and_asks_devices_again(clerk: Account) -> None:
    with_phone(clerk)
    here, there = signed_in(clerk), signed_in(clerk)
    remember_device(account=clerk, now=now(), address=None, browser="")
    assert set_up(here, password=PASSWORD).status_code == 302
    assert [is_in(here), is_in(there), Device.objects.filter(ended_at=None).count()] == [True, False, 0]
    assert list(SecondFactor.objects.values_list("version", flat=True)) == [2]


def test_a_sheet_is_shown_once_on_one_page_of_ten_codes(clerk: Account) -> None:
    client = signed_in(clerk)
    answer = client.post(reverse("second_factor_sheet"))
    codes = CODES.findall(answer.content.decode())
    assert (answer.status_code, len(codes), {len(code) for code in codes}) == (200, 10, {11})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "10 个没用" in page(client)
    assert codes[0] not in client.get(reverse("second_factor_sheet")).content.decode()
    fresh = Client()
    first_step(fresh, clerk)
    second_step(fresh, codes[0])
    assert is_in(fresh)


def test_a_new_sheet_asks_the_password_and_voids_the_old_one(clerk: Account) -> None:
    old = with_sheet(clerk)
    client = signed_in(clerk)
    assert client.post(reverse("second_factor_sheet"), {"password": "guess"}).status_code == 422
    assert client.post(reverse("second_factor_sheet"), {"password": PASSWORD}).status_code == 200
    fresh = Client()
    first_step(fresh, clerk)
    second_step(fresh, old[0])
    assert (is_in(fresh), SheetCode.objects.count()) == (False, 10)


def test_where_none_is_required_it_is_switched_off_with_the_password(street: Street) -> None:
    account = make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first)
    with_sheet(account)
    client = signed_in(account)
    assert client.post(reverse("second_factor_off"), {"password": "guess"}).status_code == 422
    assert SecondFactor.objects.count() == 1
    assert client.post(reverse("second_factor_off"), {"password": PASSWORD}).status_code == 302
    assert (SecondFactor.objects.count(), SheetCode.objects.count()) == (0, 0)


def test_where_it_is_required_it_is_not_switched_off(clerk: Account) -> None:
    with_phone(clerk)
    client = signed_in(clerk)
    answer = client.post(reverse("second_factor_off"), {"password": PASSWORD})
    assert "这个账号须有二次验证，不能停用。" in words(answer)
    assert SecondFactor.objects.count() == 1


def test_every_change_stands_in_the_trail_of_the_account(clerk: Account) -> None:
    client = signed_in(clerk)
    set_up(client)
    client.post(reverse("second_factor_sheet"), {"password": PASSWORD})
    acts = list(Operation.objects.filter(act__startswith="account.factor").order_by("pk").values_list("act", "actor"))
    assert acts == [("account.factor_phone", "周敏"), ("account.factor_sheet", "周敏")]
    assert "打印验证码单 周敏" in page(client)


def test_a_service_without_a_secret_sets_nothing_up() -> None:
    assert [one.code for one in set_phone(by=actor(), secret=None, code="123456", keep_session="").objections] == ["stale"]
