"""When somebody's time is over, what stands against destroying; how far an export of full numbers has come."""

from datetime import date, datetime, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.factories import actor
from zhibu.keeping.rules import (
    DECIDED_WITHIN,
    FETCHED_WITHIN,
    State,
    earliest_end,
    may_ask,
    may_decide,
    may_erase,
    may_fetch,
    may_hold,
    may_lift,
    may_make,
    may_note_destroyed,
    needs_second,
    row_for,
    state_of,
)
from zhibu.kernel.decisions import Decision

DAY: Final = date(2026, 6, 1)
NOON: Final = actor().at


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


@pytest.mark.parametrize(
    ("ending", "was_member", "row"),
    [
        ("left", True, "transferred_out"),
        ("", True, "transferred_out"),
        ("died", True, "died"),
        ("expelled", True, "membership_ended"),
        ("cancelled", True, "membership_ended"),
        ("corrected", True, "mistaken"),
        ("cancelled", False, "applicant_ended"),
        ("left", False, "applicant_ended"),
        ("died", False, "applicant_ended"),
        ("corrected", False, "mistaken"),
    ],
)
def test_the_row_under_which_somebody_falls(ending: str, was_member: bool, row: str) -> None:
    assert row_for(ending=ending, was_member=was_member) == row


@given(
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_nobody_is_destroyed_before_thirty_days_on_the_list_or_after_a_hold(
    due_on: date, announced_on: date, lifted_on: date | None
) -> None:
    earliest = earliest_end(due_on=due_on, announced_on=announced_on, lifted_on=lifted_on)
    since = [announced_on, *([lifted_on] if lifted_on else [])]
    assert all(earliest - day >= timedelta(days=30) for day in since)
    assert earliest >= due_on
    assert earliest in {due_on, *(day + timedelta(days=30) for day in since)}


def test_everything_that_stands_against_destroying_is_said_at_once() -> None:
    decision = may_erase(in_force=True, earliest=DAY + timedelta(days=1), held=True, granted=True, on=DAY)
    assert codes(decision) == ["in_force", "held", "granted", "not_yet"]
    assert decision.objections[-1].message == "最早 2026-06-02 销毁。"


def test_on_the_day_itself_nothing_stands_against_it() -> None:
    assert codes(may_erase(in_force=False, earliest=DAY, held=False, granted=False, on=DAY)) == []


def test_destroying_is_put_off_once_and_only_for_those_who_have_left() -> None:
    assert codes(may_hold(in_force=False, held=False, erased=False)) == []
    assert codes(may_hold(in_force=True, held=True, erased=True)) == ["in_force", "held", "erased"]
    assert [codes(may_lift(held=held)) for held in (True, False)] == [[], ["not_held"]]


# Full numbers.


@pytest.mark.parametrize(("rows", "second"), [(1, False), (50, False), (51, True), (100_000, True)])
def test_a_second_person_is_asked_above_fifty_rows(rows: int, second: bool) -> None:
    assert needs_second(rows) is second


def test_an_export_needs_people_and_numbers() -> None:
    assert codes(may_ask(rows=1, numbers=1)) == []
    assert codes(may_ask(rows=0, numbers=0)) == ["nobody", "no_number"]


def state(now: datetime, **facts: Any) -> State:
    known: dict[str, Any] = {"decided_at": None, "approved": False, "made": False, "downloaded": False, "destroyed": False}
    return state_of(asked_at=NOON, now=now, **known | facts)


ALLOWED: Final = {"decided_at": NOON, "approved": True}


@pytest.mark.parametrize(
    ("facts", "after", "expected"),
    [
        ({}, timedelta(), State.WAITING),
        ({}, DECIDED_WITHIN - timedelta(seconds=1), State.WAITING),
        ({}, DECIDED_WITHIN, State.LAPSED),
        ({"decided_at": NOON}, DECIDED_WITHIN, State.DECLINED),
        (ALLOWED, timedelta(), State.APPROVED),
        (ALLOWED, FETCHED_WITHIN - timedelta(seconds=1), State.APPROVED),
        (ALLOWED, FETCHED_WITHIN, State.LAPSED),
        (ALLOWED | {"made": True}, timedelta(), State.MADE),
        (ALLOWED | {"made": True}, FETCHED_WITHIN, State.LAPSED),
        (ALLOWED | {"made": True, "downloaded": True}, FETCHED_WITHIN, State.HANDED_OVER),
        (ALLOWED | {"made": True, "downloaded": True, "destroyed": True}, FETCHED_WITHIN, State.DESTROYED),
    ],
)
def test_how_far_it_has_come_follows_from_what_happened_when(facts: dict[str, Any], after: timedelta, expected: State) -> None:
    assert state(NOON + after, **facts) is expected


def test_only_what_waits_is_decided_and_never_by_the_asker() -> None:
    decided = {one: codes(may_decide(state=one, own=False)) for one in State}
    assert {one for one, objections in decided.items() if not objections} == {State.WAITING}
    assert decided[State.LAPSED] == ["lapsed"]
    assert codes(may_decide(state=State.WAITING, own=True)) == ["own"]
    assert codes(may_decide(state=State.DECLINED, own=True)) == ["own", "settled"]


def test_a_file_is_made_once_after_it_was_allowed() -> None:
    made = {one: codes(may_make(one)) for one in State}
    assert {one for one, objections in made.items() if not objections} == {State.APPROVED}
    assert (made[State.WAITING], made[State.LAPSED], made[State.MADE]) == (["waiting"], ["lapsed"], ["settled"])


def test_a_file_is_handed_over_once() -> None:
    handed = {one for one in State if not codes(may_fetch(state=one, file_there=True))}
    assert handed == {State.MADE}
    assert codes(may_fetch(state=State.MADE, file_there=False)) == ["gone"]


def test_a_copy_is_destroyed_after_it_was_handed_over_once() -> None:
    noted = {one: codes(may_note_destroyed(one)) for one in State}
    assert {one for one, objections in noted.items() if not objections} == {State.HANDED_OVER}
    assert (noted[State.DESTROYED], noted[State.MADE]) == (["destroyed"], ["not_out"])
