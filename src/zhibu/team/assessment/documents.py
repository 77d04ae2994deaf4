"""The summary of a branch as Word and Excel, and the counts of a year as Excel; each logged."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

from zhibu.cases.terms import Status
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.exchange.writing import Column, SheetOut, write_sheets
from zhibu.gatherings.models import Holding
from zhibu.register.terms.people import MembershipState, MemberStatus
from zhibu.team.assessment.queries.assessments import AssessmentRow
from zhibu.team.assessment.rules.grading import Assessed, Counts
from zhibu.team.assessment.tables import ASSESSMENTS, SUMMARY, Summed
from zhibu.team.assessment.terms import GradeOf, assessed_year
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import values

COUNTED: Final = (("项目", 24), ("人数", 10))
WITHOUT_GRADE: Final = "参加评议，不评定等次"


def summed(people: Iterable[Assessed]) -> list[Summed]:
    """A line each: of probationary members that they took part, of guests that their result stands at home."""
    return [Summed(one.name, MembershipState.word(one.state), _result(one)) for one in people]


def _result(one: Assessed) -> str:
    if not one.full and not one.grade:
        return WITHOUT_GRADE if one.status == MemberStatus.PROBATIONARY else "不在正常党籍，不评定等次"
    where = f"（在{one.elsewhere}评议）" if one.elsewhere else "" if one.here else "（流入党员，在流出地计算）"
    return f"{GradeOf.word(one.grade)}{where}" if one.grade else f"还没有评定{where}"


def counted(counts: Counts) -> list[tuple[str, int]]:
    """The numbers that are reported upward (REGULATIONS.md 10, table 8), as far as an assessment tells them."""
    return [
        ("参加评议党员", counts.taking_part),
        ("评定等次", counts.graded),
        ("优秀", counts.excellent),
        ("合格", counts.qualified),
        ("基本合格", counts.basic),
        ("不合格", counts.unqualified),
        ("未参加评议", counts.not_assessed),
    ]


def write_summary(stream: BinaryIO, *, holding: Holding, people: Sequence[Assessed], counts: Counts, ending: str, actor: Actor) -> None:
    """By name, for those who see grades; the copy is logged."""
    rows = summed(people)
    if ending == "xlsx":
        counts_sheet = SheetOut(
            "人数", [Column(label, width, "number" if width == 10 else "text") for label, width in COUNTED], counted(counts)
        )
        write_sheets(stream, [SheetOut("民主评议结果", SUMMARY, rows), counts_sheet])
    else:
        stream.write(_word(holding, rows, counts))
    note_read(actor, "export", field="民主评议结果", reason=holding.gathering.code, path=holding.organisation.now_path, rows=len(rows))


def _word(holding: Holding, rows: Sequence[Summed], counts: Counts) -> bytes:
    numbers = "，".join(f"{label} {number} 名" for label, number in counted(counts) if number)
    return document(
        [
            Line(f"{assessed_year(holding.on)}年度民主评议党员结果汇总表", 22, "center", font=HEAD),
            Line(f"{holding.organisation}　　评议日期：{holding.on.isoformat()}", 14),
            Grid((4.0, 4.0, 8.2), [label for label, _ in SUMMARY], rows, 14),
            Line(f"合计：{numbers}。" if numbers else "", 14),
            Line("党支部书记（签字）：　　　　　　　　年　　月　　日", 14, "right"),
        ]
    )


def added_up(rows: Sequence[AssessmentRow]) -> list[tuple[str, int]]:
    """The street's numbers as they are reported upward (REGULATIONS.md 10, table 8), as far as assessments tell them."""
    held = [one for one in rows if not one.cancelled and one.on <= one.today]
    ended = [one for one in held if one.case is not None and one.case.state is Status.DONE]
    by = {grade: sum(one.grades.get(grade, 0) for one in held) for grade in GradeOf}
    return [
        ("开展评议的党组织", len(held)),
        ("结果已报送的党组织", len(ended)),
        ("评定等次的党员", sum(one.graded for one in held)),
        *((grade.label, by[grade]) for grade in GradeOf),
    ]


def write_counts(stream: BinaryIO, *, rows: Sequence[AssessmentRow], year: int, actor: Actor, path: str) -> None:
    """No name stands in it: organisation by organisation how many of each grade."""
    columns = [Column(one.label, one.width, "number" if one.align == "right" else "text") for one in ASSESSMENTS.columns]
    total = SheetOut("合计", [Column(label, width, "number" if width == 10 else "text") for label, width in COUNTED], added_up(rows))
    write_sheets(stream, [SheetOut(f"{year}年度民主评议", columns, values(ASSESSMENTS.columns, rows)), total])
    note_read(actor, "export", field="民主评议人数", path=path, rows=len(rows))
