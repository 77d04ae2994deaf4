"""What the records say of many organisations at once, for every measure that a table reads."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zhibu.gatherings.queries.measures.complete import RecordsOn, complete_records
from zhibu.mechanism.appraisal.queries.tables import Measure
from zhibu.mechanism.appraisal.rules.scoring import Measured
from zhibu.mechanism.appraisal.terms import RECORDS, Reach
from zhibu.oversight.duties import NONE, Duties, Missed, duties_of
from zhibu.oversight.facts import Subject
from zhibu.oversight.queries.findings import Asked, subjects_of
from zhibu.oversight.rules import speaks_of
from zhibu.parameters.queries import LocalValues, local_values
from zhibu.register.models.organisations import SEGMENT
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

Counted = Mapping[str, Mapping[Measure, Measured]]
"""By path of an organisation, then by measure."""
NOTHING: Final = Measured()
NOBODY: Final[Mapping[str, Duties]] = {}
RANGES: Final = 8
"""Subtrees that are read one by one; of more, what stands above them."""
INCOMPLETE: Final = "会议记录不齐全"


@dataclass(frozen=True, slots=True)
class Records:
    """What was read of a scope on a day: organisations and steps of cases with their facts, local values, complete records."""

    on: date
    values: LocalValues
    organisations: Sequence[Subject] = ()
    steps: Sequence[Subject] = ()
    complete: Mapping[int, RecordsOn] = field(default_factory=dict)


def records_of(paths: Collection[str], on: date, *, complete: bool = True) -> Records:
    """Three queries, however many organisations there are."""
    scope = scope_of(paths)
    found = {kind: list(subjects) for kind, subjects in subjects_of(Asked(scope, (), on)) if kind in {"organisation", "step"}}
    kept = complete_records(scope, date(on.year, 1, 1), on) if complete and scope else {}
    return Records(on, local_values(scope, on=on), found.get("organisation", ()), found.get("step", ()), kept)


def counted(records: Records, paths: Sequence[str], measures: Collection[Measure]) -> Counted:
    """Out of what was read."""
    names, wanted = {one.name for one in measures}, set(paths)
    below = {one.name for one in measures if one.reach is Reach.BELOW}
    own = _own(records, names, below, wanted)
    return _reaching(own, measures, wanted)


def _outermost(paths: Collection[str]) -> tuple[str, ...]:
    known = frozenset(paths)
    return tuple(path for path in sorted(known) if not any(path[:end] in known for end in range(SEGMENT, len(path), SEGMENT)))


def scope_of(paths: Collection[str]) -> tuple[str, ...]:
    """The subtrees to read: of many organisations those above them, since a statement over hundreds of ranges is slow."""
    found = _outermost(paths)
    while len(found) > RANGES and len(longest := max(found, key=len)) > SEGMENT:
        found = _outermost({path[:-SEGMENT] if len(path) == len(longest) else path for path in found})
    return found


def _own(records: Records, names: Collection[str], below: Collection[str], wanted: Collection[str]) -> dict[str, dict[str, Duties]]:
    """By path and measure, what was asked of an organisation itself; of those that stand below only what is added up."""
    found: dict[str, dict[str, Duties]] = {}
    book, by_rules = rulebook(), _Rules(records)
    clauses = [one for one in book.clauses.values() if one.id in names and one.subject == "organisation"]
    asked: dict[tuple[object, bool], list[Clause]] = {}
    for one in records.organisations:
        kind, itself = one.facts.get("kind"), one.path in wanted
        if (kind, itself) not in asked:
            asked[kind, itself] = [clause for clause in clauses if (itself or clause.id in below) and speaks_of(clause, kind)]
        rules = by_rules.of(one)
        duties = {clause.id: duties_of(clause, one.facts, rules, since=date(records.on.year, 1, 1)) for clause in asked[kind, itself]}
        known = records.complete.get(one.id)
        if known is not None:
            missed = tuple(Missed(records.on, INCOMPLETE) for _ in range(known.signed - known.complete))
            duties[RECORDS] = Duties(known.complete, missed)
        found[one.path] = duties
    _add_steps(found, records, [one for one in book.clauses.values() if one.id in names and one.subject == "step"], by_rules)
    return found


class _Rules:
    """The rules of the day with the local values that count where something stands."""

    def __init__(self, records: Records) -> None:
        self._records, self._book = records, rulebook()
        self._known: dict[int, Rules] = {}

    def of(self, subject: Subject) -> Rules:
        """One for each set of local values."""
        local = self._records.values.of(subject.path)
        if id(local) not in self._known:
            self._known[id(local)] = self._book.on(self._records.on, local)
        return self._known[id(local)]


def rules_for(records: Records) -> Callable[[Subject], Rules]:
    """The rules of the day where something stands."""
    return _Rules(records).of


def _add_steps(found: dict[str, dict[str, Duties]], records: Records, clauses: Sequence[Clause], by_rules: _Rules) -> None:
    """Steps that wait for an organisation: those past their last day are missed, the others are under way."""
    if not clauses:
        return
    for one in records.steps:
        duties = found.setdefault(one.path, {})
        for clause in clauses:
            told = duties_of(clause, one.facts, by_rules.of(one), since=date(records.on.year, 1, 1))
            if told is not NONE:
                before = duties.get(clause.id, NONE)
                duties[clause.id] = Duties(before.done + told.done, before.missed + told.missed, before.unknown + told.unknown)


def _reaching(own: Mapping[str, Mapping[str, Duties]], measures: Collection[Measure], wanted: Collection[str]) -> Counted:
    """Own duties, or those of everything at and below, added up along the paths. Those who are alike share what is counted."""
    found: dict[str, dict[Measure, Measured]] = {path: {} for path in wanted}
    above = _above(own, wanted) if any(one.reach is Reach.BELOW for one in measures) else {}
    made = dict[int, Measured]()
    for measure in measures:
        if measure.reach is Reach.OWN:
            for path in wanted:
                told = own.get(path, NOBODY).get(measure.name, NONE)
                known = made.get(id(told))
                if known is None:
                    known = made[id(told)] = _made([told])
                found[path][measure] = known
            continue
        below: dict[str, list[Duties]] = defaultdict(list)
        for path, duties in own.items():
            told = duties.get(measure.name, NONE)
            if told is not NONE:
                for one in above[path]:
                    below[one].append(told)
        for path in wanted:
            found[path][measure] = _made(below.get(path, ()))
    return found


def _above(paths: Iterable[str], wanted: Collection[str]) -> dict[str, list[str]]:
    """For each path those of the wanted ones at which, or below which, it stands."""
    return {path: [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT) if path[:end] in wanted] for path in paths}


def _made(duties: Sequence[Duties]) -> Measured:
    if not duties or (len(duties) == 1 and duties[0] is NONE):
        return NOTHING
    misses = tuple(one for told in duties for one in told.missed)
    done = sum(told.done for told in duties)
    return Measured(done + len(misses), done, misses, sum(told.unknown for told in duties))
