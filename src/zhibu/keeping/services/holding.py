"""Destroying somebody's data is put off, and taken up again."""

from typing import Final

from zhibu.keeping.models import Hold
from zhibu.keeping.rules import may_hold, may_lift
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Membership, Person
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "暂缓销毁：此人现在的情况"


def place_hold(*, by: Actor, person: Person, reason: str) -> Outcome:
    """From today on the run leaves this person out."""
    with recording(by, "keeping.hold", reason=reason) as work:
        fresh = held(person)
        decision = may_hold(
            in_force=Membership.objects.unguarded(WHY).on(by.day).filter(person=fresh).exists(),
            held=_standing(fresh) is not None,
            erased=fresh.erased_on is not None,
        )
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(Hold, person_id=fresh.pk, reason=reason, placed_on=by.day, placed_by=by.label)
    return Outcome(row_id=row_id)


def lift_hold(*, by: Actor, person: Person, reason: str) -> Outcome:
    """The run takes this person up again, thirty days from today at the earliest."""
    with recording(by, "keeping.lift", reason=reason) as work:
        standing = _standing(held(person))
        decision = may_lift(held=standing is not None)
        if standing is None:
            return Outcome(decision)
        work.change(Hold, standing, lifted_on=by.day)
    return Outcome(row_id=standing)


def _standing(person: Person) -> int | None:
    return Hold.objects.unguarded(WHY).filter(person=person, lifted_on=None).values_list("pk", flat=True).first()
