"""A year of study in the words of pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.urls import reverse

from zhibu.gatherings.terms import Presence
from zhibu.mechanism.study.queries.year import Missed, StudyYear
from zhibu.mechanism.study.rules.plan import Line, Session, proposed_day
from zhibu.mechanism.study.terms import DERIVED, LineState, StudyPaperKind, Way
from zhibu.web.components import Chip, Figure, Item
from zhibu.web.html import ChipKind, prose_date

CHIPS: Final[dict[LineState, ChipKind]] = {
    LineState.HELD: "ok",
    LineState.PLANNED: "due",
    LineState.UNRECORDED: "check",
    LineState.OPEN: "none",
    LineState.PAST: "late",
}
QUARTERS: Final = "一二三四"
WEEKDAYS: Final = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of the plan as it stands on the page; ``day`` is proposed where nothing is arranged."""

    title: str
    why: str
    chip: Chip
    url: str = ""
    plan_url: str = ""
    edit_url: str = ""
    day: str = ""
    day_words: str = ""


def quarters_of(found: StudyYear) -> list[Figure]:
    """How often in each quarter."""
    counted = found.by_quarter
    return [Figure(f"第{QUARTERS[number - 1]}季度", f"{counted.get(number, 0)} 次", note=_asked(found, number)) for number in range(1, 5)]


def _asked(found: StudyYear, quarter: int) -> str:
    lines = [one for one in found.lines if one.quarter == quarter]
    return f"计划 {len(lines)} 项" if lines else "没有计划"


def lines_of(found: StudyYear, *, last: date | None, records: bool) -> list[PlanLine]:
    """In the order of the year."""
    return [_line(found, one, last, records=records) for one in found.lines]


def _line(found: StudyYear, one: Line, last: date | None, *, records: bool) -> PlanLine:
    session, state = found.by_line.get(one.id), found.state_of(one)
    why = "，".join(filter(None, (one.when, f"主讲：{one.speaker}" if one.speaker else "", _when(session))))
    open_one = records and session is None and one.year >= found.today.year
    day = proposed_day(one, last, today=found.today) if open_one else None
    day = day if day and day.year == one.year else None
    return PlanLine(
        one.topic,
        why,
        Chip(CHIPS[state], state.label),
        reverse("gathering", args=[session.code]) if session else "",
        reverse("study_line_plan", args=[one.id]) if open_one else "",
        reverse("study_line", args=[one.id]) if records else "",
        day.isoformat() if day else "",
        f"{day.month}月{day.day}日（星期{WEEKDAYS[day.weekday()]}）" if day else "",
    )


def _when(session: Session | None) -> str:
    if session is None:
        return ""
    counted = f"，应到 {session.expected} 人，实到 {session.present} 人" if session.signed else ""
    return f"{session.on.isoformat()}{counted}"


def missed_items(found: StudyYear, *, records: bool) -> list[Item]:
    """Who missed which session; made up or not."""
    sessions = {one.holding_id: one for one in found.sessions}
    return [missed_item(one, sessions[one.holding_id], records=records) for one in found.missed]


def missed_item(one: Missed, session: Session, *, records: bool) -> Item:
    """One of them."""
    how = f"{prose_date(one.made_up)}补学：{Way.word(one.way)}" if one.made_up else Presence.word(one.presence) or "没有标到会情况"
    chip = Chip("ok", "已补学") if one.made_up else Chip("due", "待补学")
    url = reverse("study_make_up", args=[session.code, one.holding_id, one.code]) if records else ""
    why = f"{session.on.isoformat()}　{session.topic}　{how}"
    return Item(one.name, why, chip, url, "更正" if one.made_up else "登记补学")


def session_items(found: StudyYear, *, records: bool) -> list[Item]:
    """Sessions with how much of the archive is there; the way to it."""
    items = []
    for one in found.held:
        there = sum(bool(said) for said in archive_of(one, found.papers.get(one.holding_id, {}), planned=bool(found.lines)).values())
        chip = Chip("none", f"{there} / {len(StudyPaperKind)} 类")
        url = reverse("study_archive", args=[one.code, one.holding_id]) if records else reverse("study_session", args=[one.code])
        items.append(Item(f"{one.on.isoformat()}　{one.topic}", "", chip, url, "登记存放处" if records else "查看"))
    return items


def archive_of(session: Session, kept: Mapping[str, str], *, planned: bool) -> dict[StudyPaperKind, str]:
    """Where each paper is; what the system holds says so itself. Nothing is forced: what is not there stays empty."""
    own: dict[Any, bool] = {
        StudyPaperKind.PLAN: planned,
        StudyPaperKind.MINUTES: session.signed,
        StudyPaperKind.ATTENDANCE: session.signed and session.by_name,
    }
    return {one: "在系统里" if one in DERIVED and own[one] else kept.get(str(one), "") for one in StudyPaperKind}
