"""The columns of ledgers, in the words and the order of the sheets in use (REGULATIONS.md 10); page, Excel, Word and PDF read them."""

from collections.abc import Mapping
from typing import Final

from zhibu.gatherings.queries.ledgers import LedgerRow
from zhibu.gatherings.rules.ledgers import moment, remarks
from zhibu.gatherings.terms import GatheringKind
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.web.html import escape
from zhibu.web.tables import Column, Table

Row = LedgerRow


def title_of(row: Row) -> str:
    """As it was called; a group's meeting says whose, because the sheet names branches only."""
    return f"{row.group.name}：{row.title}" if row.group.name and row.group.name not in row.title else row.title


def remark_of(row: Row) -> str:
    """What the sheet has no column for."""
    return "；".join(remarks(signed_by=row.signed_by, quorate=row.quorate, late=row.late, entered_on=row.entered_on))


def _planned(row: Row) -> str:
    """For when it was announced first."""
    return moment(row.planned_on, row.planned_begins)


def _link(row: Row) -> str:
    return escape(title_of(row))


REMARK: Final = Column[Row]("remark", "备注", remark_of, width=30)
"""Beside the sheet's own columns: on the page and under a printed ledger; in Excel on a sheet of its own."""

THREE_MEETINGS: Final = Table[Row](
    (
        Column("superior_code", "所在分党委编码", lambda row: row.superior.code, width=16, default=False),
        Column("superior", "所在分党委", lambda row: row.superior.name, width=28, default=False),
        Column("branch_code", "所在党支部编码", lambda row: row.branch.code, width=16, default=False),
        Column("branch", "所在党支部", lambda row: row.branch.name, width=28),
        Column("kind", "会议类型", lambda row: GatheringKind.word(row.kind), width=14, phone="mark"),
        Column("chair", "主持人", lambda row: row.chair, width=10, default=False),
        Column("recorder", "记录人", lambda row: row.recorder, width=10, default=False),
        Column("title", "会议名称", title_of, html=_link, width=30, phone="title"),
        Column("planned", "计划会议时间", _planned, width=18, default=False),
        Column("held", "实际会议时间", lambda row: moment(row.on, row.begins), sort="on", width=18),
        Column("place", "会议地点", lambda row: row.place, width=20, default=False),
        Column("expected", "应到人数", lambda row: row.expected, align="right", width=10, phone="label"),
        Column("present", "实到人数", lambda row: row.present, align="right", width=10, phone="label"),
        Column("on_leave", "请假人数", lambda row: row.on_leave, align="right", width=10, phone="label"),
        Column("attended", "列席人员", lambda row: row.attended_by, width=20, default=False),
        Column("topic", "会议议题", lambda row: row.topic, width=30),
        Column("text", "会议内容", lambda row: row.text, width=50, default=False),
        Column("decisions", "会议决议", lambda row: row.decisions, width=40, default=False),
    ),
    order="held",
)

THEME_DAYS: Final = Table[Row](
    (
        Column("recorder", "记录人", lambda row: row.recorder, width=10, default=False),
        Column("title", "活动名称", title_of, html=_link, width=30, phone="title"),
        Column("planned", "计划时间", _planned, width=18, default=False),
        Column("held", "实际时间", lambda row: moment(row.on, row.begins), sort="on", width=18),
        Column("place", "活动地点", lambda row: row.place, width=20),
        Column("topic", "活动主题", lambda row: row.topic, width=30),
        Column("text", "主要内容及特色", lambda row: row.text, width=50, default=False),
        Column("expected", "应到", lambda row: row.expected, align="right", width=8, phone="label"),
        Column("present", "实到", lambda row: row.present, align="right", width=8, phone="label"),
        Column("on_leave", "请假", lambda row: row.on_leave, align="right", width=8, phone="label"),
        Column("guests", "列席", lambda row: row.guests, align="right", width=8, default=False),
    ),
    order="held",
)
"""The sheet has no column for the organisation: each has a sheet of its own, which bears its name."""

STUDY: Final = Table[Row](
    (
        Column("branch", "党组织", lambda row: row.branch.name, width=28),
        Column("held", "学习时间", lambda row: moment(row.on, row.begins), sort="on", width=18),
        Column("place", "学习地点", lambda row: row.place, width=20),
        Column("title", "学习名称", title_of, html=_link, width=30, phone="title"),
        Column("topic", "学习主题", lambda row: row.topic, width=30),
        Column("chair", "主持人", lambda row: row.chair, width=10, default=False),
        Column("lecturer", "领学人", lambda row: row.lecturer, width=10, default=False),
        Column("recorder", "记录人", lambda row: row.recorder, width=10, default=False),
        Column("minutes_long", "时长（分钟）", lambda row: row.minutes_long, align="right", width=12, default=False),
        Column("expected", "应到人数", lambda row: row.expected, align="right", width=10, phone="label"),
        Column("present", "实到人数", lambda row: row.present, align="right", width=10, phone="label"),
        Column("on_leave", "请假人数", lambda row: row.on_leave, align="right", width=10, phone="label"),
        Column("attended", "列席人员", lambda row: row.attended_by, width=20, default=False),
        Column("text", "学习内容", lambda row: row.text, width=50, default=False),
        Column("decisions", "研讨结论", lambda row: row.decisions, width=40, default=False),
    ),
    order="held",
)
"""Plan, attendance, minutes and conclusions of the study group's archive (REGULATIONS.md 6); speeches and essays stay on paper."""

TABLES: Final[Mapping[LedgerKind, Table[Row]]] = {
    LedgerKind.THREE_MEETINGS: THREE_MEETINGS,
    LedgerKind.THEME_DAYS: THEME_DAYS,
    LedgerKind.STUDY: STUDY,
}


def page_table(kind: LedgerKind) -> Table[Row]:
    """With remarks, and of sheets without the organisation with it."""
    table = TABLES[kind]
    before = () if "branch" in table.by_key else (THREE_MEETINGS.by_key["branch"],)
    return Table((*before, *table.columns, REMARK), order=table.order)
