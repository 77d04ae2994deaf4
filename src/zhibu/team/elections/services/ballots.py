"""Ballots on paper: opened when enough are there, counted by two who do not see each other's numbers, settled when both agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhibu.cases.queries.log import standing
from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.lists import lists_of, numbers_of, typed_numbers
from zhibu.gatherings.rules.ballots import Counter, may_count
from zhibu.gatherings.rules.quorum import NO_QUORUM, Numbers, quorum_of
from zhibu.gatherings.services.attendance import Heads, count_heads
from zhibu.gatherings.services.counters import apart
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.holding import held
from zhibu.rulebook.book import Rules
from zhibu.team.elections.models import Ballot, BallotCount, BallotMark, BallotName, Elected, Election
from zhibu.team.elections.queries.bodies import able
from zhibu.team.elections.queries.standing import Round, Stand, stand_of
from zhibu.team.elections.rules.counting import Count, counts_agree, may_issue, settle
from zhibu.team.elections.rules.procedure import MEETING
from zhibu.team.elections.rules.progress import Standing, may_ballot, may_print, offices_of
from zhibu.team.elections.terms import Office
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.whole import Undone, must, whole

WHY: Final = "选举投票：登记时核对"


@dataclass(frozen=True, slots=True)
class Printed:
    """A ballot about to be given out. ``present`` is asked of the first session of a new committee alone: its list is who was elected."""

    office: Office
    names: tuple[int, ...]
    issued: int
    present: int = 0


def standing_of(stand: Stand, office: Office, rules: Rules) -> Standing:
    """How far the election to one office has come."""
    rounds = stand.rounds_of(office)
    last = next((one for one in reversed(rounds) if one.settled is not None), None)
    settled = settle(last.settled, last.sheet, rules) if last is not None and last.settled is not None else None
    elected = {one.who.id for one in stand.elected if one.office is office}
    names = tuple(pk for pk in settled.next_names if pk not in elected) if settled else ()
    return Standing(office, stand.seats.of(office), stand.left(office), sum(one.open for one in rounds), len(rounds), names)


def step_of(stand: Stand, office: Office) -> str:
    """The step in which an office is voted on."""
    return "session" if stand.row.seats and office is not Office.COMMITTEE else "meeting"


def room_of(stand: Stand, step: str) -> Holding | None:
    """The part of the afternoon in which the ballots of a step are cast; none while no meeting is planned."""
    row = stand.row
    kind = GatheringKind.COMMITTEE_MEETING if step == "session" else GatheringKind.ELECTION
    found = Holding.objects.unguarded(WHY).filter(gathering=row.gathering_id, organisation=row.organisation_id, kind=str(kind))
    return found.select_related("part__gathering", "organisation").order_by("pk").first()


def numbers_in(room: Holding) -> Numbers:
    """Who was counted there."""
    return numbers_of(lists_of([room])[room.pk]) if room.by_name else typed_numbers(room)


@whole
def open_ballot(*, by: Actor, election: Election, printed: Printed) -> Outcome:
    """The papers are given out."""
    stand = stand_of(held(election))
    step = step_of(stand, printed.office)
    room = room_of(stand, step)
    rules = stand.rules
    if room is not None and step == "session" and room.signed_at is None:
        room = _session(by, stand, room, printed.present)
    numbers = numbers_in(room) if room is not None else Numbers(0, 0)
    decision = _may_open(by, stand, printed, Seen(room, numbers, rules))
    if not decision.allowed or room is None:
        raise Undone(decision)
    with recording(by, "election.ballot") as work:
        ballot = work.add(
            Ballot,
            case_id=stand.row.case_id,
            election_id=stand.row.pk,
            office=str(printed.office),
            number=1 + sum(one.office is printed.office for one in stand.rounds),
            holding_id=room.pk,
            seats=stand.left(printed.office),
            opened_on=by.day,
            entitled=numbers.entitled,
            there=numbers.there,
            issued=printed.issued,
        )
        _put_names(work, stand, ballot, printed.names)
    return Outcome(row_id=ballot)


def _session(by: Actor, stand: Stand, room: Holding, present: int) -> Holding:
    """The new committee's own list is who was elected: the numbers are written into the part of the afternoon."""
    members = len(stand.seated(Office.COMMITTEE))
    heads = Heads(members, present, entitled=members, there=present)
    must(count_heads(by=by, holdings=[room], heads=heads))
    return held(room)


