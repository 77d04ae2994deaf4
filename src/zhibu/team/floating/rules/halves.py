"""Until when the next contact and the next report are due. Pure.

Each half-year (January to June, July to December) holds a contact, each year a report of the member to the own branch (REGULATIONS.md 3).
The half-year, or year, in which somebody left is not owed: there is little of it, and the day of leaving is a contact of its own.
"""

from datetime import date
from typing import Final

HALF: Final = 6


def half_began(day: date) -> date:
    """The first day of the half-year of a day."""
    return date(day.year, 1 if day.month <= HALF else HALF + 1, 1)


def next_half(day: date) -> date:
    """The first day of the half-year after that of a day."""
    return date(day.year, HALF + 1, 1) if day.month <= HALF else date(day.year + 1, 1, 1)


def contact_due(last: date) -> date:
    """The day on which the next contact is late: the first behind the half-year that follows the one of the last contact, or of leaving."""
    return next_half(next_half(last))


def report_due(last: date) -> date:
    """The day on which the next report is late: the first behind the year that follows the one of the last report, or of leaving."""
    return date(last.year + 2, 1, 1)


def kept_this_half(last: date | None, on: date) -> bool:
    """Whether there was contact in the half-year of a day."""
    return last is not None and half_began(on) <= last <= on


def reported_this_year(last: date | None, on: date) -> bool:
    """Whether there was a report in the year of a day."""
    return last is not None and last.year == on.year and last <= on
