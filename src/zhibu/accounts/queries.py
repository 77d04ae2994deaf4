"""What a process remembers of accounts and sessions, as long as nothing about them changed."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from zhibu.accounts.models import FailedSignIn, Session
from zhibu.accounts.rules import NETWORK_KNOWN_FOR, NETWORK_WINDOW, is_known_there, is_paused


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The account behind a session that still counts."""

    account_id: int
    username: str
    display_name: str
    must_change_password: bool
    demo: bool


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


def signed_in(key: str, kept: Memory) -> SignedIn | None:
    """The account of a session that has not ended, while the account is in use."""
    found = kept.values.get(("session", key))
    if found is None:
        row = (
            Session.objects.filter(pk=key, ended_at=None, account__active=True)
            .values_list("account_id", "account__username", "account__display_name", "account__must_change_password", "account__demo")
            .first()
        )
        found = SignedIn(*row) if row else None
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
