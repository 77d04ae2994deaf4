"""Meetings that were held and wait for their signature: a line that misses them says which, so that one click mends it."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringState
from zhibu.rulebook.loading import rulebook

WHY: Final = "已经确认可以看到的得分，列出还没有签批的会议"


class Unsigned(NamedTuple):
    """On which day, under which number."""

    on: date
    code: str


def unsigned_of(measure: str, organisation: int, on: date) -> Sequence[Unsigned]:
    """Of the year so far, of what is held so and so often; no query for any other measure."""
    clause = rulebook().clauses.get(measure)
    if clause is None or clause.frequency is None:
        return ()
    waiting = {"gathering__state": GatheringState.HELD, "signed_at": None, "cancelled": False}
    held = Holding.objects.unguarded(WHY).filter(organisation=organisation, kind=clause.frequency.measure, **waiting)
    found = held.filter(on__gte=date(on.year, 1, 1), on__lte=on).order_by("on", "gathering__code")
    return [Unsigned(*row) for row in found.values_list("on", "gathering__code")]
