"""A phone's code counts once and within its step or the neighbours; a sheet's code counts once; five wrong ones lock."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from django.contrib.auth.hashers import make_password
from hypothesis import given
from hypothesis import strategies as st

from zhibu.accounts.models import Account, Device, SecondFactor, SheetCode
from zhibu.accounts.rules import STEP, accepted_counter, counter_at, digits_of, phone_code
from zhibu.accounts.services import end_devices_of, remember_device, trusted_device, verify_second
from zhibu.accounts.services.factors import WRONG_CODE, fresh_secret, in_letters, open_secret, phone_context, seal_secret, write_sheet
from zhibu.accounts.services.passwords import LOCKED
from zhibu.accounts.terms import DEVICE_KEPT, SHEET_CODES, SHEET_DIGITS
from zhibu.kernel.decisions import Decision

NOW: Final = datetime(2026, 12, 1, 4, tzinfo=UTC)
SECRET: Final = b"12345678901234567890"
"""The one of RFC 6238's appendix B."""
secrets = st.binary(min_size=20, max_size=20)
moments = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  bounds bear no zone


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_the_standard(seconds: int, code: str) -> None:
    """RFC 6238 appendix B, of whose eight digits a phone shows the last six."""
    assert phone_code(SECRET, counter_at(datetime.fromtimestamp(seconds, tz=UTC))) == code


@given(secret=secrets, at=moments, steps=st.integers(-1, 1))
def test_a_clock_may_be_one_step_off_each_way(secret: bytes, at: datetime, steps: int) -> None:
    shown = phone_code(secret, counter_at(at) + steps)
    accepted = accepted_counter(secret, shown, at, last=0)
    assert accepted is not None
    assert counter_at(at) + steps <= accepted <= counter_at(at) + 1


@given(secret=secrets, at=moments, steps=st.integers(2, 10_000), late=st.booleans())
def test_a_clock_that_is_further_off_shows_nothing_that_counts(secret: bytes, at: datetime, steps: int, *, late: bool) -> None:
    shown = phone_code(secret, counter_at(at) + (-steps if late else steps))
    window = {phone_code(secret, counter_at(at) + near) for near in (-1, 0, 1)}
    assert (accepted_counter(secret, shown, at, last=0) is not None) == (shown in window)


@given(secret=secrets, at=moments, steps=st.integers(-1, 1), later=st.integers(0, 2 * STEP))
def test_what_was_used_is_not_accepted_again_while_its_window_lasts(secret: bytes, at: datetime, steps: int, later: int) -> None:
    shown = phone_code(secret, counter_at(at) + steps)
    used = accepted_counter(secret, shown, at, last=0)
    assert used is not None
    again = accepted_counter(secret, shown, at + timedelta(seconds=later), last=used)
    assert again is None or (again > used and phone_code(secret, again) == shown)


@given(secret=secrets, at=moments, last=st.integers(-3, 3))
def test_no_step_up_to_the_last_one_used_counts(secret: bytes, at: datetime, last: int) -> None:
    used = counter_at(at) + last
    found = [accepted_counter(secret, phone_code(secret, counter_at(at) + near), at, last=used) for near in (-1, 0, 1)]
    assert [one for one in found if one is not None and one <= used] == []


@given(st.text(alphabet="0123456789 -　０１２３４５６７８９", max_size=30))
def test_digits_are_read_however_they_were_typed(typed: str) -> None:
    plain = typed.translate(str.maketrans("０１２３４５６７８９", "0123456789", " -　"))
    assert digits_of(typed) == plain


@pytest.mark.parametrize("typed", ["", "١٢٣٤٥٦", "abc", "²³"])
def test_what_is_no_digit_of_ours_is_left_out(typed: str) -> None:
    assert [one for one in digits_of(typed) if one not in "0123456789"] == []


# With an account.


@pytest.fixture
def account(db: None) -> Account:
    return Account.objects.create(
        username="zhoumin", display_name="周敏", password=make_password("一句好记的话"), password_changed_at=NOW, created_at=NOW
    )


def with_phone(account: Account) -> SecondFactor:
    return SecondFactor.objects.create(account=account, secret_sealed=seal_secret(SECRET, phone_context(account.pk)), phone_since=NOW)


def show(account: Account, code: str, at: datetime = NOW) -> Decision:
    account.refresh_from_db()
    return verify_second(account=account, code=code, now=at).decision


def code_at(at: datetime) -> str:
    return phone_code(SECRET, counter_at(at))


def test_a_code_opens_once_and_the_next_one_opens_again(account: Account) -> None:
    with_phone(account)
    later = NOW + timedelta(seconds=STEP)
    assert [show(account, code_at(NOW)).allowed, show(account, code_at(NOW)).allowed, show(account, code_at(later), later).allowed] == [
        True,
        False,
        True,
    ]


