"""Conditions, quotas, the days of a notice, and what stands against a step; all of it at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from zhibu.cases.rules.working_days import STATE_COUNCIL
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.honours.rules.conditions import CONDITIONS, EXCUSABLE, Facts, in_words, may_propose, missed
from zhibu.mechanism.honours.rules.procedure import MEDALS, SELECTION
from zhibu.mechanism.honours.rules.progress import (
    Quota,
    Raised,
    Reviewed,
    Voted,
    chosen,
    may_call,
    may_close,
    may_nominate,
    may_object,
    may_review,
    may_revoke,
    may_settle,
    may_take_vote,
    notice_ends,
    quota_left,
)
from zhibu.mechanism.honours.terms import KINDS, Answered, HonourKind, Verdict

MONDAY = date(2026, 6, 1)
MEMBER = Facts("张三", grade="优秀", graded_year=2025)
BRANCH = Facts("阳光社区第一党支部", band="优秀")
UNIT = Facts("新阳供电所")


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (HonourKind.EXCELLENT_MEMBER, MEMBER),
        (HonourKind.EXCELLENT_WORKER, replace(MEMBER, works=True)),
        (HonourKind.ADVANCED_ORGANISATION, BRANCH),
        (HonourKind.ADVANCED_UNIT, UNIT),
        (HonourKind.FIFTY_YEAR_MEDAL, replace(MEMBER, grade=None, standing=50)),
    ],
)
def test_whoever_meets_every_condition_is_proposed(kind: HonourKind, facts: Facts) -> None:
    assert may_propose(KINDS[kind], facts, exception="") == Decision()


def test_everything_that_stands_against_somebody_is_said_at_once() -> None:
    facts = Facts("李四", inside=False, full=False, in_force=False, grade="合格", graded_year=2025, honoured="2026年优秀共产党员")
    found = missed(KINDS[HonourKind.EXCELLENT_WORKER], facts)
    assert [one.code for one in found] == ["full_member", "in_force", "on_roll", "grade", "party_worker", "once"]
    assert all(one.article and one.remedy for one in found)
    assert found[3].message == "李四2025年度民主评议为合格，条件是最近一次为优秀。"


def test_a_reason_sets_aside_what_a_person_may_decide_and_nothing_else() -> None:
    facts = replace(BRANCH, band=None, late=("主题党日", "书记年度述职"), there=False)
    kind = KINDS[HonourKind.ADVANCED_ORGANISATION]
    assert codes(may_propose(kind, facts, exception="")) == ["party_organisation", "band", "duties"]
    assert codes(may_propose(kind, facts, exception="创建试点，成绩突出")) == ["party_organisation"]


@pytest.mark.parametrize("owned", [True, None])
def test_a_unit_of_the_district_gets_honours_elsewhere(owned: bool | None) -> None:
    assert codes(may_propose(KINDS[HonourKind.ADVANCED_UNIT], replace(UNIT, district_owned=owned), exception="x")) == ["not_district_owned"]


@pytest.mark.parametrize(
    ("standing", "told"), [(49, "党龄 49 年，条件是满 50 年。"), (None, "没有入党、转正日期，不能计算党龄，条件是满 50 年。")]
)
def test_the_medal_needs_fifty_years(standing: int | None, told: str) -> None:
    (one,) = missed(KINDS[HonourKind.FIFTY_YEAR_MEDAL], replace(MEMBER, standing=standing))
    assert one.message == f"张三{told}"


def test_no_condition_asks_for_hours_of_service() -> None:
    """PRACTICE.md 4.6."""
    words = "".join(word for kind in KINDS.values() for word in in_words(kind))
    assert not {"志愿", "时长", "学时", "积分"} & {words[at : at + 2] for at in range(len(words))}
    assert set(CONDITIONS) >= EXCUSABLE


def test_the_nearest_quota_above_counts() -> None:
    quotas = [Quota("01", "向阳街道党工委", 9, 2), Quota("0102", "阳光社区党委", 1, 1)]
    assert codes(quota_left(quotas, "010203")) == ["quota"]
    assert quota_left(quotas, "0103") == Decision()
    assert codes(quota_left(quotas[1:], "0103")) == ["no_place"]
    assert quota_left([], "0103") == Decision()


def test_a_call_begins_once_with_time_to_nominate() -> None:
    found = may_call("2026年优秀共产党员评选", [0, 0], until=MONDAY, today=MONDAY + timedelta(days=1))
    assert codes(found) == ["twice", "until_past", "no_quota"]
    assert may_call("", [], until=MONDAY, today=MONDAY) == Decision()


def test_nominations_are_taken_until_the_day_that_was_named() -> None:
    step = SELECTION.by_key["nominate"]
    assert may_nominate(waits=True, until=MONDAY, today=MONDAY, known=False, step=step) == Decision()
    late = may_nominate(waits=True, until=MONDAY, today=MONDAY + timedelta(days=1), known=True, step=step)
    assert codes(late) == ["late", "known"]
    assert codes(may_nominate(waits=False, until=MONDAY, today=MONDAY, known=False, step=step)) == ["closed"]
    assert (codes(may_close(0)), may_close(1)) == (["none"], Decision())


def test_a_review_says_something_of_everybody() -> None:
    found = [Reviewed(1, Verdict.OPEN), Reviewed(2, Verdict.NOT_SUPPORTED, " ")]
    assert codes(may_review(found)) == ["open", "silent", "nobody"]
    assert may_review([Reviewed(1, Verdict.SUPPORTED), Reviewed(2, Verdict.NOT_SUPPORTED, "材料不实")]) == Decision()


def test_the_meeting_votes_on_paper_after_the_review() -> None:
    assert codes(may_take_vote([Voted(paper=False, passed=True, held_on=MONDAY)], reviewed_on=MONDAY)) == ["no_vote"]
    assert codes(may_take_vote([Voted(paper=True, passed=None, held_on=MONDAY)], reviewed_on=MONDAY)) == ["not_passed"]
    assert codes(may_take_vote([Voted(paper=True, passed=True, held_on=MONDAY - timedelta(days=1))], reviewed_on=MONDAY)) == ["early"]
    assert (
        may_take_vote([Voted(paper=True, passed=False, held_on=MONDAY), Voted(paper=True, passed=True, held_on=MONDAY)], reviewed_on=MONDAY)
        == Decision()
    )


def test_the_day_on_which_a_list_is_put_up_does_not_count() -> None:
    """The first of October lies between; days off and days worked in their place are the State Council's."""
    assert notice_ends(MONDAY, 5) == date(2026, 6, 8)
    assert notice_ends(date(2026, 9, 30), 5) == STATE_COUNCIL.after(date(2026, 9, 30), 5)


