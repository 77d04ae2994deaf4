"""What the records say of many organisations at once, for every measure that a table reads."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from zhibu.gatherings.queries.measures.complete import complete_records
from zhibu.mechanism.appraisal.queries.tables import Measure
from zhibu.mechanism.appraisal.rules.scoring import Measured
from zhibu.mechanism.appraisal.terms import RECORDS, Reach
from zhibu.oversight.duties import NONE, Duties, Missed, duties_of
from zhibu.oversight.facts import Subject
from zhibu.oversight.queries.findings import Asked, subjects_of
from zhibu.parameters.queries import local_values
from zhibu.register.models.organisations import SEGMENT
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook

Counted = Mapping[str, Mapping[Measure, Measured]]
"""By path of an organisation, then by measure."""
NOTHING: Final = Measured()


def measured(paths: Sequence[str], measures: Collection[Measure], on: date) -> Counted:
    """For the organisations at these paths; three queries, however many there are."""
    outermost = tuple(path for path in sorted(paths) if not any(path != other and path.startswith(other) for other in _above(path, paths)))
    kinds = dict(subjects_of(Asked(outermost, (), on)))
    subjects = list(kinds["organisation"]) if outermost else []
    clauses = sorted({one.name for one in measures} - {RECORDS, ""})
    own = {one.path: _duties(one, clauses, rules, on) for one, rules in _with_rules(subjects, outermost, on)}
    if any(one.name == RECORDS for one in measures):
        known = complete_records(outermost, date(on.year, 1, 1), on)
        for one in subjects:
            found = known.get(one.id)
            own[one.path][RECORDS] = Duties(found.complete, _incomplete(found.signed - found.complete, on)) if found else NONE
    return _reaching(own, measures, set(paths))


def _above(path: str, paths: Collection[str]) -> Iterable[str]:
    known = paths if isinstance(paths, set | frozenset) else frozenset(paths)
    return (path[:end] for end in range(SEGMENT, len(path), SEGMENT) if path[:end] in known)


def _with_rules(subjects: Iterable[Subject], paths: Sequence[str], on: date) -> Iterable[tuple[Subject, Rules]]:
    """Each organisation with the rules of the day and the local values that count where it stands."""
    values, book = local_values(paths, on=on), rulebook()
    known: dict[int, Rules] = {}
    for one in subjects:
        local = values.of(one.path)
        yield one, known.setdefault(id(local), book.on(on, local))


def _duties(one: Subject, clauses: Sequence[str], rules: Rules, on: date) -> dict[str, Duties]:
    since, book = date(on.year, 1, 1), rules.book.clauses
    return {name: duties_of(book[name], one.facts, rules, since=since) for name in clauses}


def _incomplete(number: int, on: date) -> tuple[Missed, ...]:
    return tuple(Missed(on, "会议记录不齐全") for _ in range(number))


def _reaching(own: Mapping[str, Mapping[str, Duties]], measures: Collection[Measure], wanted: Collection[str]) -> Counted:
    """Own duties, or those of everything at and below, added up along the paths."""
    found: dict[str, dict[Measure, Measured]] = {path: {} for path in wanted}
    for measure in measures:
        if measure.reach is Reach.OWN:
            for path in wanted:
                found[path][measure] = _made([own.get(path, {}).get(measure.name, NONE)])
            continue
        below: dict[str, list[Duties]] = defaultdict(list)
        for path, duties in own.items():
            told = duties.get(measure.name, NONE)
            if told is not NONE:
                for end in range(SEGMENT, len(path) + 1, SEGMENT):
                    if path[:end] in found:
                        below[path[:end]].append(told)
        for path in wanted:
            found[path][measure] = _made(below.get(path, ()))
    return found


def _made(duties: Sequence[Duties]) -> Measured:
    if not duties or (len(duties) == 1 and duties[0] is NONE):
        return NOTHING
    misses = tuple(one for told in duties for one in told.missed)
    done = sum(told.done for told in duties)
    return Measured(done + len(misses), done, misses, sum(told.unknown for told in duties))
