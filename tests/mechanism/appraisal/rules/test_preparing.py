"""What may be done with a table: all objections at once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from zhibu.kernel.decisions import Decision
from zhibu.mechanism.appraisal.rules.catalogue import catalogue, picks_for
from zhibu.mechanism.appraisal.rules.drafts import STARS, RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.left_out import left_out
from zhibu.mechanism.appraisal.rules.preparing import (
    head_of,
    may_begin,
    may_change,
    may_change_rule,
    may_put,
    may_put_in_force,
)
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Rule, Steps, Threshold
from zhibu.mechanism.appraisal.rules.spelling import kept, read, says
from zhibu.mechanism.appraisal.terms import RECORDS, PartKind, SchemeState
from zhibu.oversight.rules import speaks_of
from zhibu.rulebook.loading import rulebook

TODAY = date(2026, 7, 1)
TABLE = TableDraft(2026, "branch", "党支部目标考评办法", "街道〔2026〕1号")
MEETINGS = "meeting.members"
ROW = RowDraft("按期召开支部党员大会", Decimal(10), Deduct(Decimal(2)), MEETINGS)
JUDGED = RowDraft("作用发挥", Decimal(10), Judged(), scorer="党建办")
MEASURES = frozenset({MEETINGS})


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def test_a_table_needs_a_title_a_basis_weights_and_grades_and_says_all_of_it_at_once() -> None:
    empty = TableDraft(2020, "group", " ", "", bands="优秀", regular=Decimal(80))
    found = may_begin(empty, knows=["branch"], known=True, today=TODAY)
    assert codes(found) == ["title", "basis", "weights", "bands", "year", "kind", "known"]
    assert may_begin(TABLE, knows=["branch"], known=False, today=TODAY).allowed


def test_stars_with_quotas_are_grades_and_quotas_do_not_pass_a_hundred() -> None:
    assert head_of(replace(TABLE, bands=STARS)).allowed
    assert codes(head_of(replace(TABLE, bands="五星:90:60,四星:80:50"))) == ["quotas"]
    assert [codes(head_of(replace(TABLE, bands=text))) for text in (" ", "优秀:NaN", "优秀:1e99999", "优秀:95:-Infinity")] == [
        ["bands"]
    ] * 4


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (ROW, []),
        (JUDGED, []),
        (replace(ROW, title=" ", points=Decimal(0)), ["title", "points", "too_much"]),
        (replace(ROW, measure=""), ["no_measure"]),
        (replace(ROW, measure="meeting.study"), ["measure"]),
        (replace(JUDGED, measure=MEETINGS), ["both"]),
        (replace(JUDGED, scorer=""), ["no_scorer"]),
        (replace(ROW, rule=Deduct(Decimal(11))), ["too_much"]),
        (replace(ROW, rule=Deduct(Decimal(0))), ["per_miss"]),
        (replace(ROW, rule=Threshold(Decimal(0))), ["percent"]),
        (replace(ROW, rule=Steps(((Decimal(90), Decimal(20)),))), ["steps"]),
        (replace(JUDGED, rule=Listed((("不力", Decimal(20)),))), ["too_much"]),
        (replace(JUDGED, title="信访积案化解"), ["left_out"]),
    ],
)
def test_a_row_says_everything_that_stands_against_it(row: RowDraft, found: list[str]) -> None:
    assert codes(may_put(row, measures=MEASURES)) == found


def test_rows_change_while_a_table_is_a_draft() -> None:
    assert [may_change(state).allowed for state in SchemeState] == [True, False, False]


def test_a_part_that_weighs_has_rows_and_rows_have_a_part_that_weighs() -> None:
    weights = {PartKind.REGULAR: Decimal(60), PartKind.YEARLY: Decimal(40), PartKind.SATISFACTION: Decimal(0)}
    fine = Decision()
    assert codes(may_put_in_force(SchemeState.DRAFT, weights, [(PartKind.REGULAR, fine)])) == ["no_rows"]
    assert may_put_in_force(SchemeState.DRAFT, weights, [(PartKind.REGULAR, fine), (PartKind.YEARLY, fine)]).allowed
    only = weights | {PartKind.REGULAR: Decimal(100), PartKind.YEARLY: Decimal(0)}
    assert codes(may_put_in_force(SchemeState.IN_FORCE, only, [(PartKind.YEARLY, fine)])) == ["state", "no_rows", "no_weight"]
    assert codes(may_put_in_force(SchemeState.DRAFT, only, [])) == ["empty"]


def test_a_rule_changes_from_a_day_of_the_year_on_a_paper() -> None:
    def asked(state: SchemeState, on: date, basis: str) -> list[str]:
        return codes(may_change_rule(state, ROW, year=2026, since=date(2026, 1, 1), on=on, basis=basis, measures=MEASURES))

    assert asked(SchemeState.IN_FORCE, TODAY, "街道〔2026〕9号") == []
    assert asked(SchemeState.DRAFT, date(2026, 1, 1), " ") == ["state", "basis", "before"]
    assert asked(SchemeState.IN_FORCE, date(2027, 1, 1), "街道〔2026〕9号") == ["year"]


def test_the_catalogue_holds_duties_of_organisations_that_clauses_ask_for() -> None:
    clauses = rulebook().clauses
    for one in catalogue().values():
        assert one.measure == RECORDS or clauses[one.measure].subject in {"organisation", "step"}, one.key
        assert left_out(f"{one.area}{one.title}{''.join(one.words)}") is None, one.key
        assert one.own or one.below, one.key


def test_whoever_is_asked_itself_is_asked_by_the_clause() -> None:
    clauses = rulebook().clauses
    for kind in ("branch", "general_branch", "committee"):
        for one in picks_for(kind):
            clause = clauses.get(one.measure)
            assert kind not in one.own or clause is None or speaks_of(clause, kind), (kind, one.key)


@pytest.mark.parametrize("rule", [Listed((("执行不力", Decimal(2)), ("不能完成", Decimal("1.5"))))])
def test_listed_cases_are_kept_and_said(rule: Rule) -> None:
    assert read(kept(rule)) == rule
    assert says(rule) == "执行不力，扣 2 分；不能完成，扣 1.5 分。由评分人逐项认定。"
