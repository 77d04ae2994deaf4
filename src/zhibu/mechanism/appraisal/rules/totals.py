"""From indicators to a total: weights of the parts, bonus with a cap, and the band in which it lies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from zhibu.mechanism.appraisal.rules.scoring import CENT, NOTHING, Scored

HUNDRED: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the whole (in percent): regular work, the end of the year, what people are content with."""

    weight: Decimal
    scored: tuple[Scored, ...]

    @property
    def points(self) -> Decimal:
        """Of a hundred; a part without indicators takes nothing away."""
        of = sum((one.of for one in self.scored), NOTHING)
        return HUNDRED * sum((one.points for one in self.scored), NOTHING) / of if of else HUNDRED


def total(parts: Iterable[Part], *, bonus: Decimal = NOTHING, cap: Decimal = NOTHING) -> Decimal:
    """Of a hundred by the weights, and a bonus of at most ``cap`` on top; two places."""
    known = list(parts)
    weights = sum((one.weight for one in known), NOTHING)
    base = sum((one.weight * one.points for one in known), NOTHING) / weights if weights else NOTHING
    return (base + min(max(bonus, NOTHING), cap)).quantize(CENT, ROUND_HALF_UP)


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
