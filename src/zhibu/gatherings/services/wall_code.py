"""The code on the wall: shown by the organiser, scanned by a member who wants to. Never a position, a photo or an hour."""

import secrets
from typing import Final

from zhibu.gatherings.models import Attendance, Gathering, Holding
from zhibu.gatherings.queries.lists import Line, lists_of
from zhibu.gatherings.rules.checking_in import may_check_in
from zhibu.gatherings.rules.planning import may_change
from zhibu.gatherings.services.attendance import COLUMNS, held_in_order
from zhibu.gatherings.terms import GatheringState, Presence, Standing
from zhibu.kernel.decisions import Outcome
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "登记到会码时核对"


def show_code(*, by: Actor, gathering: Gathering) -> Outcome:
    """A new code; an older one is void at once."""
    with recording(by, "gathering.wall_code") as work:
        fresh = held(gathering)
        decision = may_change(state=fresh.state, signed=())
        if not decision.allowed:
            return Outcome(decision)
        work.change(Gathering, fresh.pk, wall_code=secrets.token_hex(8))
    return Outcome(row_id=fresh.pk)


def hide_code(*, by: Actor, gathering: Gathering) -> Outcome:
    """Nobody scans any more; what was scanned stays."""
    with recording(by, "gathering.wall_code") as work:
        work.change(Gathering, held(gathering).pk, wall_code="")
    return Outcome(row_id=gathering.pk)


def check_in(*, by: Actor, gathering: Gathering, person_id: int | None) -> Outcome:
    """Present at every open part at which the member is expected and nothing was said of him."""
    with recording(by, "gathering.check_in") as work:
        held_in_order([one for one, _ in _lines(gathering, person_id)])
        lines = _lines(gathering, person_id)
        decision = may_check_in(known=person_id is not None, on=gathering.on, today=by.day, said=[line.presence for _, line in lines])
        if not decision.allowed:
            return Outcome(decision)
        new = [(one, line) for one, line in lines if not line.presence]
        rows = [(gathering.pk, one.pk, line.person_id, line.standing, line.votes, str(Presence.PRESENT)) for one, line in new]
        work.put(Attendance, COLUMNS, [(pk, *row) for pk, row in zip(work.reserve(Attendance, len(rows)), rows, strict=True)])
        if gathering.state == GatheringState.PLANNED:
            work.change(Gathering, gathering.pk, state=str(GatheringState.HELD))
    return Outcome(row_id=gathering.pk)


def _lines(gathering: Gathering, person_id: int | None) -> list[tuple[Holding, Line]]:
    """Where he is expected, as long as it is open."""
    open_ones = list(Holding.objects.unguarded(WHY).filter(gathering=gathering, signed_at=None, cancelled=False, by_name=True))
    lists = lists_of(open_ones)
    return [
        (one, line) for one in open_ones for line in lists[one.pk] if line.person_id == person_id and line.standing == Standing.EXPECTED
    ]
