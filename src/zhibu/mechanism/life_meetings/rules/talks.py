"""Who talks with whom before a life meeting, and which talks are still missing. Nothing of what is said is kept.

The members of the leading group talk with one another, the secretary with each; in a branch somebody of the committee talks with
each other member.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, after_today

LOOKED_BACK: Final = timedelta(days=60)
"""Talks so long before the meeting count as talks before it; earlier ones are of another occasion."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who takes part; ``seat``: a member of the leading group or committee, ``head``: its secretary."""

    person_id: int
    code: str
    name: str
    seat: bool = False
    head: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two who talk with each other, whoever began."""

    one: int
    other: int

    @classmethod
    def of(cls, one: int, other: int) -> "Pair":
        """The same whichever is named first."""
        return cls(min(one, other), max(one, other))


def still_with(speaker: Somebody, everybody: Sequence[Somebody], held: Collection[Pair]) -> list[Somebody]:
    """Of whom somebody with a seat has still to be talked with: other seats one by one, members whom nobody with a seat has talked with."""
    reached = _reached(everybody, held)
    return [
        one
        for one in everybody
        if one.person_id != speaker.person_id
        and (Pair.of(speaker.person_id, one.person_id) not in held if one.seat else one.person_id not in reached)
    ]


def _reached(everybody: Iterable[Somebody], held: Iterable[Pair]) -> set[int]:
    """Everybody whom somebody with a seat has talked with."""
    seats = {one.person_id for one in everybody if one.seat}
    return {other for pair in held for one, other in ((pair.one, pair.other), (pair.other, pair.one)) if one in seats}


def missing(everybody: Sequence[Somebody], held: Collection[Pair]) -> list[tuple[Somebody, Somebody | None]]:
    """Pairs of seats that have not talked; members whom nobody with a seat has talked with, alone."""
    seats = [one for one in everybody if one.seat]
    pairs = [(one, other) for one, other in combinations(seats, 2) if Pair.of(one.person_id, other.person_id) not in held]
    reached = _reached(everybody, held)
    alone = [one for one in everybody if not one.seat and one.person_id not in reached]
    return [*pairs, *((one, None) for one in alone)]


def due(everybody: Sequence[Somebody]) -> int:
    """How many talks there are to be."""
    return len(missing(everybody, ()))


def may_note(*, speaker: Somebody | None, others: Collection[int], everybody: Sequence[Somebody], on: date, today: date) -> Decision:
    """A talk that has been, of somebody with a seat with others of the list."""
    known = {one.person_id for one in everybody if speaker is None or one.person_id != speaker.person_id}
    return Decision.of(
        Objection("no_speaker", "没有选谈话人。", remedy="谈话人是班子成员或支委。") if speaker is None or not speaker.seat else None,
        Objection("nobody", "没有选和谁谈的。", remedy="至少选一个人。") if not others else None,
        Objection("unknown", "选的人不在名单上。", remedy="请重新打开这一页再选。") if not known.issuperset(others) else None,
        after_today(on, today, remedy="谈过以后再登记。"),
    )


def may_finish(lacking: int, *, exception: str) -> Decision:
    """Everybody was talked with; or it is said why not."""
    if not lacking or exception.strip():
        return Decision()
    return Decision.of(
        Objection(
            "talks_missing",
            f"还有 {lacking} 次没有登记。",
            remedy="谈过的请先登记；确实谈不了的，写明原因（不写病情）。",
            field="exception",
        )
    )
