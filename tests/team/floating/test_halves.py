"""Until when the next contact and the next report are due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.team.floating.rules.halves import contact_due, half_began, kept_this_half, next_half, report_due, reported_this_year

days = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (date(2026, 1, 1), date(2027, 1, 1)),
        (date(2026, 6, 30), date(2027, 1, 1)),
        (date(2026, 7, 1), date(2027, 7, 1)),
        (date(2026, 12, 31), date(2027, 7, 1)),
    ],
)
def test_contact_is_late_once_a_whole_half_year_has_passed_without_one(last: date, due: date) -> None:
    assert contact_due(last) == due


@pytest.mark.parametrize(("last", "due"), [(date(2026, 1, 1), date(2028, 1, 1)), (date(2026, 12, 31), date(2028, 1, 1))])
def test_a_report_is_late_once_a_whole_year_has_passed_without_one(last: date, due: date) -> None:
    assert report_due(last) == due


@given(days)
def test_half_years_follow_each_other_without_a_gap(day: date) -> None:
    assert half_began(day) <= day < next_half(day)
    assert half_began(next_half(day) - timedelta(days=1)) == half_began(day)


@given(days, days)
def test_a_later_contact_is_never_due_earlier(first: date, second: date) -> None:
    earlier, later = sorted((first, second))
    assert contact_due(earlier) <= contact_due(later)


@given(days)
def test_contact_in_each_half_year_is_never_late(day: date) -> None:
    last_of_next_half = next_half(next_half(day)) - timedelta(days=1)
    assert last_of_next_half < contact_due(day)


def test_what_was_before_this_half_year_or_is_to_come_is_not_counted() -> None:
    on = date(2026, 7, 2)
    assert [kept_this_half(day, on) for day in (None, date(2026, 6, 30), date(2026, 7, 1), on, date(2026, 7, 3))] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert [reported_this_year(day, on) for day in (None, date(2025, 12, 31), date(2026, 1, 1), date(2026, 7, 3))] == [
        False,
        False,
        True,
        False,
    ]
