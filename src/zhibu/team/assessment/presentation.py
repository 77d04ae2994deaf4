"""An assessment in the words of its page: counts for everybody, names with grades for the few who see them."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.cases.presentation import row_item
from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.terms import ACT
from zhibu.gatherings.models import Gathering, Holding
from zhibu.kernel.readers import AccountReader
from zhibu.register.terms.people import MemberStatus
from zhibu.team.assessment.documents import counted, summed
from zhibu.team.assessment.forms import cell
from zhibu.team.assessment.queries.assessments import OwnGrade
from zhibu.team.assessment.rules.grading import Assessed, Counts
from zhibu.team.assessment.rules.polling import Line
from zhibu.team.assessment.terms import POLLED, RECORD, SEE, GradeOf, assessed_year
from zhibu.web.components import Chip, Fact, Figure, Item
from zhibu.web.html import ChipKind
from zhibu.web.pages import Act
from zhibu.web.panels import Panel

STEER: Final = "steer_cases"
BEFORE_GRADES: Final = frozenset({"self", "mutual", "poll"})
POLLS: Final = "record_gatherings"
PRIVATE: Final = "个人的等次只有本人、党支部书记和街道干事看得到；其他人只看到人数。"
SHORT: Final = {GradeOf.NOT_ASSESSED: "未参评"}
NOT_BEGUN: Final = "还没有登记办理。开始以后，自评、互评、测评、评定、报送逐项提醒。"
CHIPS: Final[dict[str, ChipKind]] = {"excellent": "ok", "qualified": "ok", "basic": "check", "unqualified": "check", "not_assessed": "none"}


def part_panels(holdings: Sequence[Holding], cases: dict[int, CaseRow], gathering: Gathering) -> list[Panel]:
    """One line for each organisation in reach."""
    items = [_line(one, cases.get(one.organisation_id), gathering) for one in holdings]
    return [Panel("民主评议党员", items, PRIVATE)]


def _line(one: Holding, case: CaseRow | None, gathering: Gathering) -> Item:
    url = reverse("assessment_of", args=[gathering.code, one.organisation.code])
    if case is None:
        return Item(str(one.organisation), "还没有登记办理", Chip("check", "待办理"), url, "查看")
    found = row_item(case)
    return Item(str(one.organisation), found.why, found.chip, url, "查看")


def figures(counts: Counts) -> list[Figure]:
    """How many of each grade."""
    return [Figure(label, str(number)) for label, number in counted(counts)]


def notes(counts: Counts, most: int | None, base: int, people: Sequence[Assessed]) -> list[str]:
    """How the numbers are to be read."""
    guests = sum(not one.here for one in people)
    return [
        *([f"优秀最多 {most} 名：组织关系在本支部的正式党员 {base} 名的三分之一。"] if most is not None else []),
        *([f"还有 {counts.waiting} 名正式党员没有登记结果。"] if counts.waiting else []),
        *([f"流入党员 {guests} 名在这里参加评议，结果在流出地计算，不计入上面的人数。"] if guests else []),
        PRIVATE,
    ]


class Named(NamedTuple):
    """A line by name."""

    name: str
    about: str
    result: str
    chip: Chip | None


def by_name(people: Sequence[Assessed]) -> list[Named]:
    """In the order of the roll; no order by grade."""
    return [
        Named(one.name, about(one), line.grade, Chip(CHIPS[one.grade], GradeOf.word(one.grade)) if one.grade else None)
        for one, line in zip(people, summed(people), strict=True)
    ]


def about(one: Assessed) -> str:
    """What else is to be known of somebody on the list."""
    return "，".join(
        filter(
            None,
            (
                MemberStatus.word(one.status) if not one.full else "",
                "流入" if not one.here else "流出" if one.floating else "",
            ),
        )
    )


def acts(holding: Holding, case: CaseRow | None, reader: AccountReader, *, filed: bool) -> list[Act]:
    """What can be done now, the next step as the button."""
    path, args = holding.organisation.now_path, [holding.gathering.code, holding.organisation.code]
    if holding.cancelled:
        return []
    if case is None:
        return [Act("开始办理", reverse("assessment_begin", args=args), "go")] if reader.may(STEER, path) else []
    found = [Act("办到哪一步", reverse("case", args=[case.code]))]
    if reader.may(SEE, path):
        found += [
            Act(f"汇总表 {word}", reverse("assessment_summary", args=[*args, end])) for end, word in (("docx", "Word"), ("xlsx", "Excel"))
        ]
    if BEFORE_GRADES.intersection(case.steps) and reader.may(POLLS, path):
        found.append(Act("录入测评计票", reverse("assessment_poll", args=args)))
    if not filed and reader.may(RECORD, path):
        found.append(Act("登记评定结果", reverse("assessment_grades", args=args), "plain" if case.steps == ("file",) else "go"))
    if case.steps == ("file",) and reader.may(ACT, path):
        found.append(Act("结果报上级", reverse("assessment_step", args=[case.code, "file"]), "go"))
    return found


class PollRow(NamedTuple):
    """A line of the counter's table."""

    name: str
    about: str
    inputs: list[tuple[str, str, str]]
    """Name of the input, its label, what stands in it."""
    differs: bool


def poll_rows(people: Sequence[Assessed], lines: dict[int, Line], differing: Sequence[int]) -> list[PollRow]:
    """Of everybody who gets a grade."""
    return [
        PollRow(
            one.name,
            about(one),
            [
                (cell(one, grade), grade.label, str(number or ""))
                for grade, number in zip(POLLED, lines.get(one.person_id, (0, 0, 0, 0)), strict=True)
            ],
            one.person_id in differing,
        )
        for one in people
        if one.full
    ]


class GradeRow(NamedTuple):
    """A line of the page on which grades are chosen."""

    name: str
    code: str
    about: str
    polled: str
    choices: list[tuple[str, str, bool]]


def grade_rows(people: Sequence[Assessed], chosen: dict[int, str], lines: dict[int, Line]) -> list[GradeRow]:
    """Of everybody who is graded here; what the poll said stands beside it once both counts agree."""
    return [
        GradeRow(
            one.name,
            one.code,
            about(one),
            "，".join(
                f"{grade.label} {number}" for grade, number in zip(POLLED, lines.get(one.person_id, (0, 0, 0, 0)), strict=True) if number
            ),
            [(str(grade), SHORT.get(grade, grade.label), grade == chosen.get(one.person_id, one.grade)) for grade in GradeOf],
        )
        for one in people
        if one.graded_here
    ]


def own_facts(found: Sequence[OwnGrade]) -> list[Fact]:
    """Year by year."""
    return [
        Fact(f"{one.year}年度", GradeOf.word(one.grade), note=f"{one.organisation}，{one.decided_on.isoformat()} 评定") for one in found
    ]


def lead_of(holding: Holding) -> str:
    """Whose, which year, when."""
    return f"{holding.organisation} · {assessed_year(holding.on)}年度 · 评议会 {holding.on.isoformat()}"
