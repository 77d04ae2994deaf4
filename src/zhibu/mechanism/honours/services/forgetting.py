"""Nominations that came to nothing go for good twelve months after the decision; that there were some stays in the trail."""

from typing import Final

from zhibu.keeping.terms import row_of
from zhibu.kernel.dates import months_after
from zhibu.mechanism.honours.models import Nomination
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "封存的推荐已满保存期限"
KEPT: Final = "nominations"


def forget_nominations(*, by: Actor) -> int:
    """Those sealed so long ago; returns how many."""
    months = row_of(KEPT, by.day).months or 0
    found = Nomination.objects.unguarded(WHY).filter(sealed_on__lte=months_after(by.day, -months)).order_by("pk")
    numbers = list(found.values_list("pk", flat=True))
    if numbers:
        with recording(by, "honour.forget", reason=WHY) as work:
            work.remove(Nomination, numbers)
    return len(numbers)
