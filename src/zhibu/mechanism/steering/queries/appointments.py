"""Appointments of a committee that are under way."""

from zhibu.cases.terms import UNDER_WAY
from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import Appointment
from zhibu.mechanism.steering.terms import SEE_CASES

RELATED = ("case", "unit", "person", "superior", "committee__organisation")


def open_appointments(reader: Reader, committee: int) -> list[Appointment]:
    """In the order in which they were begun; one query."""
    found = Appointment.objects.seen_by(reader, SEE_CASES).filter(committee_id=committee)
    alive = found.filter(case__now_state__in=UNDER_WAY)
    return list(alive.select_related(*RELATED).order_by("case__code"))
