"""What a year asked of an organisation, counted: done, missed and unknown."""

from datetime import date
from typing import Any, Final

import pytest
from hypothesis import assume, given

from tests.gatherings.held_cases import signs
from tests.oversight.test_frequencies import BACK, CLAUSE, DAYS, facts, frequency_of
from zhibu.kernel.periods import period_of
from zhibu.oversight.duties import Duties, Missed, duties_of, reckoned_until
from zhibu.oversight.frequencies import owed_periods
from zhibu.oversight.rules import asked_of
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

BOOK: Final = rulebook()
MEETING: Final = BOOK.clauses["meeting.members"]
ON: Final = date(2026, 10, 15)
YEAR: Final = date(2026, 1, 1)


def quarters(*days: str, recorded: date = date(2020, 1, 1)) -> dict[str, Any]:
    held = {("members_meeting", "quarter"): signs(days, "quarter", ON)}
    return {"kind": "branch", "members": 20, "form_from": date(2020, 1, 1), "held": held, "records_from": {"": recorded}}


def test_three_quarters_have_ended_and_two_of_them_were_held() -> None:
    found = duties_of(MEETING, quarters("2026-02-03", "2026-08-20", "2026-10-10"), BOOK.on(ON), since=YEAR)
    assert found == Duties(2, (Missed(date(2026, 7, 1), "2026年第二季度没有记录"),))
    assert found.owed == 3


@pytest.mark.parametrize(
    ("on", "days"),
    [
        (date(2026, 9, 30), [date(2026, 4, 1), date(2026, 7, 1)]),  # can still be kept, as the workbench says
        (date(2026, 10, 1), [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)]),
        (date(2026, 12, 31), [date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 1)]),  # what the year comes to
    ],
)
def test_a_period_is_missed_once_its_last_day_is_over_and_a_year_on_its_last_day(on: date, days: list[date]) -> None:
    found = duties_of(MEETING, quarters(), BOOK.on(on), since=YEAR)
    assert (found.done, [one.day for one in found.missed]) == (0, days)


def test_what_lacked_its_quorum_is_missed_and_says_so() -> None:
    found = duties_of(MEETING, quarters("2026-02-03", "2026-05-05 人数不够", "2026-08-20"), BOOK.on(ON), since=YEAR)
    assert [one.said for one in found.missed] == ["2026年第二季度开过 1 次，到会人数不够，不算"]


def test_before_records_are_complete_a_period_is_unknown() -> None:
    found = duties_of(MEETING, quarters("2026-08-20", recorded=date(2026, 7, 1)), BOOK.on(ON), since=YEAR)
    assert found == Duties(1, (), 2)


def test_a_standing_clause_is_kept_missed_or_unknown() -> None:
    clause = BOOK.clauses["branch.secretary"]
    kept: dict[str, Any] = {"kind": "branch", "provisional": False, "joint": False, "members": 9, "full_members": 9, "secretaries": 1}
    since = {"posts_from": date(2020, 1, 1)}
    rules = BOOK.on(ON)
    assert asked_of(clause, kept, rules)
    assert duties_of(clause, kept | since, rules, since=YEAR) == Duties(1)
    assert duties_of(clause, kept | since | {"secretaries": 0}, rules, since=YEAR).owed == 1
    assert duties_of(clause, kept | {"secretaries": 0}, rules, since=YEAR) == Duties(unknown=1)


@given(CLAUSE, DAYS, BACK, DAYS, DAYS)
def test_done_and_missed_are_the_owed_periods_that_have_ended(
    clause: Clause, on: date, history: list[tuple[int, str]], began: date, recorded: date
) -> None:
    frequency = frequency_of(clause)
    known = facts(clause, on, history, began, recorded) | {"kind": clause.kinds[0]}
    assume(asked_of(clause, known, BOOK.on(on)))
    since = period_of(on, "year").first_day
    found = duties_of(clause, known, BOOK.on(on), since=since)
    ended = [
        one for one in owed_periods(clause, frequency, known, on) or () if since <= one[0].first_day and one[0].end <= reckoned_until(on)
    ]
    assert found.owed == len(ended)
    assert all(since < one.day <= reckoned_until(on) for one in found.missed)
