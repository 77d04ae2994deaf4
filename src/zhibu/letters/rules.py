"""What stands against drafting, sending, receiving and answering a letter. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.letters.terms import KINDS_ARTICLE, UPWARD_ARTICLE, LetterKind

NUMBER: Final = re.compile(r"(?P<mark>\D{1,20})〔(?P<year>\d{4})〕(?P<serial>[1-9]\d{0,4})号")
"""发文字号: the organisation's mark, the year in square brackets, a serial without leading zeros."""
NUMBER_REMEDY: Final = "写作“向工委〔2026〕1号”：机关代字、六角括号里的年份、不编虚位的顺序号。"
LONGEST_NAMES: Final = 60
ASKING: Final = ("请批示", "请批复", "请审批", "请予批准")
"""Words of a request; a report holds none."""


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation as far as letters care; ``answers_to`` holds for a department of the level above."""

    id: int
    path: str
    name: str
    above: bool = False
    """Whether it stands above the sender, or belongs to what does."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter as it lies there."""

    kind: LetterKind
    sender: Place
    title: str
    paragraphs: Sequence[str] = ()
    to: Sequence[Place] = ()
    copies: Sequence[Place] = ()
    number: str = ""
    number_used: bool = False
    """By another letter of the sender, also by a draft."""
    asked_by: int = 0
    """Of a reply: the organisation whose request it answers."""


def read_number(text: str) -> tuple[str, int, int] | None:
    """Mark, year and serial; None where it is written otherwise."""
    found = NUMBER.fullmatch(text)
    return (found["mark"], int(found["year"]), int(found["serial"])) if found else None


def next_number(used: Sequence[str], *, on: date) -> str:
    """The number after the last one in the sender's own way of writing them; each year begins with 1. Empty where there was none yet.

    ``used`` is in the order of use, the newest last.
    """
    read = [one for text in used if (one := read_number(text)) is not None]
    if not read:
        return ""
    mark = read[-1][0]
    serials = [serial for other, year, serial in read if (other, year) == (mark, on.year)]
    return f"{mark}〔{on.year}〕{max(serials, default=0) + 1}号"


def may_draft(sheet: Sheet) -> Decision:
    """A draft may lack much; what it names must be possible."""
    return Decision.of(
        None
        if sheet.title.strip()
        else Objection("title_missing", "没有填写标题。", remedy="写明事由，如“关于换届选举的请示”。", field="title"),
        Objection("number_form", "发文字号的写法不对。", KINDS_ARTICLE.replace("八", "九"), NUMBER_REMEDY, "number")
        if sheet.number and read_number(sheet.number) is None
        else None,
        Objection("number_used", f"发文字号“{sheet.number}”已经用过。", remedy="请编下一个号。", field="number")
        if sheet.number_used
        else None,
        *_addressed(sheet),
    )


def _addressed(sheet: Sheet) -> list[Objection | None]:
    twice = {one.id for one in sheet.to} & {one.id for one in sheet.copies}
    own = sheet.sender.id in {one.id for one in (*sheet.to, *sheet.copies)}
    return [
        Objection("to_itself", "收文的党组织里有发文的党组织自己。", remedy="请去掉。", field="to") if own else None,
        Objection("twice", "同一个党组织既主送又抄送。", remedy="请留一处。", field="copies") if twice else None,
        *(_up(sheet) if sheet.kind.upward else _down(sheet)),
    ]


def _up(sheet: Sheet) -> list[Objection | None]:
    word = sheet.kind.label
    below = [one.name for one in sheet.copies if not one.above]
    wrong = [one.name for one in sheet.to if not one.above]
    return [
        Objection("one_superior", f"{word}只主送一个上级党组织。", UPWARD_ARTICLE, "其他需要知道的上级写在抄送里。", "to")
        if len(sheet.to) > 1
        else None,
        Objection("not_above", f"{word}是上行文，{_names(wrong)}不是上级。", UPWARD_ARTICLE, "请主送上级党组织。", "to") if wrong else None,
        Objection("copy_below", f"{word}不抄送下级：{_names(below)}。", UPWARD_ARTICLE, "需要下级知道的，另发通知。", "copies")
        if below
        else None,
    ]


def _down(sheet: Sheet) -> list[Objection | None]:
    wrong = [one.name for one in sheet.to if one.above]
    other = [one for one in sheet.to if one.id != sheet.asked_by]
    reply = sheet.kind is LetterKind.REPLY
    return [
        Objection("above", f"{sheet.kind.label}是下行文，{_names(wrong)}是上级。", KINDS_ARTICLE, "给上级的用请示、报告或备案。", "to")
        if wrong
        else None,
        Objection("answers_nothing", "批复要从所答复的请示开始。", KINDS_ARTICLE, "请打开那份请示，点“批复”。", "kind")
        if reply and not sheet.asked_by
        else None,
        Objection("not_the_asker", "批复主送请示的党组织。", KINDS_ARTICLE, "其他需要知道的写在抄送里。", "to")
        if reply and sheet.asked_by and other
        else None,
    ]


def _names(names: Sequence[str]) -> str:
    told = "、".join(names)
    return told if len(told) <= LONGEST_NAMES else f"{told[:LONGEST_NAMES]}等"


@dataclass(frozen=True, slots=True)
class Signing:
    """Who answers for a letter, and when."""

    signer: str
    dated: date
    today: date
    sent: bool = False


def may_send(sheet: Sheet, signing: Signing) -> Decision:
    """Complete, signed, once. The number may be missing: branches have no mark of their own as a rule."""
    asking = [word for word in ASKING if any(word in one for one in sheet.paragraphs)]
    own = Decision.of(
        Objection("sent", "这份公文已经发出，不再改动。", remedy="有误的，另发一份说明更正。") if signing.sent else None,
        None
        if any(one.strip() for one in sheet.paragraphs)
        else Objection("body_missing", "没有写正文。", remedy="请写明事由。", field="body"),
        None if sheet.to else Objection("to_missing", "没有写主送的党组织。", remedy="请填写收文的党组织。", field="to"),
        None if signing.signer.strip() else Objection("signer", "没有写签发人。", remedy="照纸质签字写签发人的姓名。", field="signer"),
        Objection("later", "成文日期在今天以后。", remedy="写签发的日期。", field="dated") if signing.dated > signing.today else None,
        Objection("asks", f"报告里不夹带请示事项（“{asking[0]}”）。", UPWARD_ARTICLE, "要批复的，另写请示。", "body")
        if asking and sheet.kind in {LetterKind.REPORT, LetterKind.FILING}
        else None,
    )
    return Decision.all(own, may_draft(sheet))


def may_change(*, sent: bool) -> Decision:
    """A draft only."""
    return Decision.of(Objection("sent", "这份公文已经发出，不再改动。", remedy="有误的，另发一份说明更正。") if sent else None)


def may_receive(*, received: bool) -> Decision:
    """Once."""
    return Decision.of(Objection("received", "已经签收过了。", remedy="请返回查看。") if received else None)


def may_answer(*, kind: LetterKind, sent: bool, answered: bool) -> Decision:
    """A request that was sent, once."""
    return Decision.of(
        Objection("no_request", f"{kind.label}不需要批复。", KINDS_ARTICLE, "要下级办的事，发通知。")
        if kind is not LetterKind.REQUEST
        else None,
        Objection("not_sent", "这份请示还没有发出。", remedy="发出以后再批复。") if not sent else None,
        Objection("answered", "这份请示已经有批复。", remedy="请打开那份批复查看；还没有签发的可以接着改。") if answered else None,
    )
