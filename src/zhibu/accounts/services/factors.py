"""The second factor checked: a phone's code, a code of the printed sheet, or a device that gave one of them before."""

import base64
import hmac
import os
import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import F

from zhibu.accounts.models import Account, Device, SecondFactor, SheetCode
from zhibu.accounts.rules import accepted_counter, digits_of, is_locked
from zhibu.accounts.services.passwords import LOCKED, count_failure
from zhibu.accounts.terms import DEVICE_KEPT, PHONE_DIGITS, SHEET_CODES, SHEET_DIGITS
from zhibu.kernel.decisions import Decision, Objection
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable, keyed_hash, seal, unseal

WRONG_CODE: Final = Objection(
    "wrong_code",
    "验证码不正确，或者已经用过。",
    "",
    "手机上的验证码每 30 秒换一个，请输入正在显示的 6 位数字；手机时间要准。用码单的，请换一个没有用过的。",
    "code",
)
SECRET_BYTES: Final = 20
"""As long as the hash (RFC 4226 4, R6)."""


def fresh_secret() -> bytes:
    """For a phone that is being set up."""
    return os.urandom(SECRET_BYTES)


def _key() -> bytes:
    return key_store().purpose_key("second factor")


def seal_secret(secret: bytes, context: str) -> bytes:
    """Sealed under a key derived from the master key: neither database nor data backup alone can read it."""
    return seal(_key(), secret, context.encode())


def open_secret(sealed: bytes, context: str) -> bytes | None:
    """The secret again; None where it was sealed for something else, or under another master key."""
    try:
        return unseal(_key(), sealed, context.encode())
    except Unreadable:
        return None


def in_letters(secret: bytes) -> str:
    """As a phone takes it (RFC 4648 base 32)."""
    return base64.b32encode(secret).decode()


def verify_phone(secret: bytes, code: str, now: datetime, *, last: int = 0) -> int | None:
    """The step of a phone's code, however it was typed."""
    return accepted_counter(secret, digits_of(code), now, last=last)


class Shown(NamedTuple):
    """What came of a second factor; ``how`` stands in the trail."""

    decision: Decision
    how: str = ""


def verify_second(*, account: Account, code: str, now: datetime) -> Shown:
    """Check a code of phone or sheet and use it up; wrong ones count with wrong passwords."""
    if is_locked(account.locked_until, now):
        return Shown(Decision.of(LOCKED))
    factor = SecondFactor.objects.filter(account=account).first()
    digits = digits_of(code)
    if factor is not None and (_uses_phone(factor, digits, now) if len(digits) == PHONE_DIGITS else _uses_sheet(factor, digits, now)):
        return Shown(Decision(), "手机验证器" if len(digits) == PHONE_DIGITS else "验证码单")
    count_failure(account, now)
    return Shown(Decision.of(LOCKED if account.locked_until else WRONG_CODE))


def _uses_phone(factor: SecondFactor, digits: str, now: datetime) -> bool:
    """Whichever of two requests with the same code comes second finds the step used."""
    secret = open_secret(bytes(factor.secret_sealed), phone_context(factor.account_id)) if factor.secret_sealed else None
    step = accepted_counter(secret, digits, now, last=factor.last_counter) if secret else None
    return step is not None and SecondFactor.objects.filter(pk=factor.pk, last_counter__lt=step).update(last_counter=step) == 1


def _uses_sheet(factor: SecondFactor, digits: str, now: datetime) -> bool:
    codes = SheetCode.objects.filter(account_id=factor.account_id, digest=_sheet_digest(factor.account_id, digits), used_at=None)
    used = len(digits) == SHEET_DIGITS and codes.update(used_at=now) == 1
    if used:
        SecondFactor.objects.filter(pk=factor.pk).update(codes_left=F("codes_left") - 1)
    return used


def phone_context(account_id: int) -> str:
    """Binds a secret to its account."""
    return f"phone/{account_id}"


def _sheet_digest(account_id: int, digits: str) -> bytes:
    return keyed_hash(key_store().purpose_key("second factor sheet"), f"{account_id}/{digits}".encode())


def write_sheet(account_id: int) -> list[str]:
    """New codes in place of the old ones; they can be read here and never again."""
    codes: set[str] = set()
    while len(codes) < SHEET_CODES:
        codes.add(f"{secrets.randbelow(10**SHEET_DIGITS):0{SHEET_DIGITS}d}")
    SheetCode.objects.filter(account_id=account_id).delete()
    SheetCode.objects.bulk_create(SheetCode(account_id=account_id, digest=_sheet_digest(account_id, code)) for code in codes)
    return sorted(codes)


def _bound(account: Account, factor: SecondFactor) -> bytes:
    return keyed_hash(key_store().purpose_key("remembered devices"), f"{account.password}/{factor.pk}/{factor.version}".encode())


def remember_device(*, account: Account, now: datetime, address: str | None, browser: str) -> str:
    """Not asked again on this browser, until password or second factor are set anew; returns the key for its cookie."""
    factor = SecondFactor.objects.get(account=account)
    device = Device(
        key=secrets.token_hex(16),
        account=account,
        bound=_bound(account, factor),
        since=now,
        until=now + DEVICE_KEPT.span,
        address=address,
        browser=browser,
    )
    device.save(force_insert=True)
    return device.key


def trusted_device(*, account: Account, keys: Sequence[str], now: datetime) -> bool:
    """Whether one of the keys that a browser brings is a device of this account that still counts."""
    factor = SecondFactor.objects.filter(account=account).first()
    if factor is None or not keys:
        return False
    bound = _bound(account, factor)
    found = Device.objects.filter(account=account, key__in=list(keys), ended_at=None, until__gt=now)
    return any(hmac.compare_digest(bytes(one), bound) for one in found.values_list("bound", flat=True))


def end_devices_of(*, account_id: int, now: datetime, device_id: int | None = None) -> int:
    """Forget one device of an account, or all; returns how many."""
    found = Device.objects.filter(account_id=account_id, ended_at=None)
    return (found if device_id is None else found.filter(pk=device_id)).update(ended_at=now)
