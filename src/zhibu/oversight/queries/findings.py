"""The findings of a scope on a day: at most eight queries, whatever the scope holds."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.oversight.facts import Subject, organisation_subjects, person_subjects, unit_subjects
from zhibu.oversight.findings import Finding, found_in, in_order
from zhibu.parameters.queries import local_values
from zhibu.register.queries.measures import organisations, people, units
from zhibu.register.queries.scopes import narrowed
from zhibu.rulebook.loading import rulebook

SEE: Final = "see_findings"
SEE_PERSONAL: Final = "see_person_findings"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings: the subtrees whose organisations are seen, those whose persons are, and the day."""

    paths: tuple[str, ...]
    personal: tuple[str, ...]
    on: date
    kinds: frozenset[str] = frozenset({"organisation", "person", "unit"})

    @classmethod
    def by(cls, reader: Reader, *, on: date, scope: str = "") -> "Asked":
        """What a reader may see of a scope; persons of a past day are seen by whoever has them in reach today."""
        return cls(narrowed(reader.paths(SEE), scope), narrowed(reader.paths(SEE_PERSONAL), scope), on)


def findings(asked: Asked) -> list[Finding]:
    """All of them, in the order in which people want to read."""
    return in_order(each_finding(asked))


def each_finding(asked: Asked, *, clauses: Collection[str] = ()) -> Iterator[Finding]:
    """One by one, in the order of the tree."""
    own = local_values(asked.paths or asked.personal, on=asked.on)
    for kind, subjects in _subjects(asked):
        for local, group in groupby(subjects, key=lambda one: own.of(one.path)):
            rules = rulebook().on(asked.on, local)
            chosen = [one for one in rules.clauses(kind) if not clauses or one.id in clauses]
            yield from found_in(group, chosen, rules)


def _subjects(asked: Asked) -> Iterator[tuple[str, Iterable[Subject]]]:
    if asked.paths and asked.kinds & {"organisation", "unit"}:
        around = units.units_and_communities(asked.paths, asked.on)
        if "organisation" in asked.kinds:
            yield "organisation", _organisations(asked, around)
        if "unit" in asked.kinds:
            yield "unit", _units(asked, around)
    if asked.personal and "person" in asked.kinds:
        astray = people.astray(asked.personal, asked.on)
        yield "person", person_subjects(people.watched(asked.personal, asked.on), astray)


def _organisations(asked: Asked, around: Sequence[units.UnitOn]) -> list[Subject]:
    rows = organisations.organisations(asked.paths, asked.on)
    counts = organisations.people_counts(asked.paths, asked.on)
    held = organisations.posts(asked.paths, asked.on)
    return organisation_subjects(rows, counts, held, around, asked.on)


def _units(asked: Asked, around: Sequence[units.UnitOn]) -> list[Subject]:
    inside = [one for one in around if one.id and any(one.path.startswith(path) for path in asked.paths)]
    bare = any(one.organisation_id is None for one in inside)
    return unit_subjects(inside, units.work_places(asked.paths, asked.on)) if bare else []


def about_person(person_id: int, path: str, *, on: date) -> list[Finding]:
    """What is found about one person, for that person, the branch secretary and the clerk."""
    found = each_finding(Asked((), (path,), on, frozenset({"person"})))
    return in_order(one for one in found if one.subject.id == person_id)
