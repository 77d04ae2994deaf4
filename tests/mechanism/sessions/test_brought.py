"""Party building on the agenda, by half-year: what a signed session resolved counts, and nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.gatherings.meetings import sign
from tests.mechanism.sessions.committees import Committee, all_there, decide, make_committee, make_session, ready, table
from tests.register.factories import actor
from zhibu.mechanism.sessions.brought import ENDS, LAST, LAST_CALLED, THIS, half_begins, talked, told_of
from zhibu.register.queries.folding import together


def told(committee: Committee, on: date) -> dict[str, object]:
    (rows,) = together(talked([committee.place.now_path], on))
    return {key: value for one in told_of(rows, on).values() for key, value in one.facts.items()}


def held(committee: Committee, on: date, *, party: bool, decided: bool = True, signed: bool = True) -> None:
    session = make_session(committee, on=on)
    table(session, ready(committee.street.sunny, f"{on} {party}", party=party))
    all_there(committee, session)
    decide(session, {1: "同意。"} if decided else {}, day=on)
    if signed:
        sign(session.part.gathering, by=actor(on), on=on)


@pytest.mark.django_db
def test_signed_sessions_that_resolved_on_it_are_counted_by_half_year() -> None:
    committee = make_committee()
    held(committee, date(2026, 2, 3), party=True)
    held(committee, date(2026, 6, 30), party=True)
    held(committee, date(2026, 5, 4), party=False)
    held(committee, date(2026, 7, 1), party=True)
    assert told(committee, date(2026, 11, 20)) == {LAST: 2, LAST_CALLED: "2026年上半年", THIS: 1, ENDS: date(2026, 12, 31)}
    assert told(committee, date(2026, 6, 30)) == {THIS: 2, ENDS: date(2026, 6, 30)}


@pytest.mark.django_db
def test_what_is_not_signed_or_was_not_resolved_on_does_not_count() -> None:
    committee = make_committee()
    held(committee, date(2026, 8, 3), party=True, signed=False)
    held(committee, date(2026, 9, 3), party=False)
    assert told(committee, date(2026, 11, 20)) == {THIS: 0, ENDS: date(2026, 12, 31)}


@pytest.mark.django_db
def test_a_committee_without_sessions_is_told_nothing() -> None:
    assert told(make_committee(), date(2026, 11, 20)) == {}


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_lies_in_its_half_year(on: date) -> None:
    first = half_begins(on)
    assert (first <= on, first.day, first.month in {1, 7}, (on - first).days < 184) == (True, 1, True, True)
