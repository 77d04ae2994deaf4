"""Since when an organisation's records are complete: laid down by a person, or by the first signature of a street."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from zhibu.gatherings.models import RecordsFrom
from zhibu.gatherings.rules.recording import first_full_month, may_set
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import down_to
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记会议记录从哪一天起齐全"
ALL_KINDS: Final = ""
"""Speaks of every kind of the organisation and of those below it."""


def set_records_from(*, by: Actor, organisation: Organisation, kind: str = ALL_KINDS, on: date, reason: str) -> Outcome:
    """Before this day nothing is late; what was recorded of earlier days stays and is seen."""
    with recording(by, "gathering.records_from", reason=reason) as work:
        held(organisation)
        decision = may_set(on=on, reason=reason, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        there = RecordsFrom.objects.unguarded(WHY).filter(organisation=organisation, kind=kind).first()
        if there is None:
            pk = work.add(RecordsFrom, organisation_id=organisation.pk, kind=kind, complete_from=on)
        else:
            pk = there.pk
            work.change(RecordsFrom, pk, complete_from=on)
    return Outcome(row_id=pk)


def begin_recording(work: Work, organisations: Iterable[Organisation], *, day: date) -> None:
    """At the first signature in a street its records begin with the next month; so nobody stays unknown because nobody laid it down."""
    above = {path for one in organisations for path in down_to(one.now_path)}
    said = RecordsFrom.objects.unguarded(WHY).filter(organisation__now_path__in=sorted(above), kind=ALL_KINDS)
    begun = tuple(said.values_list("organisation__now_path", flat=True))
    without = [path for path in above if not path.startswith(begun)] if begun else list(above)
    if not without:
        return
    streets = Organisation.objects.unguarded(WHY).filter(now_path__in=without, now_kind=OrganisationKind.STREET_COMMITTEE)
    for street in streets.order_by("pk"):
        held(street)
        if not said.filter(organisation=street).exists():
            work.add(RecordsFrom, organisation_id=street.pk, kind=ALL_KINDS, complete_from=first_full_month(day))
