"""Months, quarters and years: which day lies in which, what they are called, and how far a look back reaches."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import months_after
from zhibu.kernel.periods import Per, period_of, recent

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
PERS: st.SearchStrategy[Per] = st.sampled_from(["month", "quarter", "year"])


@pytest.mark.parametrize(
    ("per", "first", "last", "called"),
    [
        ("month", date(2028, 2, 1), date(2028, 2, 29), "2028年2月"),
        ("quarter", date(2028, 1, 1), date(2028, 3, 31), "2028年第一季度"),
        ("year", date(2028, 1, 1), date(2028, 12, 31), "2028年"),
    ],
)
def test_a_day_lies_in_one_of_each(per: Per, first: date, last: date, called: str) -> None:
    found = period_of(date(2028, 2, 29), per)
    assert (found.first_day, found.last_day, str(found)) == (first, last, called)


@given(DAYS, PERS)
def test_periods_follow_each_other_without_a_gap(day: date, per: Per) -> None:
    here = period_of(day, per)
    assert here.first_day <= day < here.end
    assert (here.before.end, period_of(here.end, per).first_day) == (here.first_day, here.end)


@given(DAYS, PERS, st.integers(0, 24))
def test_a_look_back_takes_the_current_one_and_those_that_ended_since(day: date, per: Per, months: int) -> None:
    found = recent(per, day, months)
    since = months_after(day, -months)
    assert found[0] == period_of(day, per)
    assert [one.end for one in found[1:]] == [one.first_day for one in found[:-1]]
    assert all(one.end > since for one in found)
    assert found[-1].before.end <= since


def test_a_look_back_of_twelve_months_holds_last_year_until_its_last_day() -> None:
    assert [str(one) for one in recent("year", date(2026, 12, 31), 12)] == ["2026年", "2025年"]
    assert [str(one) for one in recent("year", date(2026, 12, 31) + timedelta(days=1), 12)] == ["2027年", "2026年"]
