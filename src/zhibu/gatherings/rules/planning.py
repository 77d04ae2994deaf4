"""What may be planned, moved, called off and recorded; all objections at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, time

from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.terms import GatheringKind, GatheringState, Presence
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.organisations import OrganisationKind


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation that is to hold a part, as plain values."""

    organisation_id: int
    name: str
    kind: str
    dissolved_on: date | None = None


@dataclass(frozen=True, slots=True)
class PartDraft:
    """One part as it was typed."""

    kind: str
    topic: str = ""
    holders: tuple[Holder, ...] = ()
    minutes_long: int | None = None
    chair: str = ""
    recorder: str = ""
    lecturer: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """An afternoon as it was typed: one day, one place, parts in their order."""

    title: str
    on: date
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    parts: tuple[PartDraft, ...] = ()
    reported_by: str = ""
    token: str = field(default="", compare=False)
    over: bool = False
    """It has been, though its day is today."""

    def was_before(self, today: date) -> bool:
        """Whether it is entered after it was, not planned."""
        return self.on < today or (self.over and self.on == today)


def may_plan(draft: Draft, *, today: date) -> Decision:
    """A day that can be, at least one part, and organisations that hold what they hold."""
    ends_first = draft.begins is not None and draft.ends is not None and draft.ends <= draft.begins
    return Decision.all(
        Decision.of(
            Objection("no_parts", "没有选会议类型。", remedy="至少选一项，例如支部党员大会。", field="parts") if not draft.parts else None,
            Objection("ends_first", "结束时间早于开始时间。", remedy="请核对两个时间。", field="ends") if ends_first else None,
            Objection("too_far", "日期在两年以后。", remedy="请核对年份。", field="on") if draft.on.year > today.year + 2 else None,
        ),
        *(may_hold(part, draft.on) for part in draft.parts),
        _twice(draft.parts),
    )


def is_whole(parts: Sequence[PartDraft]) -> bool:
    """Whether entering it is all there is to record."""
    return all(CATALOGUE[GatheringKind.stored(part.kind)].by_note for part in parts)


def may_hold(part: PartDraft, on: date) -> Decision:
    """Organisations that hold what they hold, on a day on which they stand."""
    entry = CATALOGUE[GatheringKind.stored(part.kind)]
    if not part.holders:
        return Decision.of(
            Objection("no_holder", f"{entry.kind.label}没有选召开的组织。", remedy="请选一个或几个党组织。", field="holders")
        )
    return Decision.of(
        *(_holder(one, part.kind) for one in part.holders),
        *(
            Objection("dissolved", f"{one.name}在这一天已经撤销。", remedy="请核对日期或组织。", field="holders")
            for one in part.holders
            if one.dissolved_on is not None and one.dissolved_on <= on
        ),
    )


def _holder(one: Holder, kind: str) -> Objection | None:
    entry = CATALOGUE[GatheringKind.stored(kind)]
    if one.kind in entry.holders:
        return None
    who = "、".join(level.label for level in OrganisationKind if level in entry.holders)
    return Objection("wrong_holder", f"{one.name}不召开{entry.kind.label}。", remedy=f"这一类会议由{who}召开。", field="holders")


def _twice(parts: Sequence[PartDraft]) -> Decision:
    """The same organisation holds the same kind once in an afternoon."""
    seen: set[tuple[str, int]] = set()
    objections = []
    for part in parts:
        for one in part.holders:
            if (part.kind, one.organisation_id) in seen:
                label = GatheringKind.word(part.kind)
                objections.append(Objection("twice", f"{one.name}的{label}列了两次。", remedy="同一类的内容写在同一项里。", field="parts"))
            seen.add((part.kind, one.organisation_id))
    return Decision.of(*objections)


def may_call_up(said: Collection[str], *, on: date, today: date) -> Decision:
    """Nobody has been at a meeting that is still to come; who asks for leave beforehand may be noted at once."""
    ahead = on > today and bool(set(said) - {"", str(Presence.ON_LEAVE)})
    remedy = "到开会那天再点名；提前请假的，现在可以标请假。"
    return Decision.of(Objection("not_yet", "会议还没有开，不能登记到会情况。", remedy=remedy) if ahead else None)


def may_change(*, state: str, signed: Sequence[str]) -> Decision:
    """Day, place and parts stand once somebody has signed; what was called off stays called off."""
    return Decision.of(
        Objection("cancelled", "这次会议已经取消。", remedy="需要的话另外安排一次。") if state == GatheringState.CANCELLED else None,
        Objection("signed", f"已经签批：{'、'.join(signed)}。", remedy="签批后只能写更正的记录。") if signed else None,
    )
