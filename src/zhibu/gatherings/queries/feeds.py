"""What a calendar address answers: whose it is, and the appointments under neutral words."""

import hashlib
from datetime import date, datetime, timedelta
from typing import Final

from zhibu.access.readers import AccountReader, reader_of
from zhibu.exchange.calendars import CalendarEvent
from zhibu.gatherings.models import CalendarFeed
from zhibu.gatherings.queries.coming import Coming, appointments
from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.kernel.clock import SHANGHAI

WHY: Final = "日历订阅：地址本身就是凭据"
BEHIND: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=180)
WORD: Final = "日程"
"""All that anybody reads over a shoulder (PRACTICE.md 4.2)."""


def hashed(secret: str) -> str:
    """What is kept of an address: 32 random bytes need no slow hash, and nobody can read them off the database."""
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str, *, today: date) -> AccountReader | None:
    """None for an address that nobody has, that was revoked, or whose account is closed: all of them look alike."""
    feed = CalendarFeed.objects.unguarded(WHY).filter(secret_hash=hashed(secret), account__active=True).select_related("account").first()
    return reader_of(account_id=feed.account_id, label=feed.account.display_name, on=today) if feed is not None else None


def opened_on(account_id: int) -> date | None:
    """Since when somebody has an address; None without one."""
    feed = CalendarFeed.objects.unguarded(WHY).filter(account_id=account_id).first()
    return feed.opened_on if feed is not None else None


def events_of(reader: AccountReader, secret: str, *, today: date) -> list[CalendarEvent]:
    """A month back, half a year ahead."""
    found = appointments(reader, home=reader.home_path, since=today - BEHIND, until=today + AHEAD, today=today)
    return [_event(one, secret) for one in found]


def _event(one: Coming, secret: str) -> CalendarEvent:
    """The number of the event tells nothing, and is another one in every calendar."""
    uid = hashed(f"{secret}/{one.code}")[:32]
    if one.begins is None:
        return CalendarEvent(uid, WORD, one.on, location=one.place, cancelled=one.cancelled)
    begins = datetime.combine(one.on, one.begins, SHANGHAI)
    usual = timedelta(minutes=sum(entry_of(kind).minutes_of_usual_length for kind in one.kinds))
    ends = datetime.combine(one.on, one.ends, SHANGHAI) if one.ends else begins + usual
    return CalendarEvent(uid, f"{WORD} {one.begins:%H:%M}", begins, ends, one.place, one.cancelled)
