"""Row numbers as runs: what is kept in a few characters is what was there."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.trail.numbers import Run, count, read, runs_of, without, written

numbers = st.sets(st.integers(1, 60))


def of(found: set[int]) -> tuple[Run, ...]:
    return runs_of(sorted(found))


def numbers_in(runs: tuple[Run, ...]) -> set[int]:
    return {number for run in runs for number in range(run.first, run.last + 1)}


def test_runs_as_they_are_written() -> None:
    assert written(of({1, 2, 3, 7, 9, 10})) == "1-3 7 9-10"
    assert written(()) == ""


@given(numbers)
def test_what_was_written_is_read_again(found: set[int]) -> None:
    runs = read(written(of(found)))
    assert (runs, numbers_in(runs), count(runs)) == (of(found), found, len(found))


@given(numbers, numbers)
def test_without_is_the_difference_of_sets(some: set[int], others: set[int]) -> None:
    assert without(of(some), of(others)) == of(some - others)


UNREADABLE: Final = ("x", "1-x", "-5", "5-", "3-1", "1--2", "99999999999999999999")


@pytest.mark.parametrize("text", UNREADABLE)
def test_what_cannot_be_read_holds_nothing(text: str) -> None:
    assert read(f"5 {text} 8-9") == (Run(5, 5), Run(8, 9))
