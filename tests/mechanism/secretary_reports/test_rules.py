"""What stands against a year, a count, a grade: all of it at once."""

from dataclasses import replace
from datetime import date

from zhibu.kernel.decisions import Decision
from zhibu.mechanism.secretary_reports.rules.reports import Ballot, Counter, Heard, may_enter, may_grade, may_open, may_take_back, may_void

BALLOT = Ballot(10, 9, 5, 3, 1)
HEARD = Heard(held_above=True, held_own=True, counts=2, settled=True, own=False)
DAY = date(2026, 12, 20)


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def test_a_year_is_opened_from_october_where_somebody_has_to_report() -> None:
    assert may_open(2026, found=3, today=date(2026, 10, 1)).allowed
    assert codes(may_open(2026, found=0, today=date(2026, 9, 30))) == ["too_early", "nobody"]


def test_two_people_count_what_came_back() -> None:
    assert may_enter(BALLOT, counter=Counter("王芳"), others=[], settled=False).allowed
    wrong = Ballot(8, 9, 5, 3, 2)
    assert codes(may_enter(wrong, counter=Counter(" "), others=["甲", "乙"], settled=True)) == [
        "settled", "no_name", "two_already", "more_returned", "over",
    ]  # fmt: skip
    assert codes(may_enter(Ballot(3, 3), counter=Counter("甲"), others=["甲"], settled=False)) == ["same_counter", "nothing"]


def test_an_account_stays_one_counter_and_nobody_counts_for_himself() -> None:
    assert may_enter(BALLOT, counter=Counter("甲", before="甲"), others=["乙"], settled=False).allowed
    wrong = may_enter(BALLOT, counter=Counter("丙", before="甲", own=True), others=["乙"], settled=False)
    assert [(one.code, one.message) for one in wrong.objections] == [
        ("own", "不能给自己计票。"),
        ("other_name", "您用这个账号录入时，计票人是甲。"),
    ]


def test_a_count_is_voided_by_its_counter_or_whoever_arranges_with_a_reason_before_the_grade() -> None:
    assert may_void(found=True, mine=True, graded=False, reason="计票人写错了").allowed
    assert codes(may_void(found=True, mine=False, graded=True, reason=" ")) == ["not_yours", "graded", "no_reason"]
    assert codes(may_void(found=False, mine=False, graded=False, reason="计票人写错了")) == ["gone"]


def test_a_year_is_taken_back_while_nothing_was_entered() -> None:
    assert may_take_back([], found=3).allowed
    assert codes(may_take_back([], found=0)) == ["nothing"]
    said = may_take_back(["一支部", "二支部", "三支部", "四支部"], found=9)
    assert [one.message for one in said.objections] == ["一支部、二支部、三支部等已经登记会议、计票、评定或者列出问题（共 4 份）。"]


def test_a_grade_has_a_reason_both_meetings_and_another_hand() -> None:
    assert may_grade(HEARD, reason="党工委会议研究", on=DAY, today=DAY).allowed
    assert may_grade(replace(HEARD, counts=0, settled=False), reason="党工委会议研究", on=DAY, today=DAY).allowed
    wrong = Heard(held_above=True, held_own=False, counts=1, settled=False, own=True)
    assert codes(may_grade(wrong, reason="好", on=date(2026, 12, 21), today=DAY)) == [
        "own", "not_held", "not_settled", "no_reason", "after_today",
    ]  # fmt: skip


def test_it_is_said_which_meeting_and_which_count_is_missing() -> None:
    said = may_grade(replace(HEARD, held_own=False, counts=1, settled=False), reason="党工委会议研究", on=DAY, today=DAY)
    assert [one.message for one in said.objections] == ["还没有登记向党员述职的会议。", "测评只有一位计票人录入。"]
    differing = may_grade(replace(HEARD, counts=2, settled=False), reason="党工委会议研究", on=DAY, today=DAY)
    assert [one.message for one in differing.objections] == ["两次计票还没有一致。"]
