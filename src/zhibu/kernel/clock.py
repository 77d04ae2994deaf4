"""The only place that knows the time of day: ``now`` and ``today`` are called by views and commands, never below them."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """This moment, in local time."""
    return datetime.now(tz=SHANGHAI)


def today() -> date:
    """The local day."""
    return now().date()


def day_of(at: datetime) -> date:
    """The local day of a moment."""
    return at.astimezone(SHANGHAI).date()


def minute_of(at: datetime) -> str:
    """A moment as pages and papers write it: 2026-03-02 10:00, local time."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
