"""What holds of an institution on a day follows from its spans and reviews alone."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import FAR
from zhibu.mechanism.institutions.rules.standing import History, InForceSpan, ReviewFacts, VersionFacts
from zhibu.mechanism.institutions.terms import Standing

FIRST, SECOND, END = date(2024, 3, 1), date(2025, 6, 1), date(2026, 5, 1)


def span(version: int, since: date, until: date = FAR, *, adopted: date | None = None, due: date = date(2027, 1, 1)) -> InForceSpan:
    return InForceSpan(version, version, since, until, adopted or since, "党工委会议", due)


REVISED = History(
    [VersionFacts(1, 1, date(2024, 2, 1)), VersionFacts(2, 2, date(2025, 5, 1)), VersionFacts(3, 3, date(2026, 4, 1))],
    [span(1, FIRST, SECOND), span(2, SECOND, END, adopted=date(2025, 5, 20), due=date(2026, 6, 1))],
    [ReviewFacts(date(2025, 12, 1), date(2026, 12, 1))],
)


@pytest.mark.parametrize(
    ("on", "standing", "version", "draft"),
    [
        (date(2024, 2, 15), Standing.DRAFTED, None, 1),
        (date(2024, 3, 1), Standing.IN_FORCE, 1, None),
        (date(2025, 5, 10), Standing.IN_FORCE, 1, 2),
        (date(2025, 5, 31), Standing.IN_FORCE, 1, None),
        (date(2025, 6, 1), Standing.IN_FORCE, 2, None),
        (date(2026, 4, 30), Standing.IN_FORCE, 2, 3),
        (date(2026, 5, 1), Standing.REPEALED, 2, 3),
    ],
)
def test_a_day_has_one_version_and_knows_what_was_being_written(
    on: date, standing: Standing, version: int | None, draft: int | None
) -> None:
    last, writing = REVISED.last(on), REVISED.draft(on)
    assert (REVISED.standing(on), last.version if last else None, writing.number if writing else None) == (standing, version, draft)


def test_what_was_adopted_for_a_later_day_waits_for_it() -> None:
    history = History([VersionFacts(1, 1, FIRST)], [span(1, SECOND, adopted=FIRST)])
    assert [history.standing(on) for on in (FIRST, SECOND - timedelta(days=1), SECOND)] == [
        Standing.COMING,
        Standing.COMING,
        Standing.IN_FORCE,
    ]


@pytest.mark.parametrize(
    ("on", "due"),
    [(FIRST, date(2027, 1, 1)), (SECOND, date(2026, 6, 1)), (date(2025, 12, 1), date(2026, 12, 1)), (END, None)],
)
def test_a_review_moves_the_day_of_what_is_in_force_and_nothing_else(on: date, due: date | None) -> None:
    assert REVISED.review_due(on) == due


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(0, 2_600))
def test_no_day_has_two_versions_and_none_is_lost_between_two(lengths: list[int], later: int) -> None:
    days = [FIRST + timedelta(days=sum(lengths[:number])) for number in range(len(lengths))]
    ends = [*days[1:], FAR]
    history = History(
        [VersionFacts(number, number, day) for number, day in enumerate(days, 1)],
        [span(number, day, end) for number, (day, end) in enumerate(zip(days, ends, strict=True), 1)],
    )
    on = FIRST + timedelta(days=later)
    found = history.in_force(on)
    assert found is not None
    assert found.version == sum(day <= on for day in days)
