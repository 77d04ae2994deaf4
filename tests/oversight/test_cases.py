"""Every case of ``regulations/`` is a test of its own, named by its sentence; and there are enough of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import pytest

from tests.gatherings.held_cases import given
from tests.oversight.decisions import DECISIONS
from tests.rulebook.folders import folder
from zhibu.kernel.dates import FAR, months_after
from zhibu.oversight.rules import judge, message_of
from zhibu.rulebook.book import LocalValue, Rulebook
from zhibu.rulebook.entries import Case, Clause, DecisionRule
from zhibu.rulebook.loading import load, rulebook

BOOK: Final = rulebook()
NOTHING: Final = {"state": "none"}
EXPECTED: Final = frozenset({"state", "message", "since", "until"})


def answer(case: Case, book: Rulebook = BOOK) -> dict[str, Any]:
    """What the clause of a case says on its day, as cases write it."""
    rules = book.on(case.on, {name: LocalValue(value, "本街道文件") for name, value in case.local.items()})
    clause = book.clauses[case.clause]
    facts = given(clause, case.given, case.on)
    found = judge(clause, facts, rules) if clause in rules.clauses(clause.subject) else None
    if found is None:
        return NOTHING
    said = {"state": found.state.value, "since": found.since, "until": found.until, "message": message_of(clause, facts, found, rules)}
    return {name: value for name, value in said.items() if value is not None}


def expected(case: Case) -> dict[str, Any]:
    """A word is a state alone."""
    found = case.expect if isinstance(case.expect, dict) else {"state": case.expect}
    assert set(found) <= EXPECTED, f"{case.file}:{case.line}: {sorted(set(found) - EXPECTED)}"
    return found


def wrong(case: Case) -> str:
    """What differs from what the case expects; a message, a since or an until counts where the case names it."""
    if case.decision:
        rules = BOOK.on(case.on, {name: LocalValue(value, "本街道文件") for name, value in case.local.items()})
        told = DECISIONS[case.decision](case.given, rules)
        return "" if told == case.expect else f"{case.file}:{case.line}: {told!r} instead of {case.expect!r}"
    wanted, found = expected(case), answer(case)
    if {name: found.get(name) for name in wanted} == wanted:
        return ""
    return f"{case.file}:{case.line}: {found} instead of {wanted}"


def _test_of(case: Case) -> Callable[[], None]:
    def test() -> None:
        assert not wrong(case)

    return test


for _case in BOOK.cases:
    globals()[f"test_{_case.sentence}"] = _test_of(_case)


def test_every_sentence_stands_once() -> None:
    sentences = sorted(case.sentence for case in BOOK.cases)
    assert [sentence for sentence, same in groupby(sentences) if len(list(same)) > 1] == []


def cases_of(clause: Clause) -> list[Case]:
    return BOOK.cases_of(clause.id)


@pytest.mark.parametrize("clause", BOOK.clauses.values(), ids=lambda one: one.id)
def test_every_clause_is_found_and_not_found_and_says_its_words(clause: Clause) -> None:
    wanted = [expected(case) for case in cases_of(clause)]
    states = {one["state"] for one in wanted}
    assert "none" in states
    assert states & {"check", "due", "overdue"}
    assert any(one.get("message") for one in wanted)
    if clause.needs:
        assert "unknown" in states


def days_of(rule: Clause | DecisionRule, book: Rulebook) -> list[date]:
    """The first day of a rule, the day after its last, and every day on which a value that it reads begins or ends."""
    changes = {day for name in rule.parameters for one in book.parameters[name].values for day in (one.first_day, one.until)}
    inside = {day for day in changes if rule.first_day < day < rule.last_day}
    return sorted({rule.first_day, *inside, rule.last_day} - {FAR})


def untested(book: Rulebook) -> Iterator[str]:
    """Days of change on which, or on the eve of which, no case stands."""
    rules: list[Clause | DecisionRule] = [*book.clauses.values(), *book.decisions.values()]
    for rule in rules:
        tested = {case.on for case in book.cases_of(rule.id)}
        for day in days_of(rule, book):
            for on in (day - timedelta(days=1), day):
                if on not in tested:
                    yield f"{rule.id} on {on}"


def test_a_case_stands_on_the_day_of_every_change_and_on_its_eve() -> None:
    assert list(untested(BOOK)) == []


def test_a_change_of_a_value_asks_for_a_case_on_its_day_and_on_its_eve(tmp_path: Path) -> None:
    book = load(folder(tmp_path))
    assert list(untested(book)) == [
        "branch.too_few on 2018-10-27",
        "branch.too_few on 2018-10-28",
        "branch.too_few on 2023-12-31",
        "branch.too_few on 2024-01-01",
        "term.ends on 2018-10-27",
        "term.ends on 2018-10-28",
        "term.ends on 2023-12-31",
        "term.ends on 2024-01-01",
        "meets.often on 2018-10-27",
        "meets.often on 2018-10-28",
        "meets.often on 2023-12-31",
        "meets.often on 2024-01-01",
        "who.leads on 2018-10-27",
        "who.leads on 2018-10-28",
        "who.leads on 2023-12-31",
        "who.leads on 2024-01-01",
    ]


def turning_days(clause: Clause, case: Case) -> Iterator[date]:
    """The days on which a deadline says something else, and their eves: notice, end, and the limit of lateness."""
    wanted = expected(case)
    turns = [wanted["since"], wanted["until"] + timedelta(days=bool(clause.deadline and clause.deadline.through))]
    if clause.deadline and clause.deadline.late_years:
        turns.append(months_after(wanted["until"], 12 * BOOK.on(case.on).number(clause.deadline.late_years)))
    for day in turns:
        yield from (day - timedelta(days=1), day)


@pytest.mark.parametrize("clause", [one for one in BOOK.clauses.values() if one.deadline], ids=lambda one: one.id)
def test_a_deadline_is_tried_on_the_days_on_which_it_says_something_else(clause: Clause) -> None:
    case = next(case for case in cases_of(clause) if "until" in expected(case) and not case.local)
    tried = {one.on for one in cases_of(clause) if one.given == case.given and not one.local}
    assert sorted(set(turning_days(clause, case)) - tried) == []


def test_a_case_that_expects_another_answer_fails() -> None:
    case = BOOK.cases[0]
    others = [replace(case, expect="none"), replace(case, expect={"state": "check", "message": "另一句话。"})]
    assert [bool(wrong(one)) for one in (case, *others)] == [False, True, True]
