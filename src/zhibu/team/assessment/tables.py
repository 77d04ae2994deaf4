"""The list of a year's assessments in numbers, and the summary of one branch by name for those who see grades."""

from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.cases.tables import steps_of
from zhibu.cases.terms import Status
from zhibu.team.assessment.queries.assessments import AssessmentRow
from zhibu.team.assessment.terms import GradeOf
from zhibu.web.html import ChipKind, chip, link
from zhibu.web.tables import Column, Table


def state_of(row: AssessmentRow) -> str:
    """How far it has come."""
    if row.cancelled:
        return "已取消"
    if row.case is None:
        return "已评定" if row.graded else "已计划" if row.on > row.today else "没有登记办理"
    return "已报送" if row.case.state is Status.DONE else f"待{steps_of(row.case)}"


def _chip(row: AssessmentRow) -> ChipKind:
    if row.cancelled:
        return "none"
    if row.case is None:
        return "ok" if row.graded else "due" if row.on > row.today else "check"
    return "late" if row.case.late else "ok" if row.case.state is Status.DONE else "due"


def _number(grade: GradeOf) -> "Column[AssessmentRow]":
    return Column(str(grade), grade.label, lambda r: r.grades.get(grade) or "", align="right", width=8, phone="label")


ASSESSMENTS: Final = Table[AssessmentRow](
    columns=(
        Column(
            "organisation",
            "党组织",
            lambda r: r.organisation,
            html=lambda r: link(reverse("assessment_of", args=[r.code, r.organisation_code]), r.organisation, kind="name"),
            sort="organisation__now_path",
            width=26,
            phone="title",
        ),
        Column("state", "办到哪一步", state_of, html=lambda r: chip(_chip(r), state_of(r)), phone="mark"),
        Column("on", "评议日期", lambda r: r.on),
        Column("graded", "评定", lambda r: r.graded or "", align="right", width=8, phone="label"),
        *(_number(grade) for grade in GradeOf),
    ),
    order="organisation",
    unit="个党组织",
)


class Summed(NamedTuple):
    """A line of the summary that is asked for everywhere."""

    name: str
    state: str
    grade: str


SUMMARY: Final = (("姓名", 12), ("党籍状态", 12), ("评议结果", 16))
