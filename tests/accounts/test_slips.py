"""A log-in code on paper opens its account once, before its end, unless a newer slip was printed."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from zhibu.accounts.models import Account, Device, Slip, SlipCode
from zhibu.accounts.services import INACTIVE, LOCKED, find_slip, forget_sessions, holder_of, spend_code
from zhibu.accounts.services.slips import EXPIRED, WRONG_SLIP, expiry, fresh_number, write_codes
from zhibu.accounts.terms import DEVICE_KEPT, SLIP_CODES, SLIP_LASTS
from zhibu.kernel.decisions import Decision

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 12, 1, 4, tzinfo=UTC)


@pytest.fixture
def account() -> Account:
    return Account.objects.create(username="R000123", display_name="赵国强", password="!", password_changed_at=NOW, created_at=NOW)


def printed(account: Account) -> list[str]:
    number = fresh_number()
    slip = Slip.objects.create(account=account, number=number, printed_at=NOW, printed_by="陈立", expires_at=expiry(NOW))
    return write_codes(slip.pk, number)


def answer(code: str, at: datetime = NOW) -> Decision:
    return find_slip(code=code, now=at).decision


def test_a_slip_holds_codes_of_sixteen_digits_that_name_it(account: Account) -> None:
    codes = printed(account)
    assert (len(set(codes)), {len(code) for code in codes}) == (SLIP_CODES, {16})
    assert {code[:6] for code in codes} == {Slip.objects.get().number}


def test_a_code_names_its_account_and_is_spent_once(account: Account) -> None:
    code = printed(account)[0]
    found = find_slip(code=f" {code[:4]} {code[4:8]}-{code[8:]}", now=NOW)
    assert (found.account, found.decision) == (account, Decision())
    assert [spend_code(found.code_id, NOW), spend_code(found.code_id, NOW)] == [Decision(), Decision((WRONG_SLIP,))]
    assert answer(code) == Decision((WRONG_SLIP,))


def test_a_code_lasts_ninety_days_and_not_longer(account: Account) -> None:
    code, ends = printed(account)[0], NOW + SLIP_LASTS.span
    assert SLIP_LASTS.days == 90
    assert [answer(code, ends - timedelta(seconds=1)), answer(code, ends)] == [Decision(), Decision((EXPIRED,))]


def test_whoever_has_no_code_is_not_told_that_the_slip_has_expired(account: Account) -> None:
    number = printed(account)[0][:6]
    assert answer(f"{number}0000000000", NOW + SLIP_LASTS.span) == Decision((WRONG_SLIP,))


def test_five_wrong_codes_lock_the_account_that_the_slip_names(account: Account) -> None:
    code = printed(account)[0]
    wrong = f"{code[:6]}0000000000"
    assert [answer(wrong) for _ in range(5)] == [Decision((WRONG_SLIP,))] * 4 + [Decision((LOCKED,))]
    assert [answer(code), answer(code, NOW + timedelta(minutes=30))] == [Decision((LOCKED,)), Decision()]


@pytest.mark.parametrize("code", ["", "12", "0000000000000000", "99999999999999999999", "纸条"])
def test_what_stands_on_no_slip_is_wrong_and_counts_against_nobody(account: Account, code: str) -> None:
    printed(account)
    assert answer(code) == Decision((WRONG_SLIP,))
    account.refresh_from_db()
    assert account.failures == 0


def test_a_slip_that_was_voided_opens_nothing(account: Account) -> None:
    code = printed(account)[0]
    Slip.objects.update(voided_at=NOW)
    assert answer(code) == Decision((WRONG_SLIP,))


def test_a_closed_account_is_said_to_whoever_holds_the_code(account: Account) -> None:
    code = printed(account)[0]
    Account.objects.update(active=False)
    assert [answer(code), answer(f"{code[:6]}0000000000")] == [Decision((INACTIVE,)), Decision((WRONG_SLIP,))]


def test_codes_are_not_readable_in_the_database(account: Account) -> None:
    codes = printed(account)
    kept = b"".join(bytes(one) for one in SlipCode.objects.values_list("digest", flat=True))
    assert [code for code in codes if code[6:].encode() in kept] == []


def test_the_first_digits_name_whose_slip_it_is(account: Account) -> None:
    code = printed(account)[0]
    assert [holder_of(code), holder_of(f"{code[:6]}0"), holder_of("12"), holder_of("")] == ["R000123", "R000123", "", ""]


def test_devices_and_slips_go_with_the_sessions_of_their_time(account: Account) -> None:
    printed(account)
    Device.objects.create(key="0" * 32, account=account, bound=b"", since=NOW, until=NOW + DEVICE_KEPT.span, address="203.0.113.7")
    forget_sessions(NOW + DEVICE_KEPT.span)
    assert (Device.objects.count(), Slip.objects.count()) == (1, 1)
    forget_sessions(NOW + SLIP_LASTS.span + timedelta(seconds=1))
    assert (Device.objects.count(), Slip.objects.count(), SlipCode.objects.count()) == (0, 0, 0)
