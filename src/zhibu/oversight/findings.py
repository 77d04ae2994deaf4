"""What is found: a clause, a subject, a state, and everything that a page or a machine needs to say so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.oversight.facts import Subject
from zhibu.oversight.judgement import Judgement
from zhibu.oversight.rules import judgements, message_of, speaks_of
from zhibu.oversight.terms import State
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is due, overdue, to be checked or not recorded, with the records and the article it stands on."""

    clause: Clause
    article: str
    subject: Subject
    state: State
    message: str
    since: date | None
    until: date | None
    evidence: tuple[str, ...]
    own_bases: tuple[str, ...] = ()
    """The documents of the street's own on which values rest that it was judged by: an institution with its article."""

    @property
    def cited(self) -> str:
        """The article, and where the street's own values stand."""
        return "；".join((self.article, *(f"数值依据{basis}" for basis in self.own_bases)))

    @property
    def personal(self) -> bool:
        """About a person: seen by that person, the branch secretary and the clerk (PRACTICE.md 4.5)."""
        return self.subject.kind == "person"


def found_in(subjects: Iterable[Subject], clauses: Sequence[Clause], rules: Rules) -> Iterator[Finding]:
    """Every clause against every subject; a clause never adds a query."""
    articles = {clause.id: (rules.book.cited(clause), _own_bases(clause, rules)) for clause in clauses}
    fitting = dict[object, list[Clause]]()
    for subject in subjects:
        kind = subject.facts.get("kind")
        if kind not in fitting:
            fitting[kind] = [clause for clause in clauses if speaks_of(clause, kind)]
        for clause in fitting[kind]:
            for judgement in judgements(clause, subject.facts, rules):
                yield _finding(clause, articles[clause.id], subject, judgement, rules)


def _own_bases(clause: Clause, rules: Rules) -> tuple[str, ...]:
    """Of the values that the clause reads, each once."""
    own = [rules.article(name) for name in clause.parameters if name in rules.local and rules.book.parameters[name].local]
    return tuple(dict.fromkeys(own))


def _finding(clause: Clause, cited: tuple[str, tuple[str, ...]], subject: Subject, found: Judgement, rules: Rules) -> Finding:
    article, own_bases = cited
    return Finding(
        clause,
        article,
        subject,
        found.state,
        message_of(clause, subject.facts, found, rules),
        found.since,
        found.until,
        found.evidence or subject.evidence.get(_measure(clause), ()),
        own_bases,
    )


def _measure(clause: Clause) -> str:
    span = clause.deadline or clause.after
    if span is not None:
        return span.measure
    return clause.holds.measure if clause.holds else ""


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Overdue before due before to check before unknown; the longest first, then as the tree stands."""
    states = list(State)
    return sorted(findings, key=lambda one: (states.index(one.state), one.since or date.max, one.subject.path, one.subject.code))
