"""The findings of a scope on a day: at most three queries, whatever the scope holds."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from operator import attrgetter
from typing import Final

from zhibu.cases.queries.measures.steps import ToldOf, steps, told_of
from zhibu.gatherings.queries.measures.complete import complete_records
from zhibu.gatherings.queries.measures.held import Recorded, Wanted, by_organisation, complete_from, held
from zhibu.kernel.collecting import uncollected
from zhibu.kernel.periods import Per
from zhibu.kernel.readers import Reader
from zhibu.oversight import brought
from zhibu.oversight.facts import Meetings, Subject, organisation_subjects, person_subjects, unit_subjects
from zhibu.oversight.findings import Finding, found_in, in_order
from zhibu.oversight.frequencies import counted_from
from zhibu.oversight.regularity import Regularity, regularity_of
from zhibu.oversight.regularity import together as added_up
from zhibu.oversight.step_facts import step_subjects
from zhibu.oversight.terms import HORIZON_MONTHS
from zhibu.parameters.queries import LocalValues, local_values
from zhibu.register.queries.folding import together
from zhibu.register.queries.measures import organisations, people, units
from zhibu.register.queries.scopes import EVERYWHERE, narrow, narrowed
from zhibu.rulebook.loading import rulebook

SEE: Final = "see_findings"
SEE_PERSONAL: Final = "see_person_findings"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which findings: the subtrees whose organisations are seen, those whose persons are, and the day.

    ``reach`` are all subtrees in which the reader may see such things of persons today: somebody who stood in the scope on
    a past day and has gone out of reach since is not shown. ``person_id`` narrows to one person. ``told`` narrows the steps of
    confided procedures to cases that the reader may open; without a reader nothing is narrowed.
    """

    paths: tuple[str, ...]
    personal: tuple[str, ...]
    on: date
    reach: tuple[str, ...] = EVERYWHERE
    person_id: int = 0
    told: tuple[ToldOf, ...] = ()

    @classmethod
    def by(cls, reader: Reader, *, on: date, scope: str = "") -> "Asked":
        """What a reader may see of a scope."""
        personal = reader.paths(SEE_PERSONAL)
        reach = EVERYWHERE if reader.everywhere else personal
        return cls(narrowed(reader.paths(SEE), scope), narrowed(personal, scope), on, reach, told=told_of(reader))


def findings(asked: Asked) -> list[Finding]:
    """All of them, in the order in which people want to read."""
    with uncollected():
        return in_order(each_finding(asked))


def each_finding(asked: Asked, *, clauses: Collection[str] = ()) -> Iterator[Finding]:
    """One by one, in the order of the tree."""
    yield from judged(subjects_of(asked), local_values(asked.paths or asked.personal, on=asked.on), on=asked.on, clauses=clauses)


def judged(
    measured: Iterable[tuple[str, Iterable[Subject]]], own: LocalValues, *, on: date, clauses: Collection[str] = ()
) -> Iterator[Finding]:
    """Subjects of each kind against the clauses of a day, each with the values that count where it stands."""
    for kind, subjects in measured:
        for local, group in groupby(subjects, key=lambda one: own.of(one.path)):
            rules = rulebook().on(on, local)
            chosen = [one for one in rules.clauses(kind) if not clauses or one.id in clauses]
            yield from found_in(group, chosen, rules)


