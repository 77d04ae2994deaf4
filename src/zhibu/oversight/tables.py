"""The columns of findings, for page, Excel and JSON."""

from collections.abc import Callable
from typing import Any, Final

from zhibu.oversight.facts import Subject
from zhibu.oversight.findings import Finding
from zhibu.oversight.regularity import Regularity
from zhibu.oversight.terms import State
from zhibu.web.html import ChipKind, chip, escape, link, route
from zhibu.web.tables import Column, Table

CHIPS: Final[dict[State, ChipKind]] = {State.OVERDUE: "late", State.DUE: "due", State.CHECK: "check", State.UNKNOWN: "none"}
member_url, organisation_url, unit_url, case_url = route("member"), route("organisation"), route("unit"), route("case")
rule_url = route("rule")
new_gathering_url = route("gathering_new_for")
URLS: Final = {"person": member_url, "organisation": organisation_url, "unit": unit_url, "step": case_url}


def subject_url(found: Finding) -> str:
    """The page on which something can be done about it."""
    return URLS[found.subject.kind](found.subject.code)


def _subject(found: Finding) -> str:
    return link(subject_url(found), found.subject.name)


def _state(found: Finding) -> str:
    return chip(CHIPS[found.state], found.state.label)


def _message(found: Finding) -> str:
    """What it is; behind a word the records and the article it stands on, and what can be done."""
    parts = [
        f"{link(rule_url(found.clause.id), found.article)}：{escape(found.clause.says)}",
        *(escape(f"数值依据：{basis}") for basis in found.own_bases),
        *map(escape, found.evidence),
        escape(found.clause.remedy),
    ]
    lines = "".join(f"<li>{part}</li>" for part in parts if part)
    return f'{escape(found.message)}<details class="basis"><summary>依据和办法</summary><ul>{lines}</ul></details>'


DATED: Final = frozenset({State.DUE, State.OVERDUE})
TO_DO: Final = "do"
"""The column that leads to a form; no sheet has it."""


Way = tuple[str, Callable[[Subject], str]]
_ways: Final[dict[str, Way]] = {}


def lead(clause: str, word: str, url: Callable[[Subject], str]) -> None:
    """Where what a clause asks is done, for packages above that have a page for it; once at start-up."""
    _ways[clause] = word, url


def _way(found: Finding) -> Way | None:
    if found.state not in DATED:
        return None
    if found.clause.frequency:
        return "登记会议", lambda subject: new_gathering_url(subject.code)
    return _ways.get(found.clause.id)


def _doing(found: Finding) -> str:
    way = _way(found)
    return way[0] if way else ""


def _do(found: Finding) -> str:
    way = _way(found)
    return link(way[1](found.subject), way[0], kind="link") if way else ""


FINDINGS: Final = Table[Finding](
    columns=(
        Column("subject", "对象", lambda one: one.subject.name, html=_subject, sort="subject", phone="title", width=24),
        Column("state", "状态", lambda one: one.state.label, html=_state, sort="state", phone="mark", width=10),
        Column("title", "事项", lambda one: one.clause.title, sort="title", default=False, width=18),
        Column("message", "说明", lambda one: one.message, html=_message, width=60),
        Column(TO_DO, "办理", _doing, html=_do, act="record_gatherings", width=10),
        Column("since", "自", lambda one: one.since, sort="since", phone="hidden"),
        Column("until", "至", lambda one: one.until, sort="until", phone="hidden"),
        Column("article", "条款", lambda one: one.cited, default=False, width=22, phone="hidden"),
        Column("remedy", "怎么办", lambda one: one.clause.remedy, default=False, width=30, phone="hidden"),
        Column("evidence", "记录", lambda one: "；".join(one.evidence), default=False, width=30, phone="hidden"),
    ),
    order="state",
    unit="件",
)


Year = tuple[Subject, Regularity]
YEARS: Final = Table[Year](
    columns=(
        Column("name", "党组织", lambda one: one[0].name, sort="name", width=24),
        Column("year", "年度", lambda one: one[1].year),
        Column("owed", "应办事项", lambda one: one[1].owed),
        Column("done", "按期办了（经常化）", lambda one: one[1].done, width=18),
        Column("signed", "签批的会议", lambda one: one[1].signed, width=12),
        Column("complete", "记录齐全（规范化）", lambda one: one[1].complete, width=18),
        Column("in_force", "施行的制度", lambda one: one[1].in_force, width=12),
        Column("reviewed", "在复审期内（制度化）", lambda one: one[1].reviewed, width=18),
    ),
    order="name",
    unit="个",
)
"""For Excel alone, in the order of the tree: a list by which nobody is compared."""


def answer(found: Finding) -> dict[str, Any]:
    """One finding for machines, in English keys."""
    return {
        "clause": found.clause.id,
        "article": found.article,
        "subject": {"kind": found.subject.kind, "code": found.subject.code, "name": found.subject.name},
        "state": found.state.value,
        "since": found.since,
        "until": found.until,
        "evidence": list(found.evidence),
        "message": found.message,
    }
