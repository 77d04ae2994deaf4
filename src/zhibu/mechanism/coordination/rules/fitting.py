"""Which offers fit a need: by kind and by time, the nearest first. It proposes; people match (nothing decides by itself)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.dates import FAR

SAME_KIND: Final = 2
IN_TIME: Final = 1


@dataclass(frozen=True, slots=True)
class Wanted:
    """A need as far as fitting cares: what is needed, until when, who asks (0: the organisation itself), of whom (0: of everybody)."""

    kind: str
    by: date | None
    asker: int
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as far as fitting cares; ``giver`` of 0 is the organisation itself."""

    id: int
    kind: str
    giver: int
    since: date
    until: date = FAR


@dataclass(frozen=True, slots=True)
class Fit:
    """An offer beside a need, with what speaks for it."""

    offer: Offered
    same_kind: bool
    in_time: bool

    @property
    def rank(self) -> int:
        """More is nearer."""
        return SAME_KIND * self.same_kind + IN_TIME * self.in_time


def fits(wanted: Wanted, offers: Iterable[Offered], *, on: date) -> list[Fit]:
    """Offers of the other side that have not ended, the nearest first; nobody answers the own need with the own offer."""
    found = [
        Fit(one, one.kind == wanted.kind, in_time(wanted, one, on=on))
        for one in offers
        if one.giver != wanted.asker and one.until > on and (wanted.asked in {0, one.giver})
    ]
    return sorted(found, key=lambda fit: (-fit.rank, fit.offer.since, fit.offer.id))


def in_time(wanted: Wanted, offered: Offered, *, on: date) -> bool:
    """Whether the offer stands at some day from now until the need's last one; spans are half-open."""
    last = wanted.by or FAR
    return offered.since <= last and offered.until > on and offered.since < offered.until
