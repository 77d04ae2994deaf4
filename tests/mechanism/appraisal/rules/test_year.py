"""What stands against a signature, a point, an objection, an approval: all of it at once, and nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibu.cases.rules.working_days import STATE_COUNCIL
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.appraisal.rules.agreeing import Signature, Signed, Table, may_make, may_sign
from zhibu.mechanism.appraisal.rules.results import final_band, fingerprint, written
from zhibu.mechanism.appraisal.rules.satisfaction import share_of
from zhibu.mechanism.appraisal.rules.totals import Band
from zhibu.mechanism.appraisal.rules.year import (
    NO_NUMBER,
    Begun,
    all_judged,
    all_settled,
    all_stated,
    may_answer,
    may_apply,
    may_approve,
    may_begin,
    may_give,
    may_judge,
    may_object,
    may_place,
    object_until,
)
from zhibu.mechanism.appraisal.terms import SchemeState, Side

DAY = date(2026, 3, 2)
TABLE = Table(SchemeState.IN_FORCE, "街道文件", {"平时": Decimal(100)}, takers=3, without=3)
FRESH = Signed(SchemeState.IN_FORCE, DAY, None, None)
HEAD = Signature(Side.TAKER, "王芳", DAY, entered=False, allowed=True)
BANDS = (Band("优秀", Decimal(95), Decimal(40)), Band("良好", Decimal(90)))


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def test_agreements_are_made_on_a_table_in_force_with_points_in_every_part_that_weighs() -> None:
    assert may_make(TABLE).allowed
    bare = replace(TABLE, state=SchemeState.DRAFT, basis=" ", points={"平时": Decimal(0), "年终": Decimal(5)}, takers=0, without=0)
    assert codes(may_make(bare)) == ["draft", "no_basis", "empty_part", "no_takers"]
    assert codes(may_make(replace(TABLE, without=0))) == ["nobody_left"]


def test_each_side_signs_once_by_its_own_head() -> None:
    assert may_sign(HEAD, FRESH, today=DAY).allowed
    signed = replace(FRESH, taker_on=DAY)
    assert codes(may_sign(HEAD, signed, today=DAY)) == ["signed"]
    assert may_sign(replace(HEAD, side=Side.GIVER), signed, today=DAY).allowed


def test_all_that_is_wrong_with_a_signature_is_said_at_once() -> None:
    wrong = replace(HEAD, signer=" ", on=DAY - timedelta(days=1), allowed=False)
    assert codes(may_sign(wrong, FRESH, today=DAY)) == ["not_yours", "no_signer", "before_made"]
    assert codes(may_sign(replace(HEAD, on=DAY + timedelta(days=1)), FRESH, today=DAY)) == ["after_today"]


def test_the_year_begins_in_the_last_quarter_with_every_agreement_signed() -> None:
    begun = Begun(SchemeState.IN_FORCE, 2026, signed=3, agreements=3, begun=False)
    assert may_begin(begun, today=date(2026, 10, 1)).allowed
    assert codes(may_begin(replace(begun, signed=2, begun=True), today=date(2026, 9, 30))) == ["begun", "unsigned", "too_early"]


def test_past_the_last_day_the_year_goes_on_without_a_statement() -> None:
    assert codes(all_stated(["第一支部"], late=False)) == ["not_stated"]
    assert all_stated(["第一支部"], late=True).allowed
    assert all_stated([], late=False).allowed


def test_nothing_that_a_scorer_has_to_say_may_be_missing() -> None:
    assert codes(all_judged({"服务群众": 2, "阵地": 0}, 1)) == ["unjudged", "bonus"]
    assert all_judged({"服务群众": 0}, 0).allowed


def test_points_lie_within_those_of_the_indicator_and_less_than_all_has_a_reason() -> None:
    good = {"甲": (Decimal(10), ""), "乙": (Decimal(7), "没有活动记录")}
    assert may_judge(good, Decimal(10), scorer="组织办", open_=True).allowed
    bad = {"甲": (Decimal(11), "写得很好"), "乙": (Decimal(-1), "看不清楚"), "丙": (Decimal(7), "差"), "丁": (NO_NUMBER, "")}
    decision = may_judge(bad, Decimal(10), scorer="", open_=False)
    assert codes(decision) == ["closed", "no_scorer", "no_number", "over", "no_reason"]
    assert [one.message for one in decision.objections[2:]] == [
        "丁：得分不是数字。",
        "甲、乙：得分要在 0 到 10 之间。",
        "丙：扣分没有写理由。",
    ]


@pytest.mark.parametrize(
    ("asked", "cap", "found"),
    [("3", "5", []), ("0", "5", ["asked"]), ("6", "5", ["asked"]), ("3", "0", ["no_bonus"])],
)
def test_a_bonus_is_asked_within_the_cap(asked: str, cap: str, found: list[str]) -> None:
    decision = may_apply(Decimal(asked), Decimal(cap), title="获表彰", evidence="文号", state=SchemeState.IN_FORCE)
    assert codes(decision) == found


def test_less_than_was_asked_is_given_with_a_reason() -> None:
    assert may_give(Decimal(3), Decimal(3), reason="", decided=False, open_=True).allowed
    assert codes(may_give(Decimal(0), Decimal(3), reason="", decided=False, open_=True)) == ["no_reason"]
    assert codes(may_give(Decimal(4), Decimal(3), reason="", decided=True, open_=True)) == ["decided", "over"]


def test_an_objection_is_raised_up_to_the_last_working_day() -> None:
    until = object_until(DAY, 5)
    assert until == date(2026, 3, 9)
    assert may_object(DAY, 5, said="漏记一次会议", open_=True, today=until).allowed
    late = may_object(DAY, 5, said=" ", open_=False, today=until + timedelta(days=1))
    assert codes(late) == ["too_late", "settled", "nothing"]


def test_an_objection_has_one_answer_with_reasons() -> None:
    assert may_answer("已经核对记录", answered=False, open_=True).allowed
    assert codes(may_answer("不", answered=False, open_=True)) == ["no_answer"]
    assert codes(may_answer("已经核对记录", answered=True, open_=False)) == ["answered"]


def test_objections_are_settled_once_their_days_are_over_and_each_is_answered() -> None:
    until = object_until(DAY, 5)
    assert codes(all_settled(DAY, 5, 1, today=until)) == ["still_open", "unanswered"]
    assert all_settled(DAY, 5, 0, today=until + timedelta(days=1)).allowed


def test_two_people_approve_and_no_band_holds_more_than_its_quota() -> None:
    assert may_approve({"优秀": 2, "良好": 3}, BANDS, same_person=False).allowed
    assert codes(may_approve({"优秀": 3, "良好": 2}, BANDS, same_person=True)) == ["same_person", "quota"]


def test_people_move_a_band_downwards_with_a_reason_and_never_upwards() -> None:
    assert may_place("良好", "优秀", BANDS, reason="党工委会议研究", open_=True).allowed
    assert codes(may_place("良好", "优秀", BANDS, reason="", open_=True)) == ["no_reason"]
    assert codes(may_place("优秀", "良好", BANDS, reason="党工委会议研究", open_=True)) == ["upwards"]
    assert may_place("优秀", "优秀", BANDS, reason="", open_=True).allowed


@pytest.mark.parametrize(
    ("reckoned", "decided", "final"),
    [("优秀", "", "优秀"), ("优秀", "良好", "良好"), ("", "良好", ""), ("良好", "优秀", "良好"), ("优秀", "旧等次", "优秀")],
)
def test_a_decided_band_lifts_nobody(reckoned: str, decided: str, final: str) -> None:
    assert final_band(reckoned, decided, BANDS) == final


def test_a_fingerprint_depends_on_every_value_and_on_no_order() -> None:
    one: Mapping[str, object] = {"points": "92.50", "lines": [{"number": 1, "points": "9"}]}
    same: Mapping[str, object] = {"lines": [{"points": "9", "number": 1}], "points": "92.50"}
    assert fingerprint(written(one)) == fingerprint(written(same))
    assert fingerprint(written(one)) != fingerprint(written({**one, "points": "92.51"}))


def test_the_share_of_satisfaction_is_that_of_the_first_two_answers() -> None:
    assert (share_of([6, 2, 1, 1]), share_of([0, 0, 0, 0])) == (Decimal(80), None)


@given(st.dates(date(2020, 1, 1), date(2026, 11, 30)), st.integers(3, 20))
@settings(max_examples=50)
def test_between_telling_and_the_last_day_lie_so_many_working_days(told: date, within: int) -> None:
    until = object_until(told, within)
    days = [told + timedelta(days=number) for number in range(1, (until - told).days + 1)]
    assert (sum(map(STATE_COUNCIL.is_working, days)), STATE_COUNCIL.is_working(until)) == (within, True)
