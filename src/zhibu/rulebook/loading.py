"""Reads the folder ``regulations/`` into a ``Rulebook``; whatever does not fit stops the program with file and line."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

from zhibu.kernel.dates import FAR
from zhibu.rulebook.book import Rulebook
from zhibu.rulebook.entries import (
    Bounds,
    Case,
    Clause,
    Comparison,
    Dated,
    Deadline,
    DecisionRule,
    Frequency,
    Parameter,
    Per,
    Source,
    State,
    SubjectKind,
    Test,
)
from zhibu.rulebook.nodes import BadEntry, Entry, Place, each, read

COMPARISONS: Final = frozenset({"at_least", "at_most", "below"})
SUBJECTS: Final = frozenset({"organisation", "person", "unit", "step"})
PERIODS: Final = frozenset({"month", "quarter", "year"})
STATES: Final = frozenset({"due", "overdue", "check"})
TRAITS: Final = frozenset({"kinds", "joint", "provisional", "in_community", "statuses", "marks", "states", "procedures", "steps"})


def folder() -> Path:
    """In a checkout beside ``src``, in an installed package inside it."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "regulations"
    return inside if inside.is_dir() else package.parents[1] / "regulations"


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    """The rules that this version knows, read once."""
    return load(folder())


def load(root: Path) -> Rulebook:
    """Every regulation has a folder: ``source.yaml``, and as needed ``parameters``, ``clauses``, ``decisions`` and ``cases``."""
    folders = sorted(one for one in root.iterdir() if one.is_dir())
    sources = [_source(one, root) for one in folders]
    checked = {one.key: one.checked for one in sources}
    parameters = [_parameter(entry, one.name, checked[one.name]) for one in folders for entry in _file(one, "parameters", root)]
    clauses = [_clause(entry, one.name) for one in folders for entry in _file(one, "clauses", root)]
    decisions = [_decision(entry, one.name) for one in folders for entry in _file(one, "decisions", root)]
    cases = [_case(entry) for one in folders for entry in _file(one, "cases", root)]
    book = Rulebook(
        {one.key: one for one in sources},
        _single((one.id, one, place) for one, place in parameters),
        _single((one.id, one, place) for one, place in clauses),
        tuple(cases),
        _single((one.id, one, place) for one, place in decisions),
    )
    rules: list[tuple[Clause | DecisionRule, Place]] = [*clauses, *decisions]
    _single([*((one.id, one, place) for one, place in parameters), *((rule.id, rule, place) for rule, place in rules)])
    for rule, place in rules:
        _known(rule, book, place)
    for case in cases:
        _of_the_book(case, book)
    return book


def _file(one: Path, name: str, root: Path) -> Iterator[Entry]:
    path = one / f"{name}.yaml"
    return each(path, root=root) if path.is_file() else iter(())


