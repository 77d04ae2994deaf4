"""A committee is dissolved: seats and terms end with it, in one operation that can be taken back as a whole."""

from datetime import date

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.dissolving import CONCURRENT, appointed_at, standing_of
from zhibu.mechanism.steering.rules.dissolving import may_dissolve
from zhibu.register.services.holding import held
from zhibu.register.services.posts import end_posts
from zhibu.register.services.spans import end_all
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording


def dissolve(*, by: Actor, committee: SteeringCommittee, on: date, basis: str) -> Outcome:
    """Whoever sits there by post keeps the post; the post of a concurrent member is the seat, and ends. Matters stay with the organisation.

    Why a term ended says the committee's own row: the trail hides that text, and what is hidden could not be put back.
    """
    with recording(by, "organisation.steering_dissolved") as work:
        fresh = held(committee)
        decision = may_dissolve(standing_of(fresh), on=on, basis=basis, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        for pk in appointed_at(fresh):
            work.change(Appointment, pk, ended_on=on)
        end_posts(work, key={"organisation_id": fresh.organisation_id, "kind": CONCURRENT}, on=on)
        end_all(work, SteeringMember, key={"committee_id": fresh.pk}, on=on)
        work.change(SteeringCommittee, fresh.pk, dissolved_on=on, dissolved_by=basis.strip())
    return Outcome(row_id=fresh.pk)
