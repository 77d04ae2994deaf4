"""Who gets a grade, and how many may be 优秀: at most a third of the full members whose relation is here.

Sources: REGULATIONS.md 1, PRACTICE.md 2.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, after_today
from zhibu.rulebook.book import Rules
from zhibu.team.assessment.terms import GradeOf

SHARE: Final = "assessment.excellent_share"
SAID: Final = re.compile(r"≤ ?([0-9]+)/([0-9]+)")


@dataclass(frozen=True, slots=True)
class Assessed:
    """Somebody who takes part.

    ``full``: full member with membership in force. ``here``: the organisation relationship is here; a floating member who takes part as a
    guest has it elsewhere. ``elsewhere``: where this year's grade was given already, when that was not here.
    """

    person_id: int
    code: str
    name: str
    status: str
    state: str
    full: bool
    here: bool = True
    floating: bool = False
    grade: str = ""
    elsewhere: str = ""

    @property
    def graded_here(self) -> bool:
        """Whether this organisation is to give the grade."""
        return self.full and not self.elsewhere


def most_excellent(base: int, rules: Rules) -> int | None:
    """How many of a number of full members may be 优秀; None on a day on which no rule says so."""
    if not rules.knows([SHARE]):
        return None
    found = SAID.fullmatch(str(rules.value(SHARE)))
    if found is None:
        message = f"no share that is not to be exceeded: {rules.value(SHARE)!r}"
        raise ValueError(message)
    exact = Fraction(int(found[1]), int(found[2])) * base
    return exact.numerator // exact.denominator


@dataclass(frozen=True, slots=True)
class Setting:
    """The meeting after which the grades are given."""

    on: date
    decided_on: date
    cancelled: bool = False
    filed: bool = False


def may_grade(wanted: Mapping[int, GradeOf], people: Sequence[Assessed], setting: Setting, rules: Rules, *, today: date) -> Decision:
    """All that stands against these grades, at once."""
    return Decision.all(
        _now(setting, today),
        _whom(wanted, people),
        _excellent(wanted, people, rules),
    )


def _now(setting: Setting, today: date) -> Decision:
    return Decision.of(
        Objection("cancelled", "这次会议已经取消。", remedy="请在新安排的会议上评议。") if setting.cancelled else None,
        Objection("not_yet", "评议会还没有开。", remedy="开过以后再登记结果。") if setting.on > today else None,
        Objection("before", "评定日期早于评议会。", remedy="请核对日期。", field="decided_on") if setting.decided_on < setting.on else None,
        after_today(setting.decided_on, today, remedy="请填实际评定的日期。", field="decided_on"),
        Objection("filed", "结果已经报送，不再改动。", remedy="确有错误的，先作废“结果报上级”这一步，写明原因。")
        if setting.filed
        else None,
    )


def _whom(wanted: Mapping[int, GradeOf], people: Sequence[Assessed]) -> Decision:
    known = {one.person_id: one for one in people}
    asked = [known[pk] for pk in wanted if pk in known]
    graded = [one for one in asked if wanted[one.person_id].is_grade]
    return Decision.of(
        Objection("unknown", "选的人不在评议名单上。", remedy="请重新打开这一页再填。") if len(asked) < len(wanted) else None,
        _about(
            "no_grade",
            [one for one in graded if not one.full],
            "参加评议，不评定等次（预备党员，或者不在正常党籍）",
            "请不要给他们选等次。",
        ),
        _about(
            "elsewhere",
            [one for one in asked if one.elsewhere],
            "本年度已经在流动所在的党组织评定，不重复评定",
            "结果在流出地计算一次。",
        ),
    )


def _about(code: str, people: Sequence[Assessed], what: str, remedy: str) -> Objection | None:
    names = "、".join(one.name for one in people)
    return Objection(code, f"{names}：{what}。", remedy=remedy) if people else None


def base_of(people: Iterable[Assessed]) -> int:
    """The full members whose relation is here; whoever only takes part as a guest is none of them."""
    return sum(one.full and one.here for one in people)


def excellent_of(wanted: Mapping[int, GradeOf], people: Iterable[Assessed]) -> int:
    """How many of them would be 优秀, wherever the grade was given."""
    return sum((wanted.get(one.person_id) or one.grade) == GradeOf.EXCELLENT for one in people if one.full and one.here)


def _excellent(wanted: Mapping[int, GradeOf], people: Sequence[Assessed], rules: Rules) -> Decision:
    base, number = base_of(people), excellent_of(wanted, people)
    most = most_excellent(base, rules)
    if most is None or number <= most:
        return Decision(read=tuple(rules.read))
    said = f"优秀 {number} 名，超过组织关系在本支部的正式党员 {base} 名的三分之一（最多 {most} 名）。"
    remedy = "请减少优秀的人数；预备党员和流入党员不计入基数。"
    return Decision((Objection("too_many", said, rules.article(SHARE), remedy),), tuple(rules.read))


@dataclass(frozen=True, slots=True)
class Counts:
    """What everybody may see of a branch's assessment."""

    taking_part: int = 0
    """Members whose relation is here, with those without a grade."""
    graded: int = 0
    excellent: int = 0
    qualified: int = 0
    basic: int = 0
    unqualified: int = 0
    not_assessed: int = 0
    waiting: int = 0
    """Full members here who have neither a grade nor a word that they took no part."""


def counts_of(people: Sequence[Assessed]) -> Counts:
    """Each member once, where the relation is: guests are counted at home."""
    here = [one for one in people if one.here]
    grades = [one.grade for one in here if one.full]
    by = {grade: grades.count(grade) for grade in GradeOf}
    given = sum(by[grade] for grade in GradeOf if grade.is_grade)
    return Counts(
        len(here) - by[GradeOf.NOT_ASSESSED],
        given,
        by[GradeOf.EXCELLENT],
        by[GradeOf.QUALIFIED],
        by[GradeOf.BASIC],
        by[GradeOf.UNQUALIFIED],
        by[GradeOf.NOT_ASSESSED],
        grades.count(""),
    )


def complete(people: Iterable[Assessed]) -> bool:
    """Whether of everybody who is graded here something is said."""
    return all(one.grade for one in people if one.graded_here)
