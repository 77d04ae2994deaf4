"""An afternoon is planned or entered afterwards, moved, called off; a series is the same afternoon on several days."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Final

from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Moved, Part
from zhibu.gatherings.rules.planning import Draft, PartDraft, is_whole, may_change, may_plan
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记会议活动时核对"
LONGEST_SERIES: Final = 60


def plan_gathering(*, by: Actor, host: Organisation, draft: Draft, reason: str = "") -> Outcome:
    """One afternoon, before or after it was held. A form that is sent twice makes one."""
    return plan_series(by=by, host=host, draft=draft, days=[draft.on], reason=reason)


def plan_series(*, by: Actor, host: Organisation, draft: Draft, days: Sequence[date], reason: str = "") -> Outcome:
    """The same afternoon on each of these days; the row that is named is the first."""
    drafts = [replace(draft, on=day) for day in days]
    decision = Decision.all(*(may_plan(one, today=by.day) for one in drafts), _how_many(days))
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "gathering.record" if draft.was_before(by.day) else "gathering.plan", reason=reason) as work:
        known = _already(draft.token)
        if known:
            return Outcome(row_id=known)
        numbers = work.reserve(Gathering, len(drafts))
        series = f"S{numbers[0]:06d}" if len(drafts) > 1 else ""
        for number, one in zip(numbers, [drafts[0], *(replace(later, token="") for later in drafts[1:])], strict=True):
            _put(work, number, host, one, series=series, by=by)
    return Outcome(row_id=numbers[0])


def _how_many(days: Sequence[date]) -> Decision:
    most = f"一次最多安排 {LONGEST_SERIES} 次。"
    return Decision.of(
        Objection("no_day", "没有选日期。", remedy="至少选一天。", field="on") if not days else None,
        Objection("too_many_days", most, remedy="请分几次安排。", field="until") if len(days) > LONGEST_SERIES else None,
    )


def _already(token: str) -> int:
    """The gathering that this submission has made before."""
    if not token:
        return 0
    return Gathering.objects.unguarded(WHY).filter(token=token).values_list("pk", flat=True).first() or 0


def _put(work: Work, number: int, host: Organisation, draft: Draft, *, series: str, by: Actor) -> None:
    """The row of one afternoon; of a series the first alone bears the form's token.

    What is entered afterwards waits to be recorded like what was planned, until a list or minutes say that it was held; a visit's note is
    its whole record.
    """
    past = draft.was_before(by.day)
    noted = past and is_whole(draft.parts)
    work.add(
        Gathering,
        id=number,
        code=f"G{number:06d}",
        host_id=host.pk,
        title=draft.title or title_of(draft.parts),
        on=draft.on,
        begins=draft.begins,
        ends=draft.ends,
        planned_on=None if past else draft.on,
        place=draft.place,
        state=str(GatheringState.HELD if noted else GatheringState.PLANNED),
        reported_by=draft.reported_by,
        entered_by=by.label,
        entered_on=by.day,
        series=series,
        token=draft.token,
    )
    put_parts(work, number, draft)


def put_parts(work: Work, gathering: int, draft: Draft) -> None:
    """Parts in their order, each with its holders and its agenda."""
    parts = work.reserve(Part, len(draft.parts))
    columns = ("id", "gathering_id", "number", "kind", "topic", "minutes_long", "chair", "recorder", "lecturer")
    work.put(
        Part,
        columns,
        [
            (pk, gathering, number, one.kind, one.topic, one.minutes_long, one.chair, one.recorder, one.lecturer)
            for number, (pk, one) in enumerate(zip(parts, draft.parts, strict=True), 1)
        ],
    )
    holders = [(pk, one.kind, holder.organisation_id) for pk, one in zip(parts, draft.parts, strict=True) for holder in one.holders]
    work.put(
        Holding,
        ("id", "gathering_id", "part_id", "organisation_id", "kind", "on"),
        [
            (pk, gathering, part, organisation, kind, draft.on)
            for pk, (part, kind, organisation) in zip(work.reserve(Holding, len(holders)), holders, strict=True)
        ],
    )
    items = [(pk, number, title) for pk, one in zip(parts, draft.parts, strict=True) for number, title in enumerate(one.items, 1)]
    work.put(
        AgendaItem,
        ("id", "gathering_id", "part_id", "number", "title"),
        [(pk, gathering, *item) for pk, item in zip(work.reserve(AgendaItem, len(items)), items, strict=True)],
    )


def title_of(parts: Sequence[PartDraft]) -> str:
    """Where nobody gave it a name: what it holds."""
    return "、".join(dict.fromkeys(GatheringKind.word(part.kind) for part in parts))


def move_gathering(
    *, by: Actor, gathering: Gathering, on: date, begins: time | None, ends: time | None, place: str, reason: str
) -> Outcome:
    """To another day, time or place; what was announced before stays to be seen."""
    with recording(by, "gathering.move", reason=reason) as work:
        fresh = held(gathering)
        decision = _may_change(fresh)
        if not decision.allowed:
            return Outcome(decision)
        work.add(
            Moved,
            gathering_id=fresh.pk,
            was_on=fresh.on,
            was_begins=fresh.begins,
            was_place=fresh.place,
            reason=reason,
            moved_on=by.day,
        )
        work.change(Gathering, fresh.pk, on=on, begins=begins, ends=ends, place=place)
        for pk, before in Holding.objects.unguarded(WHY).filter(gathering=fresh).values_list("pk", "on"):
            if before != on:
                work.change(Holding, pk, on=on)
    return Outcome(row_id=gathering.pk)


def cancel_gathering(*, by: Actor, gathering: Gathering, reason: str) -> Outcome:
    """It will not be held; it stays to be seen with the reason, and counts nowhere."""
    with recording(by, "gathering.cancel", reason=reason) as work:
        fresh = held(gathering)
        decision = Decision.all(_may_change(fresh), _says_why(reason))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Gathering, fresh.pk, state=str(GatheringState.CANCELLED), cancelled_because=reason)
        for pk in Holding.objects.unguarded(WHY).filter(gathering=fresh).values_list("pk", flat=True):
            work.change(Holding, pk, cancelled=True)
    return Outcome(row_id=gathering.pk)


def _says_why(reason: str) -> Decision:
    return Decision.of(Objection("no_reason", "没有写取消的原因。", remedy="一句话即可。", field="reason") if not reason.strip() else None)


def _may_change(gathering: Gathering) -> Decision:
    signed = Holding.objects.unguarded(WHY).filter(gathering=gathering).exclude(signed_at=None).select_related("organisation")
    return may_change(state=gathering.state, signed=[str(one.organisation) for one in signed])
