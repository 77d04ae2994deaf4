"""A calendar address is opened, replaced, revoked by its owner."""

from secrets import token_urlsafe
from typing import Final

from zhibu.accounts.models import Account
from zhibu.gatherings.models import CalendarFeed
from zhibu.gatherings.queries.feeds import hashed
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "本人开通或停用日历订阅"
BYTES: Final = 32


def open_feed(*, by: Actor, account_id: int) -> str:
    """A new secret, told this once; an old one opens nothing any more."""
    secret = token_urlsafe(BYTES)
    with recording(by, "account.calendar_open") as work:
        _hold(account_id)
        end_feed(work, account_id)
        work.add(CalendarFeed, account_id=account_id, secret_hash=hashed(secret), opened_on=by.day)
    return secret


def close_feed(*, by: Actor, account_id: int) -> bool:
    """Whether there was one to revoke."""
    with recording(by, "account.calendar_close") as work:
        _hold(account_id)
        return end_feed(work, account_id)


def _hold(account_id: int) -> None:
    """Two windows of one person open one address."""
    Account.objects.select_for_update(no_key=True).get(pk=account_id)


def end_feed(work: Work, account_id: int) -> bool:
    """Whether there was one; part of the operation of whoever asks, as when a password is set anew."""
    known = list(CalendarFeed.objects.unguarded(WHY).filter(account_id=account_id).values_list("pk", flat=True))
    work.remove(CalendarFeed, known)
    return bool(known)
