"""Values with weights, drawn with one random number; tables are written as people read them: ``初中27 普通高中25 大专14``."""

import re
from itertools import accumulate
from random import Random
from typing import Final, Generic, TypeVar

from zhibu.register.terms.term import Term

T = TypeVar("T")
A = TypeVar("A", bound=Term)

ENTRY: Final = re.compile(r"(\D+)([\d.]+)")


class Lot(Generic[T]):
    """What can be drawn, each with its weight."""

    def __init__(self, *pairs: tuple[T, float]) -> None:
        self.values = [value for value, _ in pairs]
        self._sums = list(accumulate(weight for _, weight in pairs))
        self._total = self._sums[-1]

    def draw(self, rng: Random) -> T:
        """One of the values."""
        return rng.choices(self.values, cum_weights=self._sums)[0]


def words(table: str) -> Lot[str]:
    """Words, each followed by its weight."""
    return Lot(*((word.strip(), float(weight)) for word, weight in ENTRY.findall(table)))


def terms(of: type[A], table: str) -> Lot[A]:
    """Words of a code list, as sheets write them."""
    return Lot(*((_read(of, word.strip()), float(weight)) for word, weight in ENTRY.findall(table)))


def _read(of: type[A], word: str) -> A:
    found = of.read(word)
    if found is None:
        raise ValueError(word)
    return found
