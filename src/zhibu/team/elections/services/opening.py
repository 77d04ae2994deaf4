"""An election begins; a document of a step is recorded; candidates are named; the meeting is planned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed, Written, not_waiting
from zhibu.cases.services import Opening
from zhibu.cases.terms import UNDER_WAY
from zhibu.gatherings.queries.reached import rules_at
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Organisation
from zhibu.register.queries.ancestry import committee_above
from zhibu.register.services.holding import held
from zhibu.team.elections.models import Candidate, Election
from zhibu.team.elections.queries.bodies import able, body_on
from zhibu.team.elections.rules.candidates import Nominations, Nominee, Seats, may_nominate
from zhibu.team.elections.rules.opening import Plan, due_of, has_committee, may_open, timing_of
from zhibu.team.elections.rules.procedure import KEYS, MEETING, OF, procedure_for
from zhibu.team.elections.terms import Office, Timing
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

WHY: Final = "办理换届选举时核对"
ASKED_WITHIN: Final = timedelta(days=30)
"""The request is due so long after the beginning where the end of the term says nothing: it is over, unknown, or an early election's."""


@whole
def open_election(*, by: Actor, organisation: Organisation, plan: Plan, submission: str = "") -> Outcome:
    """The register says when it is due, whether there is a committee and who replies; a form that is sent twice begins one."""
    place = held(organisation)
    known = _sent_before(submission)
    if known:
        return Outcome(row_id=known)
    body, rules, superior = body_on(place, by.day), rules_at(place.now_path, by.day), committee_above(place.now_path)
    due = due_of(body, rules)
    timing = timing_of(due, by.day, rules)
    decision = may_open(body, plan, timing, rules, under_way=_under_way(place), superior=superior is not None)
    if not decision.allowed or superior is None:
        return Outcome(decision)
    committee = has_committee(body, rules)
    with recording(by, "election.open", reason=timing.label) as work:
        opening = Opening(
            procedure_for(committee=committee),
            f"{place}{by.day.year}年换届选举",
            by.day,
            until=_asked_until(due, timing, by.day),
            subject_kind=OF,
            subject_code=place.code,
            submission=submission,
        )
        opened = must(cases.open_case(by=by, organisation=place, opening=opening))
        work.add(
            Election,
            case_id=opened.row_id,
            organisation_id=place.pk,
            superior_id=superior.pk,
            begun_on=by.day,
            timing=str(timing),
            reason=plan.reason.strip() if timing.needs_reason else "",
            term_ends=due,
            seats=plan.seats if committee else 0,
            deputies=plan.deputies,
        )
    return Outcome(row_id=opened.row_id)


def _asked_until(due: date | None, timing: Timing, on: date) -> date:
    """Before the term ends; an early election is not put off until then, nor is a late one over before it begins."""
    soon = on + ASKED_WITHIN
    return max(due, soon) if due is not None and timing is Timing.ON_TIME else soon


def _sent_before(submission: str) -> int:
    if not submission:
        return 0
    return Case.objects.unguarded(WHY).filter(submission=submission).values_list("pk", flat=True).first() or 0


def _under_way(place: Organisation) -> str:
    found = Case.objects.unguarded(WHY).filter(subject_kind=OF, subject_code=place.code, procedure__in=KEYS, now_state__in=UNDER_WAY)
    return found.order_by("pk").values_list("title", flat=True).first() or ""


def record_step(*, by: Actor, election: Election, step: str, written: Written) -> Outcome:
    """A paper went out or came in; the request goes to the superior without anybody naming it."""
    to = election.superior if step == "request" else None
    return cases.act(by=by, case=election.case, seen=written.seen, deed=Deed(step, written.on, written.texts), organisation=to)


@whole
def nominate(*, by: Actor, election: Election, names: Mapping[Office, Sequence[int]], written: Written) -> Outcome:
    """Candidates as the outgoing committee names them; named again after a refusal, the new list counts."""
    fresh = held(election)
    place = fresh.organisation
    people = _people(place, written.on, names)
    rules = rules_at(place.now_path, written.on)
    strangers = sorted({pk for found in names.values() for pk in found} - people.keys())
    decision = Decision.all(
        Decision.of(
            Objection("strangers", "有人当天不在名册上，或者没有选举权。", MEETING, "请重新选择。", "names") if strangers else None
        ),
        may_nominate(_nominations(names, people), Seats(fresh.seats, fresh.deputies), rules),
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "election.nominate") as work:
        done = must(record_step(by=by, election=fresh, step="nominate", written=written))
        work.remove(Candidate, list(Candidate.objects.unguarded(WHY).filter(election=fresh).values_list("pk", flat=True)))
        rows = [(str(office), pk) for office, found in names.items() for pk in found]
        columns = ("id", "case_id", "election_id", "office", "person_id")
        numbers = work.reserve(Candidate, len(rows))
        work.put(Candidate, columns, [(number, fresh.case_id, fresh.pk, *row) for number, row in zip(numbers, rows, strict=True)])
    return done


def _people(place: Organisation, on: date, names: Mapping[Office, Sequence[int]]) -> Mapping[int, Nominee]:
    wanted = {pk for found in names.values() for pk in found}
    return {one.person_id: Nominee(one.person_id, one.name) for one in able(place, on) if one.person_id in wanted}


def _nominations(names: Mapping[Office, Sequence[int]], people: Mapping[int, Nominee]) -> Nominations:
    return {office: [people[pk] for pk in found if pk in people] for office, found in names.items()}


@dataclass(frozen=True, slots=True)
class When:
    """Day, hour and place of the meeting."""

    on: date
    begins: time | None = None
    place: str = ""


@whole
def plan_meeting(*, by: Actor, election: Election, when: When) -> Outcome:
    """One afternoon: the report of the outgoing committee, the election, and the first session of the new committee where there is one."""
    fresh = held(election)
    state = standing(fresh.case).state
    old = fresh.gathering
    again = old is not None and old.state != GatheringState.CANCELLED
    step = state.procedure.by_key["meeting"]
    decision = Decision.of(
        not_waiting(state, step) if state.waits("meeting") is None else None,
        Objection("planned", "选举大会已经安排。", remedy="改期、取消请打开这次会议办理。") if again else None,
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "election.plan") as work:
        draft = Draft(f"{fresh.organisation}选举大会", when.on, when.begins, None, when.place, tuple(_parts(fresh)))
        planned = must(plan_gathering(by=by, host=fresh.organisation, draft=draft))
        work.change(Election, fresh.pk, gathering_id=planned.row_id)
    return planned


def _parts(election: Election) -> list[PartDraft]:
    place = election.organisation
    holder = (Holder(place.pk, str(place), place.now_kind, place.dissolved_on),)
    parts = [
        PartDraft(str(GatheringKind.MEMBERS_MEETING), "听取和审议工作报告", holder, 60),
        PartDraft(str(GatheringKind.ELECTION), "通过选举办法和监票人、计票人；投票选举", holder, 60),
    ]
    if election.seats:
        parts.append(PartDraft(str(GatheringKind.COMMITTEE_MEETING), "新一届委员会第一次会议：选举书记、副书记，分工", holder, 30))
    return parts
