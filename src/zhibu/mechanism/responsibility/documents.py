"""Papers: table of responsibilities, hand-over sheet, yearly list, letters of persons; Word and PDF from the same words, each logged.

Nothing on them is typed: they are made of what is recorded.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.exchange.papers import DENSE, Paper, pdf, word
from zhibu.mechanism.responsibility.models import Handover, PriorityList
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.presentation_handing import post_called
from zhibu.mechanism.responsibility.queries.answers import Answer, DutyRow
from zhibu.mechanism.responsibility.queries.priorities import LineShown
from zhibu.mechanism.responsibility.tables import words_of
from zhibu.mechanism.responsibility.terms import PaperKind, PriorityTag, Tier
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

SIGN: Final = "　　　　　　　　"


def division(ending: str, *, place: Organisation, rows: Sequence[DutyRow], on: date, actor: Actor) -> bytes:
    """Who answers for what in an organisation on a day."""
    table = [(str(number), row.area.name, *(words_of(row, tier) for tier in Tier)) for number, row in enumerate(rows, 1)]
    heads = ("序号", "工作", *(tier.label for tier in Tier))
    paper = Paper(f"{place.now_name}{PaperKind.DIVISION.label}", [f"截至 {prose_date(on)}。"], heads, (1.4, 4, 3.8, 3.8, 3.8), table)
    return _made([paper], ending, PaperKind.DIVISION, place, actor)


def handover(ending: str, *, handover: Handover, lines: Sequence[PackLine], actor: Actor) -> bytes:
    """As it stood on the day, to be signed."""
    post = handover.post
    rows = [
        (str(number), one.kind.label, "，".join(filter(None, (one.title, one.says))), one.until.isoformat() if one.until else "")
        for number, one in enumerate(lines, 1)
    ]
    handed = f"{prose_date(handover.on)}，{post.person.name}将{post_called(post)}的工作交接给{handover.receiver.name}。"
    before = [f"{handed}从这一天起，移交人不再任职，随职务的授权同日终止。"]
    after = [f"说明：{handover.note}"] if handover.note else []
    signed = [f"移交人：{SIGN}", f"接收人：{SIGN}", f"监交人：{SIGN}"]
    paper = Paper(PaperKind.HANDOVER.label, before, ("序号", "类别", "事项", "期限"), (1.4, 2.8, 9.4, 3), rows, after, signed)
    return _made([paper], ending, PaperKind.HANDOVER, handover.organisation, actor)


def priorities(ending: str, *, kept: PriorityList, lines: Sequence[LineShown], actor: Actor) -> bytes:
    """Half a page."""
    rows = [
        (
            str(one.line.number),
            PriorityTag.word(one.line.tag),
            one.line.says,
            one.who,
            f"{one.line.due.month}月{one.line.due.day}日",
            f"{prose_date(one.line.done_on)}完成" if one.line.done_on else "",
        )
        for one in lines
    ]
    heads = ("序号", "类别", "任务", "责任人", "完成日期", "进展")
    title = f"{kept.organisation.now_name}{kept.year}年重点任务"
    paper = Paper(title, (), heads, (1.3, 2, 7.3, 2.6, 2.2, 2.6), rows)
    return _made([paper], ending, PaperKind.PRIORITIES, kept.organisation, actor)


def letters(ending: str, *, place: Organisation, found: Sequence[Answer], basis: str, on: date, actor: Actor) -> bytes:
    """A letter for each person who answers for anything in an organisation."""
    people: dict[int, list[Answer]] = {}
    for one in found:
        people.setdefault(one.person_id, []).append(one)
    papers = [_letter(place, own, basis, on) for own in people.values()]
    return _made(papers, ending, PaperKind.LETTER, place, actor)


def _letter(place: Organisation, own: Sequence[Answer], basis: str, on: date) -> Paper:
    rows = [(str(number), one.area, Tier.word(one.tier), one.since.isoformat()) for number, one in enumerate(own, 1)]
    before = [f"{own[0].called}：根据{basis}，你在{place.now_name}负责下列工作。"]
    signed = [place.now_name, f"责任人：{SIGN}", prose_date(on)]
    return Paper(PaperKind.LETTER.label, before, ("序号", "工作", "责任", "从哪一天起"), (1.6, 7, 4, 4), rows, (), signed)


def _made(papers: Sequence[Paper], ending: str, kind: PaperKind, place: Organisation, actor: Actor) -> bytes:
    note_read(actor, "export", field=f"{kind.label}：{place}"[:200], path=place.now_path, rows=sum(len(one.rows) for one in papers))
    return word(papers, DENSE) if ending == "docx" else pdf(papers, DENSE, title=kind.label, footer=actor.printed)
