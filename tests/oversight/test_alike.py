"""Subjects that are alike in what a clause reads are answered together; what it reads is named completely."""

from datetime import date
from typing import Final

from hypothesis import given as drawn
from hypothesis.strategies import lists, tuples

from tests.gatherings.held_cases import given
from tests.oversight.test_frequencies import BACK, CLAUSE, DAYS, facts
from zhibu.kernel.periods import period_of
from zhibu.oversight.alike import Alike, facts_read
from zhibu.oversight.duties import duties_of
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.entries import Case, Clause
from zhibu.rulebook.loading import rulebook

BOOK: Final = rulebook()
OF_MEETINGS: Final = frozenset({"held", "records_from", "form_from"})


def says_the_same_without_the_rest(case: Case) -> bool:
    """Facts that are not named are taken away; before a clause is in force it reads nothing."""
    clause = BOOK.clauses[case.clause]
    rules = BOOK.on(case.on, {name: LocalValue(value, "本街道文件") for name, value in case.local.items()})
    if clause not in rules.clauses(clause.subject):
        return True
    known = given(clause, case.given, case.on)
    named = {*facts_read(clause), *OF_MEETINGS, *filter(None, [clause.frequency and clause.frequency.since])}
    since = period_of(case.on, "year").first_day
    read = {name: value for name, value in known.items() if name in named}
    return duties_of(clause, read, rules, since=since) == duties_of(clause, known, rules, since=since)


def test_in_no_case_of_the_regulations_does_a_clause_read_what_is_not_named() -> None:
    cases = [one for one in BOOK.cases if one.clause]
    assert len(cases) > len(BOOK.clauses)
    assert [f"{one.file}:{one.line}" for one in cases if not says_the_same_without_the_rest(one)] == []


@drawn(CLAUSE, DAYS, lists(tuples(BACK, DAYS, DAYS), min_size=2, max_size=5))
def test_one_after_the_other_is_told_what_it_is_told_alone(
    clause: Clause, on: date, drafts: list[tuple[list[tuple[int, str]], date, date]]
) -> None:
    rules, since = BOOK.on(on), period_of(on, "year").first_day
    subjects = [facts(clause, on, history, began, recorded) | {"kind": clause.kinds[0]} for history, began, recorded in drafts]
    alike = Alike(clause, rules, since=since)
    assert [alike.duties(one) for one in subjects] == [duties_of(clause, one, rules, since=since) for one in subjects]
