"""Responsibilities in words: on the page of a person, of an organisation, on the list of areas."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.access.terms import who_may
from zhibu.kernel.dates import FAR
from zhibu.mechanism.responsibility.models import WorkArea
from zhibu.mechanism.responsibility.queries.answers import Answer, DutyRow, nobody_answers
from zhibu.mechanism.responsibility.tables import words_of
from zhibu.mechanism.responsibility.terms import EDIT, Tier
from zhibu.web.components import Chip, Empty, Item
from zhibu.web.panels import Panel

NAME_THEM: Final = "还没有明确责任人：逐项点“调整”登记；也可以在“数据导入”里导入一张分工表。"


def own_panel(found: Sequence[Answer]) -> Panel:
    """What somebody answers for."""
    items = [
        Item(
            f"{one.area}：{one.organisation}",
            "；".join(filter(None, (f"{one.since.isoformat()} 起", one.basis))),
            Chip("ok", Tier.word(one.tier)),
        )
        for one in found
    ]
    return Panel("负责的工作", items, "" if items else "现在没有登记负责的工作。")


def nobody_yet() -> Empty:
    """Who names those who answer, for readers who do not."""
    return Empty("还没有明确责任人", f"由{'、'.join(who_may(EDIT))}登记；登记以后，这里按各项工作列出三级责任人。")


def place_panel(rows: Sequence[DutyRow], code: str, *, edits: bool) -> Panel:
    """Who answers for what in an organisation; where nobody does, who enters it, and the way there for whoever may."""
    url = reverse("responsibility_of", args=[code])
    if nobody_answers(rows):
        empty = nobody_yet()
        return Panel("责任分工", (), f"{empty.title}。{empty.hint}", "登记责任人" if edits else "责任分工表", url)
    items = [Item(row.area.name, "；".join(f"{tier.label}：{words_of(row, tier)}" for tier in Tier), _chip(row)) for row in rows]
    nothing = "上级街道还没有制定责任分工表。" if not items else ""
    return Panel("责任分工", items, nothing, "责任分工表", url)


def _chip(row: DutyRow) -> Chip:
    missing = row.missing
    return Chip("due", f"缺 {len(missing)} 级") if missing else Chip("ok", "已明确")


def area_items(found: Sequence[WorkArea], on: date) -> list[Item]:
    """The street's list."""
    return [_area(one, on) for one in found]


def _area(one: WorkArea, on: date) -> Item:
    if one.valid_to <= on:
        return Item(one.name, f"{one.valid_from.isoformat()} 至 {one.valid_to.isoformat()}", Chip("none", "已移出"))
    until = "" if one.valid_to == FAR else f"，{one.valid_to.isoformat()} 移出"
    return Item(one.name, f"{one.valid_from.isoformat()} 起{until}", Chip("ok", "现行"), reverse("work_area_end", args=[one.pk]), "移出")
