"""When an account or a network is shut out, how long the second step may take, which code of a phone counts.

Sources: GB/T 22239-2019 8.1.4.1 b for the lock; RFC 6238 for the codes; the figures are usual practice.
"""

import hmac
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.twofactor.hotp import HOTP

from zhibu.accounts.terms import PHONE_DIGITS

FAILURES_ALLOWED: Final = 5
LOCKED_FOR: Final = timedelta(minutes=30)

NETWORK_FAILURES: Final = 30
NETWORK_WINDOW: Final = timedelta(minutes=10)
"""A street office of a hundred people behind one address mistypes less; somebody who guesses gets three tries a minute."""
NETWORK_KNOWN_FOR: Final = timedelta(days=90)
"""Whoever has signed in from a network in this time is known there."""

SECOND_STEP_WITHIN: Final = timedelta(minutes=10)
"""Between the password and the second factor."""

STEP: Final = 30
"""Seconds that one code of a phone stands (RFC 6238 4.1)."""
DRIFT: Final = 1
"""Steps by which a phone's clock may be off, each way (RFC 6238 6)."""


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether a lock still holds."""
    return locked_until is not None and now < locked_until


def after_failure(failures: int, now: datetime) -> tuple[int, datetime | None]:
    """Count of failures and lock after one more: the fifth in a row locks."""
    failures += 1
    return (0, now + LOCKED_FOR) if failures >= FAILURES_ALLOWED else (failures, None)


def network_of(address: str | None) -> str:
    """What is counted as one place: an IPv4 address, of IPv6 the /64 that one line is given; empty where no address is known."""
    try:
        found = ip_address((address or "").strip())
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    if found.version == 4 or mapped is not None:
        return str(mapped or found)
    return str(ip_network((int(found), 64), strict=False))


def is_paused(failures: int) -> bool:
    """Whether a network has had so many failures in the window that log-ins from it pause."""
    return failures >= NETWORK_FAILURES


def is_known_there(network: str, addresses: Iterable[str | None]) -> bool:
    """Whether somebody who signed in from these addresses is known in a network: no office is shut out by one who guesses there."""
    return bool(network) and network in {network_of(address) for address in addresses}


def digits_of(typed: str) -> str:
    """The digits of what somebody typed: a phone may write them full-width, paper groups them."""
    return "".join(one for one in unicodedata.normalize("NFKC", typed) if one.isascii() and one.isdigit())


def counter_at(at: datetime) -> int:
    """The number of the step in which a moment lies."""
    return int(at.timestamp()) // STEP


def phone_code(secret: bytes, counter: int) -> str:
    """What the phone shows during a step."""
    algorithm = hashes.SHA1()  # noqa: S303  RFC 6238's own, the one that every authenticator knows; as a MAC it stands
    return HOTP(secret, PHONE_DIGITS, algorithm).generate(counter).decode()


def accepted_counter(secret: bytes, code: str, now: datetime, *, last: int) -> int | None:
    """The newest step to which a code belongs, among the present one and its neighbours; a step up to ``last`` was used already.

    The newest: should two steps show the same digits, using them once uses both.
    """
    present = counter_at(now)
    steps = range(present + DRIFT, max(last, present - DRIFT - 1), -1)
    return next((step for step in steps if hmac.compare_digest(phone_code(secret, step), code)), None)
