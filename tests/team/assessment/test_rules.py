"""Who gets a grade, how many may be 优秀, how two counts of paper agree."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.team.assessment.assessment_cases import people
from zhibu.rulebook.loading import rulebook
from zhibu.team.assessment.rules.grading import Assessed, Setting, base_of, complete, counts_of, excellent_of, may_grade, most_excellent
from zhibu.team.assessment.rules.polling import Counter, Line, Sheet, agree, differing, may_count, may_enter
from zhibu.team.assessment.terms import GradeOf, assessed_year

DAY = date(2026, 12, 10)
SETTING = Setting(DAY, DAY)


def codes(wanted: dict[int, GradeOf], everybody: list[Assessed], setting: Setting = SETTING, *, today: date = DAY) -> list[str]:
    return [one.code for one in may_grade(wanted, everybody, setting, rulebook().on(DAY), today=today).objections]


def test_all_that_stands_against_grades_is_said_at_once() -> None:
    everybody = people({"full": 3, "probationary": 1})
    setting = Setting(DAY, DAY - timedelta(days=1), cancelled=True, filed=True)
    wanted = {1: GradeOf.EXCELLENT, 2: GradeOf.EXCELLENT, 4: GradeOf.QUALIFIED, 9: GradeOf.QUALIFIED}
    assert codes(wanted, everybody, setting) == ["cancelled", "before", "filed", "unknown", "no_grade", "too_many"]


def test_an_objection_tells_numbers_article_and_remedy() -> None:
    refused = may_grade(
        {1: GradeOf.EXCELLENT, 2: GradeOf.EXCELLENT}, people({"full": 5}), SETTING, rulebook().on(DAY), today=DAY
    ).objections[0]
    assert refused.message == "优秀 2 名，超过组织关系在本支部的正式党员 5 名的三分之一（最多 1 名）。"
    assert refused.article == "《支部工作条例》关于民主评议党员的条文"
    assert refused.remedy == "请减少优秀的人数；预备党员和流入党员不计入基数。"


def test_a_meeting_to_come_has_no_grades() -> None:
    later = Setting(DAY + timedelta(days=1), DAY + timedelta(days=1))
    assert codes({1: GradeOf.QUALIFIED}, people({"full": 3}), later) == ["not_yet", "after_today"]


def test_a_probationary_member_may_be_said_not_to_have_taken_part() -> None:
    assert codes({4: GradeOf.NOT_ASSESSED}, people({"full": 3, "probationary": 1})) == []


def test_whoever_was_assessed_at_the_host_is_not_assessed_again_and_counts_at_home() -> None:
    away = Assessed(1, "", "钱流", "full", "in_force", full=True, floating=True, grade="excellent", elsewhere="春晖社区第一党支部")
    everybody = [away, *(Assessed(n, "", f"人{n}", "full", "in_force", full=True) for n in (2, 3))]
    assert codes({1: GradeOf.QUALIFIED}, everybody) == ["elsewhere"]
    assert codes({2: GradeOf.EXCELLENT}, everybody) == ["too_many"]
    assert codes({2: GradeOf.QUALIFIED}, everybody) == []
    assert (counts_of(everybody).excellent, counts_of(everybody).waiting) == (1, 2)


def test_a_guest_is_counted_at_home_and_nowhere_else() -> None:
    everybody = people({"full": 3, "guests": 2})
    assert counts_of(everybody).taking_part == 3
    assert codes({1: GradeOf.EXCELLENT, 4: GradeOf.EXCELLENT, 5: GradeOf.EXCELLENT}, everybody) == []


GRADES = st.dictionaries(st.integers(1, 30), st.sampled_from(list(GradeOf)), max_size=30)


@given(full=st.integers(0, 20), probationary=st.integers(0, 5), guests=st.integers(0, 5), wanted=GRADES)
def test_grades_that_are_allowed_hold_the_third(full: int, probationary: int, guests: int, wanted: dict[int, GradeOf]) -> None:
    everybody = people({"full": full, "probationary": probationary, "guests": guests})
    known = {pk: grade for pk, grade in wanted.items() if pk <= len(everybody)}
    excellent = excellent_of(known, everybody)
    if may_grade(known, everybody, SETTING, rulebook().on(DAY), today=DAY).allowed:
        assert 3 * excellent <= base_of(everybody) == full
    else:
        graded = [pk for pk, grade in known.items() if grade.is_grade and not everybody[pk - 1].full]
        assert graded or 3 * excellent > full


@given(st.integers(0, 500))
def test_one_more_than_the_most_would_be_more_than_a_third(base: int) -> None:
    most = most_excellent(base, rulebook().on(DAY))
    assert most is not None
    assert 3 * most <= base < 3 * (most + 1)


def test_a_branch_is_complete_once_something_is_said_of_each_full_member() -> None:
    graded = Assessed(1, "", "王芳", "full", "in_force", full=True, grade="qualified")
    waiting = Assessed(2, "", "李强", "full", "in_force", full=True)
    new = Assessed(3, "", "周新", "probationary", "in_force", full=False)
    assert complete([graded, new])
    assert not complete([graded, waiting, new])


@pytest.mark.parametrize(("on", "year"), [(date(2026, 12, 31), 2026), (date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_a_meeting_of_the_first_quarter_assesses_the_year_before(on: date, year: int) -> None:
    assert assessed_year(on) == year


NAMED = {1: "王芳", 2: "李强"}


def entered(sheet: Sheet, *, on: date = DAY, closed: bool = False) -> list[str]:
    return [one.code for one in may_enter(sheet, NAMED, on=on, today=DAY, closed=closed).objections]


def test_all_that_is_wrong_with_a_count_is_said_at_once() -> None:
    sheet = Sheet(5, 6, {1: (4, 2, 1, 0), 7: (0, 0, 0, 0)})
    expected = ["not_yet", "closed", "more_returned", "over", "unknown"]
    assert entered(sheet, on=DAY + timedelta(days=1), closed=True) == expected
    assert entered(Sheet(5, 5)) == ["nothing"]
    assert entered(Sheet(5, 5, {1: (1, 3, 0, 0)})) == []


def test_two_counters_are_two_people() -> None:
    first = Counter("王芳", 1)
    assert [one.code for one in may_count(Counter("王芳 ", 2), [first]).objections] == ["same_counter"]
    assert [one.code for one in may_count(Counter("", 2), [first, Counter("李强", 3)]).objections] == ["no_name", "two_already"]
    assert may_count(Counter("李强", 2), [first]).allowed


LINES = st.dictionaries(st.integers(1, 5), st.tuples(*[st.integers(0, 9)] * 4), max_size=5)


@given(LINES, LINES)
def test_counts_agree_exactly_when_nobody_differs(one: dict[int, Line], other: dict[int, Line]) -> None:
    first, second = Sheet(9, 9, one), Sheet(9, 9, other)
    assert agree(first, second) == (differing(first, second) == [])
    assert differing(first, second) == differing(second, first)
    assert agree(first, first)