class Seen(NamedTuple):
    """The room, who was counted in it, and the rules of its day."""

    room: Holding | None
    numbers: Numbers
    rules: Rules


def _may_open(by: Actor, stand: Stand, printed: Printed, seen: Seen) -> Decision:
    room, numbers, rules = seen
    step = step_of(stand, printed.office)
    now = standing_of(stand, printed.office, rules)
    waits = standing(stand.row.case).state.waits(step) is not None
    quorum = quorum_of(GatheringKind.ELECTION, numbers, rules) if room is not None else NO_QUORUM
    day_came = room is not None and room.on <= by.day and not room.cancelled
    signed = room is not None and room.signed_at is not None
    seated = [one.who.id for one in stand.seated(printed.office)]
    entitled = {one.person_id for one in able(stand.row.organisation, room.on)} if room is not None else set()
    members = {one.who.id for one in stand.seated(Office.COMMITTEE)} if step == "session" else entitled
    outside = not set(printed.names) <= members
    return Decision.all(
        may_ballot(now, step_waits=waits, quorum=quorum, signed=signed, held=day_came),
        may_print(now, printed.names, elected=seated),
        may_issue(printed.issued, numbers.there) if day_came and quorum.met else Decision(),
        Decision.of(Objection("outside", "选票上有人不能当选。", remedy="请从列出的人中选择。", field="names") if outside else None),
    )


def _put_names(work: Work, stand: Stand, ballot: int, names: Sequence[int]) -> None:
    columns = ("id", "case_id", "election_id", "ballot_id", "person_id")
    row = stand.row
    numbers = work.reserve(BallotName, len(names))
    work.put(BallotName, columns, [(pk, row.case_id, row.pk, ballot, person) for pk, person in zip(numbers, names, strict=True)])


@whole
def count_ballot(*, by: Actor, election: Election, ballot: int, counted_by: str, count: Count) -> Outcome:
    """One's own count; the second one that agrees settles the ballot."""
    stand = stand_of(held(election))
    one = _round(stand, ballot)
    mine = one.own(by.reader.account_id)
    others = [other for other in one.counts if other is not mine]
    decision = Decision.all(
        may_count(
            paper=True,
            closed=not one.open,
            signed=False,
            me=Counter(counted_by, by.reader.account_id),
            others=[Counter(other.row.counted_by, other.row.account_id) for other in others],
        ),
        apart(by, [other.row.account_id for other in others]),
        counts_agree(count, one.sheet),
        _strangers(stand, one, count),
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "election.count") as work:
        if mine is not None:
            work.remove(BallotMark, list(BallotMark.objects.unguarded(WHY).filter(count_id=mine.row.pk).values_list("pk", flat=True)))
        number = mine.row.pk if mine else _new_count(work, stand, one)
        _put_count(work, stand.row, number, counted_by, count)
        if len(others) == 1 and others[0].count == count:
            _settle(work, stand, one, count)
    return Outcome(row_id=ballot)


def _round(stand: Stand, ballot: int) -> Round:
    return next(one for one in stand.rounds if one.row.pk == ballot)


