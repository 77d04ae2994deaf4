"""The list of life meetings; each column declared once."""

from typing import Final

from zhibu.cases.tables import steps_of
from zhibu.cases.terms import Status
from zhibu.mechanism.life_meetings.queries.meetings import LifeRow
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

meeting_url: Final = route("life_meeting")


def state_of(row: LifeRow) -> str:
    """How far the meeting itself has come."""
    if row.cancelled:
        return "已取消"
    if row.signed:
        return "已签批"
    return "待签批" if row.on <= row.today else "已计划"


def _chip(row: LifeRow) -> ChipKind:
    kinds: dict[str, ChipKind] = {"已取消": "none", "已签批": "ok", "待签批": "check", "已计划": "due"}
    return kinds[state_of(row)]


def preparation_of(row: LifeRow) -> str:
    """The steps that wait before or after the meeting."""
    found = row.followed.preparation
    if found is None:
        return "没有登记筹备"
    return "已办结" if found.state is Status.DONE else steps_of(found)


def matters_of(row: LifeRow) -> str:
    """How many of the list were put right, and how many are after their day."""
    found = row.followed
    if not found.listed:
        return ""
    return f"{found.done}/{found.listed}" + (f"，{found.late} 件逾期" if found.late else "")


LIFE: Final = Table[LifeRow](
    columns=(
        Column("on", "日期", lambda r: r.on, sort="on"),
        Column("title", "会议", lambda r: r.title, html=lambda r: link(meeting_url(r.code), r.title, kind="name"), width=26, phone="title"),
        Column("state", "状态", state_of, html=lambda r: chip(_chip(r), state_of(r)), phone="mark"),
        Column("organisation", "党组织", lambda r: r.organisation, width=24),
        Column("preparation", "筹备到哪一步", preparation_of, width=30, phone="label"),
        Column("matters", "整改事项（已办/共）", matters_of, width=16, phone="label"),
    ),
    order="on",
    unit="次",
)
