"""Who was there: tapped on a list, pasted, scanned by the member, or only counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from zhibu.gatherings.models import Attendance, Gathering, Holding, LeftOut, Part
from zhibu.gatherings.queries.lists import Line, lists_of
from zhibu.gatherings.rules.planning import may_call_up, may_change
from zhibu.gatherings.terms import GatheringState, Presence, Standing
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Person
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记到会情况时核对"
COLUMNS: Final = ("id", "gathering_id", "holding_id", "person_id", "standing", "votes", "presence")
NUMBERS: Final = ("expected", "present", "on_leave", "in_attendance", "entitled", "there")
MARK: Final = ("standing", "votes", "presence")
Mark = tuple[str, bool, str]
LONGEST_NAMES: Final = 300


def mark_attendance(
    *,
    by: Actor,
    holdings: Sequence[Holding],
    marks: Mapping[int, str],
    in_attendance: Collection[int] = (),
    named: Sequence[str] = (),
    rest: str = "",
) -> Outcome:
    """The same marks for every open part at which somebody is expected: an afternoon of three parts is tapped once.

    ``marks`` is presence by person; an empty one takes a mark back. ``in_attendance`` are people who are there without being expected,
    ``named`` those of them who are on no roll here. ``rest`` is what everybody gets of whom nothing was said.
    """
    with recording(by, "gathering.attendance") as work:
        fresh = held_in_order(holdings)
        said = {*marks.values(), rest} | ({str(Presence.PRESENT)} if in_attendance or named else set())
        decision = Decision.all(_may_mark(fresh), may_call_up(said, on=_last_day(fresh), today=by.day), _room_for(fresh, named))
        if not decision.allowed:
            return Outcome(decision)
        lists = lists_of(fresh)
        for holding in fresh:
            _mark(work, holding, Marks(marks, in_attendance, rest).on(lists[holding.pk]))
        for part in _parts_of(fresh):
            work.change(Part, part.pk, attended_by=_with_names(part, named))
        was_held(work, fresh[0].gathering_id, by)
    return Outcome(row_id=fresh[0].gathering_id)


def held_in_order(holdings: Sequence[Holding]) -> list[Holding]:
    """Always in the order of their numbers: two who write at the same moment wait for each other and never both."""
    return [held(one) for one in sorted(holdings, key=lambda one: one.pk)]


def _may_mark(holdings: Sequence[Holding]) -> Decision:
    if not holdings:
        return Decision.of(Objection("nothing", "没有可以点名的会议。", remedy="已经签批的不再改动。"))
    signed = [str(one.organisation) for one in holdings if one.signed_at is not None]
    state = GatheringState.CANCELLED if any(one.cancelled for one in holdings) else GatheringState.HELD
    return may_change(state=state, signed=signed)


def _last_day(holdings: Sequence[Holding]) -> date:
    """All of a gathering are of one day; of none, no day is to come."""
    return max((one.on for one in holdings), default=date.min)


def _parts_of(holdings: Sequence[Holding]) -> list[Part]:
    return list(Part.objects.unguarded(WHY).filter(pk__in={one.part_id for one in holdings}).order_by("number"))


def _with_names(part: Part, named: Sequence[str]) -> str:
    """Names in attendance, each once."""
    return "、".join(dict.fromkeys([one for one in part.attended_by.split("、") if one] + list(named)))


def _room_for(holdings: Sequence[Holding], named: Sequence[str]) -> Decision:
    full = named and any(len(_with_names(part, named)) > LONGEST_NAMES for part in _parts_of(holdings))
    return Decision.of(
        Objection("too_many_names", f"列席人员合计超过 {LONGEST_NAMES} 个字。", remedy="请把单位和人数写进会议记录。") if full else None
    )


@dataclass(frozen=True, slots=True)
class Marks:
    """What was said of people: presence by person, who was there without being expected, and what the rest gets."""

    said: Mapping[int, str]
    in_attendance: Collection[int] = ()
    rest: str = ""

    def on(self, lines: Sequence[Line]) -> dict[int, Mark]:
        """Standing, vote and presence by person, for one list; who is left out of the number expected is no part of the rest."""
        wanted = {
            one.person_id: (
                one.standing,
                one.votes,
                self.said.get(one.person_id, one.presence or ("" if one.left_out else self.rest)),
            )
            for one in lines
        }
        guests = {
            person: (str(Standing.IN_ATTENDANCE), False, self.said.get(person, str(Presence.PRESENT))) for person in self.in_attendance
        }
        return guests | wanted


def _mark(work: Work, holding: Holding, wanted: Mapping[int, Mark]) -> None:
    """Rows for what is said, none for what is not, nothing for what stays; names that come after numbers count instead of them."""
    found = Attendance.objects.unguarded(WHY).filter(holding=holding).values_list("person_id", "pk", "standing", "votes", "presence")
    known = {person: (pk, tuple(rest)) for person, pk, *rest in found}
    work.remove(Attendance, [known[person][0] for person, mark in wanted.items() if person in known and not mark[2]])
    said = {person: mark for person, mark in wanted.items() if mark[2]}
    for person, mark in said.items():
        if person in known and known[person][1] != mark:
            work.change(Attendance, known[person][0], **dict(zip(MARK, mark, strict=True)))
    new = [(holding.gathering_id, holding.pk, person, *mark) for person, mark in said.items() if person not in known]
    work.put(Attendance, COLUMNS, [(pk, *row) for pk, row in zip(work.reserve(Attendance, len(new)), new, strict=True)])
    if said and not holding.by_name:
        work.change(Holding, holding.pk, by_name=True, **dict.fromkeys(NUMBERS))


def was_held(work: Work, gathering: int, by: Actor) -> None:
    """A list, minutes or a signature on the day or later say that it was held."""
    fresh = Gathering.objects.unguarded(WHY).get(pk=gathering)
    if fresh.state == GatheringState.PLANNED and fresh.on <= by.day:
        work.change(Gathering, gathering, state=str(GatheringState.HELD))


def type_numbers(
    *,
    by: Actor,
    holding: Holding,
    expected: int,
    present: int,
    on_leave: int,
    in_attendance: int,
    entitled: int | None = None,
    there: int | None = None,
) -> Outcome:
    """Where no names were kept: the numbers alone. Names can still come later, and then count instead."""
    heads = Heads(expected, present, on_leave, in_attendance, entitled, there)
    return count_heads(by=by, holdings=[holding], heads=heads)


@dataclass(frozen=True, slots=True)
class Heads:
    """Numbers without names; where nobody said who of them has a vote, everybody has."""

    expected: int
    present: int
    on_leave: int = 0
    in_attendance: int = 0
    entitled: int | None = None
    there: int | None = None


def count_heads(*, by: Actor, holdings: Sequence[Holding], heads: Heads) -> Outcome:
    """The same numbers for each of these parts of one organisation."""
    with recording(by, "gathering.numbers") as work:
        fresh = held_in_order(holdings)
        there = {str(Presence.PRESENT)}
        decision = Decision.all(_may_mark(fresh), may_call_up(there, on=_last_day(fresh), today=by.day), _plausible(heads))
        if not decision.allowed:
            return Outcome(decision)
        for one in fresh:
            work.remove(Attendance, list(Attendance.objects.unguarded(WHY).filter(holding=one).values_list("pk", flat=True)))
            work.change(Holding, one.pk, by_name=False, **asdict(heads))
        was_held(work, fresh[0].gathering_id, by)
    return Outcome(row_id=fresh[0].gathering_id)


def _plausible(heads: Heads) -> Decision:
    said = f"实到 {heads.present} 人加请假 {heads.on_leave} 人，多于应到 {heads.expected} 人。"
    votes, there = heads.entitled or 0, heads.there or 0
    return Decision.of(
        Objection("too_many", said, remedy="列席的人另外填，不计入实到。", field="present")
        if heads.present + heads.on_leave > heads.expected
        else None,
        Objection("more_votes", "有表决权的人数多于应到或实到的总数。", remedy="请核对这几个数。", field="entitled")
        if votes > heads.expected or there > heads.present or there > (heads.expected if heads.entitled is None else votes)
        else None,
    )


def leave_out(*, by: Actor, holding: Holding, person: Person, excluded_class: str, approval: str, resolution: str) -> Outcome:
    """Somebody of an excluded class is not counted as expected: only with the superior's approval and the meeting's resolution."""
    with recording(by, "gathering.leave_out") as work:
        fresh = held(holding)
        decision = Decision.all(
            _may_mark([fresh]),
            Decision.of(
                Objection("no_approval", "没有填上级党组织同意的文号或日期。", remedy="不计入应到会要经上级党组织同意。", field="approval")
                if not approval.strip()
                else None,
                Objection("no_resolution", "没有填会议通过的情况。", remedy="不计入应到会要由会议通过。", field="resolution")
                if not resolution.strip()
                else None,
            ),
        )
        if not decision.allowed:
            return Outcome(decision)
        known = LeftOut.objects.unguarded(WHY).filter(holding=fresh, person=person).values_list("pk", flat=True).first()
        facts = {"excluded_class": excluded_class, "approval": approval, "resolution": resolution}
        if known:
            work.change(LeftOut, known, **facts)
        else:
            work.add(LeftOut, gathering_id=fresh.gathering_id, holding_id=fresh.pk, person_id=person.pk, **facts)
    return Outcome(row_id=fresh.gathering_id)


def count_again(*, by: Actor, holding: Holding, person: Person) -> Outcome:
    """Counted as expected after all."""
    with recording(by, "gathering.leave_out") as work:
        fresh = held(holding)
        decision = _may_mark([fresh])
        if not decision.allowed:
            return Outcome(decision)
        work.remove(LeftOut, list(LeftOut.objects.unguarded(WHY).filter(holding=fresh, person=person).values_list("pk", flat=True)))
    return Outcome(row_id=fresh.gathering_id)