@settings(max_examples=30)
@given(some.dates(date(2020, 1, 1), date(2026, 12, 1)), some.integers(3, 30))
def test_a_list_is_up_for_so_many_working_days(start: date, days: int) -> None:
    end = notice_ends(start, days)
    between = [start + timedelta(days=at) for at in range(1, (end - start).days + 1)]
    assert sum(map(STATE_COUNCIL.is_working, between)) == days
    assert STATE_COUNCIL.is_working(end)


def test_the_decision_waits_for_the_days_and_the_answers() -> None:
    on_list = [Reviewed(1, Verdict.SUPPORTED)]
    early = may_settle(until=MONDAY, today=MONDAY, raised=[Raised(1, Answered.OPEN)], found=on_list)
    assert codes(early) == ["notice_runs", "unanswered"]
    after = MONDAY + timedelta(days=1)
    assert may_settle(until=MONDAY, today=after, raised=[Raised(1, Answered.UNFOUNDED)], found=on_list) == Decision()
    nobody = may_settle(until=MONDAY, today=after, raised=[Raised(1, Answered.FOUNDED)], found=[Reviewed(1, Verdict.NOT_SUPPORTED, "异议")])
    assert codes(nobody) == ["nobody"]


def test_objections_are_taken_while_the_list_is_up() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    assert may_object(up=True, until=tomorrow, received=MONDAY, start=MONDAY, today=MONDAY) == Decision()
    assert codes(may_object(up=False, until=None, received=tomorrow, start=None, today=MONDAY)) == ["not_up", "after_today"]
    assert codes(may_object(up=True, until=tomorrow, received=MONDAY, start=tomorrow, today=tomorrow)) == ["before"]


def test_an_honour_is_taken_back_once_by_a_document() -> None:
    assert codes(may_revoke(revoked=True, reason=" ", document="")) == ["revoked", "reason", "document"]
    assert may_revoke(revoked=False, reason="申报材料不实", document="〔2026〕20 号") == Decision()


def test_nobody_is_ranked() -> None:
    assert chosen({3: Verdict.SUPPORTED, 1: Verdict.SUPPORTED, 2: Verdict.NOT_SUPPORTED}) == [1, 3]


def test_both_procedures_end_with_a_decision_that_stays() -> None:
    assert [step.key for step in SELECTION.steps] == ["nominate", "review", "vote", "notice", "settle", "decide"]
    assert [step.key for step in MEDALS.steps] == ["review", "decide"]
    assert [step.key for table in (SELECTION, MEDALS) for step in table.steps if step.final] == ["decide", "decide"]
