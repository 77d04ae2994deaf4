"""A committee is set up; somebody is given a seat there, and leaves it."""

from dataclasses import dataclass
from datetime import date

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.steering.models import SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.committees import committee_at, committees_at, tier_for
from zhibu.mechanism.steering.queries.people import Meant, unit_named
from zhibu.mechanism.steering.queries.seats import seats_on
from zhibu.mechanism.steering.rules.composing import may_base, may_end_seat, may_name, may_seat, may_set_up
from zhibu.mechanism.steering.rules.dissolving import DISSOLVED
from zhibu.mechanism.steering.terms import SeatKind
from zhibu.register.models import Organisation, Person
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording


def set_up(*, by: Actor, organisation: Organisation, on: date, basis: str = "") -> Outcome:
    """Tier and name follow from the organisation; those who sit there by post sit there at once."""
    with recording(by, "organisation.steering") as work:
        place = held(organisation)
        tier = tier_for(place, on)
        earlier = committee_at(place.pk)
        decision = may_set_up(
            tier,
            known=earlier is not None and earlier.dissolved_on is None,
            dissolved=place.dissolved_on is not None,
            on=on,
            today=by.day,
            before=earlier.dissolved_on if earlier else None,
        )
        if not decision.allowed or tier is None:
            return Outcome(decision)
        facts = {"organisation_id": place.pk, "tier": tier.value, "set_up_on": on, "basis": basis.strip()}
        work.add(SteeringCommittee, **facts)
    return Outcome(row_id=place.pk)


def put_basis(*, by: Actor, committee: SteeringCommittee, basis: str) -> Outcome:
    """The paper came later, or was noted wrongly."""
    with recording(by, "organisation.steering_basis") as work:
        fresh = held(committee)
        decision = Decision.all(may_base(basis), Decision.of(DISSOLVED if fresh.dissolved_on is not None else None))
        if not decision.allowed:
            return Outcome(decision)
        work.change(SteeringCommittee, fresh.pk, basis=basis.strip())
    return Outcome(row_id=fresh.pk)


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as he was typed: who it is, from which unit, with which post there."""

    meant: Meant
    unit: str = ""
    post: str = ""

    @property
    def person(self) -> Person | None:
        """Of the register."""
        return self.meant.person

    @property
    def key(self) -> str:
        """By which nobody sits there twice."""
        return self.person.code if self.person else self.meant.asked.name

    @property
    def name(self) -> str:
        """Of somebody outside; a person of the register is read from there."""
        return "" if self.person else self.meant.asked.name


def sits(committee: SteeringCommittee, who: Who, on: date) -> bool:
    """Whether he sits there on a day, by whatever way."""
    (known,) = committees_at([committee.organisation_id])
    key = (True, str(who.person.pk)) if who.person else (False, who.name)
    return any(seat.key == key for seat in seats_on([known], on).get(known.id, ()))


def may_be_seated(committee: SteeringCommittee, who: Who, *, sits: bool, unit_known: bool, on: date, today: date) -> Decision:
    """What stands against the committee, the name and the seat, all at once; a seat that is given, or one to be proposed for."""
    outside = who.person is None and who.meant.asked.outside
    return Decision.all(
        Decision.of(DISSOLVED if committee.dissolved_on is not None else None),
        may_name(who.meant.asked),
        may_seat(sits=sits, unit_known=unit_known, post=who.post, outside=outside, on=on, set_up_on=committee.set_up_on, today=today),
    )


def add_member(*, by: Actor, committee: SteeringCommittee, who: Who, seat: SeatKind, on: date) -> Outcome:
    """A seat from a day on."""
    with recording(by, "organisation.steering_member") as work:
        fresh = held(committee)
        unit = unit_named(who.unit)
        known = unit is not None or not who.unit.strip()
        decision = may_be_seated(fresh, who, sits=sits(fresh, who, on), unit_known=known, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.add(
            SteeringMember,
            committee_id=fresh.pk,
            organisation_id=fresh.organisation_id,
            person_id=who.person.pk if who.person else None,
            name=who.name,
            who=who.key,
            unit_id=unit.pk if unit else None,
            post=who.post.strip(),
            seat=str(seat),
            valid_from=on,
            valid_to=FAR,
        )
    return Outcome(row_id=fresh.pk)


def end_member(*, by: Actor, member: SteeringMember, on: date) -> Outcome:
    """Whoever was given a seat leaves it."""
    with recording(by, "organisation.steering_member_ended") as work:
        fresh = held(member)
        decision = may_end_seat(since=fresh.valid_from, ended=fresh.valid_to != FAR, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.change(SteeringMember, fresh.pk, valid_to=on)
    return Outcome(row_id=fresh.committee_id)
