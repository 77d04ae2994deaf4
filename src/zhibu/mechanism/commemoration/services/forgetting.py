"""Guests are forgotten a year after a ceremony: people of whom nothing else is known here (PRACTICE.md 4.10)."""

from typing import Final

from zhibu.keeping.terms import row_of
from zhibu.kernel.dates import months_after
from zhibu.mechanism.commemoration.models import Guest
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "来宾姓名已满保存期限"
KEPT: Final = "ceremony_guests"
AT_ONCE: Final = 500


def forget_guests(*, by: Actor) -> int:
    """Of ceremonies longer ago than the table of times says; returns how many."""
    before = months_after(by.day, -(row_of(KEPT, by.day).months or 0))
    due = Guest.objects.unguarded(WHY).filter(ceremony__gathering__on__lt=before).order_by("pk")
    guests = list(due.values_list("pk", flat=True))
    for start in range(0, len(guests), AT_ONCE):
        with recording(by, "ceremony.forget", reason=WHY) as work:
            work.remove(Guest, guests[start : start + AT_ONCE])
    return len(guests)
