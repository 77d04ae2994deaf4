"""What stands on the start page, read in one statement however many packages show something there.

A package says what it wants to read and what it makes of the rows; ``config`` folds all of them into one panel supplier.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhibu.kernel.readers import AccountReader
from zhibu.register.queries.folding import Part, together
from zhibu.web.panels import Desk, Panel

Rows = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read, and the panels that come of it: rows in the order of the parts, in no order within one."""

    parts: Sequence[Part]
    shown: Callable[[Sequence[Rows]], Sequence[Panel]]


def folded(*asked: Callable[[AccountReader, datetime], Reading | None]) -> Desk:
    """One query for all of them, none where nobody wants to know anything."""

    def on_the_desk(reader: AccountReader, moment: datetime) -> Sequence[Panel]:
        readings = [found for ask in asked if (found := ask(reader, moment)) is not None]
        if not readings:
            return []
        rows = iter(together(*(part for one in readings for part in one.parts)))
        return [panel for one in readings for panel in one.shown([next(rows) for _ in one.parts])]

    return on_the_desk
