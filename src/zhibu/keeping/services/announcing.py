"""The list is brought up to the day: who comes to the end within ninety days is put on it, who came back is taken off."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

from zhibu.keeping.models import Notice
from zhibu.keeping.queries.ended import Ended, ended_by
from zhibu.keeping.queries.notices import standing_notices
from zhibu.keeping.terms import SOON_DAYS
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

COLUMNS: Final = ("id", "person_id", "row", "ended_on", "due_on", "announced_on")
AT_ONCE: Final = 2000


class Announcing(NamedTuple):
    """What became of the list."""

    announced: int
    withdrawn: int


def announce(*, by: Actor) -> Announcing:
    """Whoever is new on the list, or whose end comes earlier than it said, has thirty days from today."""
    wanted = {one.person_id: one for one in ended_by(by.day + timedelta(days=SOON_DAYS), by.day)}
    standing = standing_notices()
    gone = [number for person_id, (number, *_) in standing.items() if person_id not in wanted]
    fresh = [one for person_id, one in wanted.items() if person_id not in standing]
    other = [(standing[pk][0], standing[pk][3], one) for pk, one in wanted.items() if pk in standing and standing[pk][1:] != tuple(one[1:])]
    if fresh or other:
        with recording(by, "keeping.announce", reason=f"保存期限将到：{len(fresh) + len(other)} 人") as work:
            _put(work, fresh)
            for number, due_on, one in other:
                _change(work, number, one, sooner=one.due_on < due_on)
    if gone:
        with recording(by, "keeping.withdraw", reason=f"不再到期：{len(gone)} 人") as work:
            work.remove(Notice, gone)
    return Announcing(len(fresh), len(gone))


def _put(work: Work, fresh: Sequence[Ended]) -> None:
    for start in range(0, len(fresh), AT_ONCE):
        part = fresh[start : start + AT_ONCE]
        numbers = work.reserve(Notice, len(part))
        work.put(Notice, COLUMNS, [(number, *one, work.actor.day) for number, one in zip(numbers, part, strict=True)])
        work.flush()


def _change(work: Work, number: int, one: Ended, *, sooner: bool) -> None:
    """A correction moved the end; one that comes sooner begins its thirty days anew."""
    after: dict[str, Any] = {"row": one.row, "ended_on": one.ended_on, "due_on": one.due_on}
    work.change(Notice, number, **after | ({"announced_on": work.actor.day} if sooner else {}))
