"""A ceremony is begun as a gathering with a programme; its programme, guests, delegations and seats are changed until it is called off."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Part
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.adjusting import append_items
from zhibu.gatherings.services.planning import cancel_gathering, plan_gathering
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.commemoration.models import Ceremony, Delegation, Guest, ProgrammeLine, SeatSwap
from zhibu.mechanism.commemoration.queries.ceremony import as_line
from zhibu.mechanism.commemoration.rules.programme import Line, Prepared, may_begin, may_stand, placed, without
from zhibu.mechanism.commemoration.rules.seating import Plan, may_seat, may_swap
from zhibu.mechanism.commemoration.terms import Occasion
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "筹备庆祝活动时核对"
ACT: Final = "ceremony.prepare"


@dataclass(frozen=True, slots=True)
class Begin:
    """What is typed: everything else follows."""

    occasion: str
    on: date
    begins: time | None = None
    place: str = ""
    title: str = ""
    chair: str = ""
    token: str = ""


def begin_ceremony(*, by: Actor, host: Organisation, begin: Begin, lines: Sequence[Line]) -> Outcome:
    """The gathering, and the programme that it begins with."""
    title = begin.title.strip() or f"{begin.on.year}年{Occasion.word(begin.occasion)}大会"
    holder = Holder(host.pk, str(host), host.now_kind, host.dissolved_on)
    part = PartDraft(str(GatheringKind.CEREMONY), topic=title, holders=(holder,), chair=begin.chair)
    draft = Draft(title, begin.on, begin.begins, None, begin.place, (part,), by.label if begin.on < by.day else "", begin.token)
    with recording(by, ACT) as work:
        decision = may_begin(begin.occasion, title, _on_that_day(held(host), begin))
        if not decision.allowed:
            return Outcome(decision)
        planned = plan_gathering(by=by, host=host, draft=draft)
        if not planned.done:
            return planned
        known = Ceremony.objects.unguarded(WHY).filter(gathering_id=planned.row_id).values_list("pk", flat=True).first()
        if known:
            return Outcome(row_id=known)
        row_id = work.add(Ceremony, gathering_id=planned.row_id, occasion=begin.occasion)
        part_row = Part.objects.unguarded(WHY).get(gathering_id=planned.row_id)
        _append(work, row_id, part_row, lines)
    return Outcome(row_id=row_id)


def _on_that_day(host: Organisation, begin: Begin) -> list[Prepared]:
    """What the host prepares for the day, but for what the same form has sent before."""
    found = Ceremony.objects.unguarded(WHY).filter(gathering__host=host, gathering__on=begin.on)
    if begin.token:
        found = found.exclude(gathering__token=begin.token)
    standing = found.exclude(gathering__state=GatheringState.CANCELLED).order_by("pk")
    return [Prepared(*row) for row in standing.values_list("occasion", "gathering__title", "gathering__code")]


def call_off(*, by: Actor, ceremony: Ceremony, reason: str) -> Outcome:
    """It is not held; that is said of its gathering, with which it stands or falls."""
    return cancel_gathering(by=by, gathering=ceremony.gathering, reason=reason)


def _append(work: Work, ceremony: int, part: Part, lines: Sequence[Line]) -> None:
    items = append_items(work, part, [(one.title, one.presenter, "") for one in lines])
    columns = ("id", "gathering_id", "ceremony_id", "item_id", "kind", "minutes_long", "honour")
    rows = [
        (pk, part.gathering_id, ceremony, item, one.kind, one.minutes_long, one.honour)
        for pk, item, one in zip(work.reserve(ProgrammeLine, len(items)), items, lines, strict=True)
    ]
    work.put(ProgrammeLine, columns, rows)


def set_line(*, by: Actor, ceremony: Ceremony, line: Line, at: int, was: int = 0) -> Outcome:
    """A line is added (``was`` 0) or changed, and put in its place."""
    return _rearranged(by, ceremony, lambda lines: placed(lines, line, at=at, was=was))


def drop_line(*, by: Actor, ceremony: Ceremony, number: int) -> Outcome:
    """A line goes, the others move up."""
    return _rearranged(by, ceremony, lambda lines: without(lines, number))


def _rearranged(by: Actor, ceremony: Ceremony, change: Callable[[list[Line]], list[Line]]) -> Outcome:
    """Places stay and what stands in them is written anew: what is more is added behind, what is less goes."""
    with recording(by, ACT) as work:
        gathering = held(ceremony.gathering)
        rows = list(ProgrammeLine.objects.unguarded(WHY).filter(ceremony=ceremony).select_related("item").order_by("item__number"))
        wanted = change([as_line(one) for one in rows])
        decision = Decision.all(_open(gathering), may_stand(wanted))
        if not decision.allowed:
            return Outcome(decision)
        for row, line in zip(rows, wanted, strict=False):
            work.change(AgendaItem, row.item_id, title=line.title, presenter=line.presenter)
            work.change(ProgrammeLine, row.pk, kind=line.kind, minutes_long=line.minutes_long, honour=line.honour)
        gone = rows[len(wanted) :]
        work.remove(ProgrammeLine, [one.pk for one in gone])
        work.remove(AgendaItem, [one.item_id for one in gone])
        more = wanted[len(rows) :]
        if more:
            _append(work, ceremony.pk, _part(gathering), more)
    return Outcome(row_id=ceremony.pk)


def _part(gathering: Gathering) -> Part:
    return Part.objects.unguarded(WHY).filter(gathering=gathering, kind=GatheringKind.CEREMONY).order_by("number")[0]


def _open(gathering: Gathering) -> Decision:
    """What was called off or signed stays as it is."""
    signed = Holding.objects.unguarded(WHY).filter(gathering=gathering).exclude(signed_at=None).exists()
    return Decision.of(
        Objection("cancelled", "活动已经取消。", remedy="需要的话另外筹备一次。") if gathering.state == GatheringState.CANCELLED else None,
        Objection("signed", "活动记录已经签批。", remedy="签批以后不再改动。") if signed else None,
    )


def invite(*, by: Actor, ceremony: Ceremony, kind: str, guests: Sequence[tuple[str, str]]) -> Outcome:
    """Guests of a kind, each with where from, behind those that are there; a list that is sent twice invites nobody twice."""
    with recording(by, ACT) as work:
        decision = Decision.all(_open(held(ceremony.gathering)), _somebody(guests))
        if not decision.allowed:
            return Outcome(decision)
        known = list(
            Guest.objects.unguarded(WHY).filter(ceremony=ceremony).order_by("number").values_list("number", "kind", "name", "comes_from")
        )
        guests = [one for one in guests if (kind, *one) not in {row[1:] for row in known}]
        last = known[-1][0] if known else 0
        numbers = work.reserve(Guest, len(guests))
        columns = ("id", "gathering_id", "ceremony_id", "number", "kind", "name", "comes_from")
        rows = [
            (pk, ceremony.gathering_id, ceremony.pk, last + at, kind, name, place)
            for at, (pk, (name, place)) in enumerate(zip(numbers, guests, strict=True), 1)
        ]
        work.put(Guest, columns, rows)
    return Outcome(row_id=ceremony.pk)


def _somebody(guests: Sequence[tuple[str, str]]) -> Decision:
    return Decision.of(None if guests else Objection("nobody", "没有写来宾。", remedy="每行写一位。", field="names"))


def uninvite(*, by: Actor, ceremony: Ceremony, guest: Guest) -> Outcome:
    """Somebody does not come."""
    with recording(by, ACT) as work:
        decision = _open(held(ceremony.gathering))
        if not decision.allowed:
            return Outcome(decision)
        work.remove(Guest, [guest.pk])
    return Outcome(row_id=ceremony.pk)


def set_delegations(*, by: Actor, ceremony: Ceremony, numbers: Mapping[int, int]) -> Outcome:
    """How many come from each organisation; 0 takes it out."""
    with recording(by, ACT) as work:
        decision = _open(held(ceremony.gathering))
        if not decision.allowed:
            return Outcome(decision)
        known = dict(Delegation.objects.unguarded(WHY).filter(ceremony=ceremony).values_list("organisation_id", "pk"))
        work.remove(Delegation, [known[one] for one, number in numbers.items() if not number and one in known])
        for one, number in numbers.items():
            if number and one in known:
                work.change(Delegation, known[one], number=number)
            elif number:
                work.add(Delegation, gathering_id=ceremony.gathering_id, ceremony_id=ceremony.pk, organisation_id=one, number=number)
    return Outcome(row_id=ceremony.pk)


def set_hall(*, by: Actor, ceremony: Ceremony, rows: int, seats: int) -> Outcome:
    """How large the hall is; seats are worked out from it."""
    with recording(by, ACT) as work:
        decision = Decision.all(_open(held(ceremony.gathering)), may_seat(rows, seats))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Ceremony, ceremony.pk, rows=rows, seats=seats)
    return Outcome(row_id=ceremony.pk)


def swap_seats(*, by: Actor, ceremony: Ceremony, plan: Plan, first: str, second: str) -> Outcome:
    """Two change seats; it holds as long as both come."""
    with recording(by, ACT) as work:
        decision = Decision.all(_open(held(ceremony.gathering)), may_swap(plan, first, second))
        if not decision.allowed:
            return Outcome(decision)
        last = SeatSwap.objects.unguarded(WHY).filter(ceremony=ceremony).order_by("-number").values_list("number", flat=True).first() or 0
        work.add(SeatSwap, gathering_id=ceremony.gathering_id, ceremony_id=ceremony.pk, number=last + 1, first=first, second=second)
    return Outcome(row_id=ceremony.pk)


def forget_swaps(*, by: Actor, ceremony: Ceremony) -> Outcome:
    """Seats as they are worked out, again."""
    with recording(by, ACT) as work:
        decision = _open(held(ceremony.gathering))
        if not decision.allowed:
            return Outcome(decision)
        work.remove(SeatSwap, list(SeatSwap.objects.unguarded(WHY).filter(ceremony=ceremony).values_list("pk", flat=True)))
    return Outcome(row_id=ceremony.pk)
