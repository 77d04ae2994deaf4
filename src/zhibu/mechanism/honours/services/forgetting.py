"""Nominations that came to nothing go for good: twelve months after the decision, and at once where the selection was called off.

That there were some stays in the trail.
"""

from typing import Final

from django.db.models import Q

from zhibu.cases.terms import Status
from zhibu.keeping.terms import row_of
from zhibu.kernel.dates import months_after
from zhibu.mechanism.honours.models import Nomination
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "封存的推荐已满保存期限"
CALLED_OFF: Final = "评选已经取消，推荐不再保存"
KEPT: Final = "nominations"


def forget_nominations(*, by: Actor) -> int:
    """Those sealed so long ago, and those of selections that were called off; returns how many."""
    months = row_of(KEPT, by.day).months or 0
    past = _forget(by, Q(sealed_on__lte=months_after(by.day, -months)), WHY)
    return past + _forget(by, Q(campaign__case__now_state=Status.CANCELLED.value), CALLED_OFF)


def _forget(by: Actor, which: Q, reason: str) -> int:
    numbers = list(Nomination.objects.unguarded(reason).filter(which).order_by("pk").values_list("pk", flat=True))
    if numbers:
        with recording(by, "honour.forget", reason=reason) as work:
            work.remove(Nomination, numbers)
    return len(numbers)