def _strangers(stand: Stand, one: Round, count: Count) -> Decision:
    """A name that was written in is that of somebody who may be elected there."""
    added = {mark.person_id for mark in count.marks} - one.sheet.names
    if not added:
        return Decision()
    inside = {who.person_id for who in able(stand.row.organisation, one.row.opened_on)}
    if step_of(stand, one.office) == "session":
        inside = {who.who.id for who in stand.seated(Office.COMMITTEE)}
    seated = {who.who.id for who in stand.seated(one.office)}
    return Decision.of(
        None if added <= inside else Objection("outside", "另选的人里有人不能当选。", remedy="这样的票算无效票。", field="others"),
        Objection("elected", "另选的人里有人已经当选。", remedy="请核对姓名。", field="others") if added & seated else None,
    )


def _new_count(work: Work, stand: Stand, one: Round) -> int:
    """The row of a counter who has entered nothing before."""
    part = {"case_id": stand.row.case_id, "election_id": stand.row.pk, "ballot_id": one.row.pk}
    counter = 1 + max((other.row.counter for other in one.counts), default=0)
    who = {"counted_by": "", "entered_by": work.actor.label, "account_id": work.actor.reader.account_id, "returned": 0}
    return work.add(BallotCount, **part, counter=counter, **who)


def _put_count(work: Work, row: Election, number: int, counted_by: str, count: Count) -> None:
    facts = {"counted_by": counted_by.strip(), "entered_by": work.actor.label}
    work.change(BallotCount, number, **facts, returned=count.returned, invalid=count.invalid)
    marks = sorted(count.marks)
    columns = ("id", "case_id", "election_id", "count_id", "person_id", "for_it", "against")
    values = [
        (pk, row.case_id, row.pk, number, mark.person_id, mark.for_it, mark.against)
        for pk, mark in zip(work.reserve(BallotMark, len(marks)), marks, strict=True)
    ]
    work.put(BallotMark, columns, values)


def _settle(work: Work, stand: Stand, one: Round, count: Count) -> None:
    settled = settle(count, one.sheet, stand.rules)
    row = stand.row
    work.change(Ballot, one.row.pk, settled_on=work.actor.day)
    for person in settled.elected:
        work.add(
            Elected,
            case_id=row.case_id,
            election_id=row.pk,
            ballot_id=one.row.pk,
            person_id=person,
            office=str(one.office),
            votes=count.of(person).for_it,
            elected_on=one.row.holding.on,
        )


@whole
def void_ballot(*, by: Actor, election: Election, ballot: int, reason: str) -> Outcome:
    """It does not count and says why; whom it elected it did not elect. A ballot that others followed stays."""
    stand = stand_of(held(election))
    one = _round(stand, ballot)
    later = any(other.row.pk > ballot and not other.void for other in stand.rounds)
    waits = standing(stand.row.case).state.waits(step_of(stand, one.office)) is not None
    decision = Decision.of(
        Objection("no_reason", "没有写作废的原因。", remedy="例如：收回的票多于发出的票。", field="reason") if not reason.strip() else None,
        Objection("void", "这次投票已经作废。") if one.void else None,
        Objection("later", "后面还有投票。", remedy="请先作废后面的投票。") if later else None,
        Objection("concluded", "选举结果已经确认。", remedy="确认有误的，批复以前取消事项，重新立项。") if not waits else None,
        Objection("signed", "会议记录已经签批，选举结果不能再改。", MEETING, "选举无效的，取消这件事项，重新启动换届。")
        if one.settled is not None and one.row.holding.signed_at is not None
        else None,
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "election.void", reason=reason) as work:
        work.remove(Elected, list(Elected.objects.unguarded(WHY).filter(ballot_id=ballot).values_list("pk", flat=True)))
        work.change(Ballot, ballot, void_because=reason.strip())
    return Outcome(row_id=ballot)


def standings(stand: Stand, step: str) -> Mapping[Office, Standing]:
    """All offices of a step."""
    rules = stand.rules
    wanted = offices_of(step, committee=bool(stand.row.seats))
    return {office: standing_of(stand, office, rules) for office in wanted if stand.seats.of(office)}
