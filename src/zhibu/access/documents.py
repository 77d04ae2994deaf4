"""What waits to be settled as Excel, to be handed to whoever can say what is right; the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from zhibu.access.queries.settling import Waiting
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import Table, headings, values

ON_THE_PAGE: Final = "act"
"""The column that leads on; on paper there is nothing to press."""


def write_waiting(stream: BinaryIO, *, title: str, table: Table[Waiting], rows: Sequence[Waiting], actor: Actor) -> None:
    """One row each, with its day."""
    columns = [one for one in table.columns if one.key != ON_THE_PAGE]
    heads = headings(columns, days={"since"})
    write_sheets(stream, [SheetOut(title, heads, values(columns, rows))])
    note_read(actor, "export", field=title, rows=len(rows))
