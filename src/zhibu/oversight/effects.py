"""What another value of a local parameter would alter: the same subjects, judged with the value that holds and with the other one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from zhibu.kernel.readers import AccountReader
from zhibu.oversight.findings import Finding
from zhibu.oversight.presentation import listed
from zhibu.oversight.queries.findings import Asked, judged, subjects_of
from zhibu.oversight.terms import State
from zhibu.parameters.effects import Change, Effect
from zhibu.parameters.queries import local_values
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

Counted = Mapping[str, Counter[State]]


def foresee(reader: AccountReader, change: Change) -> list[Effect]:
    """For every clause that reads the parameter, what the reader sees of it in the organisation and below; at most three queries."""
    clauses = {one.id: one for one in rulebook().clauses.values() if change.parameter in one.parameters}
    asked = Asked.by(reader, on=change.on, scope=change.path)
    people = any(one.subject == "person" for one in clauses.values())
    others = any(one.subject != "person" for one in clauses.values())
    narrowed = replace(asked, paths=asked.paths if others else (), personal=asked.personal if people else ())
    measured = [(kind, list(subjects)) for kind, subjects in subjects_of(narrowed)]
    own = local_values([change.path], on=change.on)
    before, after = (
        counted(judged(measured, values, on=change.on, clauses=clauses))
        for values in (own, own.changed(change.path, change.parameter, change.value))
    )
    return [_effect(one, before, after, asked) for one in clauses.values()]


def counted(findings: Iterable[Finding]) -> Counted:
    """How many of each state, by clause."""
    found: dict[str, Counter[State]] = defaultdict(Counter)
    for one in findings:
        found[one.clause.id][one.state] += 1
    return found


def _effect(clause: Clause, before: Counted, after: Counted, asked: Asked) -> Effect:
    if clause.subject == "person" and not asked.personal:
        return Effect(clause.title, "", "", "", personal=True)
    old, new = (said(found.get(clause.id, Counter())) for found in (before, after))
    return Effect(clause.title, listed(clause=clause.id), old, new, differs=old != new)


def said(numbers: Counter[State]) -> str:
    """By state, in words; nothing is said, too."""
    return "、".join(f"{state.label} {numbers[state]} 件" for state in State if numbers[state]) or "没有"
