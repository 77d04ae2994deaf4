"""What upper packages show on lower pages: a place on a page has a name, ``config`` says who fills it.

A member's page stands in ``register`` and knows nothing of findings; it asks for the panels of its place and prints what comes.
On the start page most stand at once; elsewhere, and where it takes longer, they come by themselves a moment later (htmx), from an
address of their own, so that the page itself stays as quick as it was. Without scripts a link leads there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, NamedTuple, get_args

from zhibu.kernel.readers import AccountReader
from zhibu.web.components import Item


@dataclass(frozen=True, slots=True)
class Panel:
    """One part of a page."""

    title: str
    items: Sequence[Item] = ()
    text: str = ""
    """A quiet line below the items."""
    link: str = ""
    url: str = ""
    to_do: int = 0
    """How many of its things wait for this very reader and have their last day today or behind them: today's greeting counts these."""


class Later(NamedTuple):
    """A part that is fetched when the page stands."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class About:
    """What a page shows, where it stands, and the day; on the start page nothing but the reader."""

    reader: AccountReader
    id: int = 0
    code: str = ""
    path: str = ""
    on: date | None = None
    """None: today."""
    kinds: frozenset[str] = frozenset()
    """What a gathering held."""


Slot = Literal["start", "organisation", "unit", "member", "gathering"]
Desk = Callable[[AccountReader, datetime], Sequence[Panel]]
_desk: Final[list[Desk]] = []
_own: Final[list[Desk]] = []
_later: Final[dict[Slot, list[Callable[[About], Later | None]]]] = {}


def use(*, desk: Sequence[Desk] = (), own: Sequence[Desk] = (), **later: Sequence[Callable[[About], Later | None]]) -> None:
    """Say once, at start-up, who fills which place, in order; ``own`` is the start page of whoever looks after nobody else."""
    _desk[:] = desk
    _own[:] = own
    _later.clear()
    slots: tuple[Slot, ...] = get_args(Slot)
    _later.update({slot: list(later.get(slot, ())) for slot in slots})


def desk_panels(reader: AccountReader, moment: datetime) -> list[Panel]:
    """What stands on the start page."""
    return [panel for supply in _desk for panel in supply(reader, moment)]


def own_panels(reader: AccountReader, moment: datetime) -> list[Panel]:
    """What stands on the start page of a member."""
    return [panel for supply in _own for panel in supply(reader, moment)]


def later_panels(slot: Slot, about: About) -> list[Later]:
    """What comes after the page of something."""
    return [found for supply in _later.get(slot, ()) if (found := supply(about)) is not None]
