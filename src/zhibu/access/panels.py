"""What packages above show on the workbench among what waits for the reader; put in by ``config`` at start-up."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

from zhibu.kernel.readers import AccountReader
from zhibu.web.components import Item

WAITING: Final[list[Callable[[AccountReader, datetime], Iterable[Item]]]] = []
"""Each asks the database at most once: a workbench has ten queries."""


def waiting_items(reader: AccountReader, at: datetime) -> list[Item]:
    """All of it, in the order of the packages."""
    return [item for panel in WAITING for item in panel(reader, at)]
