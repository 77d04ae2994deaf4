"""The fold: what a log comes to."""

from datetime import date

import pytest

from tests.cases.tables import BOTH, CALENDAR, ENDED, JOINED, OPENED, STARTED, day, log, state
from zhibu.cases.rules.acts import missing
from zhibu.cases.rules.procedures import Delay, Procedure, Step
from zhibu.cases.rules.state import Logged, State, fold
from zhibu.cases.terms import EntryKind, Status


def waits(found: State) -> list[str]:
    return [one.step.key for one in found.waiting]


def latest(found: State, key: str) -> date | None:
    waiting = found.waits(key)
    assert waiting is not None
    return waiting.window.latest


def test_what_rests_on_nothing_waits_first() -> None:
    found = state(OPENED)
    assert (waits(found), found.status, found.last, found.holder, found.latest) == (["start"], Status.OPEN, 1, 7, day("01-08"))


def test_two_steps_wait_side_by_side() -> None:
    assert waits(state(*STARTED)) == ["left", "right"]


def test_a_window_counts_from_the_day_on_which_the_step_was_entered() -> None:
    found = state(*STARTED)
    left = found.waits("left")
    assert left is not None
    assert (left.since, left.window.earliest, left.window.latest) == (day("01-06"), day("01-11"), day("02-06"))


def test_what_rests_on_two_steps_waits_for_the_later_one_whichever_was_written_down_first() -> None:
    found = state(*BOTH)
    assert [(one.step.key, one.since) for one in found.waiting] == [("join", day("01-12"))]


def test_the_last_day_may_be_named_and_the_next_step_belongs_to_whom_it_was_assigned() -> None:
    found = state(*JOINED)
    assert [(one.step.key, one.organisation, one.window.latest) for one in found.waiting] == [("end", 8, day("12-01"))]
    assert (found.holder, found.assignee) == (7, 8)


def test_a_case_of_which_nothing_waits_has_ended() -> None:
    found = state(*ENDED)
    assert (found.status, found.waiting, found.ended_on, found.latest) == (Status.DONE, (), day("01-20"), None)


def test_a_step_before_its_time_and_one_after_it_are_told() -> None:
    found = state(*STARTED, ("step", "01-07", "left"), ("step", "01-17", "right"))
    assert {key: (one.early, one.late) for key, one in found.done.items()} == {
        "start": (False, False),
        "left": (True, False),
        "right": (False, True),
    }


def test_the_last_day_itself_is_in_time() -> None:
    assert not state(*STARTED, ("step", "01-16", "right")).done["right"].late


@pytest.mark.parametrize(("on", "late"), [("01-16", False), ("01-17", True)])
def test_a_step_that_waits_is_late_after_its_last_day(on: str, late: bool) -> None:
    waiting = state(*STARTED).waits("right")
    assert waiting is not None
    assert waiting.late(day(on)) is late


def test_a_void_undoes_just_what_rests_on_it() -> None:
    found = state(*JOINED, ("voided", "01-15", "right"))
    assert (waits(found), sorted(found.done), found.assignee) == (["right"], ["left", "start"], 0)
    assert sorted(one.step.key for one in found.void) == ["join", "right"]
    assert found.waits("right").since == day("01-15")  # type: ignore[union-attr]  # it waits, as the line before says


def test_what_was_void_is_done_again_and_the_rest_follows() -> None:
    found = state(*JOINED, ("voided", "01-15", "right"), ("step", "01-16", "right"))
    assert [(one.step.key, one.since) for one in found.waiting] == [("join", day("01-16"))]


def test_a_void_takes_up_what_had_ended() -> None:
    assert state(*ENDED, ("voided", "01-21", "end")).status is Status.OPEN


def test_what_did_not_settle_it_is_to_be_done_again() -> None:
    found = state(*JOINED, ("reopened", "01-25", "right"))
    assert (waits(found), sorted(one.step.key for one in found.again), found.void) == (["right"], ["join", "right"], ())


def test_while_it_rests_nothing_waits() -> None:
    found = state(*STARTED, ("paused", "01-08"))
    assert (found.status, found.waiting, found.paused_since) == (Status.PAUSED, (), day("01-08"))
    assert [one.step.key for one in found.open_steps] == ["left", "right"]


def test_a_pause_moves_the_last_day_by_its_length_and_leaves_the_first_where_it_was() -> None:
    found = state(*STARTED, ("paused", "01-08"), ("resumed", "01-18"))
    left = found.waits("left")
    assert left is not None
    assert (latest(found, "right"), left.window.earliest, left.window.latest) == (day("01-26"), day("01-11"), day("02-16"))


def test_a_pause_leaves_out_its_working_days() -> None:
    assert latest(state(OPENED, ("paused", "01-06"), ("resumed", "01-07")), "start") == day("01-09")


def test_a_pause_before_a_step_was_entered_moves_nothing() -> None:
    found = state(OPENED, ("paused", "01-05"), ("resumed", "01-06"), ("step", "01-06", "start"))
    assert latest(found, "right") == day("01-16")


def test_what_was_given_up_waits_for_nobody() -> None:
    found = state(*STARTED, ("cancelled", "01-09"))
    assert (found.status, found.waiting, found.ended_on) == (Status.CANCELLED, (), day("01-09"))


def test_handing_over_moves_the_seat_that_acts() -> None:
    assert [(one.holder, one.assignee) for one in (state(*STARTED, ("handed", "01-07")), state(*JOINED, ("handed", "01-14")))] == [
        (9, 0),
        (7, 9),
    ]


def test_a_local_parameter_counts_as_it_was_when_the_step_was_entered() -> None:
    table = Procedure("one", 1, "", "", (Step("only", "一步", "", latest=Delay(10, "days", "some.parameter")),))
    found = fold(table, [Logged(1, EntryKind.OPENED, day("01-05"), organisation=7, limits={"only": 4})], CALENDAR)
    assert found.latest == day("01-09")


def test_a_count_into_a_year_that_is_not_announced_says_so() -> None:
    found = fold(state(OPENED).procedure, log(("opened", "12-30")), CALENDAR)
    assert [(one.window.latest, one.window.assumed) for one in found.waiting] == [(date(2027, 1, 4), True)]


def test_documents_that_are_not_there_are_missing() -> None:
    found = state(*STARTED)
    assert [(step.key, key) for step, key in missing(found, set())] == [("left", "form")]
    assert missing(found, {"form"}) == []
