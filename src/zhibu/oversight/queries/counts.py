"""Findings of a scope counted by clause and child: what is shown above a street, where nobody reads a hundred thousand lines."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.collecting import uncollected
from zhibu.kernel.readers import Reader
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import SEE, Asked, each_finding
from zhibu.oversight.terms import State
from zhibu.register.models import Organisation
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql
from zhibu.register.terms.organisations import OrganisationKind

ABOVE: Final = frozenset({OrganisationKind.DISTRICT_COMMITTEE, OrganisationKind.DEPARTMENT})
"""What stands above streets."""


def holds_streets(path: str, on: date) -> Sql:
    """The condition that the organisation at a path is of a kind that stands above streets."""
    kinds = sorted(str(kind) for kind in ABOVE)
    text = (
        "EXISTS (SELECT 1 FROM register_organisation o JOIN register_organisationform f ON f.organisation_id = o.id"  # noqa: S608  fixed parts
        f" AND {HELD_ON.format('f')} WHERE o.now_path = %s AND f.kind IN ({', '.join(['%s'] * len(kinds))}))"
    )
    return Sql(text, (on, on, path, *kinds))


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
    with uncollected():
        return counted(each_finding(asked), scope=scope)


def counted(found: Iterable[Finding], *, scope: str) -> Counts:
    """The same of findings that are there already."""
    end = len(scope) + SEGMENT
    return Counts(Counter((one.clause.id, one.state, one.subject.path[:end]) for one in found))


def children_named(reader: Reader, paths: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Name and code of the children, by path; one query."""
    found = Organisation.objects.seen_by(reader, SEE).filter(now_path__in=paths)
    return {path: (short or name, code) for path, short, name, code in found.values_list("now_path", "now_short_name", "now_name", "code")}
