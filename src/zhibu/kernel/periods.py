"""Months, quarters and years of the calendar, in which things are to happen so and so often."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from zhibu.kernel.dates import months_after

Per = Literal["month", "quarter", "year"]
MONTHS: Final[dict[Per, int]] = {"month": 1, "quarter": 3, "year": 12}
QUARTERS: Final = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """One of them, half-open: ``end`` is the first day of the next."""

    per: Per
    first_day: date

    @property
    def end(self) -> date:
        """The first day that no longer belongs to it."""
        return months_after(self.first_day, MONTHS[self.per])

    @property
    def last_day(self) -> date:
        """As people name the end."""
        return self.end - timedelta(days=1)

    @property
    def before(self) -> "Period":
        """The one that it follows."""
        return Period(self.per, months_after(self.first_day, -MONTHS[self.per]))

    def __str__(self) -> str:
        year = f"{self.first_day.year}年"
        if self.per == "quarter":
            return f"{year}第{QUARTERS[self.first_day.month // 3]}季度"
        return f"{year}{self.first_day.month}月" if self.per == "month" else year


def period_of(day: date, per: Per) -> Period:
    """The one in which a day lies."""
    months = MONTHS[per]
    return Period(per, date(day.year, (day.month - 1) // months * months + 1, 1))


@lru_cache(maxsize=256)
def recent(per: Per, on: date, months: int) -> tuple[Period, ...]:
    """The current one, and those before it that ended within so many months before the day; the latest first."""
    here = period_of(on, per)
    since, found = months_after(on, -months), [here]
    while (earlier := found[-1].before).end > since:
        found.append(earlier)
    return tuple(found)
