"""The yearly list and matters done together, in words."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from zhibu.mechanism.responsibility.queries.matters import MatterShown, TagShown
from zhibu.mechanism.responsibility.queries.points import Shown
from zhibu.mechanism.responsibility.queries.priorities import LineShown
from zhibu.mechanism.responsibility.terms import WHAT, PriorityTag, Together
from zhibu.web.components import Chip, Item
from zhibu.web.panels import Panel


def line_panels(lines: Sequence[LineShown], on: date, *, edits: bool) -> list[Panel]:
    """A panel for each line, with its records."""
    return [_panel(one, on, edits=edits) for one in lines]


def chosen_panels(lines: Sequence[LineShown], on: date) -> list[Panel]:
    """The same beside the form that chooses: what was chosen by mistake is removed there."""
    return [_panel(one, on, edits=False, removes=one.line.done_on is None) for one in lines]


def _panel(one: LineShown, on: date, *, edits: bool, removes: bool = False) -> Panel:
    done = f"{one.line.done_on.isoformat()} 登记完成" if one.line.done_on else ""
    due = "；".join(filter(None, (f"{one.line.due.isoformat()} 前完成", done)))
    items = [Item(one.who, due, _state(one, on)), *(_evidence(pk, record, removes=removes) for pk, record in one.evidence)]
    link = "选依据、登记完成" if edits and one.line.done_on is None else ""
    url = reverse("priority_line", args=[one.line.pk]) if link else ""
    return Panel(f"{one.line.number}. 【{PriorityTag.word(one.line.tag)}】{one.line.says}", items, "", link, url)


def _state(one: LineShown, on: date) -> Chip:
    if one.line.done_on:
        return Chip("ok", "已完成")
    return Chip("late", "已逾期") if one.late(on) else Chip("due", "进行中")


def _evidence(pk: int, one: Shown, *, removes: bool) -> Item:
    shown = record_item(one)
    return Item(shown.title, shown.why, None, reverse("priority_unpoint", args=[pk]), "移除") if removes else shown


def record_item(one: Shown) -> Item:
    """A record, with the way to it."""
    url = reverse(one.view, args=[one.code]) if one.view else ""
    return Item(one.title, "；".join(filter(None, (one.kind, one.on.isoformat() if one.on else ""))), None, url, "查看")


def matter_item(one: MatterShown) -> Item:
    """A line of the list: which of the five is missing."""
    missing = one.missing
    chip = Chip("due", f"缺 {len(missing)} 项") if missing else Chip("ok", "五项齐全")
    if one.matter.ended_on:
        chip = Chip("none", "已结束")
    says = f"缺{'、'.join(tag.label for tag in missing)}" if missing else ""
    why = "；".join(filter(None, (f"{one.matter.organisation} 与 {one.matter.partner}", says)))
    return Item(one.matter.title, why, chip, reverse("matter", args=[one.matter.code]), "查看")


def five_panels(one: MatterShown, *, edits: bool) -> list[Panel]:
    """The five, each with its records and who was there."""
    return [_five(one, tag, edits=edits) for tag in Together]


def _five(one: MatterShown, tag: Together, *, edits: bool) -> Panel:
    found = one.of(tag)
    link = "选记录" if edits else ""
    url = f"{reverse('matter_tag', args=[one.matter.code])}?tag={tag.value}" if edits else ""
    items = [_tagged(one, row, edits=edits) for row in found]
    return Panel(tag.label, items, "" if items else f"还没有记录。{WHAT[tag]}。", link, url)


def _tagged(matter: MatterShown, row: TagShown, *, edits: bool) -> Item:
    said = [row.record.kind, row.record.on.isoformat() if row.record.on else "", _there(matter, row)]
    chip = None if row.present is None else Chip("ok", "双方到会") if row.present.both else Chip("check", "只见一方")
    if edits:
        return Item(row.record.title, "；".join(filter(None, said)), chip, reverse("matter_untag", args=[row.id]), "移除")
    url = reverse(row.record.view, args=[row.record.code]) if row.record.view else ""
    return Item(row.record.title, "；".join(filter(None, said)), chip, url, "查看")


def _there(matter: MatterShown, row: TagShown) -> str:
    if row.present is None:
        return ""
    return f"{matter.matter.organisation}到会 {row.present.party} 人，{matter.matter.partner}到会 {row.present.partner} 人"
