"""Who sits where: worked out from guests, receivers of honours and delegations; a swap made by hand is kept as long as both are there.

Guests sit in front, from the middle outwards; receivers follow in the order in which they are called up; delegations sit as blocks
behind. Each of the three begins in a row of its own where there is room.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.commemoration.terms import MOST_ROWS, MOST_SEATS


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who gets a seat: ``key`` names him for swaps, ``block`` is what he sits with."""

    key: str
    name: str
    block: str


class Seat(NamedTuple):
    """A seat by row and number, both from 1."""

    row: int
    number: int


@dataclass(frozen=True, slots=True)
class Plan:
    """Who sits where, and who has no seat."""

    rows: int
    seats: int
    taken: Mapping[Seat, Sitter]
    left_over: Sequence[Sitter] = ()

    @property
    def free(self) -> int:
        """Seats that nobody has."""
        return self.rows * self.seats - len(self.taken)

    def row(self, number: int) -> list[Sitter | None]:
        """One row, from the left."""
        return [self.taken.get(Seat(number, at)) for at in range(1, self.seats + 1)]

    def seat_of(self, key: str) -> Seat | None:
        """Where somebody sits."""
        return next((seat for seat, one in self.taken.items() if one.key == key), None)


def plan_of(rows: int, seats: int, sections: Sequence[Sequence[Sitter]], swaps: Sequence[tuple[str, str]] = ()) -> Plan:
    """``sections`` from the front: guests, receivers, delegations."""
    if not rows or not seats:
        return Plan(rows, seats, {}, list(_flat(sections)))
    fits = _rows_needed(seats, sections) <= rows
    order = [list(one) for one in sections] if fits else [list(_flat(sections))]
    parts = [(place, section[start : start + seats]) for place, section in enumerate(order) for start in range(0, len(section), seats)]
    taken: dict[Seat, Sitter] = {}
    for row, (place, part) in enumerate(parts[:rows], 1):
        numbers = middle_out(seats) if fits and place == 0 else range(1, seats + 1)
        taken.update({Seat(row, number): one for number, one in zip(numbers, part, strict=False)})
    return Plan(rows, seats, _swapped(taken, swaps), [one for _, part in parts[rows:] for one in part])


def _rows_needed(seats: int, sections: Sequence[Sequence[Sitter]]) -> int:
    return sum(-(-len(one) // seats) for one in sections)


def _flat(sections: Sequence[Sequence[Sitter]]) -> Iterator[Sitter]:
    for one in sections:
        yield from one


def middle_out(seats: int) -> list[int]:
    """Seat numbers of a row, the middle first, then right and left in turn."""
    middle = (seats + 1) // 2
    return sorted(range(1, seats + 1), key=lambda number: (abs(number - middle), number < middle))


def _swapped(taken: Mapping[Seat, Sitter], swaps: Sequence[tuple[str, str]]) -> dict[Seat, Sitter]:
    found = dict(taken)
    for first, second in swaps:
        where = {one.key: seat for seat, one in found.items()}
        if first in where and second in where:
            found[where[first]], found[where[second]] = found[where[second]], found[where[first]]
    return found


def may_seat(rows: int, seats: int) -> Decision:
    """A hall as there are halls."""
    return Decision.of(
        Objection("rows", f"排数要在 1 到 {MOST_ROWS} 之间。", remedy="请核对会场。", field="rows") if not 1 <= rows <= MOST_ROWS else None,
        Objection("seats", f"每排座位要在 1 到 {MOST_SEATS} 之间。", remedy="请核对会场。", field="seats")
        if not 1 <= seats <= MOST_SEATS
        else None,
    )


def may_swap(plan: Plan, first: str, second: str) -> Decision:
    """Two different people who both have a seat."""
    return Decision.of(
        Objection("same", "选的是同一个人。", remedy="请选两个人。", field="second") if first == second else None,
        *(
            Objection("no_seat", "其中一人还没有座位。", remedy="先增加排数或每排座位。", field=field)
            for field, key in (("first", first), ("second", second))
            if plan.seat_of(key) is None
        ),
    )
