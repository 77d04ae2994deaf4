"""Words beside a nomination: honours of the record, conditions that are not met, and the article under which both are looked at."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.urls import reverse

from zhibu.kernel.decisions import Objection
from zhibu.mechanism.honours.queries.beside import YEARS
from zhibu.mechanism.honours.queries.roll import Honoured
from zhibu.mechanism.honours.queries.standing import Proposed, Stand
from zhibu.mechanism.honours.rules.conditions import EXCUSABLE, WHERE
from zhibu.mechanism.honours.tables import url_of
from zhibu.web.components import Chip, Item
from zhibu.web.html import clauses
from zhibu.web.panels import Panel

NONE_HELD: Final = "没有登记过的荣誉"
TOLD: Final = 5
"""Honours that one line names; the rest stand on the page of whoever holds them."""


def article(stand: Stand) -> str:
    """By what the conditions are asked: the local rule, and the notice of this selection."""
    return "，".join(filter(None, (f"依据：{WHERE}", stand.row.basis)))


def honours_in_words(found: Sequence[Honoured]) -> str:
    """The newest first, each with its level and day."""
    told = "、".join(f"{one.title}（{one.level}，{one.on.isoformat()}）" for one in found[:TOLD])
    return f"{told}等 {len(found)} 项" if len(found) > TOLD else told


def notes(
    proposed: Sequence[Proposed], held: Mapping[int, Sequence[Honoured]], against: Mapping[int, Sequence[Objection]]
) -> dict[int, str]:
    """For each nomination what the reviewer need not look up."""
    return {one.number: _note(one, held.get(one.number, ()), against.get(one.number, ())) for one in proposed}


def _note(one: Proposed, held: Sequence[Honoured], against: Sequence[Objection]) -> str:
    honours = f"已有荣誉：{honours_in_words(held)}" if held else NONE_HELD
    missed = clauses(*(f"{each.message.rstrip('。')}（{each.article}）" for each in against))
    conditions = f"条件不符：{missed}" if missed else f"条件都符合（{WHERE}）"
    excused = one.row.exception and any(each.code in EXCUSABLE for each in against)
    return clauses(honours, conditions, f"例外理由：{one.row.exception}" if excused else "").rstrip("。") + "。"


def known_panel(stand: Stand, rows: Sequence[Honoured], code: str) -> Panel:
    """Beside the form of a nomination: who of those who can be proposed holds what."""
    items = [
        Item(f"{one.who}：{one.title}", f"{one.giver}授予，{one.on.isoformat()}", Chip("none", one.level), url_of(one), "查看")
        for one in rows
    ]
    text = f"推荐的{stand.kind.receiver.label}近 {YEARS} 年的荣誉，供推荐时参考；{article(stand)}。"
    if not items:
        text = f"近 {YEARS} 年没有登记过荣誉；{article(stand)}。"
    return Panel("已有的荣誉", items, text, "看光荣册", f"{reverse('roll')}?within={code}" if code else reverse("roll"))
