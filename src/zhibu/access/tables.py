"""The lists of accounts, of the audit and of readings; the audit is read by its edges and never counted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.access.queries.accounts import STATES, AccountRow
from zhibu.access.queries.audit import OperationRow, ReadRow
from zhibu.access.queries.settling import Waiting
from zhibu.access.queries.subjects import Label
from zhibu.access.terms import ROLE_LABELS
from zhibu.kernel.clock import minute_of
from zhibu.trail.terms import ACTS, GROUPS, READS, act_label, channel_label, read_label
from zhibu.web import paging
from zhibu.web.filters import Filter, options
from zhibu.web.html import chip, escape, link, route
from zhibu.web.listing import Listing
from zhibu.web.paging import Count
from zhibu.web.tables import Column, Row, Table

account_url: Final = route("account")
member_url: Final = route("member")
operation_url: Final = route("operation")


def clock(at: datetime | None) -> str:
    """A moment as lists write it, in local time."""
    return minute_of(at) if at else ""


def subject_link(label: Label | None, count: int = 1) -> str:
    """What an operation was about, with the way there for those who may go."""
    if label is None:
        return ""
    first = link(reverse(label.view, args=[label.key]), label.text) if label.view else escape(label.text)
    return f"{first} 等 {count} 项" if count > 1 else first


STATE_CHIPS: Final[Mapping[str, str]] = {
    "停用": chip("none", "停用"),
    "锁定": chip("late", "锁定"),
    "无授权": chip("none", "无授权"),
    "启用": chip("ok", "启用"),
}

ACCOUNTS: Final = Table[AccountRow](
    columns=(
        Column(
            "name",
            "姓名",
            lambda r: r.name,
            html=lambda r: link(account_url(r.id), r.name, kind="name"),
            sort="display_name",
            phone="title",
        ),
        Column("username", "登录名", lambda r: r.username, sort="username"),
        Column("roles", "授权", lambda r: "、".join(r.roles), width=40),
        Column("state", "状态", lambda r: r.state, html=lambda r: STATE_CHIPS[r.state], phone="mark"),
        Column("last", "最近登录", lambda r: clock(r.last_sign_in) or "从未登录", sort="last", phone="label", width=18),
    ),
    order="username",
    unit="个",
)
ACCOUNT_FILTERS: Final = (
    Filter("q", "查找账号", "find", hint="姓名或登录名"),
    Filter("state", "状态", "pills", options(STATES)),
    Filter("role", "角色", "select", options({str(role): label for role, label in ROLE_LABELS.items()})),
)

OPERATIONS: Final = Table[OperationRow](
    columns=(
        Column(
            "at",
            "时间",
            lambda r: clock(r.at),
            html=lambda r: link(operation_url(r.id), clock(r.at), kind="name"),
            sort="pk",
            phone="title",
        ),
        Column("actor", "操作人", lambda r: f"{r.actor}（代 {r.on_behalf_of}）" if r.on_behalf_of else r.actor, phone="mark"),
        Column("act", "事项", lambda r: act_label(r.act)),
        Column("subject", "对象", lambda r: r.subject.text if r.subject else "", html=lambda r: subject_link(r.subject, r.subjects)),
        Column("reason", "原因", lambda r: r.reason),
        Column("channel", "途径", lambda r: channel_label(r.channel), phone="hidden"),
        Column(
            "state", "状态", lambda r: "已撤回" if r.undone else "", html=lambda r: chip("none", "已撤回") if r.undone else "", phone="line"
        ),
    ),
    order="at",
    unit="条",
)
OPERATION_FILTERS: Final = (
    Filter("q", "操作人", "find", hint="操作人姓名"),
    Filter("act", "事项", "select", (*options({key: f"{label}（全部）" for key, label in GROUPS.items()}), *options(ACTS))),
    Filter("person", "人员", "text", hint="编号或姓名"),
    Filter("organisation", "党组织", "text", hint="名称或编号"),
    Filter("since", "起", "day"),
    Filter("until", "止", "day"),
    Filter("account", "账号", "given"),
)

READINGS: Final = Table[ReadRow](
    columns=(
        Column("at", "时间", lambda r: clock(r.at), sort="pk", phone="title"),
        Column("actor", "查阅人", lambda r: r.actor, phone="mark"),
        Column("kind", "方式", lambda r: read_label(r.kind)),
        Column("subject", "人员", lambda r: r.subject.text if r.subject else "", html=lambda r: subject_link(r.subject)),
        Column("field", "内容", lambda r: r.field),
        Column("reason", "原因", lambda r: r.reason),
        Column("rows", "行数", lambda r: r.rows, align="right", phone="label"),
    ),
    order="at",
    unit="条",
)
READING_FILTERS: Final = (
    Filter("q", "查阅人", "find", hint="查阅人姓名"),
    Filter("kind", "方式", "pills", options(READS)),
    Filter("person", "人员", "text", hint="编号或姓名"),
    Filter("organisation", "党组织", "text", hint="名称或编号"),
    Filter("since", "起", "day"),
    Filter("until", "止", "day"),
)

OWN_READINGS: Final = Table[ReadRow](
    columns=tuple(column for column in READINGS.columns if column.key not in {"subject", "rows"}), order="at", unit="条"
)


_WHO: Final[Column[Waiting]] = Column(
    "name", "姓名", lambda r: r.name, html=lambda r: link(member_url(r.code), r.name, kind="name"), sort="person__sort_key", phone="title"
)
_BRANCH: Final[Column[Waiting]] = Column("branch", "所在党支部", lambda r: r.branch, width=26)

NOTES: Final = Table[Waiting](
    columns=(
        _WHO,
        _BRANCH,
        Column("what", "需核实", lambda r: r.what),
        Column("detail", "原文", lambda r: r.detail, phone="hidden"),
        Column("since", "提出日期", lambda r: r.since, sort="since", phone="hidden"),
        Column(
            "act",
            "办理",
            lambda _: "",
            html=lambda r: link(reverse("member_note", args=[r.code, r.id]), "去核实", kind="link"),
            phone="mark",
        ),
    ),
    order="name",
    unit="条",
)


@dataclass(frozen=True)
class Chronicle(Listing[Row]):
    """A list that is read from its newest row backwards, by its edges."""

    def _table(self) -> str:
        return super()._table().replace(self.count.words(self.table.unit), "最新的在前", 1)

    def _order(self, asked: str) -> str:
        return ""

    def _letters(self) -> str:
        return ""

    def _foot(self) -> str:
        pager = paging.by_cursor(neighbours=self.neighbours, href=self.state.href)
        return f'<div class="foot"><span>最新的在前，本页 {len(self.rows)} {self.table.unit}</span><span class="grow"></span>{pager}</div>'


UNCOUNTED: Final = Count(0, capped=True)
"""Makes a listing page by its edges and keep one order."""
