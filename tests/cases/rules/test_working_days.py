"""Working days, with what the State Council announced and without."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.tables import CALENDAR
from zhibu.cases.rules.working_days import STATE_COUNCIL, Pause

DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
        (date(2026, 1, 2), False),
        (date(2026, 1, 3), False),
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2026, 10, 7), False),
        (date(2026, 10, 10), True),
    ],
)
def test_days_off_and_days_worked_instead_are_those_of_the_announcement(day: date, works: bool) -> None:
    """国务院办公厅关于2026年部分节假日安排的通知 (国办发明电〔2025〕7号)."""
    assert STATE_COUNCIL.is_working(day) is works


def test_the_day_of_entering_does_not_count() -> None:
    assert [CALENDAR.after(date(2025, 12, 31), number) for number in (0, 1, 2)] == [date(2025, 12, 31), date(2026, 1, 4), date(2026, 1, 5)]


def test_a_year_that_nobody_announced_is_counted_by_weekends_and_says_so() -> None:
    assert CALENDAR.after(date(2026, 12, 31), 1) == date(2027, 1, 1)
    assert [CALENDAR.assumes(date(2026, 12, 1), end) for end in (date(2026, 12, 31), date(2027, 1, 1))] == [False, True]


def test_days_of_a_pause_do_not_count() -> None:
    pause = (date(2026, 3, 3), date(2026, 3, 5))
    assert CALENDAR.after(date(2026, 3, 2), 2, [pause]) == date(2026, 3, 6)


@given(start=DAYS, number=st.integers(1, 40), first=DAYS, length=st.integers(0, 30))
def test_between_start_and_end_lie_exactly_so_many_working_days(start: date, number: int, first: date, length: int) -> None:
    pause: Pause = (first, first + timedelta(days=length))
    end = CALENDAR.after(start, number, [pause])
    between = [start + timedelta(days=offset) for offset in range(1, (end - start).days + 1)]
    counted = [day for day in between if CALENDAR.is_working(day) and not pause[0] <= day < pause[1]]
    assert (len(counted), counted[-1]) == (number, end)
