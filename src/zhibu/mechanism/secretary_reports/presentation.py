"""A report in the words of its page."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.access.queries.holders import holders
from zhibu.cases.presentation import row_item
from zhibu.gatherings.permissions import RECORD as ARRANGE
from zhibu.gatherings.rules.catalogue import kinds_for
from zhibu.kernel.clock import today
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.secretary_reports.queries import Counts, Secretary, counts_of, problems_by, problems_of
from zhibu.mechanism.secretary_reports.tables import ReportRow, kind_of
from zhibu.mechanism.secretary_reports.terms import COUNT, MEETINGS, RECORD, ReportGrade
from zhibu.register.models import Organisation
from zhibu.web.components import Chip, Fact, Item, Step, filled
from zhibu.web.pages import Act

LISTED: Final = 200
"""So many secretaries are named before a year is opened."""
PRIVATE: Final = "评定结果只有上级党组织和书记本人看得到；供研究使用干部的人参考，不自动决定任何事。"


def rows_of(reports: Sequence[SecretaryReport]) -> list[ReportRow]:
    """With what was counted and named; two queries."""
    counts, problems = counts_of([one.pk for one in reports]), problems_by([one.code for one in reports])
    return [_row(one, counts[one.pk], *problems[one.code]) for one in reports]


def _row(one: SecretaryReport, counts: Counts, every: int, left: int) -> ReportRow:
    settled = counts.settled
    votes: tuple[int | str, ...] = (settled.good, settled.fairly_good, settled.average, settled.poor) if settled else ("", "", "", "")
    good, fairly_good, average, poor = votes
    return ReportRow(
        one.code,
        str(one.organisation),
        one.person.name,
        str(one.superior),
        one.held_above.on if one.held_above else None,
        one.held_own.on if one.held_own else None,
        good,
        fairly_good,
        average,
        poor,
        one.grade,
        every,
        left,
    )


def steps_of(report: SecretaryReport, counts: Counts) -> list[Step]:
    """From the year's opening to the grade; a paper poll may be left out."""
    above, own = (one.on if one else None for one in (report.held_above, report.held_own))
    days: list[tuple[str, bool, str]] = [
        ("安排", True, report.opened_on.isoformat()),
        ("向上级述职", above is not None, above.isoformat() if above else ""),
        ("向党员述职", own is not None, own.isoformat() if own else ""),
        ("测评计票", counts.settled is not None, "" if counts.rows else "没有测评的不用录入"),
        ("综合评价", bool(report.grade), report.graded_on.isoformat() if report.graded_on else ""),
    ]
    now = next((at for at, (_, done, _) in enumerate(days) if not done and at != 3), -1)
    return [Step(word, "done" if done else "now" if at == now else "todo", note) for at, (word, done, note) in enumerate(days)]


def facts_of(report: SecretaryReport, counts: Counts) -> list[Fact]:
    """Who, what came out, why."""
    settled = counts.settled
    rows = [
        Fact("书记", report.person.name),
        Fact("党组织", str(report.organisation)),
        Fact("上级党组织", str(report.superior)),
        Fact("综合评价", ReportGrade.word(report.grade) if report.grade else "还没有评定", note=report.reason),
        Fact("登记", f"{report.graded_on.isoformat()} {report.graded_by}" if report.graded_on else ""),
        Fact("述职报告存放处", report.kept_at),
        Fact(
            "测评结果",
            f"发出 {settled.issued} 张，收回 {settled.returned} 张：好 {settled.good}、较好 {settled.fairly_good}、"
            f"一般 {settled.average}、差 {settled.poor}"
            if settled
            else "",
        ),
    ]
    return filled(rows)


