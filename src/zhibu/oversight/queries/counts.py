"""Findings of a scope counted by clause and child: what is shown above a street, where nobody reads a hundred thousand lines."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import Asked, each_finding
from zhibu.oversight.terms import State
from zhibu.register.models.organisations import SEGMENT


@dataclass(frozen=True, slots=True)
class Counts:
    """How many, by clause, state and path of the child below which the subject stands."""

    numbers: Counter[tuple[str, State, str]]

    def by_clause(self) -> dict[str, Counter[State]]:
        """For each clause, its states."""
        return self._by(0)

    def by_child(self) -> dict[str, Counter[State]]:
        """For each child, its states."""
        return self._by(2)

    def _by(self, part: int) -> dict[str, Counter[State]]:
        found: dict[str, Counter[State]] = {}
        for key, number in self.numbers.items():
            found.setdefault(str(key[part]), Counter())[key[1]] += number
        return found

    @property
    def total(self) -> int:
        """All together."""
        return self.numbers.total()


def counts(asked: Asked, *, scope: str) -> Counts:
    """By the child of ``scope`` (a path) in which each subject stands; the scope itself counts as its own child."""
    return counted(each_finding(asked), scope=scope)


def counted(found: Iterable[Finding], *, scope: str) -> Counts:
    """The same of findings that are there already."""
    end = len(scope) + SEGMENT
    return Counts(Counter((one.clause.id, one.state, one.subject.path[:end]) for one in found))
