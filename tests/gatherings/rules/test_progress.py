"""How far a gathering has come, in one word."""

from datetime import date

import pytest

from zhibu.gatherings.rules.progress import Progress, progress_of, was_entered_afterwards
from zhibu.gatherings.terms import GatheringState as State

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("state", "on", "signed", "progress"),
    [
        (State.PLANNED, date(2026, 6, 1), [False], Progress.PLANNED),
        (State.PLANNED, date(2026, 5, 31), [False], Progress.UNRECORDED),
        (State.HELD, date(2026, 5, 31), [True, False], Progress.UNSIGNED),
        (State.HELD, date(2026, 5, 31), [True, True], Progress.SIGNED),
        (State.CANCELLED, date(2026, 5, 31), [False], Progress.CANCELLED),
    ],
)
def test_one_word_for_how_far_it_has_come(state: State, on: date, signed: list[bool], progress: Progress) -> None:
    assert progress_of(state=state, on=on, signed=signed, today=TODAY) == progress


def test_what_nobody_announced_and_was_typed_after_its_day_was_entered_afterwards() -> None:
    may = date(2026, 5, 31)
    assert was_entered_afterwards(on=may, planned_on=None, entered_on=TODAY)
    assert not was_entered_afterwards(on=may, planned_on=None, entered_on=may)
    assert not was_entered_afterwards(on=may, planned_on=may, entered_on=TODAY)
