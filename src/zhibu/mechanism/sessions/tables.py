"""Lists of topics and of decisions; each column declared once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.mechanism.sessions.queries.topics import Stage, TopicShown
from zhibu.mechanism.sessions.terms import TopicKind, TopicState
from zhibu.web.filters import Filter, Option, options
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

topic_url: Final = route("topic")
CHIPS: Final[Mapping[TopicState, ChipKind]] = {
    TopicState.PROPOSED: "check",
    TopicState.SENT_BACK: "none",
    TopicState.READY: "due",
    TopicState.TABLED: "due",
    TopicState.DECIDED: "ok",
    TopicState.DECLINED: "none",
    TopicState.SUPERVISED: "due",
    TopicState.DONE: "ok",
    TopicState.WITHDRAWN: "none",
}
FIRST_YEAR: Final = 2018


def decisions_of(row: TopicShown) -> str:
    """What was decided in the last session."""
    return "" if row.last is None or row.veiled else "；".join(row.last.decisions)


def _day(row: TopicShown) -> date | None:
    return row.last.on if row.last else None


TOPICS: Final = Table[TopicShown](
    columns=(
        Column("code", "编号", lambda r: r.topic.code, default=False, phone="hidden", width=10),
        Column(
            "title", "议题", lambda r: r.title, html=lambda r: link(topic_url(r.topic.code), r.title, kind="name"), width=32, phone="title"
        ),
        Column(
            "state",
            "状态",
            lambda r: r.standing.label,
            html=lambda r: chip(CHIPS[r.standing.state], r.standing.label),
            width=14,
            phone="mark",
        ),
        Column("kind", "类别", lambda r: TopicKind.word(r.topic.kind), width=10),
        Column("party_building", "党建工作", lambda r: "是" if r.topic.party_building else "", width=8, phone="hidden"),
        Column("proposer", "提出", lambda r: str(r.topic.proposer), width=20, phone="label"),
        Column("proposed_on", "提出日期", lambda r: r.topic.proposed_on, sort="proposed_on", phone="hidden"),
        Column("session_on", "上会日期", _day, phone="label"),
        Column("decision", "决定", decisions_of, width=32, default=False, phone="hidden"),
    ),
    order="proposed_on",
    unit="个",
)


def filters(today: date) -> tuple[Filter, ...]:
    """What the list may be narrowed by."""
    years = tuple(Option(str(year), f"{year}年") for year in range(today.year, FIRST_YEAR - 1, -1))
    return (
        Filter("q", "查找", "find", hint="议题、编号"),
        Filter("state", "状态", "pills", options({str(state): state.label for state in TopicState})),
        Filter("kind", "类别", "select", options(dict(TopicKind.choices()))),
        Filter("year", "提出年份", "select", years),
        Filter("party", "党建", "toggles", (Option("yes", "党建工作议题"),)),
    )


def narrowed(rows: Sequence[TopicShown], value: Callable[[str], str], *, but_state: bool = False) -> list[TopicShown]:
    """Those that meet the conditions; a derived state is no column of the database."""
    return [
        row
        for row in rows
        if (but_state or not value("state") or row.standing.state == value("state"))
        and (not value("kind") or row.topic.kind == value("kind"))
        and (not value("year") or str(row.topic.proposed_on.year) == value("year"))
        and (value("party") != "yes" or row.topic.party_building)
    ]


def _followed(row: tuple[TopicShown, Stage]) -> str:
    followed = row[1].followed
    return Status(followed.state).label if followed else ""


def _latest(row: tuple[TopicShown, Stage]) -> date | None:
    followed = row[1].followed
    return followed.latest if followed and followed.latest != FAR and not Status(followed.state).ended else None


DECISIONS: Final = Table[tuple[TopicShown, Stage]](
    columns=(
        Column("on", "会议日期", lambda r: r[1].on, sort="on"),
        Column("session", "会议", lambda r: r[1].title, width=24),
        Column("number", "议程", lambda r: r[1].number, width=6, align="right"),
        Column("code", "议题编号", lambda r: r[0].topic.code, width=10),
        Column("title", "议题", lambda r: r[0].title, width=32),
        Column("kind", "类别", lambda r: TopicKind.word(r[0].topic.kind), width=10),
        Column("party_building", "党建工作议题", lambda r: r[0].topic.party_building, width=8),
        Column("proposer", "提出", lambda r: str(r[0].topic.proposer), width=20),
        Column("decision", "决定", lambda r: "" if r[0].veiled else "；".join(r[1].decisions), width=40),
        Column("state", "现在的情况", lambda r: r[0].standing.label, width=14),
        Column("case", "督办编号", lambda r: r[1].tabling.case_code, width=10),
        Column("followed", "督办状态", _followed, width=10),
        Column("latest", "督办最迟日期", _latest),
        Column("ended", "办结日期", lambda r: r[1].followed.ended_on if r[1].followed else None),
    ),
    order="on",
    unit="项",
)
"""The yearly list of decisions and how they stand."""
DATES: Final = frozenset({"on", "latest", "ended"})


def decided(rows: Sequence[TopicShown], year: int) -> list[tuple[TopicShown, Stage]]:
    """Each session of a year at which something was decided, in order."""
    found = [(row, stage) for row in rows for stage in row.stages if stage.on.year == year and stage.tabled.decided]
    return sorted(found, key=lambda one: (one[1].on, one[1].code, one[1].number))
