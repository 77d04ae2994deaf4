"""The papers of a session as Word, from the street's template or ours; topics and decisions as Excel. Each is logged.

A topic on appointments stands on paper as it does on the page: veiled for whoever does not sit on the committee.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import BinaryIO, Final

from zhibu.exchange.word import Data, word
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.gatherings.queries.papers import day
from zhibu.gatherings.queries.templates import template_for
from zhibu.gatherings.shipped import fields_of, shipped
from zhibu.gatherings.terms import GatheringKind
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.mechanism.sessions.presentation import quorum_words, stage_of
from zhibu.mechanism.sessions.queries.session import AgendaLine, SessionShown
from zhibu.mechanism.sessions.queries.topics import TopicShown
from zhibu.mechanism.sessions.tables import DATES, DECISIONS, TOPICS, decided
from zhibu.mechanism.sessions.terms import TopicKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import headings, values

KINDS: Final[Mapping[str, PaperKind]] = {
    "agenda": PaperKind.SESSION_AGENDA,
    "summary": PaperKind.SESSION_SUMMARY,
    "decisions": PaperKind.SESSION_DECISIONS,
}
PROPOSED: Final = frozenset({"proposed_on", "session_on"})


def session_paper(kind: PaperKind, *, session: SessionShown, today: date, actor: Actor) -> bytes:
    """One paper of a session."""
    path = session.committee.now_path
    made = word(template_for(kind, path) or shipped(kind), fields_of(kind), paper_data(kind, session=session, today=today))
    note_read(actor, "export", field=f"{kind.label}：{session.gathering.code}", path=path, rows=len(session.lines))
    return made


def paper_data(kind: PaperKind, *, session: SessionShown, today: date) -> Data:
    """What stands on it, under the names of the templates."""
    return {**_common(session, today), **MAKERS[kind](session)}


def _common(session: SessionShown, today: date) -> dict[str, str]:
    one = session.gathering
    return {
        "会议名称": one.title,
        "会议类型": GatheringKind.WORKING_COMMITTEE_SESSION.label,
        "日期": day(one.on),
        "时间": "—".join(f"{hour:%H:%M}" for hour in (one.begins, one.ends) if hour is not None),
        "地点": one.place or "（地点未定）",
        "召集组织": one.host.now_name,
        "召开组织": session.committee.now_name,
        "打印日期": day(today),
    }


def _agenda(session: SessionShown) -> Data:
    rows = [
        {
            "序号": str(one.item.number),
            "议题": _title(one),
            "类别": TopicKind.word(one.topic.topic.kind) if one.topic else "",
            "汇报人": one.item.presenter,
            "材料": one.item.papers_on.isoformat() if one.item.papers_on else "",
            "回避": "、".join(left.name for left in one.left),
        }
        for one in session.lines
    ]
    order = [{"序号": str(at), "姓名": one.name, "职务": one.post} for at, one in enumerate(session.seats, 1)]
    return {"到会要求": session.needed.words, "依据": session.needed.article, "议题": rows, "发言": order}


def _title(one: AgendaLine) -> str:
    return one.topic.title if one.topic else one.item.title


def _decided(session: SessionShown) -> list[dict[str, str]]:
    return [_row(one) for one in session.lines]


def _row(one: AgendaLine) -> dict[str, str]:
    stage = stage_of(one)
    veiled = one.topic is not None and one.topic.veiled
    tabling = stage.tabling if stage and not veiled else None
    return {
        "序号": str(one.item.number),
        "议题": _title(one),
        "决定": "" if stage is None or veiled else "；".join(stage.decisions) or ("缓议。" if stage.tabling.deferred else "未议。"),
        "表决": stage.voted if stage and not veiled else "",
        "不同意见": tabling.dissent if tabling else "",
        "缺席意见": tabling.absent_opinions if tabling else "",
        "督办": stage.tabling.case_code if stage else "",
    }


def _summary(session: SessionShown) -> Data:
    absent = "、".join(session.absent) or "无"
    return {
        "主持人": session.part.chair or "主要负责人",
        "到会情况": quorum_words(session.needed),
        "缺席": absent,
        "议题": _decided(session),
    }


def _decisions(session: SessionShown) -> Data:
    return {"议题": _decided(session)}


MAKERS: Final = {PaperKind.SESSION_AGENDA: _agenda, PaperKind.SESSION_SUMMARY: _summary, PaperKind.SESSION_DECISIONS: _decisions}


def write_topics(stream: BinaryIO, *, rows: Sequence[TopicShown], actor: Actor) -> None:
    """The list with the conditions of the page, all columns."""
    heads = headings(TOPICS.columns, days=PROPOSED)
    write_sheets(stream, [SheetOut("党工委议题", heads, values(TOPICS.columns, rows))])
    note_read(actor, "export", field="党工委议题", rows=len(rows))


def write_decisions(stream: BinaryIO, *, rows: Sequence[TopicShown], year: int, actor: Actor) -> None:
    """What was decided in a year and how it stands."""
    found = decided(rows, year)
    heads = headings(DECISIONS.columns, days=DATES)
    write_sheets(stream, [SheetOut(f"{year}年决定", heads, values(DECISIONS.columns, found))])
    note_read(actor, "export", field=f"党工委决定落实情况 {year}", rows=len(found))
