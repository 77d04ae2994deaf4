"""What the latest democratic assessment came to is asked of the package that holds the grades; ``config`` puts it in at start-up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

Latest = Callable[[Sequence[int], date], Mapping[int, tuple[str, int]]]
"""By person: the grade in words, and the year; whoever was never assessed is missing."""

_latest: Final[list[Latest]] = []


def use(latest: Latest) -> None:
    """Put it in, once at start-up."""
    _latest[:] = [latest]


def latest_grades(people: Sequence[int], on: date) -> Mapping[int, tuple[str, int]]:
    """As it was known on a day."""
    return _latest[0](people, on)
