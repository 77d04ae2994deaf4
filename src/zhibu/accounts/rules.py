"""When an account is locked, and how long a session lasts. Source: GB/T 22239-2019 8.1.4.1 b; the figures are usual practice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from typing import Final

FAILURES_ALLOWED: Final = 5
LOCKED_FOR: Final = timedelta(minutes=30)

NETWORK_FAILURES: Final = 30
NETWORK_WINDOW: Final = timedelta(minutes=10)
"""A street office of a hundred people behind one address mistypes less; somebody who guesses gets three tries a minute."""
NETWORK_KNOWN_FOR: Final = timedelta(days=90)
"""Whoever has signed in from a network in this time is known there."""


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
