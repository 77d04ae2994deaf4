"""Row numbers as runs: ``1-50000 50003`` says in a few characters which rows a seal holds, gaps and all.

Gaps are ordinary: PostgreSQL gives no number twice, also when what it was for was never committed.
"""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Final, NamedTuple

END: Final = (1 << 63) - 1
"""No row number is larger."""


class Run(NamedTuple):
    """Numbers without a gap, both ends included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        """How many."""
        return self.last - self.first + 1


Runs = tuple[Run, ...]


def runs_of(numbers: Iterable[int]) -> Runs:
    """Ascending numbers as runs."""
    found: list[Run] = []
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            found.append(Run(first, last))
            first = last = number
    if first is not None and last is not None:
        found.append(Run(first, last))
    return tuple(found)


def count(runs: Runs) -> int:
    """How many numbers there are in all."""
    return sum(run.size for run in runs)


def without(runs: Runs, others: Runs) -> Runs:
    """The numbers of the first that are not among the second; both ascending."""
    left: list[Run] = []
    for start, last in runs:
        first = start
        at = bisect_left(others, first, key=lambda run: run.last)
        while at < len(others) and others[at].first <= last:
            if others[at].first > first:
                left.append(Run(first, others[at].first - 1))
            first = others[at].last + 1
            at += 1
        if first <= last:
            left.append(Run(first, last))
    return tuple(left)


def written(runs: Runs) -> str:
    """As a seal keeps them."""
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in runs)


def read(text: str) -> Runs:
    """As they were kept; what cannot be read holds no number, and then every row is one too many."""
    runs = []
    for part in text.split():
        first, dash, last = part.partition("-")
        ends = (first, last if dash else first)
        if all(end.isdecimal() for end in ends) and int(first) <= int(ends[1]) <= END:
            runs.append(Run(int(first), int(ends[1])))
    return tuple(runs)