def subjects_of(asked: Asked) -> Iterator[tuple[str, Iterable[Subject]]]:
    """Everything measured of a scope, by kind."""
    if asked.paths:
        wanted = frequent(asked.on)
        around, rows, counts, posts, recorded, places, meetings, complete, waiting, *above = together(
            units.units_and_communities(asked.paths, asked.on),
            organisations.organisations_part(asked.paths, asked.on),
            organisations.people_counts(asked.paths, asked.on),
            organisations.posts(asked.paths, asked.on, since=counted_from(asked.on)),
            organisations.posts_from(asked.paths, asked.on),
            units.work_places(asked.paths, asked.on),
            held(asked.paths, asked.on, wanted, months=HORIZON_MONTHS),
            complete_from(asked.paths),
            steps(asked.paths, asked.on, asked.told),
            *brought.parts_of_organisations(asked.paths, asked.on),
            narrow=narrow(asked.paths),
        )
        rows.sort(key=attrgetter("path"))
        known = Meetings(by_organisation(meetings, wanted), Recorded(complete))
        found = organisation_subjects(rows, counts, posts, around, asked.on, recorded=recorded, meetings=known)
        yield "organisation", brought.with_organisations(found, above, asked.on)
        yield "unit", unit_subjects((one for one in around if one.id and one.path.startswith(asked.paths)), places)
        yield "step", step_subjects(waiting)
    if asked.personal:
        somebody = people.Whose(asked.personal, asked.reach, asked.person_id)
        watched, astray, *above = together(
            people.watched(somebody, asked.on),
            people.astray(somebody, asked.on),
            *brought.parts_of_persons(somebody, asked.on),
            narrow=narrow(asked.personal),
        )
        yield "person", brought.with_persons(person_subjects(watched, astray), above, asked.on)


@lru_cache(maxsize=64)
def frequent(on: date) -> tuple[Wanted, ...]:
    """What the clauses of a day count, each kind once for each length of period; a new clause adds a look-up, never a query."""
    holders: dict[tuple[str, Per], set[str]] = defaultdict(set)
    for clause in rulebook().clauses.values():
        if clause.frequency is not None and clause.in_force(on):
            holders[clause.frequency.measure, clause.frequency.per].update(clause.kinds)
    return tuple(Wanted(kind, per, frozenset(found)) for (kind, per), found in holders.items())


def about_person(person_id: int, path: str, *, on: date) -> list[Finding]:
    """What is found about one person, for that person, the branch secretary and the clerk; two queries."""
    return in_order(each_finding(Asked((), (path,), on, person_id=person_id)))


@dataclass(frozen=True, slots=True)
class AboutOrganisation:
    """What is found about an organisation itself, not about what stands below; its year, and that of everything with it."""

    findings: list[Finding]
    own: Regularity
    below: Regularity


def about_organisation(organisation_id: int, path: str, *, on: date, reader: Reader) -> AboutOrganisation:
    """As a reader sees it who may see findings there; three queries."""
    measured = [(kind, list(subjects)) for kind, subjects in subjects_of(Asked((path,), (), on, told=told_of(reader)))]
    values = local_values([path], on=on)
    found = judged(measured, values, on=on)
    year = {one.id: told for one, told in _years(measured, values, (path,), on)}
    return AboutOrganisation(
        in_order(one for one in found if _of_itself(one.subject, organisation_id, path)),
        year.get(organisation_id, Regularity(on.year)),
        added_up(year.values(), on.year),
    )


def _of_itself(subject: Subject, organisation_id: int, path: str) -> bool:
    return (subject.kind == "organisation" and subject.id == organisation_id) or (subject.kind == "step" and subject.path == path)


def regularity(asked: Asked) -> list[tuple[Subject, Regularity]]:
    """The year of every organisation of a scope that held or owed anything, in the order of the tree; three queries."""
    if not asked.paths:
        return []
    measured = [(kind, list(subjects)) for kind, subjects in subjects_of(replace(asked, personal=()))]
    found = _years(measured, local_values(asked.paths, on=asked.on), asked.paths, asked.on)
    return [(one, told) for one, told in found if told]


def _years(
    measured: Iterable[tuple[str, Sequence[Subject]]], values: LocalValues, paths: Sequence[str], on: date
) -> Iterator[tuple[Subject, Regularity]]:
    records = complete_records(paths, date(on.year, 1, 1), on)
    for kind, subjects in measured:
        if kind == "organisation":
            for local, group in groupby(subjects, key=lambda one: values.of(one.path)):
                rules = rulebook().on(on, local)
                yield from ((one, regularity_of(one, rules, records)) for one in group)
