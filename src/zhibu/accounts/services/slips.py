"""Log-in codes on paper: a slip written, a code found and spent. Who may use one is decided in ``access``."""

import secrets
from datetime import datetime
from typing import Final, NamedTuple

from zhibu.accounts.models import Account, Slip, SlipCode
from zhibu.accounts.rules import digits_of, is_locked
from zhibu.accounts.services.passwords import INACTIVE, LOCKED, count_failure
from zhibu.accounts.terms import SLIP_CODES, SLIP_LASTS, SLIP_NUMBER, SLIP_SECRET
from zhibu.kernel.decisions import Decision, Objection
from zhibu.store.keys import key_store
from zhibu.store.sealing import keyed_hash

WRONG_SLIP: Final = Objection(
    "wrong_slip", "登录码不正确，或者已经用过。", "", "请对照纸条再输入一次；一行只能用一次，用过的请划掉，换下一行。", "code"
)
EXPIRED: Final = Objection("expired", "这张纸条已经过期。", "", "请向给您纸条的人再要一张。", "code")


class SlipFound(NamedTuple):
    """A code that stands on a slip and has not been used; not spent yet."""

    account: Account | None
    code_id: int
    decision: Decision


def _digest(number: str, secret: str) -> bytes:
    return keyed_hash(key_store().purpose_key("log-in codes"), f"{number}/{secret}".encode())


def find_slip(*, code: str, now: datetime) -> SlipFound:
    """Whose code it is; wrong ones count against the account whose slip their first digits name."""
    digits = digits_of(code)
    number, secret = digits[:SLIP_NUMBER], digits[SLIP_NUMBER:]
    slip = Slip.objects.filter(number=number, voided_at=None).select_related("account").first()
    if slip is None or len(secret) != SLIP_SECRET:
        return SlipFound(None, 0, Decision.of(WRONG_SLIP))
    account = slip.account
    if is_locked(account.locked_until, now):
        return SlipFound(None, 0, Decision.of(LOCKED))
    found = SlipCode.objects.filter(slip=slip, digest=_digest(number, secret), used_at=None).values_list("pk", flat=True).first()
    if found is None:
        count_failure(account, now)
        return SlipFound(None, 0, Decision.of(LOCKED if account.locked_until else WRONG_SLIP))
    if slip.expires_at <= now:
        return SlipFound(None, 0, Decision.of(EXPIRED))
    return SlipFound(account, found, Decision()) if account.active else SlipFound(None, 0, Decision.of(INACTIVE))


def holder_of(code: str) -> str:
    """The log-in name of whose slip a code names, whether it stands on it or not; empty where there is no such slip."""
    slips = Slip.objects.filter(number=digits_of(code)[:SLIP_NUMBER], voided_at=None)
    return slips.values_list("account__username", flat=True).first() or ""


def spend_code(code_id: int, now: datetime) -> Decision:
    """Once; of two requests with the same code the second is refused."""
    spent = SlipCode.objects.filter(pk=code_id, used_at=None).update(used_at=now)
    return Decision() if spent else Decision.of(WRONG_SLIP)


def write_codes(slip_id: int, number: str) -> list[str]:
    """The codes of a slip; they can be read here and never again."""
    written: set[str] = set()
    while len(written) < SLIP_CODES:
        written.add(f"{secrets.randbelow(10**SLIP_SECRET):0{SLIP_SECRET}d}")
    SlipCode.objects.bulk_create(SlipCode(slip_id=slip_id, digest=_digest(number, secret)) for secret in written)
    return [number + secret for secret in sorted(written)]


def fresh_number() -> str:
    """A number that no slip has or had."""
    while True:
        number = f"{secrets.randbelow(10**SLIP_NUMBER):0{SLIP_NUMBER}d}"
        if not Slip.objects.filter(number=number).exists():
            return number


def expiry(now: datetime) -> datetime:
    """Until when a slip printed now can be used."""
    return now + SLIP_LASTS.span
