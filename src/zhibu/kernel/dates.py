"""Days as this work knows them: half-open spans, an open end that sorts, and dates of which only the month is known."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.unusable import Unusable

FAR: Final = date(9999, 12, 31)
"""The open end of a span. Never NULL, so that every read is ``valid_from <= on < valid_to``."""

LONG_AGO: Final = date(1900, 1, 1)
"""The first day of a fact whose beginning nobody recorded."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a month of which the paper names no day: then ``day`` is its first day."""

    day: date
    month_only: bool = False

    def __str__(self) -> str:
        return self.day.strftime("%Y-%m") if self.month_only else self.day.isoformat()


def day_named(words: str) -> date:
    """The day that an option of a command names; for ``argparse``, which would object in words of its own."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise Unusable(f"“{words}”不是日期：请写成年-月-日，例如 2026-06-30。(not a date)") from error


def years_between(earlier: date, later: date) -> int:
    """Full years from one day to another, as ages are counted: a year is full on the anniversary (29 February: 1 March)."""
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last of a shorter month (civil code, article 202): 29 February and a year is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return day.replace(year=year, month=month + 1, day=min(day.day, last))


def months_between(earlier: date, later: date) -> int:
    """Full months from one day to another; none where the second comes first."""
    months = (later.year - earlier.year) * 12 + later.month - earlier.month
    return max(0, months - (later < months_after(earlier, months)))


def months_reaching(day: date, until: date) -> int:
    """How many months after a day reach another; a month that has begun counts whole. Counted from the first day, as the end is."""
    months = (until.year - day.year) * 12 + until.month - day.month
    return months + (months_after(day, months) < until)
