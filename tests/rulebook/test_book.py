"""The rules of a day: which value counts, where it stands, and what was read on the way to an answer."""

from datetime import date, timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rulebook.folders import folder, spoiled
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Reading
from zhibu.rulebook.book import LocalValue, Rulebook, UnknownRule
from zhibu.rulebook.entries import Dated, Parameter
from zhibu.rulebook.loading import load

BEFORE, FIRST, EVE, CHANGE = date(2018, 10, 27), date(2018, 10, 28), date(2023, 12, 31), date(2024, 1, 1)
OWN: Final = {"notice.days": LocalValue(10, "向党工〔2026〕3号")}


@pytest.fixture
def book(tmp_path: Path) -> Rulebook:
    return load(folder(tmp_path))


def test_a_value_holds_from_its_first_day_until_the_next_one(book: Rulebook) -> None:
    assert [book.parameters["branch.least"].on(day) for day in (BEFORE, FIRST, EVE, CHANGE)] == [None, 3, 3, 5]


def test_the_spans_of_a_parameter_end_where_the_next_value_begins(book: Rulebook) -> None:
    assert book.parameters["branch.least"].spans == (Dated(FIRST, 3, CHANGE), Dated(CHANGE, 5, FAR))


def test_a_value_may_end_without_a_next_one(tmp_path: Path) -> None:
    book = load(folder(tmp_path, **spoiled("parameters", "value: 5}", "value: 5, to: 2025-01-01}")))
    parameter = book.parameters["branch.least"]
    assert parameter.spans[-1] == Dated(CHANGE, 5, date(2025, 1, 1))
    assert (parameter.on(date(2024, 12, 31)), parameter.on(date(2025, 1, 1))) == (5, None)


DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


@given(st.lists(DAYS, min_size=1, max_size=6, unique=True), DAYS)
def test_on_every_day_one_span_at_the_most_holds_and_gives_the_value_of_the_day(firsts: list[date], day: date) -> None:
    values = tuple(Dated(first, number) for number, first in enumerate(sorted(firsts)))
    parameter = Parameter("x", "some", "x", "名", "第一条", values, FIRST)
    holding = [one.value for one in parameter.spans if one.first_day <= day < one.until]
    assert holding == ([] if day < min(firsts) else [parameter.on(day)])


def test_a_street_s_own_value_counts_for_a_local_parameter_alone(book: Rulebook) -> None:
    own = {**OWN, "branch.least": LocalValue(1, "某文件")}
    rules = book.on(EVE, own)
    assert (rules.number("notice.days"), rules.number("branch.least")) == (10, 3)
    assert (rules.article("notice.days"), rules.article("branch.least")) == ("向党工〔2026〕3号", "《某条例》第四条")
    assert (book.on(EVE).number("notice.days"), book.on(EVE).article("notice.days")) == (30, "《某条例》本地规定")


def test_what_was_read_is_remembered_once_with_value_and_article(book: Rulebook) -> None:
    rules = book.on(CHANGE, OWN)
    assert [rules.number(name) for name in ("branch.least", "notice.days", "branch.least")] == [5, 10, 5]
    assert rules.read == ["branch.least", "notice.days"]
    assert [(one.says, one.value, one.article) for one in rules.read] == [
        ("党支部的人数", "5 名", "《某条例》第四条"),
        ("提前多少天提醒", "10 天", "向党工〔2026〕3号"),
    ]


def test_joined_decisions_name_each_reading_once() -> None:
    first, second = Reading("a", value="1"), Reading("b", value="2")
    joined = Decision.all(Decision(read=(first, second)), Decision(read=(Reading("a", value="1"),)))
    assert [(one, one.value) for one in joined.read if isinstance(one, Reading)] == [("a", "1"), ("b", "2")]


def test_a_question_that_nobody_answers_is_a_mistake_of_the_program(book: Rulebook) -> None:
    with pytest.raises(UnknownRule, match=r"^branch\.most$"):
        book.on(FIRST).value("branch.most")
    with pytest.raises(UnknownRule, match=r"^branch\.least on 2018-10-27$"):
        book.on(BEFORE).value("branch.least")


def test_a_clause_speaks_while_it_is_in_force_and_its_values_are_known(tmp_path: Path, book: Rulebook) -> None:
    assert [[one.id for one in book.on(day).clauses("organisation")] for day in (BEFORE, FIRST)] == [
        [],
        ["branch.too_few", "term.ends", "meets.often"],
    ]
    assert book.on(FIRST).clauses("person") == []
    later = load(folder(tmp_path / "later", **spoiled("parameters", "{from: 2018-10-28, value: 30}", "{from: 2020-01-01, value: 30}")))
    assert [one.id for one in later.on(FIRST).clauses("organisation")] == ["branch.too_few"]
    ended = load(folder(tmp_path / "ended", **spoiled("clauses", "  says: 有三人", "  to: 2020-01-01\n  says: 有三人")))
    assert [one.id for one in ended.on(date(2020, 1, 1)).clauses("organisation")] == ["term.ends", "meets.often"]


def test_a_term_ends_also_before_a_rule_says_how_late_is_too_late(tmp_path: Path) -> None:
    late = spoiled("clauses", "years: branch.least,", "years: branch.least, late_years: notice.days,")
    book = load(folder(tmp_path, **late, **spoiled("parameters", "{from: 2018-10-28, value: 30}", "{from: 2020-01-01, value: 30}")))
    clause = book.clauses["term.ends"]
    assert (clause.parameters, clause.needed) == (("branch.least", "notice.days"), ("branch.least",))


def test_cases_are_counted_for_what_they_test(book: Rulebook) -> None:
    names = ("branch.too_few", "term.ends", "who.leads", "branch.least", "notice.days")
    assert [len(book.cases_of(name)) for name in names] == [1, 0, 0, 1, 0]
    assert [one.id for one in book.readers("branch.least")] == ["branch.too_few", "term.ends", "meets.often", "who.leads"]


def test_what_nobody_has_checked_for_a_year_is_stale(book: Rulebook) -> None:
    checked = date(2026, 11, 24)
    assert [[one.id for one in book.stale(checked + timedelta(days=days))] for days in (364, 365)] == [[], ["branch.least"]]


@pytest.mark.parametrize(("value", "unit", "shown"), [(3, "名", "3 名"), (0.5, "%", "0.5 %"), (1, "是否", "是"), (0, "是否", "否")])
def test_values_are_shown_with_their_unit(value: float, unit: str, shown: str) -> None:
    parameter = Parameter("x", "some", "x", unit, "第一条", (Dated(FIRST, value),), FIRST)
    assert parameter.shown(value) == shown