def _single(found: Iterable[tuple[str, Any, Place]]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for key, value, place in found:
        if key in known:
            raise BadEntry(place, f"'{key}' stands twice")
        known[key] = value
    return known


def _known(rule: Clause | DecisionRule, book: Rulebook, place: Place) -> None:
    for name in rule.parameters:
        if name not in book.parameters:
            raise BadEntry(place, f"there is no parameter '{name}'")


def _of_the_book(case: Case, book: Rulebook) -> None:
    place = Place(case.file, case.line)
    if case.clause and case.clause not in book.clauses:
        raise BadEntry(place, f"there is no clause '{case.clause}'")
    if case.decision and case.decision not in book.decisions:
        raise BadEntry(place, f"there is no decision '{case.decision}'")
    for name in case.local:
        if name not in book.parameters or not book.parameters[name].local:
            raise BadEntry(place, f"there is no local parameter '{name}'")


def _source(one: Path, root: Path) -> Source:
    entry = read(one / "source.yaml", root=root)
    if not isinstance(entry, Entry):
        raise BadEntry(Place((one / "source.yaml").relative_to(root.parent).as_posix(), 1), "is no mapping")
    source = Source(
        one.name,
        entry.take("title", str),
        entry.take("short", str),
        entry.take("issued_by", str),
        entry.take("from", date),
        entry.take("checked", date),
        entry.take("seen", str),
        entry.take("to", date, FAR),
        local=entry.take("local", bool, default=False),
    )
    entry.done()
    return source


def _parameter(entry: Entry, source: str, checked: date) -> tuple[Parameter, Place]:
    bounds = entry.entry("bounds")
    local = entry.take("local", bool, default=False)
    parameter = Parameter(
        entry.take("id", str),
        source,
        entry.take("says", str),
        entry.take("unit", str),
        entry.take("article", str),
        _dated(entry),
        entry.take("checked", date, checked),
        verified=entry.take("verified", bool, default=not local),
        local=local,
        bounds=_bounds(bounds) if bounds else None,
        note=entry.take("note", str, ""),
    )
    if local and parameter.bounds is None:
        raise BadEntry(entry.place, "a local parameter needs 'bounds'")
    entry.done()
    return parameter, entry.place


def _dated(entry: Entry) -> tuple[Dated, ...]:
    """In the order of their days; a value holds until the next one."""
    values = []
    for one in entry.entries("values"):
        value = one.values.get("value")
        one.taken.add("value")
        if not isinstance(value, int | float | str) or isinstance(value, bool):
            raise BadEntry(one.place, f"'value' is neither number nor text: {value!r}")
        values.append(Dated(one.take("from", date), value, one.take("to", date, FAR)))
        one.done()
    if not values:
        raise BadEntry(entry.place, "'values' is empty")
    days = [one.first_day for one in values]
    if days != sorted(set(days)):
        raise BadEntry(entry.place, "'values' are not in the order of their days")
    return tuple(values)


def _bounds(entry: Entry) -> Bounds:
    found = Bounds(entry.take("least", int), entry.take("most", int))
    entry.done()
    return found


def _clause(entry: Entry, source: str) -> tuple[Clause, Place]:
    applies = entry.plain("applies")
    _among(entry.place, applies, TRAITS, "trait")
    subject, state = entry.take("subject", str), entry.take("state", str, "check")
    _among(entry.place, [subject], SUBJECTS, "subject")
    _among(entry.place, [state], STATES, "state")
    holds = _tests(entry.entry("holds"))
    clause = Clause(
        entry.take("id", str),
        entry.take("title", str),
        source,
        cast("SubjectKind", subject),
        entry.take("article", str),
        entry.take("from", date),
        entry.take("says", str),
        entry.take("message", str),
        applies,
        remedy=entry.take("remedy", str, ""),
        link=entry.take("link", str, ""),
        when=_tests(entry.entry("when")),
        holds=holds[0] if holds else None,
        deadline=_deadline(entry.entry("deadline")),
        after=_deadline(entry.entry("after")),
        frequency=_frequency(entry.entry("frequency")),
        state=cast("State", state),
        needs=entry.take("needs", str, ""),
        verified=entry.take("verified", bool, default=True),
        last_day=entry.take("to", date, FAR),
    )
    if len(holds) > 1 or sum(bool(one) for one in (clause.holds, clause.deadline, clause.after, clause.frequency)) != 1:
        raise BadEntry(entry.place, "one of 'holds', 'deadline', 'after' and 'frequency' is given, with one measure")
    if clause.frequency and not clause.kinds:
        raise BadEntry(entry.place, "a clause with 'frequency' names 'kinds' in 'applies'")
    entry.done()
    return clause, entry.place


def _among(place: Place, words: Iterable[str], known: frozenset[str], what: str) -> None:
    for word in words:
        if word not in known:
            raise BadEntry(place, f"unknown {what} '{word}'")


def _tests(entry: Entry | None) -> tuple[Test, ...]:
    if entry is None:
        return ()
    found = []
    for measure in entry.values:
        test = entry.entry(measure)
        if test is None or len(test.values) != 1:
            raise BadEntry(entry.places[measure], f"'{measure}' needs one comparison")
        ((comparison, limit),) = test.values.items()
        _among(test.place, [comparison], COMPARISONS, "comparison")
        if not isinstance(limit, int | float | str):
            raise BadEntry(test.place, f"'{comparison}' is neither number nor parameter: {limit!r}")
        found.append(Test(measure, cast("Comparison", comparison), limit))
    return tuple(found)


def _deadline(entry: Entry | None) -> Deadline | None:
    if entry is None:
        return None
    words = {key: entry.take(key, str, "") for key in ("years", "months", "notice_days", "late_years", "or_until")}
    found = Deadline(entry.take("from", str), through=entry.take("through", bool, default=False), **words)
    entry.done()
    return found


def _frequency(entry: Entry | None) -> Frequency | None:
    if entry is None:
        return None
    per, at_least = entry.take("per", str), entry.values.get("at_least")
    _among(entry.place, [per], PERIODS, "period")
    entry.taken.add("at_least")
    if not isinstance(at_least, int | str) or isinstance(at_least, bool):
        raise BadEntry(entry.place, f"'at_least' is neither number nor parameter: {at_least!r}")
    words = {key: entry.take(key, str) for key in ("measure", "notice_days")}
    found = Frequency(at_least=at_least, per=cast("Per", per), since=entry.take("since", str, ""), **words)
    entry.done()
    return found


def _decision(entry: Entry, source: str) -> tuple[DecisionRule, Place]:
    decision = DecisionRule(
        entry.take("id", str),
        entry.take("title", str),
        source,
        entry.take("article", str),
        entry.take("from", date),
        entry.take("says", str),
        tuple(map(str, entry.take("parameters", list, []))),
        verified=entry.take("verified", bool, default=True),
        last_day=entry.take("to", date, FAR),
    )
    entry.done()
    return decision, entry.place


def _case(entry: Entry) -> Case:
    expect = entry.values.get("expect", "")
    entry.taken.add("expect")
    case = Case(
        entry.take("sentence", str),
        entry.take("on", date),
        entry.plain("given"),
        entry.plain("expect") if isinstance(expect, Entry) else expect,
        clause=entry.take("clause", str, ""),
        decision=entry.take("decision", str, ""),
        file=entry.place.file,
        line=entry.place.line,
        local=entry.plain("local"),
    )
    if bool(case.clause) == bool(case.decision):
        raise BadEntry(entry.place, "one of 'clause' and 'decision' is given")
    entry.done()
    return case