def test_a_code_from_before_the_one_used_last_no_longer_counts(account: Account) -> None:
    with_phone(account)
    assert show(account, code_at(NOW)).allowed
    assert show(account, code_at(NOW - timedelta(seconds=STEP))) == Decision((WRONG_CODE,))


def test_five_wrong_codes_lock_the_account_also_against_the_right_one(account: Account) -> None:
    with_phone(account)
    assert [show(account, "000000") for _ in range(5)] == [Decision((WRONG_CODE,))] * 4 + [Decision((LOCKED,))]
    assert show(account, code_at(NOW)) == Decision((LOCKED,))
    half_an_hour_later = NOW + timedelta(minutes=30)
    assert show(account, code_at(half_an_hour_later), half_an_hour_later).allowed


def test_the_secret_is_sealed_for_its_account(account: Account) -> None:
    factor = with_phone(account)
    sealed = bytes(factor.secret_sealed or b"")
    assert SECRET not in sealed
    assert [open_secret(sealed, phone_context(account.pk)), open_secret(sealed, phone_context(account.pk + 1))] == [SECRET, None]


def test_a_secret_under_another_master_key_opens_nothing(account: Account) -> None:
    SecondFactor.objects.create(account=account, secret_sealed=bytes(60), phone_since=NOW)
    assert show(account, code_at(NOW)) == Decision((WRONG_CODE,))


def test_a_secret_has_160_bits_and_is_typed_in_letters() -> None:
    assert [len(fresh_secret()), fresh_secret() == fresh_secret(), in_letters(SECRET)] == [20, False, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"]


def test_each_code_of_a_sheet_opens_once(account: Account) -> None:
    SecondFactor.objects.create(account=account, sheet_since=NOW, codes_left=SHEET_CODES)
    codes = write_sheet(account.pk)
    assert (len(set(codes)), {len(code) for code in codes}) == (SHEET_CODES, {SHEET_DIGITS})
    first, second = codes[0], f"{codes[1][:5]} {codes[1][5:]}"
    assert [show(account, first).allowed, show(account, first).allowed, show(account, second).allowed] == [True, False, True]
    assert SecondFactor.objects.get().codes_left == SHEET_CODES - 2


def test_a_new_sheet_voids_the_one_before(account: Account) -> None:
    SecondFactor.objects.create(account=account, sheet_since=NOW, codes_left=SHEET_CODES)
    old = write_sheet(account.pk)
    write_sheet(account.pk)
    assert show(account, old[0]) == Decision((WRONG_CODE,))
    assert SheetCode.objects.count() == SHEET_CODES


def test_a_sheet_of_somebody_else_opens_nothing(account: Account) -> None:
    other = Account.objects.create(username="other", display_name="别人", password="!", password_changed_at=NOW, created_at=NOW)
    for one in (account, other):
        SecondFactor.objects.create(account=one, sheet_since=NOW, codes_left=SHEET_CODES)
    assert not show(account, write_sheet(other.pk)[0]).allowed


def test_codes_are_not_readable_in_the_database(account: Account) -> None:
    codes = write_sheet(account.pk)
    kept = b"".join(bytes(one) for one in SheetCode.objects.values_list("digest", flat=True))
    assert [code for code in codes if code.encode() in kept] == []


def remembered(account: Account) -> str:
    return remember_device(account=account, now=NOW, address=None, browser="安卓 微信")


def test_a_device_is_remembered_for_thirty_days_and_not_longer(account: Account) -> None:
    with_phone(account)
    key = remembered(account)
    ends = NOW + DEVICE_KEPT.span
    assert DEVICE_KEPT.days == 30
    assert [trusted_device(account=account, keys=[key], now=at) for at in (NOW, ends - timedelta(seconds=1), ends)] == [True, True, False]


def test_a_device_is_bound_to_account_password_and_factor(account: Account) -> None:
    factor = with_phone(account)
    other = Account.objects.create(username="other", display_name="别人", password="!", password_changed_at=NOW, created_at=NOW)
    with_phone(other)
    key = remembered(account)
    assert not trusted_device(account=other, keys=[key], now=NOW)
    SecondFactor.objects.filter(pk=factor.pk).update(version=2)
    assert not trusted_device(account=account, keys=[key], now=NOW)
    SecondFactor.objects.filter(pk=factor.pk).update(version=1)
    assert trusted_device(account=account, keys=[key], now=NOW)
    account.password = make_password("ein anderes Wort")
    assert not trusted_device(account=account, keys=[key], now=NOW)


def test_a_device_that_was_given_up_is_asked_again(account: Account) -> None:
    with_phone(account)
    first, second = remembered(account), remembered(account)
    assert end_devices_of(account_id=account.pk, now=NOW, device_id=Device.objects.get(key=first).pk) == 1
    assert [trusted_device(account=account, keys=[key], now=NOW) for key in (first, second, "made up")] == [False, True, False]
