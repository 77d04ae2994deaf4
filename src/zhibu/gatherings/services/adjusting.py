"""A part is put right before anybody signs: what was said of it, its agenda, who holds it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhibu.gatherings.agenda_holds import held_in_place
from zhibu.gatherings.models import AgendaItem, Attendance, Holding, Part, Resolution, Vote
from zhibu.gatherings.rules.agenda import Item
from zhibu.gatherings.rules.planning import Holder, PartDraft, may_change, may_hold
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "更正会议信息时核对"


def adjust_part(
    *, by: Actor, part: Part, facts: Mapping[str, Any], items: Sequence[Item], holders: Sequence[Holder], of: Sequence[int]
) -> Outcome:
    """``of`` are the organisations that the writer could tick: others that hold the part stay as they are."""
    with recording(by, "gathering.correct") as work:
        gathering = held(part.gathering)
        holdings = {one.organisation_id: one for one in Holding.objects.unguarded(WHY).filter(part=part).select_related("organisation")}
        wanted = {one.organisation_id for one in holders}
        gone = [one for pk, one in holdings.items() if pk in of and pk not in wanted]
        kept = [pk for pk in holdings if pk not in {one.organisation_id for one in gone}]
        decision = Decision.all(
            may_change(state=gathering.state, signed=[str(one.organisation) for one in holdings.values() if one.signed_at is not None]),
            may_hold(PartDraft(part.kind, holders=tuple(holders)), gathering.on) if holders else Decision(),
            _somebody_holds(kept, wanted),
            _nothing_recorded(gone),
            _may_drop(part, items),
        )
        if not decision.allowed:
            return Outcome(decision)
        work.change(Part, part.pk, **facts)
        _put_holders(work, part, [pk for pk in wanted if pk not in holdings], gone, on=gathering.on)
        _put_items(work, part, items)
    return Outcome(row_id=part.pk)


def _somebody_holds(kept: Sequence[int], wanted: set[int]) -> Decision:
    nobody = Objection("no_holder", "没有选召开的组织。", remedy="请选一个或几个党组织；不开了的请取消会议。", field="holders")
    return Decision.of(nobody if not kept and not wanted else None)


def _nothing_recorded(gone: Sequence[Holding]) -> Decision:
    """Who has marked attendance or voted holds it."""
    ids = [one.pk for one in gone]
    marked = set(Attendance.objects.unguarded(WHY).filter(holding_id__in=ids).values_list("holding_id", flat=True))
    marked |= set(Vote.objects.unguarded(WHY).filter(holding_id__in=ids).values_list("holding_id", flat=True))
    return Decision.of(
        *(
            Objection("recorded", f"{one.organisation}已经有到会或表决的记录。", remedy="先清除点名，再去掉这个组织。", field="holders")
            for one in gone
            if one.pk in marked
        )
    )


def _may_drop(part: Part, items: Sequence[Item]) -> Decision:
    """An item on which something was decided or voted keeps its place and its name: decisions point at it."""
    titles = {number: item.title for number, item in enumerate(items, 1)}
    altered = [one for one in AgendaItem.objects.unguarded(WHY).filter(part=part) if titles.get(one.number) != one.title]
    used = set(Resolution.objects.unguarded(WHY).filter(item__in=altered).values_list("item_id", flat=True))
    used |= set(Vote.objects.unguarded(WHY).filter(item__in=altered).values_list("item_id", flat=True))
    held_above = held_in_place([one.pk for one in altered])
    return Decision.of(
        *(
            Objection("decided", f"“{one.title}”已经有决议或表决。", remedy="保留它原来的次序和名称。", field=f"item_{one.number}")
            for one in altered
            if one.pk in used
        ),
        *(
            Objection("topic", f"“{one.title}”是列入议程的议题。", remedy="次序和名称在“议题”中调整。", field=f"item_{one.number}")
            for one in altered
            if one.pk in held_above
        ),
    )


def _put_holders(work: Work, part: Part, new: Sequence[int], gone: Sequence[Holding], *, on: Any) -> None:
    work.remove(Holding, [one.pk for one in gone])
    rows = [(pk, part.gathering_id, part.pk, one, part.kind, on) for pk, one in zip(work.reserve(Holding, len(new)), new, strict=True)]
    work.put(Holding, ("id", "gathering_id", "part_id", "organisation_id", "kind", "on"), rows)


def _put_items(work: Work, part: Part, items: Sequence[Item]) -> None:
    """Line by line: what stands in a place is changed, what is more is added, what is less goes."""
    known = list(AgendaItem.objects.unguarded(WHY).filter(part=part).order_by("number"))
    for old, item in zip(known, items, strict=False):
        work.change(AgendaItem, old.pk, title=item.title, presenter=item.presenter, papers_on=item.papers_on, matter=item.matter)
    new = list(enumerate(items, 1))[len(known) :]
    work.put(
        AgendaItem,
        ("id", "gathering_id", "part_id", "number", "title", "presenter", "papers_on", "matter"),
        [
            (pk, part.gathering_id, part.pk, number, item.title, item.presenter, item.papers_on, item.matter)
            for pk, (number, item) in zip(work.reserve(AgendaItem, len(new)), new, strict=True)
        ],
    )
    work.remove(AgendaItem, [old.pk for old in known[len(items) :]])


def append_items(work: Work, part: Part, items: Sequence[tuple[str, str, str]]) -> list[int]:
    """Lines of title, presenter and matter, behind those that stand; within an operation of a package above."""
    last = AgendaItem.objects.unguarded(WHY).filter(part=part).order_by("-number").values_list("number", flat=True).first() or 0
    numbers = work.reserve(AgendaItem, len(items))
    rows = [(pk, part.gathering_id, part.pk, last + at, *item) for at, (pk, item) in enumerate(zip(numbers, items, strict=True), 1)]
    work.put(AgendaItem, ("id", "gathering_id", "part_id", "number", "title", "presenter", "matter"), rows)
    return numbers


def take_off(work: Work, item: AgendaItem) -> None:
    """One line goes, those behind it move up; the caller has asked whether anything stands on it."""
    work.remove(AgendaItem, [item.pk])
    behind = AgendaItem.objects.unguarded(WHY).filter(part_id=item.part_id, number__gt=item.number).order_by("number")
    for one in behind:
        work.change(AgendaItem, one.pk, number=one.number - 1)
