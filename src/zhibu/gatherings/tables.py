"""The list of gatherings: one declaration for page and sheet."""

from collections.abc import Mapping
from typing import Final

from zhibu.gatherings.queries.gatherings import SEE, GatheringRow
from zhibu.gatherings.rules.progress import Progress
from zhibu.gatherings.terms import GatheringKind
from zhibu.web.filters import Filter, Option, options
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

gathering_url: Final = route("gathering")
CHIPS: Final[Mapping[Progress, ChipKind]] = {
    Progress.PLANNED: "due",
    Progress.UNRECORDED: "check",
    Progress.UNSIGNED: "check",
    Progress.SIGNED: "ok",
    Progress.CANCELLED: "none",
}
NAMED: Final = 3
"""Organisations that a line names before it counts the others."""
WEEKDAYS: Final = "一二三四五六日"


def several(names: tuple[str, ...]) -> str:
    """A few by name, the others by number."""
    said = "、".join(names[:NAMED])
    return f"{said}等 {len(names)} 个" if len(names) > NAMED else said


def _state(row: GatheringRow) -> str:
    return f"{row.progress.label}（补录）" if row.entered_afterwards else row.progress.label


def _state_html(row: GatheringRow) -> str:
    late = f" {chip('none', '补录')}" if row.entered_afterwards else ""
    return f"{chip(CHIPS[row.progress], row.progress.label)}{late}"


def _numbers(row: GatheringRow) -> str:
    """As signed: the first part's numbers, all organisations in reach together."""
    first = [one for one in row.held if one.part == row.held[0].part and one.expected is not None]
    if not first or len(first) < sum(one.part == row.held[0].part for one in row.held):
        return ""
    return f"{sum(one.present or 0 for one in first)}/{sum(one.expected or 0 for one in first)}"


GATHERINGS: Final = Table[GatheringRow](
    columns=(
        Column("on", "日期", lambda r: r.on, sort="on"),
        Column("weekday", "星期", lambda r: f"周{WEEKDAYS[r.on.weekday()]}", width=8),
        Column("hours", "时间", lambda r: r.hours),
        Column(
            "title", "名称", lambda r: r.title, html=lambda r: link(gathering_url(r.code), r.title, kind="name"), phone="title", width=30
        ),
        Column("state", "状态", _state, html=_state_html, phone="mark"),
        Column("kinds", "类型", lambda r: "、".join(r.kinds), width=24, phone="hidden"),
        Column("organisations", "召开组织", lambda r: several(r.organisations), width=30),
        Column("place", "地点", lambda r: r.place, width=18),
        Column("numbers", "实到/应到", _numbers, act=SEE, align="right", phone="label"),
        Column("host", "召集组织", lambda r: r.host, default=False, width=24, phone="hidden"),
        Column("code", "编号", lambda r: r.code, default=False, phone="hidden"),
    ),
    order="on",
    unit="次",
)
FIND: Final = Filter("q", "查找", "find", hint="名称、地点、编号")
LATE: Final = Filter("late", "录入", "toggles", (Option("yes", "补录"),))
FIXED: Final = (
    FIND,
    Filter("state", "状态", "pills", options(Progress.labels())),
    LATE,
    Filter("kind", "类型", "select", options(GatheringKind.labels())),
)
OWN: Final = Filter("own", "召开组织", "given", (Option("yes", "本组织"),))
PERIOD: Final = (Filter("since", "从哪一天", "day"), Filter("until", "到哪一天", "day"))


def filters_with(organisations: Mapping[str, str]) -> tuple[Filter, ...]:
    """All conditions; organisations are offered by name, where there are too many they come from a link alone."""
    place = Filter("within", "党组织", "select", options(organisations)) if organisations else Filter("within", "党组织", "given")
    return (*FIXED, place, OWN, *PERIOD)
