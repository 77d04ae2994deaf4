"""Findings in the words of pages: grouped so that one glance is enough, and as neutral text to copy."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from zhibu.oversight.findings import Finding
from zhibu.oversight.regularity import Regularity
from zhibu.oversight.rules import horizon
from zhibu.oversight.tables import CHIPS, subject_url
from zhibu.oversight.terms import HORIZON_MONTHS, State
from zhibu.web.components import Chip, Item
from zhibu.web.html import prose_date
from zhibu.web.panels import Panel

AHEAD: Final = timedelta(days=30)
SHOWN: Final = 6
COUNTED: Final = {"organisation": "个党组织", "person": "人", "unit": "个单位", "step": "件"}


def looked_at(on: date) -> str:
    """How far back, in a line."""
    since, _ = horizon(on)
    return f"列出的范围：本期和以前 {HORIZON_MONTHS} 个月（{prose_date(since)}起）；将到期的，按各自的提前天数列出。"


def listed(**conditions: str) -> str:
    """The list of findings, narrowed."""
    return f"{reverse('findings')}?{urlencode(conditions)}" if conditions else reverse("findings")


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """By state and clause; the group whose first thing ends or began earliest comes first."""
    states = list(State)
    ordered = sorted(findings, key=lambda one: (states.index(one.state), one.clause.id))
    groups = [list(group) for _, group in groupby(ordered, key=lambda one: (one.state, one.clause.id))]
    return sorted(groups, key=lambda group: (states.index(group[0].state), min(_day(one) for one in group), -len(group)))


def _day(one: Finding) -> date:
    return one.until or one.since or date.max


def item(group: Sequence[Finding]) -> Item:
    """One line for all findings of a clause; a single one names its subject and leads straight there."""
    first = min(group, key=_day)
    chip = Chip(CHIPS[first.state], first.state.label)
    if len(group) == 1:
        return Item(f"{first.subject.name}：{first.message}", first.article, chip, subject_url(first), "去看")
    title = f"{first.clause.title}：{len(group)} {COUNTED[first.subject.kind]}"
    nearest = f"，最近的 {prose_date(first.until)}" if first.until else ""
    return Item(f"{title}{nearest}", first.article, chip, listed(clause=first.clause.id, state=first.state.value), "去看")


def desk(findings: Sequence[Finding], *, on: date, calm: bool) -> list[Panel]:
    """What waits, what comes in thirty days, what is late; in the first week after an import only what comes."""
    soon = [one for one in findings if one.state is State.DUE and one.until and one.until < on + AHEAD]
    late = [one for one in findings if one.state is State.OVERDUE]
    check = [one for one in findings if one.state is State.CHECK]
    if calm:
        text = "资料刚刚导入：第一周只列今后 30 天内到期的事项，其余的可以在“全部提醒事项”里慢慢核对。"
        return [_panel("今后 30 天", soon, text=text, nothing=text)]
    missing = _not_recorded(findings)
    panels = [_panel("已逾期", late)] if late else []
    panels.append(_panel("今后 30 天", soon, nothing=_nothing_soon(findings)))
    if check or missing:
        panels.append(_panel("需要核实", check, text=missing))
    return panels


def _not_recorded(findings: Sequence[Finding]) -> str:
    """How many organisations cannot be judged, and for want of what."""
    unknown = [one for one in findings if one.state is State.UNKNOWN]
    posts = len({one.subject.id for one in unknown if not one.clause.frequency})
    meetings = len({one.subject.id for one in unknown if one.clause.frequency})
    said = [
        f"另有 {posts} 个党组织没有职务记录，补录以后才能判断班子和任期。" if posts else "",
        f"另有 {meetings} 个党组织的会议记录还不完整，到记录齐全的日期以后才能判断。" if meetings else "",
    ]
    return "".join(said)


def _panel(title: str, findings: Sequence[Finding], *, text: str = "", nothing: str = "") -> Panel:
    groups = grouped(findings)
    more = len(groups) - SHOWN
    rest = f"还有 {more} 类，见全部提醒事项。" if more > 0 else ""
    shown = [item(group) for group in groups[:SHOWN]]
    return Panel(title, shown, f"{rest}{text}" if shown else nothing, "全部提醒事项", listed())


def _nothing_soon(findings: Iterable[Finding]) -> str:
    following = min((one.until for one in findings if one.until), default=None)
    return "今后 30 天没有到期的事项。" + (f"下一件在{prose_date(following)}。" if following else "")


def group_text(findings: Iterable[Finding], *, place: str, on: date) -> str:
    """For the work group: what is due by organisation, in neutral words; persons are never named, nor counted."""
    told = [one for one in findings if not one.personal and one.state is not State.UNKNOWN]
    lines = [f"【{place}】{prose_date(on)}提醒事项", ""]
    by_subject = groupby(sorted(told, key=lambda one: (one.subject.path, one.subject.code)), key=lambda one: one.subject)
    for subject, group in by_subject:
        lines.append(f"{subject.name}：")
        lines += [f"  · {one.clause.title}（{one.state.label}）：{one.message}" for one in group]
    if not told:
        lines.append("目前没有需要提醒的事项。")
    return "\n".join([*lines, "", "以上由系统按规定要求和已有记录自动列出，与实际不符的请核对记录。"])


def clause_items(findings: Sequence[Finding]) -> list[Item]:
    """All groups, for the head of the list."""
    return [item(group) if len(group) > 1 else _single(group[0]) for group in grouped(findings)]


def _single(found: Finding) -> Item:
    title = f"{found.clause.title}：{found.subject.name}"
    return Item(
        title,
        found.article,
        Chip(CHIPS[found.state], found.state.label),
        listed(clause=found.clause.id, state=found.state.value),
        "去看",
    )


def numbers(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each state, for the pills."""
    return {state.value: number for state, number in Counter(one.state for one in findings).items()}


