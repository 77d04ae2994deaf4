"""The only place that knows the time of day; called by views and commands, never below them."""

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
