"""How often something was held in a period: what counts, what was too few, what nobody has signed yet.

The measure brings one string for an organisation and a kind: a sign for each holding, the letter of its period (``a`` for the current
one, ``b`` for the one before) behind ``!`` where too few were there and ``?`` where nobody has signed. Most strings of a street are the
same few.
"""

from functools import lru_cache
from typing import Final, NamedTuple

LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
SHORT: Final = "!"
UNSIGNED: Final = "?"


class Tally(NamedTuple):
    """Of one period."""

    counted: int = 0
    short: int = 0
    unsigned: int = 0

    @property
    def recorded(self) -> int:
        """What was signed, whether it counts or not."""
        return self.counted + self.short


@lru_cache(maxsize=4096)
def tallies(signs: str, periods: int) -> tuple[Tally, ...]:
    """By period, the current one first."""
    found = [[0, 0, 0] for _ in range(periods)]
    state = 0
    for sign in signs:
        if sign in (SHORT, UNSIGNED):
            state = 1 if sign == SHORT else 2
            continue
        place = LETTERS.index(sign)
        if place < periods:
            found[place][state] += 1
        state = 0
    return tuple(Tally(*one) for one in found)
