"""The lists of 分类管理 as Excel, to be talked over with whoever is concerned; the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO, Final, TypeVar

from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import Table, headings, values

Row = TypeVar("Row")

ON_THE_PAGE: Final = frozenset({"pick", "act"})
"""Columns to press; on paper there is nothing to press."""


def write_list(stream: BinaryIO, *, title: str, table: Table[Row], rows: Sequence[Row], actor: Actor) -> None:
    """One row each."""
    columns = [one for one in table.columns if one.key not in ON_THE_PAGE]
    heads = headings(columns, days={"day"})
    write_sheets(stream, [SheetOut(title, heads, values(columns, rows))])
    note_read(actor, "export", field=title, rows=len(rows))
