"""What a process remembers of accounts and sessions, as long as nothing about them changed; where an account is signed in."""

import threading
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db import connection
from django.db.models import Count, Q

from zhibu.accounts.models import Device, FailedSignIn, Session, Slip
from zhibu.accounts.rules import NETWORK_KNOWN_FOR, NETWORK_WINDOW, is_known_there, is_paused
from zhibu.accounts.terms import FEW_CODES
from zhibu.store.keys import key_store
from zhibu.store.sealing import keyed_hash


@dataclass(frozen=True, slots=True)
class FactorState:
    """What an account has as its second factor; ``row`` stays when the last code is spent."""

    row: bool = False
    phone_since: datetime | None = None
    sheet_since: datetime | None = None
    codes_left: int = 0

    @property
    def is_usable(self) -> bool:
        """Whether the next log-in can be done with it."""
        return self.phone_since is not None or self.codes_left > 0

    @property
    def is_spent(self) -> bool:
        """There was one, and its last code is used up."""
        return self.row and not self.is_usable

    @property
    def runs_short(self) -> bool:
        """Only a few codes stand between the account and being shut out."""
        return self.phone_since is None and 0 < self.codes_left <= FEW_CODES


FACTOR: Final = ("factor__pk", "factor__phone_since", "factor__sheet_since", "factor__codes_left")
"""The columns of an account from which ``factor_state`` reads."""


def factor_state(pk: int | None, phone_since: datetime | None, sheet_since: datetime | None, codes_left: int | None) -> FactorState:
    """From the columns of ``FACTOR``."""
    return FactorState(pk is not None, phone_since, sheet_since, codes_left or 0)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account behind a session that still counts."""

    account_id: int
    username: str
    display_name: str
    must_change_password: bool
    demo: bool
    second_factor_due: date | None
    factor: FactorState


@dataclass(slots=True)
class Memory:
    """Plain values read under one revision; dropped as a whole when the revision grows."""

    revision: int = -1
    values: dict[Any, Any] = field(default_factory=dict)


_local = threading.local()


def memory() -> Memory:
    """This thread's memory, emptied when accounts, sessions or grants have changed. Costs one query."""
    kept: Memory = getattr(_local, "memory", None) or Memory()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM accounts_revision WHERE id = 1")
        row = cursor.fetchone()
    revision = row[0] if row else 0
    if kept.revision != revision:
        kept = Memory(revision)
    _local.memory = kept
    return kept


def forget() -> None:
    """Drop what this thread remembers; for tests, which roll the revision back."""
    _local.memory = Memory()


def _signed_in(  # noqa: PLR0917  a row's columns in their order
    account_id: int,
    username: str,
    name: str,
    must_change: bool,  # noqa: FBT001  a column
    demo: bool,  # noqa: FBT001  a column
    due: date | None,
    *factor: Any,
) -> SignedIn:
    return SignedIn(account_id, username, name, must_change, demo, due, factor_state(*factor))


SIGNED_IN: Final = (
    "account_id",
    *(f"account__{name}" for name in ("username", "display_name", "must_change_password", "demo", "second_factor_due", *FACTOR)),
)


def signed_in(key: str, kept: Memory) -> SignedIn | None:
    """The account of a session that has not ended, while the account is in use."""
    found = kept.values.get(("session", key))
    if found is None:
        row = Session.objects.filter(pk=key, ended_at=None, account__active=True).values_list(*SIGNED_IN).first()
        found = _signed_in(*row) if row else None
        if found is not None:
            kept.values["session", key] = found
    return found


def network_paused(network: str, now: datetime) -> bool:
    """Whether log-ins from a network pause; never where no address is known."""
    return bool(network) and is_paused(FailedSignIn.objects.filter(network=network, at__gt=now - NETWORK_WINDOW).count())


def known_in_network(username: str, network: str, now: datetime) -> bool:
    """Whether somebody has signed in from a network before."""
    found = Session.objects.filter(account__username=username, started_at__gt=now - NETWORK_KNOWN_FOR)
    return is_known_there(network, found.values_list("address", flat=True).distinct())


class SessionLine(NamedTuple):
    """A browser that is signed in; ``handle`` names it in addresses, where the key would be too much."""

    handle: str
    key: str
    started_at: datetime
    address: str
    browser: str


class DeviceLine(NamedTuple):
    """A browser that is not asked for the second factor."""

    id: int
    since: datetime
    until: datetime
    address: str
    browser: str


class SlipLine(NamedTuple):
    """The slip that holds."""

    printed_at: datetime
    printed_by: str
    expires_at: datetime
    codes_left: int


def handle_of(key: str) -> str:
    """A session in an address of a page."""
    return keyed_hash(key_store().purpose_key("session handles"), key.encode())[:8].hex()


def sessions_of(account_id: int, *, since: datetime) -> list[SessionLine]:
    """Sessions begun after a moment that nobody has ended, newest first; older ones have lapsed. One query."""
    found = Session.objects.filter(account_id=account_id, ended_at=None, started_at__gt=since).order_by("-started_at")
    rows = found.values_list("key", "started_at", "address", "browser")
    return [SessionLine(handle_of(key), key, at, address or "", browser) for key, at, address, browser in rows]


def devices_of(account_id: int, now: datetime) -> list[DeviceLine]:
    """Devices that still count, newest first; one query."""
    found = Device.objects.filter(account_id=account_id, ended_at=None, until__gt=now).order_by("-since")
    rows = found.values_list("pk", "since", "until", "address", "browser")
    return [DeviceLine(pk, since, until, address or "", browser) for pk, since, until, address, browser in rows]


def slip_of(account_id: int, now: datetime) -> SlipLine | None:
    """The slip with which the account can sign in now; one query."""
    found = Slip.objects.filter(account_id=account_id, voided_at=None, expires_at__gt=now).order_by("-pk")
    row = found.annotate(left=Count("codes", filter=Q(codes__used_at=None))).values_list("printed_at", "printed_by", "expires_at", "left")
    first = row.first()
    return SlipLine(*first) if first else None