def counting(report: SecretaryReport, counts: Counts, reader: AccountReader) -> str:
    """How far the count is and who may go on with it, without anybody's numbers."""
    if counts.settled is not None or not counts.rows:
        return ""
    names = "、".join(name for name, _, _ in counts.rows)
    if len(counts.rows) > 1:
        return f"{names}的数字不一致，请各自再数一遍、重新录入。"
    may = _counters(report, {name for name, _, _ in counts.rows}) if reader.may(COUNT, report.superior.now_path) else []
    who = f"可以由{'、'.join(may)}用自己的账号录入。" if may else ""
    return f"{names}已录入，等另一位计票人。{who}"


def _counters(report: SecretaryReport, counted: Collection[str]) -> list[str]:
    """Who holds the right above: a role has it elsewhere, too, and whoever reports never counts."""
    return [
        one for one in holders(COUNT, report.superior.now_path, today()) if one.partition("（")[0] not in {*counted, report.person.name}
    ]


def hints(report: SecretaryReport) -> dict[str, str]:
    """Which meetings can be chosen, for whoever finds none."""
    then = f"没有的，先在“会议活动”里安排或者补录、签批；{report.year}年10月到{report.year + 1}年9月的可以选。"
    return {
        "above": f"由{report.superior}或者它的上级召开的{_kinds(report.superior)}。{then}",
        "own": f"由{report.organisation}召开的{_kinds(report.organisation)}。{then}",
    }


def _kinds(place: Organisation) -> str:
    return "、".join(kind.label for kind in kinds_for(place.now_kind) if kind.value in MEETINGS)


def acts_of(report: SecretaryReport, counts: Counts, reader: AccountReader) -> list[Act]:
    """What is to be done now, the next step as the button."""
    counts_here = reader.may(COUNT, report.superior.now_path) and reader.person_id != report.person_id and not report.grade
    counting = _counting_acts(report, counts) if counts_here else []
    if not reader.may(RECORD, report.superior.now_path):
        return counting
    args = [report.code]
    heard = report.held_above_id is not None and report.held_own_id is not None
    found = [Act("列出问题", reverse("report_problem", args=args))]
    if not report.grade:
        found.append(Act("登记述职会议", reverse("report_held", args=args), "plain" if heard else "go"))
        found += _arranging(report, reader)
        found += counting
    found.append(
        Act("重新评定" if report.grade else "评定", reverse("report_grade", args=args), "go" if heard and not report.grade else "plain")
    )
    return found


def _arranging(report: SecretaryReport, reader: AccountReader) -> list[Act]:
    """The meeting that is missing, at the organisation that holds it."""
    missing = [
        (word, place)
        for word, place, held in (
            ("安排向上级述职的会议", report.superior, report.held_above_id),
            ("安排向党员述职的会议", report.organisation, report.held_own_id),
        )
        if held is None and reader.may(ARRANGE, place.now_path)
    ]
    return [Act(word, reverse("gathering_new_for", args=[place.code])) for word, place in missing]


def _counting_acts(report: SecretaryReport, counts: Counts) -> list[Act]:
    enters = [] if counts.settled is not None else [Act("录入测评计票", reverse("report_count", args=[report.code]))]
    return [*enters, *([Act("作废测评计票", reverse("report_count_void", args=[report.code]))] if counts.rows else [])]


def opening_items(found: Sequence[Secretary]) -> list[Item]:
    """For whom a report would be opened; the first of many."""
    items = [Item(one.name, one.organisation) for one in found[:LISTED]]
    return [*items, *([Item(f"还有 {len(found) - LISTED} 位", "没有全部列出。")] if len(found) > LISTED else [])]


def own_items(reports: Sequence[SecretaryReport]) -> list[Item]:
    """Year by year."""
    return [
        Item(
            f"{one.year}年度述职评议",
            str(one.organisation),
            Chip(kind_of(one.grade), ReportGrade.word(one.grade) if one.grade else "还没有评定"),
            reverse("secretary_report", args=[one.code]),
            "查看",
        )
        for one in reports
    ]


def problem_items(report: SecretaryReport, on: date) -> list[Item]:
    """As cases stand."""
    return [row_item(one) for one in problems_of(report, on)]
