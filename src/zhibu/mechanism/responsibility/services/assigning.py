"""Who answers for an area in an organisation from a day on: set, replaced, ended, in one act for all three tiers."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import Q

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.responsibility.models import Responsibility, WorkArea
from zhibu.mechanism.responsibility.queries.answers import Answer, answers, post_of
from zhibu.mechanism.responsibility.rules.assigning import Standing, may_assign
from zhibu.mechanism.responsibility.terms import Tier
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end, succeed
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记责任分工时核对"
Wanted = Mapping[Tier, int | None]
"""Persons by tier; None: nobody. A tier that is left out stays as it is."""


def assign(*, by: Actor, area: WorkArea, organisation: Organisation, wanted: Wanted, on: date, basis: str = "") -> Outcome:
    """What is said again changes nothing; where nothing changes at all the page says so."""
    with recording(by, "responsibility.assign", reason=basis.strip()) as work:
        place, fresh = held(organisation), held(area)
        changed = changes(fresh, place, wanted, on)
        decision = may_assign(standing(fresh, place, on), wanted={tier.value: who is not None for tier, who in changed.items()}, on=on)
        if not decision.allowed:
            return Outcome(decision)
        put(work, area=fresh, place=place, changed=changed, on=on, basis=basis.strip())
    return Outcome(row_id=place.pk)


def changes(area: WorkArea, place: Organisation, wanted: Wanted, on: date) -> Wanted:
    """Only what differs from what holds on the day; whoever answered by a post that has ended is set anew."""
    now: dict[str, Answer] = {one.tier: one for one in answers(on, Q(area=area, organisation=place))}
    found: dict[Tier, int | None] = {}
    for tier, who in wanted.items():
        current = now.get(tier.value)
        same = current is not None and current.person_id == who and not current.stale(on)
        if not same and (who is not None or current is not None):
            found[tier] = who
    return found


def standing(area: WorkArea, place: Organisation, on: date) -> Standing:
    """What the rule asks of an area and an organisation."""
    later = Responsibility.objects.unguarded(WHY).filter(area=area, organisation=place, valid_from__gt=on)
    street: str = area.organisation.now_path
    return Standing(
        area_from=area.valid_from,
        area_to=area.valid_to,
        inside=bool(street) and place.now_path.startswith(street),
        dissolved=place.dissolved_on is not None,
        later=dict(later.order_by("-valid_from").values_list("tier", "valid_from")),
    )


def put(work: Work, *, area: WorkArea, place: Organisation, changed: Wanted, on: date, basis: str) -> None:
    """The rows; each rests on the post that its person holds there that day."""
    for tier, who in changed.items():
        key = {"organisation_id": place.pk, "area_id": area.pk, "tier": tier.value}
        if who is None:
            end(work, Responsibility, key=key, on=on)
        else:
            values = {"person_id": who, "post_id": post_of(who, place, on), "basis": basis}
            succeed(work, Responsibility, key=key, values=values, on=on, until=area.valid_to)
