"""What a frequency says of any history: properties that hold on every day."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.gatherings.held_cases import signs
from zhibu.kernel.dates import FAR
from zhibu.kernel.periods import period_of
from zhibu.oversight.frequencies import often_enough, owed_periods
from zhibu.oversight.judgement import Judgement
from zhibu.oversight.terms import State
from zhibu.rulebook.entries import Clause, Frequency
from zhibu.rulebook.loading import rulebook

BOOK = rulebook()
CLAUSES = [one for one in BOOK.clauses.values() if one.frequency and not one.frequency.since]
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CLAUSE = st.sampled_from(CLAUSES)
BACK = st.lists(st.tuples(st.integers(0, 800), st.sampled_from(["", " 人数不够", " 未签批", " 取消"])), max_size=30)


def frequency_of(clause: Clause) -> Frequency:
    assert clause.frequency is not None
    return clause.frequency


def facts(clause: Clause, on: date, history: list[tuple[int, str]], began: date, recorded: date) -> dict[str, Any]:
    found = frequency_of(clause)
    held = signs([f"{on - timedelta(days=back)}{remark}" for back, remark in history], found.per, on)
    return {"form_from": began, "held": {(found.measure, found.per): held}, "records_from": {"": recorded}}


def said(clause: Clause, on: date, given_facts: dict[str, Any]) -> list[Judgement]:
    return list(often_enough(clause, frequency_of(clause), given_facts, BOOK.on(on)))


@given(CLAUSE, DAYS, BACK, DAYS, DAYS)
def test_a_period_is_missed_or_due_when_it_is_owed_and_was_not_held(
    clause: Clause, on: date, history: list[tuple[int, str]], began: date, recorded: date
) -> None:
    known = facts(clause, on, history, began, recorded)
    owed = owed_periods(clause, frequency_of(clause), known, on)
    states = [one.state for one in said(clause, on, known)]
    if owed is None:
        assert states == [State.UNKNOWN]
        return
    missed = [period for period, tally in owed if not tally.counted and period.end <= on]
    assert (State.OVERDUE in states) == bool(missed)
    assert all(period.first_day >= began for period, _ in owed)
    open_ones = {State.DUE, State.CHECK} & set(states)
    assert not open_ones or (owed[0][0].end > on and not owed[0][1].counted)


@given(CLAUSE, DAYS, BACK)
def test_whoever_begins_today_owes_nothing_but_a_period_that_begins_today(clause: Clause, on: date, history: list[tuple[int, str]]) -> None:
    found = said(clause, on, facts(clause, on, history, on, date(2001, 1, 1)))
    begins_today = period_of(on, frequency_of(clause).per).first_day == on
    assert begins_today or found == []


@given(CLAUSE, DAYS, BACK)
def test_where_nothing_was_signed_and_no_day_laid_down_nothing_is_late(clause: Clause, on: date, history: list[tuple[int, str]]) -> None:
    unsigned = [(back, " 未签批") for back, _ in history]
    assert {one.state for one in said(clause, on, facts(clause, on, unsigned, date(2001, 1, 1), FAR))} == {State.UNKNOWN}


@given(CLAUSE, DAYS, BACK)
def test_one_more_meeting_never_makes_it_worse(clause: Clause, on: date, history: list[tuple[int, str]]) -> None:
    known = facts(clause, on, history, date(2001, 1, 1), date(2001, 1, 1))
    more = facts(clause, on, [*history, (3, "")], date(2001, 1, 1), date(2001, 1, 1))
    before, after = ([len(one.evidence) for one in said(clause, on, found) if one.state is State.OVERDUE] for found in (known, more))
    assert sum(after) <= sum(before)
