"""Sessions: begun, ended, and the number by which every process learns of it."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from zhibu.accounts.models import Account, Device, Revision, Session, Slip


def bump_revision() -> None:
    """Accounts, sessions or grants changed: every process reads them afresh from its next request."""
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
        Revision.objects.create(pk=1, number=1)


def start_session(*, account: Account, now: datetime, address: str | None, browser: str = "") -> str:
    """A new session; returns its key."""
    session = Session(key=secrets.token_hex(16), account=account, started_at=now, address=address, browser=browser)
    session.save(force_insert=True)
    return session.key


@transaction.atomic
def end_session(*, key: str, now: datetime) -> None:
    """From now on the cookie of this session opens nothing, wherever it is."""
    Session.objects.filter(pk=key, ended_at=None).update(ended_at=now)
    bump_revision()


@transaction.atomic
def end_sessions_of(*, account_id: int, now: datetime, but: str = "") -> None:
    """End all sessions of an account, for a new password or a leaver."""
    Session.objects.filter(account_id=account_id, ended_at=None).exclude(pk=but).update(ended_at=now)
    bump_revision()


def forget_sessions(before: datetime) -> int:
    """Sessions that began before a moment go with their network addresses; the last one of each account stays. Returns how many.

    None of them still counts: a session lasts twelve hours at the most. Devices and slips that ended before go too.
    """
    Device.objects.filter(until__lt=before).delete()
    Slip.objects.filter(expires_at__lt=before).delete()
    later = Session.objects.filter(account=OuterRef("account"), started_at__gt=OuterRef("started_at"))
    return Session.objects.filter(Exists(later), started_at__lt=before).delete()[0]
