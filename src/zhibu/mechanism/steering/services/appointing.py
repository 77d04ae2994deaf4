"""A concurrent member is proposed, nominated, vetted, appointed; the appointment writes the post, its end takes it back."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed, Written
from zhibu.cases.services import Opening
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee
from zhibu.mechanism.steering.queries.people import home_of, under_way, unit_named
from zhibu.mechanism.steering.rules.composing import may_appoint, may_propose, may_release
from zhibu.mechanism.steering.rules.procedures import procedure_for
from zhibu.mechanism.steering.services.composing import Who, may_be_seated
from zhibu.mechanism.steering.terms import COMMITTEE, Tier
from zhibu.register.models import Post
from zhibu.register.queries.ancestry import committee_above
from zhibu.register.services.holding import held
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

WHY: Final = "办理兼职委员时核对"
KIND: Final = PostKind.CONCURRENT_COMMITTEE_MEMBER


@whole
def propose(*, by: Actor, committee: SteeringCommittee, who: Who, on: date, texts: Mapping[str, str], submission: str = "") -> Outcome:
    """The unit's paper has come; a form that is sent twice begins one case. The title names the unit, never the person."""
    fresh = held(committee)
    place, unit = fresh.organisation, unit_named(who.unit)
    known = Case.objects.unguarded(WHY).filter(submission=submission).values_list("pk", flat=True).first() if submission else None
    if known:
        return Outcome(row_id=known)
    superior = committee_above(place.now_path)
    decision = _may_be_proposed(fresh, who, on=on, today=by.day, superior=superior is not None)
    if not decision.allowed or unit is None or superior is None:
        return Outcome(decision)
    title = f"{unit.name}推荐兼职委员"
    opening = Opening(procedure_for(fresh.tier), title[:80], on, subject_kind=COMMITTEE, subject_code=place.code, submission=submission)
    opened = must(cases.open_case(by=by, organisation=place, opening=opening))
    case = Case.objects.unguarded(WHY).get(pk=opened.row_id)
    must(cases.act(by=by, case=case, seen=case.now_last, deed=Deed("propose", on, texts)))
    with recording(by, "case.concurrent") as work:
        beside = {"case_id": case.pk, "committee_id": fresh.pk, "superior_id": superior.pk, "unit_id": unit.pk}
        person = who.person.pk if who.person else None
        work.add(
            Appointment, **beside, home_id=home_of(unit, who.person, on), person_id=person, name=who.name, post=who.post.strip()
        )  # fmt: skip
    return opened


def _may_be_proposed(committee: SteeringCommittee, who: Who, *, on: date, today: date, superior: bool) -> Decision:
    """What stands against the committee, the name, the seat and the proposal, all at once."""
    return Decision.all(
        may_be_seated(committee, who, sits=False, unit_known=unit_named(who.unit) is not None, on=on, today=today),
        may_propose(
            superior=superior,
            seated=_seated(committee, who, on),
            under_way=under_way(committee, who.person, who.name) if who.key else "",
        ),
    )


def _seated(committee: SteeringCommittee, who: Who, on: date) -> bool:
    """Concurrent member already; whoever sits there in another seat may well become one."""
    if who.person is not None:
        posts = Post.objects.unguarded(WHY).on(on).filter(person=who.person, organisation_id=committee.organisation_id)
        return posts.filter(kind=str(KIND)).exists()
    there = Appointment.objects.unguarded(WHY).filter(committee=committee, person=None, name=who.name, ended_on=None)
    return bool(who.name) and there.exclude(begins=None).exists()


def record_step(*, by: Actor, appointment: Appointment, step: str, written: Written) -> Outcome:
    """A paper went out or came in; nominating sends it to the level above, without anybody naming it."""
    to = appointment.superior if step == "nominate" and appointment.committee.tier != Tier.STREET else None
    return cases.act(by=by, case=appointment.case, seen=written.seen, deed=Deed(step, written.on, written.texts), organisation=to)


@whole
def appoint(*, by: Actor, appointment: Appointment, written: Written, until: date | None) -> Outcome:
    """From that day on he sits there; of a person of the register the post is written, and nothing else of him changes."""
    fresh = held(appointment)
    decision = may_appoint(on=written.on, until=until)
    if not decision.allowed:
        return Outcome(decision)
    done = must(record_step(by=by, appointment=fresh, step="appoint", written=written))
    if fresh.person is not None:
        must(hold_post(by=by, person=fresh.person, organisation=fresh.committee.organisation, kind=KIND, on=written.on))
    with recording(by, "case.concurrent") as work:
        work.change(Appointment, fresh.pk, begins=written.on, until=until)
    return done


@whole
def release(*, by: Actor, appointment: Appointment, on: date, reason: str) -> Outcome:
    """The term is over, or he has left the unit; the post ends with it."""
    fresh = held(appointment)
    decision = may_release(begins=fresh.begins, ended=fresh.ended_on is not None, on=on, reason=reason, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    posts = Post.objects.unguarded(WHY).filter(organisation_id=fresh.committee.organisation_id, kind=str(KIND), valid_to=FAR)
    post = posts.filter(person_id=fresh.person_id).first() if fresh.person_id else None
    if post is not None:
        must(end_post(by=by, post=post, on=on))
    with recording(by, "case.concurrent_ended") as work:
        work.change(Appointment, fresh.pk, ended_on=on, ended_because=reason.strip())
    return Outcome(row_id=fresh.case_id)