def of_one(findings: Sequence[Finding], link: tuple[str, str]) -> list[Panel]:
    """What stands on the page of one organisation or person; nothing where nothing is found."""
    if not findings:
        return []
    items = [
        Item(one.message, f"{one.cited}。{one.clause.remedy}", Chip(CHIPS[one.state], one.state.label))
        for one in findings
        if one.state is not State.UNKNOWN
    ]
    text = "".join(_cannot_say(findings, frequent=frequent) for frequent in (False, True))
    return [Panel("提醒事项", items, text, *link)]


def year(own: Regularity, below: Regularity) -> list[Panel]:
    """The numbers of an organisation; where others stand below it, theirs with it."""
    told = [("本组织", own)] if own else []
    if below and below != replace(own, name=""):
        told.append(("连同下级", below))
    items = [item for who, one in told for item in _year_lines(who, one)]
    text = "会议只算已经过完的月、季、年，资料未录的不算；由签批的会议记录和制度汇编自动得出，不排名次。"
    return [Panel(f"{below.year}年的组织生活", items, text)] if items else []


def _year_lines(who: str, one: Regularity) -> list[Item]:
    owed, signed = f"{who}应办 {one.owed} 项，按期办了 {one.done} 项", f"{who}签批 {one.signed} 次，记录齐全 {one.complete} 次"
    regular = Item(owed, "到期的会议活动中，当期开过、人数够、已签批的。", Chip("none", "经常化"))
    orderly = Item(signed, "按各类会议记录应有的内容逐项核对。", Chip("none", "规范化"))
    laid_down = f"{who}施行制度 {one.in_force} 项，在复审期内 {one.reviewed} 项"
    instituted = Item(laid_down, "经会议通过、正在施行的；到了复审日期还没有复审的，不算在复审期内。", Chip("none", "制度化"))
    return [*([regular] if one.owed else []), *([orderly] if one.signed else []), *([instituted] if one.in_force else [])]


def _cannot_say(findings: Sequence[Finding], *, frequent: bool) -> str:
    titles = [one.clause.title for one in findings if one.state is State.UNKNOWN and bool(one.clause.frequency) is frequent]
    lacking = "没有完整的会议记录" if frequent else "没有职务记录"
    return f"{lacking}，还不能判断：{'、'.join(titles)}。" if titles else ""
