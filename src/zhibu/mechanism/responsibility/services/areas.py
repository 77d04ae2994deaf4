"""The street's list of areas: added, ended; what stood before stays to be seen."""

from datetime import date
from typing import Final

from django.db.models import Max

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.responsibility.models import Responsibility, WorkArea
from zhibu.mechanism.responsibility.rules.assigning import may_add_area, may_end_area
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "修改责任分工表时核对"


def add_area(*, by: Actor, street: Organisation, name: str, on: date) -> Outcome:
    """At the end of the list, from a day on."""
    with recording(by, "responsibility.area") as work:
        place = held(street)
        known = WorkArea.objects.unguarded(WHY).filter(organisation=place, name=name.strip(), valid_to__gt=on).exists()
        decision = may_add_area(name, is_street=place.now_kind == OrganisationKind.STREET_COMMITTEE, known=known)
        if not decision.allowed:
            return Outcome(decision)
        row_id = put_area(work, place.pk, name.strip(), on)
    return Outcome(row_id=row_id)


def put_area(work: Work, street_id: int, name: str, on: date) -> int:
    """The row of an area."""
    last = WorkArea.objects.unguarded(WHY).filter(organisation_id=street_id).aggregate(last=Max("number"))["last"] or 0
    return work.add(WorkArea, organisation_id=street_id, name=name, number=last + 1, valid_from=on, valid_to=FAR)


def end_area(*, by: Actor, area: WorkArea, on: date) -> Outcome:
    """It stands no longer on the list from a day on; who answered for it until then answers no more."""
    with recording(by, "responsibility.area_ended") as work:
        fresh = held(area)
        of_it = Responsibility.objects.unguarded(WHY).filter(area=fresh, valid_to__gt=on)
        decision = may_end_area(
            since=fresh.valid_from,
            until=fresh.valid_to,
            on=on,
            held=of_it.filter(valid_from__gte=on).aggregate(last=Max("valid_from"))["last"],
        )
        if not decision.allowed:
            return Outcome(decision)
        for pk in list(of_it.values_list("pk", flat=True)):
            work.change(Responsibility, pk, valid_to=on)
        work.change(WorkArea, fresh.pk, valid_to=on)
    return Outcome(row_id=fresh.pk)
