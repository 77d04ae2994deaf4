"""What a clause reads of a subject, by name: of subjects that are alike in it the answer is worked out once.

A street's branches differ in name, members and posts, but few of them in the three or four facts that one clause asks about.
"""

from collections.abc import Iterator
from datetime import date
from string import Formatter
from typing import Any

from zhibu.oversight.duties import Duties, duties_of
from zhibu.oversight.frequencies import asking
from zhibu.oversight.judgement import Facts
from zhibu.oversight.rules import RECORDS_OF, SETS
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause


def facts_read(clause: Clause) -> tuple[str, ...]:
    """By name, in the order in which it first asks; what a frequency depends on, ``asking`` says."""
    return tuple(dict.fromkeys(name for name in _asked(clause) if name))


def _asked(clause: Clause) -> Iterator[str]:
    yield from (SETS.get(trait, trait) for trait in clause.applies)
    yield from (test.measure for test in (*clause.when, clause.holds) if test)
    for span in (clause.deadline, clause.after):
        if span:
            yield from (span.measure, span.or_until)
    if clause.needs:
        yield RECORDS_OF[clause.needs]
    yield from (name or "" for _, name, _, _ in Formatter().parse(clause.message))


class Alike:
    """The duties of one clause since a day, under the rules of another."""

    def __init__(self, clause: Clause, rules: Rules, *, since: date) -> None:
        self.clause = clause
        self._rules, self._since, self._frequency = rules, since, clause.frequency
        self._names = facts_read(clause)
        self._known: dict[tuple[Any, ...], Duties] = {}

    def duties(self, facts: Facts) -> Duties:
        """As ``duties_of`` says; subjects that are alike are given one and the same object."""
        read = tuple(map(facts.get, self._names))
        if self._frequency:
            read += asking(self.clause, self._frequency, facts, self._rules.day)
        found = self._known.get(read)
        if found is None:
            found = self._known[read] = duties_of(self.clause, facts, self._rules, since=self._since)
        return found
