"""Names of people who stand on no roll here go two years after they left their seat; that the seat was held stays."""

from typing import Final

from django.db.models import Q

from zhibu.kernel.dates import months_after
from zhibu.mechanism.steering.models import Appointment, SteeringMember
from zhibu.mechanism.steering.terms import FORGOTTEN
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "名册以外的成员离任已满保存期限"
KEPT_MONTHS: Final = 24


def forget_outsiders(*, by: Actor) -> int:
    """Of seats that ended, and of proposals that came to nothing, so long ago; returns how many."""
    before = months_after(by.day, -KEPT_MONTHS)
    seats = SteeringMember.objects.unguarded(WHY).filter(person=None, valid_to__lte=before).exclude(name=FORGOTTEN).order_by("pk")
    over = Q(ended_on__lte=before) | Q(begins=None, case__now_ended_on__lte=before)
    proposals = Appointment.objects.unguarded(WHY).filter(over, person=None).exclude(name=FORGOTTEN).order_by("pk")
    numbers, cases = list(seats.values_list("pk", flat=True)), list(proposals.values_list("pk", flat=True))
    if numbers or cases:
        with recording(by, "keeping.steering", reason=WHY) as work:
            for pk in numbers:
                work.change(SteeringMember, pk, name=FORGOTTEN, who=f"{FORGOTTEN}{pk}", post="")
            for pk in cases:
                work.change(Appointment, pk, name=FORGOTTEN, post="")
    return len(numbers) + len(cases)
