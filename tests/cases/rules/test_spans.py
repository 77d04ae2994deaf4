"""How steps waited, day by day: what a past day showed is not changed by what came later."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.tables import BOTH, BRANCHING, CALENDAR, ENDED, JOINED, OPENED, STARTED, day, log
from zhibu.cases.rules.spans import History, history
from zhibu.cases.rules.state import fold
from zhibu.kernel.dates import FAR

Lines = tuple[tuple[str, ...], ...]


def told(*lines: tuple[str, ...]) -> History:
    return history(BRANCHING, log(*lines), CALENDAR)  # type: ignore[arg-type]  # rows of two and of three words


def rows(found: History) -> list[tuple[str, int, str, str]]:
    """Step, organisation, from, to; the year left out."""
    spans = sorted(found.spans, key=lambda one: (one.valid_from, one.waiting.step.key))
    shown = [(one.valid_from, "" if one.valid_to == FAR else one.valid_to.strftime("%m-%d"), one.waiting) for one in spans]
    return [(waiting.step.key, waiting.organisation, since.strftime("%m-%d"), until) for since, until, waiting in shown]


def test_steps_wait_from_the_line_that_lets_them_begin_until_the_line_that_does_them() -> None:
    assert rows(told(*ENDED)) == [
        ("start", 7, "01-05", "01-06"),
        ("left", 7, "01-06", "01-12"),
        ("right", 7, "01-06", "01-08"),
        ("join", 7, "01-12", "01-13"),
        ("end", 8, "01-13", "01-20"),
    ]


def test_nothing_waits_while_it_rests_and_the_last_day_lies_later_afterwards() -> None:
    found = told(*STARTED, ("paused", "01-08"), ("resumed", "01-12"))
    right = [one for one in found.spans if one.waiting.step.key == "right"]
    assert [(one.valid_from, one.valid_to, one.waiting.window.latest) for one in right] == [
        (day("01-06"), day("01-08"), day("01-16")),
        (day("01-12"), FAR, day("01-20")),
    ]


def test_handed_over_it_waits_elsewhere_from_that_day_on() -> None:
    assert rows(told(OPENED, ("handed", "01-07"))) == [("start", 7, "01-05", "01-07"), ("start", 9, "01-07", "")]


def test_a_void_lets_the_step_wait_again() -> None:
    assert rows(told(*STARTED, ("voided", "01-09", "start"))) == [
        ("start", 7, "01-05", "01-06"),
        ("left", 7, "01-06", "01-09"),
        ("right", 7, "01-06", "01-09"),
        ("start", 7, "01-09", ""),
    ]


def test_what_began_and_ended_on_one_day_waited_on_none() -> None:
    assert rows(told(OPENED, ("step", "01-05", "start"), ("cancelled", "01-05"))) == []


@pytest.mark.parametrize("lines", [STARTED, BOTH, JOINED, ENDED])
@given(on=st.dates(date(2026, 1, 1), date(2026, 2, 1)))
def test_on_any_day_it_shows_what_the_log_up_to_that_day_comes_to(lines: Lines, on: date) -> None:
    until = [line for line in log(*lines) if line.day <= on]  # type: ignore[arg-type]
    shown = {one.waiting for one in history(BRANCHING, log(*lines), CALENDAR).spans if one.valid_from <= on < one.valid_to}  # type: ignore[arg-type]
    assert shown == (set(fold(BRANCHING, until, CALENDAR).waiting) if until else set())
