"""Party groups: a member of a branch belongs to one of its groups, beside the organisation relationship."""

from datetime import date
from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Membership, Organisation, Person
from zhibu.register.rules import member_acts
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end, succeed
from zhibu.register.services.standing import place_on, roll_on
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import MembershipRelation
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "编入党小组时读取当前情况"
GROUP: Final = {"relation": str(MembershipRelation.GROUP)}


def choose_group(*, by: Actor, person: Person, group: Organisation | None, on: date, reason: str = "") -> Outcome:
    """The group of a day, or none."""
    if group is None:
        return leave_group(by=by, person=person, on=on, reason=reason)
    return join_group(by=by, person=person, group=group, on=on, reason=reason)


def join_group(*, by: Actor, person: Person, group: Organisation, on: date, reason: str = "") -> Outcome:
    """From a day on somebody belongs to a group of the own branch; the group before is left."""
    with recording(by, "member.group", reason=reason) as work:
        fresh, place = held(person), held(group)
        roll = roll_on(fresh, on)
        branch, path = place_on(roll.organisation_id, on) if roll else "", place_on(place.pk, on)
        decision = member_acts.may_join_group(
            roll=member_acts.on_roll(roll.since if roll else None),
            is_group=place.now_kind == OrganisationKind.GROUP and place.dissolved_on is None,
            inside=bool(branch) and path.startswith(branch),
            on=on,
            today=by.day,
        )
        if not decision.allowed:
            return Outcome(decision)
        until = roll.until if roll else FAR
        succeed(work, Membership, key={"person_id": fresh.pk, **GROUP}, values={"organisation_id": place.pk}, on=on, until=until)
    return Outcome(row_id=fresh.pk)


def leave_group(*, by: Actor, person: Person, on: date, reason: str = "") -> Outcome:
    """From a day on somebody belongs to no group."""
    with recording(by, "member.group_left", reason=reason) as work:
        key = {"person_id": held(person).pk, **GROUP}
        inside = Membership.objects.unguarded(WHY).on(on).filter(**key).exists()
        nowhere = Objection("not_in_group", "当天不在任何党小组。", remedy="请核对日期。", field="on")
        decision = Decision.of(None if inside else nowhere, member_acts.not_later(on, by.day))
        if not decision.allowed:
            return Outcome(decision)
        end(work, Membership, key=key, on=on, ending="moved")
    return Outcome(row_id=person.pk)
