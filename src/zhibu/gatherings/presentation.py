"""A gathering in words: its head, its parts, and what each organisation has done."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from django.urls import reverse

from zhibu.gatherings.models import Gathering, Moved, Part
from zhibu.gatherings.permissions import RECORD, may_record
from zhibu.gatherings.queries.gathering_page import GatheringShown, HoldingShown, PartShown
from zhibu.gatherings.rules.agenda import papers_in_time
from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.gatherings.rules.progress import Progress, progress_of, was_entered_afterwards
from zhibu.gatherings.tables import CHIPS, WEEKDAYS
from zhibu.gatherings.terms import GatheringKind, GatheringState, MinutesState
from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import AccountReader
from zhibu.web.components import Chip, Event, Fact
from zhibu.web.html import prose_date

TOPIC: Final = "议题或主题"
"""The label of what was said of a part, where pages above write more of it."""


def day_in_words(on: date, begins: time | None = None, ends: time | None = None) -> str:
    """2026年6月1日（周一）14:00—16:00."""
    hours = "—".join(one.strftime("%H:%M") for one in (begins, ends) if one)
    return f"{prose_date(on)}（周{WEEKDAYS[on.weekday()]}）{hours}"


def progress_chips(shown: GatheringShown, today: date) -> list[Chip]:
    """How far it has come, and 补录."""
    gathering = shown.gathering
    signed = [one.holding.signed_at is not None for part in shown.parts for one in part.holdings]
    progress = progress_of(state=gathering.state, on=gathering.on, signed=signed or [False], today=today)
    chips = [Chip(CHIPS[progress], progress.label)]
    return [*chips, Chip("none", "补录")] if _afterwards(gathering) else chips


def _afterwards(gathering: Gathering) -> bool:
    return was_entered_afterwards(on=gathering.on, planned_on=gathering.planned_on, entered_on=gathering.entered_on)


def facts_of(shown: GatheringShown, today: date, *, sees_all: bool) -> list[Fact]:
    """Day, place, who called it, who told and who typed."""
    gathering = shown.gathering
    chips = progress_chips(shown, today) if sees_all else _short_chip(gathering)
    facts = [
        Fact("时间", day_in_words(gathering.on, gathering.begins, gathering.ends), chip=chips[0] if chips else None),
        Fact("地点", gathering.place or "未定"),
        Fact("召集组织", str(gathering.host)),
        Fact("取消原因", gathering.cancelled_because),
    ]
    if sees_all:
        facts += [
            Fact("录入", f"{gathering.entered_by}，{gathering.entered_on.isoformat()}", chip=chips[1] if chips[1:] else None),
            Fact("报告人", gathering.reported_by),
            Fact("编号", gathering.code),
        ]
    return [fact for fact in facts if fact.value]


def _short_chip(gathering: Gathering) -> list[Chip]:
    """Whoever sees the calendar alone reads whether it takes place."""
    return [Chip("none", Progress.CANCELLED.label)] if gathering.state == GatheringState.CANCELLED else []


def moved(moves: tuple[Moved, ...]) -> list[Event]:
    """What was announced before, newest first."""
    return [
        Event(
            one.moved_on,
            f"改期：原定{day_in_words(one.was_on, one.was_begins)}",
            what=f"{one.reason}{f'（原地点：{one.was_place}）' if one.was_place else ''}",
        )
        for one in moves
    ]


@dataclass(frozen=True, slots=True)
class HoldingLine:
    """One organisation as the page says it."""

    name: str
    url: str
    chip: Chip
    numbers: str
    quorum: str
    article: str
    signed: str
    missing: str
    note: str


@dataclass(frozen=True, slots=True)
class PartPanel:
    """One part as the page says it."""

    title: str
    facts: list[Fact]
    shown: PartShown
    holdings: list[HoldingLine]
    minutes: Chip | None
    papers: tuple[Objection, ...]
    """Papers that are not out in time: said, and no obstacle."""
    change_url: str
    vote_url: str = ""
    votes: tuple[int, ...] = ()
    """Lines of the agenda that wait to be voted on."""

    @property
    def change_word(self) -> str:
        """Nothing where nothing can be changed."""
        return "修改" if self.change_url else ""


def kinds_of(shown: GatheringShown) -> frozenset[str]:
    """What it holds."""
    return frozenset(one.part.kind for one in shown.parts)


def part_panels(shown: GatheringShown, reader: AccountReader, today: date) -> list[PartPanel]:
    """In their order, numbered where there are several."""
    numbered, changes = len(shown.parts) > 1, may_record(reader, shown.paths) and not shown.stands
    panels = [_part_panel(one, shown.gathering, today, numbered=numbered, changes=changes) for one in shown.parts]
    return [_with_votes(one, reader, shown.gathering, today) for one in panels]


def _with_votes(panel: PartPanel, reader: AccountReader, gathering: Gathering, today: date) -> PartPanel:
    """From the day of the meeting on, for whoever records there; of several organisations the page of votes says which."""
    held = [one.holding for one in panel.shown.holdings if one.holding.signed_at is None and not one.holding.cancelled]
    mine = [one.pk for one in held if reader.may(RECORD, one.organisation.now_path)]
    waiting = tuple(one.number for one in panel.shown.items if one.typed.matter and not set(mine) <= one.voted)
    if not waiting or gathering.on > today:
        return panel
    if len(mine) > 1:
        return replace(panel, votes=waiting, vote_url=reverse("gathering_votes", args=[gathering.code]))
    return replace(panel, votes=waiting, vote_url=reverse("gathering_vote_open", args=[gathering.code, mine[0]]))


def _part_panel(one: PartShown, gathering: Gathering, today: date, *, numbered: bool, changes: bool) -> PartPanel:
    label = GatheringKind.word(one.part.kind)
    lines = [_holding_line(holding, gathering, today) for holding in one.holdings]
    chip = None
    if one.minutes is not None:
        state = MinutesState.stored(one.minutes.state)
        chip = Chip("ok" if state == MinutesState.SIGNED else "check", f"会议记录：{state.label}")
    return PartPanel(
        title=f"{one.part.number}. {label}" if numbered else label,
        facts=part_facts(one.part) if one.open_to else [],
        shown=one,
        holdings=lines,
        minutes=chip,
        papers=papers_in_time([item.typed for item in one.items], on=gathering.on, today=today).objections if changes else (),
        change_url=reverse("gathering_part", args=[gathering.code, one.part.number]) if changes else "",
    )


def part_facts(part: Part) -> list[Fact]:
    """What was said of it when it was planned or recorded."""
    facts = (
        Fact("名称", part.title),
        Fact("开始时间", f"{part.begins:%H:%M}" if part.begins else ""),
        Fact(TOPIC, part.topic),
        Fact("主持人", part.chair),
        Fact("记录人", part.recorder),
        Fact("授课人", part.lecturer),
        Fact("列席人员", part.attended_by),
        Fact("时长", f"{part.minutes_long} 分钟" if part.minutes_long else ""),
    )
    return [fact for fact in facts if fact.value]


def _holding_line(one: HoldingShown, gathering: Gathering, today: date) -> HoldingLine:
    holding, planned = one.holding, gathering.state == GatheringState.PLANNED
    signed = holding.signed_at is not None
    cancelled = gathering.state == GatheringState.CANCELLED
    word = progress_of(state=gathering.state, on=gathering.on, signed=[signed], today=today)
    return HoldingLine(
        name=str(holding.organisation),
        url=reverse("organisation", args=[holding.organisation.code]),
        chip=Chip(CHIPS[word], word.label),
        numbers="" if cancelled or nobody_counted(one) else _numbers(one, planned=planned),
        quorum="" if cancelled or not one.quorum.needed else _needed(one) if planned else one.quorum.computation,
        article=one.quorum.article,
        signed=_signed(one) if signed else "",
        missing="" if planned or signed or cancelled else _missing(one),
        note=holding.note,
    )


def nobody_counted(one: HoldingShown) -> bool:
    """A visit of which nobody keeps a list: no row of noughts."""
    return entry_of(one.holding.kind).by_note and not (one.numbers.expected or one.numbers.present or one.numbers.in_attendance)


def _numbers(one: HoldingShown, *, planned: bool) -> str:
    """Noughts are said once somebody has signed: before that nobody has counted."""
    counted = one.numbers.present or one.numbers.on_leave or one.numbers.in_attendance
    if not counted and one.holding.signed_at is None:
        return f"应到 {one.numbers.expected} 人" if planned else f"应到 {one.numbers.expected} 人，还没有点名"
    told = [f"应到 {one.numbers.expected} 人", f"实到 {one.numbers.present} 人", f"请假 {one.numbers.on_leave} 人"]
    if one.numbers.in_attendance:
        told.append(f"列席 {one.numbers.in_attendance} 人")
    return "，".join(told)


def _needed(one: HoldingShown) -> str:
    return one.quorum.based_on


def _signed(one: HoldingShown) -> str:
    holding = one.holding
    by_other = f"，{holding.signed_entered_by}录入" if holding.signed_entered_by != holding.confirmed_by else ""
    counts = "" if holding.quorate else "；到会人数不够，不算开过一次"
    return f"{holding.confirmed_by}签批{by_other}{counts}"


def _missing(one: HoldingShown) -> str:
    lacks = [*one.missing, *([f"{one.unmarked} 人的到会情况"] if one.unmarked else [])]
    return "、".join(lacks)
