"""The days of a series, by cases and as properties of any day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.gatherings.rules.series import Repeat, days_of, later_by_months, next_like

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("first", "repeat", "until", "days"),
    [
        (date(2026, 6, 1), Repeat.ONCE, date(2026, 12, 31), [date(2026, 6, 1)]),
        (date(2026, 6, 1), Repeat.WEEKLY, date(2026, 6, 15), [date(2026, 6, 1), date(2026, 6, 8), date(2026, 6, 15)]),
        # The second Tuesday of each month.
        (date(2026, 6, 9), Repeat.MONTHLY_WEEKDAY, date(2026, 8, 31), [date(2026, 6, 9), date(2026, 7, 14), date(2026, 8, 11)]),
        # A fifth Monday is the last Monday where there is no fifth.
        (date(2026, 6, 29), Repeat.MONTHLY_WEEKDAY, date(2026, 8, 31), [date(2026, 6, 29), date(2026, 7, 27), date(2026, 8, 31)]),
        # The 31st is the last day of a short month, and the 31st again after it.
        (date(2026, 1, 31), Repeat.MONTHLY_DAY, date(2026, 3, 31), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (date(2028, 1, 31), Repeat.MONTHLY_DAY, date(2028, 2, 29), [date(2028, 1, 31), date(2028, 2, 29)]),
        # An end before the beginning leaves the beginning.
        (date(2026, 6, 1), Repeat.WEEKLY, date(2026, 5, 1), [date(2026, 6, 1)]),
    ],
)
def test_the_days_of_a_series(first: date, repeat: Repeat, until: date, days: list[date]) -> None:
    assert days_of(first, repeat, until) == days


@given(first=DAYS, repeat=st.sampled_from(list(Repeat)), span=st.integers(min_value=-30, max_value=800))
def test_days_begin_with_the_first_rise_and_end_in_time(first: date, repeat: Repeat, span: int) -> None:
    until = first + timedelta(days=span)
    days = days_of(first, repeat, until)
    assert days[0] == first
    assert all(earlier < later for earlier, later in pairwise(days))
    assert all(day <= until for day in days[1:])


@given(first=DAYS, months=st.integers(min_value=0, max_value=120))
def test_a_month_later_it_is_the_same_weekday_of_the_right_month(first: date, months: int) -> None:
    later = later_by_months(first, months, weekday=True)
    assert later.weekday() == first.weekday()
    assert (later.year * 12 + later.month) - (first.year * 12 + first.month) == months
    assert abs((later.day - 1) // 7 - (first.day - 1) // 7) <= 1


@given(last=DAYS, wait=st.integers(min_value=0, max_value=1000))
def test_what_is_proposed_next_is_still_to_come_and_at_most_five_weeks_away(last: date, wait: int) -> None:
    after = last + timedelta(days=wait)
    assert after < next_like(last, after=after) <= after + timedelta(days=42)
