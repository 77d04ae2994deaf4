"""Lists of gatherings as Excel: the columns of the page, logged."""

from collections.abc import Collection, Sequence
from typing import BinaryIO

from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.gatherings.queries.gatherings import GatheringRow
from zhibu.gatherings.tables import GATHERINGS
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import headings, values


def write_gatherings(stream: BinaryIO, *, rows: Sequence[GatheringRow], actor: Actor, acts: Collection[str], path: str) -> None:
    """All columns that the reader may see; no names of people stand in them."""
    columns = GATHERINGS.open_to(acts)
    heads = headings(columns, days={"on"})
    write_sheets(stream, [SheetOut("会议活动", heads, values(columns, rows))])
    note_read(actor, "export", field="会议活动", path=path, rows=len(rows))
