"""At which ceremony an honour is given: what stands on a programme decides, not what was prepared last. Custom, not regulation."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

A_YEAR: Final = timedelta(days=365)


class Programme(NamedTuple):
    """A ceremony that is held or was: ``called`` are the kinds of honours that its lines call up, and the kinds of its lines."""

    ceremony: int
    on: date
    title: str
    code: str
    called: frozenset[str]


def given_at(what: str, decided_on: date, programmes: Sequence[Programme]) -> Programme | None:
    """The first after the decision, at most a year later, on whose programme it stands; where it stands on none, the first of them."""
    able = _able(decided_on, programmes)
    return next((one for one in able if what in one.called), able[0] if able else None)


def is_free(what: str, decided_on: date, on: date, programmes: Sequence[Programme]) -> bool:
    """Whether a ceremony that is prepared now, for a day, gives it: on no other programme, and no earlier day is there to give it."""
    able = _able(decided_on, programmes)
    return decided_on <= on < decided_on + A_YEAR and not any(what in one.called for one in able) and all(one.on > on for one in able)


def _able(decided_on: date, programmes: Iterable[Programme]) -> list[Programme]:
    able = [one for one in programmes if decided_on <= one.on < decided_on + A_YEAR]
    return sorted(able, key=lambda one: (one.on, one.ceremony))
