"""Party standing by the dated table, with a case on the day each row begins and on its eve."""

from datetime import date, timedelta

import pytest

from zhibu.register.rules.standing import (
    ADMISSION_PERIODS,
    Probation,
    age,
    had_probation,
    party_standing,
    standing_begins,
)
from zhibu.register.terms.people import MemberStatus

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("first_day", "before", "since"),
    [
        (date(1923, 6, 10), False, True),
        (date(1927, 4, 27), True, False),
        (date(1928, 6, 18), False, False),
        (date(1945, 4, 23), False, True),
        (date(1956, 9, 15), True, True),
        (date(1969, 4, 1), True, False),
        (date(1977, 8, 12), False, True),
        (date(1982, 9, 6), True, True),
    ],
)
def test_probation_on_the_day_a_row_begins_and_on_its_eve(first_day: date, *, before: bool, since: bool) -> None:
    assert (had_probation(first_day - timedelta(days=1)), had_probation(first_day)) == (before, since)


def test_every_row_has_its_case() -> None:
    assert [one.first_day for one in ADMISSION_PERIODS[1:]] == [
        date(1923, 6, 10),
        date(1927, 4, 27),
        date(1928, 6, 18),
        date(1945, 4, 23),
        date(1956, 9, 15),
        date(1969, 4, 1),
        date(1977, 8, 12),
        date(1982, 9, 6),
    ]


def test_rows_follow_each_other_and_name_their_source() -> None:
    days = [one.first_day for one in ADMISSION_PERIODS]
    assert days == sorted(set(days))
    assert [one for one in ADMISSION_PERIODS if not one.source] == []
    assert [one for one in ADMISSION_PERIODS if (one.shortest_months > 0) != (one.probation is Probation.ALL)] == []


@pytest.mark.parametrize(
    ("joined", "confirmed", "begins"),
    [
        (date(1973, 5, 1), None, date(1973, 5, 1)),  # nobody of 1973 is overdue
        (date(1973, 5, 1), date(1974, 5, 1), date(1973, 5, 1)),
        (date(1969, 3, 31), date(1970, 3, 31), date(1970, 3, 31)),
        (date(1969, 4, 1), date(1970, 4, 1), date(1969, 4, 1)),
        (date(1977, 8, 11), date(1978, 8, 11), date(1977, 8, 11)),
        (date(1977, 8, 12), date(1978, 8, 12), date(1978, 8, 12)),
        (date(1960, 1, 1), None, None),
        (date(2001, 6, 20), date(2002, 6, 20), date(2002, 6, 20)),
        (date(2001, 6, 20), None, None),
        (date(1928, 1, 1), None, date(1928, 1, 1)),
        (date(1928, 1, 1), date(1928, 4, 1), date(1928, 4, 1)),
        (None, date(2002, 6, 20), date(2002, 6, 20)),
        (None, None, None),
    ],
)
def test_where_standing_begins(joined: date | None, confirmed: date | None, begins: date | None) -> None:
    assert standing_begins(joined, confirmed) == begins


@pytest.mark.parametrize(
    ("on", "years"),
    [(date(2026, 6, 19), 23), (date(2026, 6, 20), 24), (date(2002, 6, 20), 0), (date(2002, 6, 19), None)],
)
def test_years_are_full_on_the_anniversary(on: date, years: int | None) -> None:
    standing = party_standing(joined=date(2001, 6, 20), confirmed=date(2002, 6, 20), status=MemberStatus.FULL, on=on)
    assert standing == years


def test_fifty_years_of_a_member_of_1976() -> None:
    assert party_standing(joined=date(1976, 7, 1), confirmed=None, status=MemberStatus.FULL, on=date(2026, 7, 1)) == 50


@pytest.mark.parametrize("status", [one for one in MemberStatus if one is not MemberStatus.FULL])
def test_only_full_members_have_standing(status: MemberStatus) -> None:
    assert party_standing(joined=date(1973, 5, 1), confirmed=None, status=status, on=ON) is None


@pytest.mark.parametrize(("correction", "years"), [(0, 24), (-4, 20), (2, 26), (-90, 0)])
def test_the_correction_of_an_export_is_honoured(correction: int, years: int) -> None:
    standing = party_standing(
        joined=date(2001, 6, 20), confirmed=date(2002, 6, 20), status=MemberStatus.FULL, on=ON, correction_years=correction
    )
    assert standing == years


@pytest.mark.parametrize(
    ("birth", "on", "years"),
    [
        (date(2000, 2, 29), date(2026, 2, 28), 25),
        (date(2000, 2, 29), date(2026, 3, 1), 26),
        (date(1990, 11, 24), ON, 36),
        (date(1990, 11, 25), ON, 35),
        (date(2030, 1, 1), ON, None),
    ],
)
def test_age(birth: date, on: date, years: int | None) -> None:
    assert age(birth, on) == years
