"""Shares of a number of people, as regulations name them: at least half, more than half, two thirds, four fifths."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

SAID: Final = re.compile(r"(≥|>) ?([0-9]+)/([0-9]+)")
NAMES: Final = {
    (Fraction(1, 2), False): "半数以上",
    (Fraction(1, 2), True): "超过半数",
    (Fraction(2, 3), False): "三分之二以上",
    (Fraction(4, 5), False): "五分之四以上",
    (Fraction(1, 3), False): "三分之一以上",
}

THIRDS: Final = {33: Fraction(1, 3), 67: Fraction(2, 3)}
"""A street that writes 67 % means two thirds: of nine people six, and not seven."""


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction that must be reached, or exceeded: with 20 entitled, "≥ 1/2" needs 10 and "> 1/2" needs 11."""

    of: Fraction
    exceeded: bool = False

    @classmethod
    def read(cls, value: object) -> "Share":
        """As the rulebook writes it: ``≥ 1/2``, ``> 1/2``, or a street's own number of percent; ``ValueError`` for anything else."""
        if isinstance(value, int):
            return cls(THIRDS.get(value, Fraction(value, 100)))
        found = SAID.fullmatch(str(value))
        if found is None or int(found[3]) == 0:
            message = f"no share of a number: {value!r}"
            raise ValueError(message)
        return cls(Fraction(int(found[2]), int(found[3])), found[1] == ">")

    def least(self, base: int) -> int:
        """The smallest number that satisfies it; of nobody, one is needed: an empty meeting decides nothing."""
        exact = self.of * base
        floor = exact.numerator // exact.denominator
        needed = floor + 1 if self.exceeded or exact != floor else floor
        return max(needed, 1)

    def reached(self, number: int, base: int) -> bool:
        """Whether a number of a base is enough."""
        return base > 0 and number >= self.least(base)

    def __str__(self) -> str:
        return NAMES.get((self.of, self.exceeded), f"{'超过' if self.exceeded else '不少于'} {self.of.numerator}/{self.of.denominator}")
