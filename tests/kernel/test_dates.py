"""Months from a day: one way of counting for terms, probations, keeping and whatever else ends."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import months_after, months_between, months_reaching

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 5, 1), 24, date(2026, 5, 1)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2027, 1, 31), -6, date(2026, 7, 31)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


@given(day=DAYS, months=st.integers(-600, 600))
def test_each_month_has_its_length_and_more_months_never_end_earlier(day: date, months: int) -> None:
    later = months_after(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)
    assert later < months_after(day, months + 1)


@pytest.mark.parametrize(
    ("day", "until", "months"),
    [
        (date(2025, 7, 1), date(2026, 7, 1), 12),
        (date(2025, 7, 1), date(2026, 7, 2), 13),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 2, 29), date(2025, 3, 1), 13),
        (date(2024, 2, 29), date(2025, 8, 29), 18),
        (date(2024, 2, 29), date(2026, 2, 28), 24),
        (date(2024, 8, 31), date(2026, 2, 28), 18),
    ],
)
def test_a_month_that_has_begun_counts_whole(day: date, until: date, months: int) -> None:
    assert months_reaching(day, until) == months


@given(day=DAYS, until=DAYS)
def test_so_many_months_reach_a_day_and_one_less_does_not(day: date, until: date) -> None:
    months = months_reaching(day, until)
    assert months_after(day, months - 1) < until <= months_after(day, months)


@given(day=DAYS, months=st.integers(0, 600))
def test_a_month_is_full_on_the_day_on_which_it_ends(day: date, months: int) -> None:
    end = months_after(day, months)
    assert months_between(day, end) == months
    assert months_between(day, end - timedelta(days=1)) == max(0, months - 1)
