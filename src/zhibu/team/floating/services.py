"""What is recorded of somebody who is away; a search begins, and somebody is found again."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.services import Opening, open_case
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Organisation, Person
from zhibu.register.services.facts import end_mark
from zhibu.register.services.holding import held
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.queries.one import Floating, floating_of, search_of
from zhibu.team.floating.rules.acts import may_contact, may_register, may_search
from zhibu.team.floating.rules.procedure import CONTACT_SEARCH, SUBJECT
from zhibu.team.floating.terms import Channel, ContactKind, RegistrationKind, Way
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

WHY: Final = "登记流动情况时核对"
FOUND: Final = "已联系上本人。"


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody was reached: on which day, how, by whom, for which organisation."""

    on: date
    way: Way
    by_whom: str
    organisation: Organisation
    kind: ContactKind = ContactKind.CONTACT


def record_registration(*, by: Actor, person: Person, kind: RegistrationKind, channel: Channel, on: date, number: str = "") -> Outcome:
    """A registration was made elsewhere; the same day again mends its channel and number."""
    with recording(by, "member.floating_registered") as work:
        fresh = held(person)
        one = floating_of(fresh, by.day)
        decision = Decision.all(may_register(away=one.since is not None, number=number, on=on, today=by.day), _not_before(one, on))
        if not decision.allowed:
            return Outcome(decision)
        values = {"channel": str(channel), "number": number.strip()}
        known = Registration.objects.unguarded(WHY).filter(person=fresh, kind=str(kind), on=on).first()
        if known is not None:
            work.change(Registration, known.pk, **values)
        else:
            work.add(Registration, person_id=fresh.pk, kind=str(kind), on=on, **values)
    return Outcome(row_id=fresh.pk)


def record_contact(*, by: Actor, person: Person, reached: Reached) -> Outcome:
    """There was contact, or the member reported; the same again stands once."""
    with recording(by, "member.contacted") as work:
        fresh = held(person)
        one = floating_of(fresh, by.day)
        decision = Decision.all(
            may_contact(away=one.since is not None or one.lost is not None, by_whom=reached.by_whom, on=reached.on, today=by.day),
            _not_before(one, reached.on),
        )
        if not decision.allowed:
            return Outcome(decision)
        key = {"person_id": fresh.pk, "kind": str(reached.kind), "on": reached.on, "way": str(reached.way)}
        if not Contact.objects.unguarded(WHY).filter(**key).exists():
            work.add(Contact, **key, by_whom=reached.by_whom.strip(), organisation_id=reached.organisation.pk)
    return Outcome(row_id=fresh.pk)


def _not_before(one: Floating, on: date) -> Decision:
    """What belongs to this absence did not happen before it."""
    began = one.since or (one.lost.since if one.lost else None)
    early = began is not None and on < began
    text = f"早于外出的日期 {began.isoformat()}。" if began else ""
    return Decision.of(Objection("before", text, remedy="请核对日期。", field="on") if early else None)


@whole
def open_search(*, by: Actor, person: Person, last_contact: str = "", submission: str = "") -> Outcome:
    """The branch begins to look for somebody; the case names nobody but by number."""
    fresh = held(person)
    one = floating_of(fresh, by.day)
    decision = may_search(lost=one.lost is not None, searched=one.search)
    if not decision.allowed or one.home is None:
        return Outcome(decision)
    home = Organisation.objects.unguarded(WHY).get(pk=one.home.id)
    title, texts = f"联系查找（编号 {fresh.code}）", {"last_contact": last_contact}
    opening = Opening(CONTACT_SEARCH, title, by.day, texts, subject_kind=SUBJECT, subject_code=fresh.code, submission=submission)
    return open_case(by=by, organisation=home, opening=opening)


@whole
def found_again(*, by: Actor, person: Person, reached: Reached) -> Outcome:
    """Reached at last: the mark ends that day, the contact is recorded, and a search under way ends."""
    must(record_contact(by=by, person=person, reached=reached))
    ended = must(end_mark(by=by, person=person, mark=MarkKind.OUT_OF_CONTACT, on=reached.on, reason=FOUND))
    code = search_of(person)
    if not code:
        return ended
    case = Case.objects.unguarded(WHY).get(code=code)
    return must(cases.cancel(by=by, case=case, seen=case.now_last, reason=FOUND))
