"""Working days of mainland China: the State Council names each year's days off and the weekend days worked in their place.

The days come from the library ``chinesecalendar`` (docs/adr/0018). A year that it does not know yet is counted by weekends alone,
and whoever shows such a date says so (``assumes``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from chinese_calendar.constants import holidays, workdays

DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
NOT_ANNOUNCED: Final = "法定节假日安排未公布，按周末计算"

Pause = tuple[date, date]
"""A half-open span in which no time runs."""


@dataclass(frozen=True)
class Calendar:
    """Days off besides weekends, and weekend days that are worked."""

    off: frozenset[date]
    worked: frozenset[date]

    @cached_property
    def years(self) -> frozenset[int]:
        """The years whose days were announced."""
        return frozenset(day.year for day in self.off)

    def is_working(self, day: date) -> bool:
        """Whether offices are open."""
        if day.weekday() >= SATURDAY:
            return day in self.worked
        return day not in self.off

    def after(self, start: date, number: int, pauses: Sequence[Pause] = ()) -> date:
        """The ``number``-th working day behind a day, which itself does not count; days of a pause do not count either."""
        day = start
        while number > 0:
            day += DAY
            if self.is_working(day) and not any(first <= day < end for first, end in pauses):
                number -= 1
        return day

    def assumes(self, start: date, end: date) -> bool:
        """Whether a count from one day to another touched a year that nobody has announced."""
        return any(year not in self.years for year in range(start.year, end.year + 1))


STATE_COUNCIL: Final = Calendar(frozenset(holidays), frozenset(workdays))
