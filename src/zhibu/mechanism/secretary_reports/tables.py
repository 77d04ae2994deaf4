"""The list of a year's reports; the same columns are the summary sheet."""

from datetime import date
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.mechanism.secretary_reports.brought import YEAR
from zhibu.mechanism.secretary_reports.terms import ReportGrade
from zhibu.oversight.facts import Subject
from zhibu.web.filters import Filter, Option
from zhibu.web.html import ChipKind, chip, link
from zhibu.web.tables import Column, Table


class ReportRow(NamedTuple):
    """A line: whose report, where it was held, what was counted, what came out."""

    code: str
    organisation: str
    secretary: str
    superior: str
    above_on: date | None
    own_on: date | None
    good: int | str
    fairly_good: int | str
    average: int | str
    poor: int | str
    grade: str
    problems: int
    left: int


def state_of(row: ReportRow) -> str:
    """How far it is."""
    if row.grade:
        return ReportGrade.word(row.grade)
    if row.above_on and row.own_on:
        return "待评定"
    return "待述职"


WELL: Final = frozenset({ReportGrade.GOOD.value, ReportGrade.FAIRLY_GOOD.value})


def _chip(row: ReportRow) -> ChipKind:
    return kind_of(row.grade)


def kind_of(grade: str) -> ChipKind:
    """Green says that it is well: 一般 and 差 are not."""
    if not grade:
        return "due"
    return "ok" if grade in WELL else "none"


REPORTS: Final = Table[ReportRow](
    columns=(
        Column(
            "organisation",
            "党组织",
            lambda r: r.organisation,
            html=lambda r: link(reverse("secretary_report", args=[r.code]), r.organisation, kind="name"),
            sort="organisation__now_path",
            width=26,
            phone="title",
        ),
        Column("state", "综合评价", state_of, html=lambda r: chip(_chip(r), state_of(r)), phone="mark"),
        Column("secretary", "书记", lambda r: r.secretary, width=10),
        Column("superior", "上级党组织", lambda r: r.superior, width=20),
        Column("above_on", "向上级述职", lambda r: r.above_on or "", phone="label"),
        Column("own_on", "向党员述职", lambda r: r.own_on or "", phone="label"),
        Column("good", "好（票）", lambda r: r.good, align="right", width=8, phone="label", default=False),
        Column("fairly_good", "较好（票）", lambda r: r.fairly_good, align="right", width=8, phone="label", default=False),
        Column("average", "一般（票）", lambda r: r.average, align="right", width=8, phone="label", default=False),
        Column("poor", "差（票）", lambda r: r.poor, align="right", width=8, phone="label", default=False),
        Column("problems", "问题", lambda r: f"{r.problems} 项，未改完 {r.left} 项" if r.problems else "", phone="label"),
    ),
    order="organisation",
    unit="份述职",
)


def year_url(subject: Subject) -> str:
    """The list of the year of which an organisation is reminded."""
    return f"{reverse('secretary_reports')}?year={subject.facts[YEAR]}"


def filters(years: range) -> tuple[Filter, ...]:
    """By year."""
    return (Filter("year", "年度", "select", tuple(Option(str(year), f"{year}年度") for year in years)),)
