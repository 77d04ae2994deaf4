"""Letters in the words of pages."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.kernel.clock import day_of, minute_of
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.permissions import Signs
from zhibu.letters.prefills import subject_of
from zhibu.letters.queries import LetterRow
from zhibu.letters.terms import LetterKind, kind_word
from zhibu.web.components import Chip, Empty, Fact, Item, filled
from zhibu.web.html import prose_date
from zhibu.web.pages import Act
from zhibu.web.places import route

ADDRESS: Final = route("letter")
DRAFT, TO_ANSWER, TO_RECEIVE = Chip("none", "草稿"), Chip("due", "待批复"), Chip("due", "待签收")
ANSWERED, SENT, RECEIVED = Chip("ok", "已批复"), Chip("ok", "已发出"), Chip("ok", "已签收")
TO_SIGN: Final = Chip("due", "待签发")
NAMES: Final = 2
"""Addressees that a line names; the page has them all."""
NOTHING: Final = {
    "in": Empty("没有收文", "上级的通知、批复和下级的请示、报告会出现在这里。"),
    "out": Empty("没有发文", "点“写公文”起草一份；签发以后出现在这里。"),
    "drafts": Empty("没有草稿", "起草了还没有签发的公文放在这里。"),
    "below": Empty("没有下级往来", "下级党组织之间的来往文在这里查看。"),
}


def items(rows: Sequence[LetterRow], *, came: bool) -> list[Item]:
    """A list; ``came``: of what has come to the own organisations."""
    return [Item(row.title, _why(row), _state(row, came=came), ADDRESS(row.code), "查看") for row in rows]


def _why(row: LetterRow) -> str:
    to = "、".join(row.to[:NAMES]) + (f" 等 {len(row.to)} 个党组织" if len(row.to) > NAMES else "")
    way = f"{row.sender} → {to}" if to else row.sender
    day = row.dated.isoformat() if row.dated else f"{row.drafted_by} 起草"
    return " · ".join(filter(None, (kind_word(row.kind), way, row.number, day)))


def _state(row: LetterRow, *, came: bool) -> Chip:
    if row.sent_at is None:
        return DRAFT
    if row.kind == LetterKind.REQUEST.value:
        return ANSWERED if row.answered else TO_ANSWER
    if came:
        return TO_RECEIVE if row.waiting else RECEIVED
    return SENT


def desk_items(rows: Sequence[LetterRow], on: date) -> list[Item]:
    """What waits: answered, receipted or signed on the page of the letter."""
    return [_desk_item(row, on) for row in rows]


def _desk_item(row: LetterRow, on: date) -> Item:
    if row.sent_at is None:
        return Item(row.title, f"{row.sender} · {row.drafted_by}起草，等您签发", TO_SIGN, ADDRESS(row.code), "去签发")
    days = (on - day_of(row.sent_at)).days
    when = f"{days} 天前送来" if days else "今天送来"
    asks = row.kind == LetterKind.REQUEST.value and not row.answered
    return Item(row.title, f"{row.sender} · {when}", TO_ANSWER if asks else TO_RECEIVE, ADDRESS(row.code), "去批复" if asks else "去签收")


def facts(letter: Letter, lines: Sequence[Addressee]) -> list[Fact]:
    """From whom, to whom, signed by whom, and what it is about."""
    sent = letter.sent_at
    subject = subject_of(letter.subject_kind)
    found = [
        Fact("文种", kind_word(letter.kind)),
        Fact("发文字号", letter.number),
        Fact("发文的党组织", str(letter.sender)),
        Fact("签发", f"{letter.signer}（{prose_date(letter.dated)}）" if letter.dated else ""),
        Fact("起草", f"{letter.drafted_by}（{minute_of(letter.drafted_at)}）"),
        Fact("发出", f"{letter.sent_by}（{minute_of(sent)}）" if sent else ""),
        Fact("抄送", "、".join(str(one.organisation) for one in lines if one.copy)),
        Fact("答复的请示", letter.answers.title, url=ADDRESS(letter.answers.code)) if letter.answers is not None else Fact("答复的请示"),
        Fact("关于", f"{subject.label} {letter.subject_code}", url=subject.page(letter.subject_code)) if subject else Fact("关于"),
    ]
    return filled(found)


def receipts(letter: Letter, lines: Sequence[Addressee]) -> tuple[list[Item], str]:
    """Who has said that it came, and in one sentence who has not; of a draft to whom it will go."""
    got = [Item(str(one.organisation), _receipt(one), Chip("ok", "已签收")) for one in lines if one.received_at]
    rest = [f"{one.organisation}{'（抄送）' if one.copy else ''}" for one in lines if not one.received_at]
    if not rest:
        return got, ""
    begin = "签发后送：" if letter.sent_at is None else f"还没有签收（{len(rest)} 个）："
    return got, f"{begin}{'、'.join(rest)}。"


def _receipt(line: Addressee) -> str:
    at = minute_of(line.received_at) if line.received_at else ""
    return f"{line.received_by} {at}{' · 抄送' if line.copy else ''}"


def state_words(letter: Letter, *, answered: bool) -> str:
    """Beside the title."""
    if letter.sent_at is None:
        return "草稿，还没有签发"
    if letter.kind == LetterKind.REQUEST.value:
        return "已批复" if answered else "等待批复"
    return "已发出，不再改动"


def acts(letter: Letter, *, writes: bool, how: Signs, receives: bool, answers: bool) -> list[Act]:
    """What the reader can do now; the one that is waited for stands out."""
    code = letter.code
    if letter.sent_at is None:
        mine = (
            [Act("修改", reverse("letter_edit", args=[code])), Act("作废", reverse("letter_discard", args=[code]), "harm")]
            if writes
            else []
        )
        return [*mine, *([Act("签发", reverse("letter_send", args=[code]), "go")] if how is not Signs.NOT else [])]
    found = [Act("签收", reverse("letter_receive", args=[code]), "plain" if answers else "go", dialog=True)] if receives else []
    return [*found, *([Act("批复", reverse("letter_reply", args=[code]), "go")] if answers else [])]


def reply_item(reply: Letter) -> list[Item]:
    """On the page of the request."""
    return [Item(reply.title, reply.number, DRAFT if reply.sent_at is None else SENT, ADDRESS(reply.code), "查看")]
