"""What stands against a value of a street's own: everything at once, each with what to do."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.decisions import Decision
from zhibu.parameters.rules import Standing, Wanted, may_decide, may_propose, may_withdraw, range_of, read_value
from zhibu.rulebook.loading import rulebook

PARAMETER: Final = rulebook().parameters["term.notice_days"]
YES_OR_NO: Final = rulebook().parameters["retired.may_stay_with_office"]
DAY: Final = date(2026, 7, 1)
WANTED: Final = Wanted(PARAMETER, "90", DAY, "向党工〔2026〕3 号")
DEFAULT: Final = Standing(180, own=False)
OWN: Final = Standing(120, own=True)


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def said(decision: Decision) -> list[str]:
    return [f"{one.message}{one.remedy}" for one in decision.objections]


def test_a_value_within_bounds_with_a_document_stands() -> None:
    assert may_propose(WANTED, DEFAULT) == Decision()


@pytest.mark.parametrize(
    ("typed", "objection"),
    [
        ("366", "“366”超出范围。请填 0 到 365 天。"),
        ("-1", "“-1”不是整数。请填 0 到 365 天。"),
        ("九十", "“九十”不是整数。请填 0 到 365 天。"),
        ("90.5", "“90.5”不是整数。请填 0 到 365 天。"),
        ("180", "到这一天本来就是 180 天。请填写另一个数值，或更正日期。"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(typed: str, objection: str) -> None:
    assert said(may_propose(replace(WANTED, typed=typed), DEFAULT)) == [objection]


@pytest.mark.parametrize("typed", ["０", "365", " 90 ", "９０"])
def test_full_width_digits_and_spaces_are_read(typed: str) -> None:
    assert may_propose(replace(WANTED, typed=typed), DEFAULT).allowed


@given(st.integers(min_value=-1000, max_value=100_000))
def test_what_may_be_proposed_is_what_the_bounds_hold(number: int) -> None:
    bounds = PARAMETER.bounds
    assert bounds is not None
    fits = bounds.least <= number <= bounds.most and number != DEFAULT.value
    assert may_propose(replace(WANTED, typed=str(number)), DEFAULT).allowed is fits


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_whole_number_or_nothing(typed: str) -> None:
    found = read_value(typed)
    assert found is None or found >= 0


def test_a_yes_or_no_is_chosen_like_a_number() -> None:
    assert range_of(YES_OR_NO) == "是或否"
    no = Wanted(YES_OR_NO, "0", DAY, "向党工〔2026〕3 号")
    assert may_propose(no, Standing(1, own=False)).allowed
    assert said(may_propose(replace(no, typed="2"), Standing(1, own=False))) == ["“2”超出范围。请填 是或否。"]
    assert said(may_propose(replace(no, typed="1"), Standing(1, own=False)))[0].startswith("到这一天本来就是 是。")


def test_the_default_is_restored_only_where_a_street_has_its_own() -> None:
    back = replace(WANTED, typed="")
    assert may_propose(back, OWN).allowed
    assert said(may_propose(back, DEFAULT)) == ["现在就是默认值，无须恢复。需要改动的，请填写数值。"]


def test_nothing_begins_before_the_rule_or_before_a_later_value() -> None:
    early = replace(WANTED, on=date(2018, 10, 27))
    assert said(may_propose(early, Standing(None, own=False))) == ["这项规定从 2018-10-28 起才有。请填这一天或以后的日期。"]
    later = replace(OWN, later=date(2026, 8, 1))
    assert said(may_propose(WANTED, later)) == ["从 2026-08-01 起已另有本街道的数值。请填更晚的日期；当天确定错了的，可以撤回。"]


def test_everything_that_is_wrong_is_said_at_once_at_its_field() -> None:
    wrong = Wanted(PARAMETER, "999", date(2010, 1, 1), " ")
    decision = may_propose(wrong, replace(DEFAULT, waiting=True))
    assert [(one.code, one.field) for one in decision.objections] == [
        ("waiting", ""),
        ("out_of_bounds", "value"),
        ("before_rule", "on"),
        ("basis_missing", "basis"),
    ]
    assert [one.remedy for one in decision.objections if not one.remedy] == []


def decided(standing: Standing = DEFAULT, *, is_open: bool = True, own: bool = False, accepts: bool = True, answer: str = "") -> list[str]:
    return codes(may_decide(WANTED, standing, is_open=is_open, own_proposal=own, accepts=accepts, answer=answer))


def test_a_proposal_is_decided_once_by_somebody_else() -> None:
    assert decided() == []
    assert decided(own=True) == ["own_proposal"]
    assert decided(is_open=False) == ["not_open"]
    assert decided(is_open=False, own=True, accepts=False) == ["not_open", "own_proposal", "answer_missing"]


def test_declining_needs_a_reason_accepting_that_the_value_still_fits() -> None:
    assert decided(accepts=False) == ["answer_missing"]
    assert decided(accepts=False, answer="没有必要") == []
    assert decided(Standing(90, own=True)) == ["same_value"]
    assert decided(Standing(90, own=True), accepts=False, answer="已经改过") == []


def test_what_is_decided_is_not_withdrawn() -> None:
    assert codes(may_withdraw(is_open=True)) == []
    assert codes(may_withdraw(is_open=False)) == ["not_open"]
