"""The days of a series: the same weekday of each week, the same weekday or the same day of each month."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from zhibu.register.terms.term import Term


class Repeat(Term):
    """How a meeting comes again."""

    ONCE = "once", "只这一次"
    WEEKLY = "weekly", "每周同一天"
    MONTHLY_WEEKDAY = "monthly_weekday", "每月同一个星期几"
    MONTHLY_DAY = "monthly_day", "每月同一日"


def days_of(first: date, repeat: Repeat, until: date) -> list[date]:
    """From the first day on, up to and with the last that is allowed; the first is always among them."""
    if repeat == Repeat.ONCE:
        return [first]
    found = []
    for day in _without_end(first, repeat):
        if day > until:
            break
        found.append(day)
    return found or [first]


def _without_end(first: date, repeat: Repeat) -> Iterator[date]:
    number = 0
    while True:
        if repeat == Repeat.WEEKLY:
            yield first + timedelta(weeks=number)
        else:
            yield later_by_months(first, number, weekday=repeat == Repeat.MONTHLY_WEEKDAY)
        number += 1


def later_by_months(first: date, months: int, *, weekday: bool) -> date:
    """The second Tuesday stays the second Tuesday, the 31st is the last day where there is none; a fifth weekday is the last one."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    if not weekday:
        return date(year, month + 1, min(first.day, last))
    begin = date(year, month + 1, 1)
    day = 1 + (first.weekday() - begin.weekday()) % 7 + 7 * ((first.day - 1) // 7)
    return date(year, month + 1, day if day <= last else day - 7)


def next_like(last: date, *, after: date) -> date:
    """The day that is proposed where something is planned as last time: the same weekday of a month, the first that is still to come."""
    months = 1
    while (day := later_by_months(last, months, weekday=True)) <= after:
        months += 1
    return day
