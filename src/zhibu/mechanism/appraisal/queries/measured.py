"""What the records say of many organisations at once, for every measure that a table reads."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

from zhibu.gatherings.queries.measures.complete import RecordsOn, complete_records
from zhibu.mechanism.appraisal.queries.tables import Measure
from zhibu.mechanism.appraisal.rules.scoring import Measured
from zhibu.mechanism.appraisal.terms import RECORDS, Reach
from zhibu.oversight.alike import Alike
from zhibu.oversight.duties import NONE, Duties, Missed, duties_of
from zhibu.oversight.facts import Subject
from zhibu.oversight.frequencies import KEPT_READY
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
    alike = _Alike(clauses, below, records.on)
    for one in records.organisations:
        asked = alike.asked(one.facts.get("kind"), by_rules.of(one), itself=one.path in wanted)
        duties = {each.clause.id: each.duties(one.facts) for each in asked}
        known = records.complete.get(one.id)
        if known is not None:
            duties[RECORDS] = _complete(known.signed, known.complete, records.on)
        found[one.path] = duties
    _add_steps(found, records, [one for one in book.clauses.values() if one.id in names and one.subject == "step"], by_rules)
    return found


@lru_cache(maxsize=KEPT_READY)
def _complete(signed: int, complete: int, on: date) -> Duties:
    """Every signed record that lacks something is a miss."""
    return Duties(complete, (Missed(on, INCOMPLETE),) * (signed - complete))


class _Alike:
    """What is asked of organisations of a kind, under one set of local values."""

    def __init__(self, clauses: Sequence[Clause], below: Collection[str], on: date) -> None:
        self._clauses, self._below, self._since = clauses, below, date(on.year, 1, 1)
        self._known: dict[tuple[object, int, bool], list[Alike]] = {}

    def asked(self, kind: object, rules: Rules, *, itself: bool) -> list[Alike]:
        """Of one that only stands below those who are scored, what is added up. The rules live as long as the records."""
        key = (kind, id(rules), itself)
        if key not in self._known:
            chosen = [one for one in self._clauses if (itself or one.id in self._below) and speaks_of(one, kind)]
            self._known[key] = [Alike(one, rules, since=self._since) for one in chosen]
        return self._known[key]


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
    made = _Made()
    owned = [one for one in measures if one.reach is Reach.OWN]
    added = [one for one in measures if one.reach is Reach.BELOW]
    above = _above(own, wanted) if added else {}
    found: dict[str, dict[Measure, Measured]] = {}
    for path in wanted:
        told = own.get(path, NOBODY)
        found[path] = {one: made[told.get(one.name, NONE)] for one in owned}
    for measure in added:
        below: dict[str, list[Duties]] = defaultdict(list)
        for path, duties in own.items():
            some = duties.get(measure.name, NONE)
            if some is not NONE:
                for one in above[path]:
                    below[one].append(some)
        for path in wanted:
            found[path][measure] = made.of(below.get(path, ()))
    return found


class _Made:
    """What duties come to, made once for those who share them: lines are worked out once for what is counted alike."""

    def __init__(self) -> None:
        self._known = dict[int, tuple[Duties, Measured]]()

    def __getitem__(self, told: Duties) -> Measured:
        known = self._known.get(id(told))
        if known is None:
            known = self._known[id(told)] = (told, _measured([told]))
        return known[1]

    def of(self, duties: Sequence[Duties]) -> Measured:
        """Of several, added up."""
        if len(duties) > 1:
            return _measured(duties)
        return self[duties[0]] if duties else NOTHING


def _above(paths: Iterable[str], wanted: Collection[str]) -> dict[str, list[str]]:
    """For each path those of the wanted ones at which, or below which, it stands."""
    return {path: [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT) if path[:end] in wanted] for path in paths}


def _measured(duties: Sequence[Duties]) -> Measured:
    misses = tuple(one for told in duties for one in told.missed)
    done = sum(told.done for told in duties)
    return Measured(done + len(misses), done, misses, sum(told.unknown for told in duties))
