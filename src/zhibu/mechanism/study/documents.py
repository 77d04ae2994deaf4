"""The report of a year as Word: what was planned and held, who was there and who made up for it; remarks as they were typed. Logged."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.mechanism.study.queries.year import Missed, StudyYear
from zhibu.mechanism.study.rules.plan import Session
from zhibu.mechanism.study.terms import Way
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

TITLE_FONT: Final = "黑体"
QUARTERS: Final = "一二三四"
REPORTED: Final = ("序号", "日期", "主题", "主讲人", "到会情况")
"""What the report says of each session."""


def write_report(stream: BinaryIO, *, found: StudyYear, remarks: str, actor: Actor) -> None:
    """Prefilled from the records of the year."""
    place = found.organisation
    parts = (
        ("一、集体学习情况", [_summary(found)]),
        ("二、缺课和补学", _made_up(found)),
        ("三、年度计划完成情况", [_plan(found)]),
        ("四、学习情况和下一步打算", [line.strip() for line in remarks.splitlines() if line.strip()] or ["（无）"]),
    )
    lines: list[Line | Grid] = [
        Line(f"{place.now_short_name or place.now_name}理论学习中心组", 22, "center", font=HEAD),
        Line(f"{found.year}年度学习情况报告", 22, "center", font=HEAD),
        Line(""),
    ]
    for title, texts in parts:
        lines += [Line(title, font=TITLE_FONT, indent=True), *(Line(text, indent=True) for text in texts)]
        if title == parts[0][0] and found.held:
            lines.append(_table(found))
    lines += [Line(""), Line(place.now_name, align="right"), Line(prose_date(actor.day), align="right")]
    stream.write(document(lines))
    note_read(actor, "export", field=f"{found.year}年中心组学习报告", path=place.now_path or "", rows=len(found.held))


def _summary(found: StudyYear) -> str:
    quarters = "，".join(f"第{QUARTERS[number - 1]}季度 {found.by_quarter.get(number, 0)} 次" for number in range(1, 5))
    return f"全年集体学习 {len(found.held)} 次：{quarters}。"


def _table(found: StudyYear) -> Grid:
    planned = {found.by_line[line.id].holding_id: line.speaker for line in found.lines if line.id in found.by_line}
    rows = [
        (str(number), one.on.isoformat(), one.topic, one.speaker or planned.get(one.holding_id, ""), _numbers(one))
        for number, one in enumerate(found.held, 1)
    ]
    return Grid((1.2, 2.8, 7, 2.6, 3.4), REPORTED, rows, 12)


def _numbers(one: Session) -> str:
    return f"应到 {one.expected}，实到 {one.present}" if one.signed else "未签批"


def _made_up(found: StudyYear) -> list[str]:
    if not found.missed:
        return ["签批的各次学习没有缺课的。"]
    done = [one for one in found.missed if one.made_up]
    head = f"缺课 {len(found.missed)} 人次，已补学 {len(done)} 人次。"
    return [head, *_sessions(found, found.missed)]


def _sessions(found: StudyYear, missed: Iterable[Missed]) -> list[str]:
    days = {one.holding_id: one.on for one in found.sessions}
    return [f"{days[one.holding_id].isoformat()}：{one.name}，{_said(one)}。" for one in missed]


def _said(one: Missed) -> str:
    return f"{one.made_up.isoformat()} 补学（{Way.word(one.way)}）" if one.made_up else "还没有登记补学"


def _plan(found: StudyYear) -> str:
    if not found.lines:
        return "没有登记年度学习计划。"
    states: Sequence[str] = [found.state_of(one).label for one in found.lines]
    counted = "，".join(f"{label} {states.count(label)} 项" for label in dict.fromkeys(states))
    return f"计划 {len(found.lines)} 项：{counted}。"
