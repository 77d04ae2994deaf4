"""Whom packages above expect where the catalogue knows only that people are invited: the members of a committee at its conference.

Filled once, at start-up. An organisation of which nobody says anything expects nobody, and is told who comes when they come.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zhibu.gatherings.queries.expected import Expected

Asked = Callable[[Sequence[int], date], "Mapping[int, list[Expected]]"]
"""Of these organisations on a day: who is expected, by pinyin."""
_known: Final[dict[str, Asked]] = {}


def use(kind: str, ask: Asked) -> None:
    """Say who knows of a kind."""
    _known[kind] = ask


def of(kinds: Collection[str], organisations: Sequence[int], on: date) -> "dict[tuple[str, int], list[Expected]]":
    """By kind and organisation."""
    return {(kind, place): found for kind in kinds if kind in _known for place, found in _known[kind](organisations, on).items()}
