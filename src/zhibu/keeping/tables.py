"""The lists of this package: the times, those whose time is ending, the copies."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.keeping.queries.exports import CopyRow
from zhibu.keeping.queries.notices import VIEWS, Announced
from zhibu.keeping.rules import STATE_WORDS, State
from zhibu.keeping.terms import ENDS, Retention, row_of
from zhibu.kernel.clock import minute_of
from zhibu.web.filters import Filter, options
from zhibu.web.html import ChipKind, chip, escape, link, route
from zhibu.web.tables import Column, Table

member_url: Final = route("member")
copy_url: Final = route("export")


def clock(at: datetime | None) -> str:
    """A moment as lists write it, in local time."""
    return minute_of(at) if at else ""


def doubts(row: Retention) -> tuple[str, ...]:
    """What is not a rule from above, and what nobody has checked, is said beside the basis."""
    return tuple(word for word, holds in (("本地约定", row.local), ("条文未核对", not row.verified)) if holds)


def _basis(row: Retention) -> str:
    return "".join([escape(row.basis), *(f" {chip('none', word)}" for word in doubts(row))])


TIMES: Final = Table[Retention](
    columns=(
        Column("label", "资料", lambda r: r.label, sort="label", phone="title", width=24),
        Column("period", "保存多久", lambda r: r.period_in_words, phone="mark"),
        Column("starts_from", "从何时起", lambda r: r.starts_from, phone="label", width=20),
        Column("ends", "到期怎样", lambda r: ENDS[r.ends], phone="label"),
        Column("what", "内容", lambda r: r.what, phone="label", width=40),
        Column("basis", "依据", lambda r: "；".join((r.basis, *doubts(r))), html=_basis, phone="label", width=40),
    ),
    order="label",
    unit="种",
)


class Line(NamedTuple):
    """Somebody on the list, with the strongest of what stands against destroying it on a day."""

    one: Announced
    label: str
    state: str
    kind: ChipKind
    why: str


STATES: Final[tuple[tuple[str, str, ChipKind], ...]] = (
    ("held", "暂缓", "check"),
    ("granted", "还有授权", "check"),
    ("not_yet", "将到期", "none"),
)


def line_of(one: Announced, on: date) -> Line:
    """In words."""
    label = row_of(one.row, on).label
    against = {objection.code: objection for objection in one.decision(on).objections}
    for code, word, kind in STATES:
        if code in against:
            return Line(one, label, word, kind, {"held": one.held, "granted": against[code].remedy}.get(code, ""))
    return Line(one, label, "下次销毁", "due", "")


def _act(line: Line) -> str:
    name, word = ("retention_lift", "取消暂缓") if line.one.held else ("retention_hold", "暂缓")
    return link(reverse(name, args=[line.one.code]), word, kind="link")


ENDING: Final = Table[Line](
    columns=(
        Column(
            "name",
            "姓名",
            lambda r: r.one.name,
            html=lambda r: link(member_url(r.one.code), r.one.name, kind="name"),
            sort="person__sort_key",
            phone="title",
        ),
        Column("state", "状态", lambda r: r.state, html=lambda r: chip(r.kind, r.state)),
        Column("branch", "原所在党支部", lambda r: r.one.branch, width=26),
        Column("row", "资料种类", lambda r: r.label, width=24),
        Column("ended_on", "起算日期", lambda r: r.one.ended_on, sort="ended_on", phone="hidden"),
        Column("due_on", "到期日期", lambda r: r.one.due_on, sort="due_on", phone="label"),
        Column("earliest", "最早销毁", lambda r: r.one.earliest, phone="label"),
        Column("why", "说明", lambda r: r.why, width=26),
        Column("act", "办理", lambda _: "", html=_act, phone="mark"),
    ),
    order="due_on",
    unit="人",
)
ENDING_FILTERS: Final = (Filter("view", "状态", "pills", options(VIEWS)),)

CHIPS: Final[Mapping[State, str]] = {
    State.WAITING: chip("check", STATE_WORDS[State.WAITING]),
    State.DECLINED: chip("none", STATE_WORDS[State.DECLINED]),
    State.LAPSED: chip("none", STATE_WORDS[State.LAPSED]),
    State.APPROVED: chip("due", STATE_WORDS[State.APPROVED]),
    State.MADE: chip("due", STATE_WORDS[State.MADE]),
    State.HANDED_OVER: chip("ok", STATE_WORDS[State.HANDED_OVER]),
    State.DESTROYED: chip("ok", STATE_WORDS[State.DESTROYED]),
}

COPIES: Final = Table[CopyRow](
    columns=(
        Column("code", "副本", lambda r: r.code, html=lambda r: link(copy_url(r.id), r.code, kind="name"), sort="pk", phone="title"),
        Column("state", "状态", lambda r: STATE_WORDS[r.state], html=lambda r: CHIPS[r.state], phone="mark"),
        Column("asker", "导出人", lambda r: r.asker),
        Column("asked_at", "申请时间", lambda r: clock(r.asked_at), width=18),
        Column("scope", "范围", lambda r: r.scope, width=26),
        Column("rows", "行数", lambda r: r.rows, align="right", phone="label"),
        Column("reason", "原因", lambda r: r.reason, width=20),
        Column("decider", "复核人", lambda r: r.decider or ("无须复核" if r.approved else ""), phone="label"),
        Column("downloaded", "下载时间", lambda r: clock(r.downloaded_at), phone="hidden", width=18),
        Column("destroyed", "副本销毁", lambda r: r.destroyed_on, phone="hidden"),
    ),
    order="code",
    unit="份",
)
