"""The list of cases; each column declared once."""

from collections.abc import Mapping
from typing import Final

from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.registry import procedures, step_name, steps_named, title_of
from zhibu.cases.terms import STATUSES, Status
from zhibu.web.filters import Filter, Option, options
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

case_url: Final = route("case")
LATE: Final = "已逾期"
CHIPS: Final[Mapping[Status, ChipKind]] = {Status.OPEN: "due", Status.PAUSED: "none", Status.DONE: "ok", Status.CANCELLED: "none"}


def state_of(row: CaseRow) -> str:
    """In words; a step after its last day is said."""
    return LATE if row.late else row.state.label


def _state_html(row: CaseRow) -> str:
    return chip("late" if row.late else CHIPS[row.state], state_of(row))


def steps_of(row: CaseRow) -> str:
    """The steps that wait, or would if it did not rest."""
    return "、".join(step_name(row.procedure, row.version, step) for step in row.steps)


CASES: Final = Table[CaseRow](
    columns=(
        Column("code", "编号", lambda r: r.code, sort="pk", phone="label", width=10),
        Column("title", "事项", lambda r: r.title, html=lambda r: link(case_url(r.code), r.title, kind="name"), width=30, phone="title"),
        Column("state", "状态", state_of, html=_state_html, phone="mark", width=10),
        Column("steps", "当前步骤", steps_of, width=14),
        Column("latest", "最迟日期", lambda r: r.latest, sort="now_latest", phone="label"),
        Column("assignee", "承办党组织", lambda r: r.assignee or r.holder, width=20, phone="label"),
        Column("holder", "立项党组织", lambda r: r.holder, width=20, phone="hidden"),
        Column("procedure", "类别", lambda r: title_of(r.procedure), phone="hidden"),
        Column("opened_on", "立项日期", lambda r: r.opened_on, sort="opened_on", phone="hidden"),
        Column("ended_on", "办结日期", lambda r: r.ended_on, sort="now_ended_on", default=False, phone="hidden"),
    ),
    order="latest",
    unit="件",
)

DATES: Final = frozenset({"latest", "opened_on", "ended_on"})


def filters() -> tuple[Filter, ...]:
    """Procedures and steps are those that packages above have brought."""
    return (
        Filter("q", "查找", "find", hint="事项、编号"),
        Filter("state", "状态", "pills", options({state.value: label for state, label in STATUSES.items()})),
        Filter("late", "逾期", "toggles", (Option("yes", LATE),)),
        Filter("procedure", "类别", "select", tuple(Option(one.key, one.title) for one in procedures())),
        Filter("step", "当前步骤", "select", options(steps_named())),
        Filter("within", "党组织", "given"),
    )
