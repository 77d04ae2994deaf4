"""From indicators to a total: weights of the parts, bonus with a cap, and the band in which it lies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from functools import lru_cache
from math import floor
from typing import Final, NamedTuple

from zhibu.mechanism.appraisal.rules.scoring import NOTHING, Scored

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the whole (in percent): regular work, the end of the year, what people are content with."""

    weight: Decimal
    scored: tuple[Scored, ...]

    @property
    def share(self) -> Fraction:
        """Of the whole; a part without indicators takes nothing away."""
        return _share(*self.sums)

    @property
    def sums(self) -> tuple[Decimal, Decimal]:
        """Points, and of how many."""
        return sum([one.points for one in self.scored], NOTHING), sum([one.of for one in self.scored], NOTHING)

    @property
    def points(self) -> Decimal:
        """Of a hundred, as a page shows it."""
        return HUNDRED * self.share.numerator / self.share.denominator


def total(parts: Iterable[Part], *, bonus: Decimal = NOTHING, cap: Decimal = NOTHING) -> Decimal:
    """Of a hundred by the weights, and a bonus of at most ``cap`` on top; two places.

    Reckoned in fractions and rounded once: whoever reckons anew in another program must come to the same.
    """
    return _total(tuple([(one.weight, *one.sums) for one in parts]), min(max(bonus, NOTHING), cap))


@lru_cache(maxsize=4096)
def _total(parts: tuple[tuple[Decimal, Decimal, Decimal], ...], bonus: Decimal) -> Decimal:
    """By weight, points and of how many; among thousands of organisations most come to sums that others came to."""
    weights = sum((Fraction(weight) for weight, _, _ in parts), Fraction())
    base = sum((Fraction(weight) * _share(points, of) for weight, points, of in parts), Fraction())
    whole = (base * 100 / weights if weights else Fraction()) + Fraction(bonus)
    return Decimal(floor(whole * 100 + Fraction(1, 2))).scaleb(-2)


def _share(points: Decimal, of: Decimal) -> Fraction:
    return Fraction(points) / Fraction(of) if of else Fraction(1)


class Band(NamedTuple):
    """A grade from so many points on; at most so many percent of all organisations, where a quota is laid down."""

    name: str
    at_least: Decimal
    quota: Decimal | None = None


def band_of(points: Decimal, bands: Sequence[Band]) -> str:
    """The highest that is reached; below all of them there is none."""
    reached = [one for one in bands if points >= one.at_least]
    return max(reached, key=lambda one: one.at_least).name if reached else ""


def too_many(numbers: Mapping[str, int], bands: Iterable[Band]) -> dict[str, int]:
    """Bands in which more organisations lie than their quota allows, and how many it allows.

    People decide who stays; nobody is put in order.
    """
    every = sum(numbers.values())
    allowed = {one.name: int((one.quota * every / 100).to_integral_value(ROUND_FLOOR)) for one in bands if one.quota is not None}
    return {name: most for name, most in allowed.items() if numbers.get(name, 0) > most}
