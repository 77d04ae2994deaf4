"""Ledgers as workbooks: cell for cell the sheets that are asked for. Logged as an export."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import BinaryIO, Final

from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.gatherings.ledger_tables import TABLES, remark_of, title_of
from zhibu.gatherings.queries.ledgers import Asked, LedgerRow, ledger_rows
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import values

REMARKS: Final = (Heading("工作表", 24), Heading("第几行", 8, "number"), Heading("党支部", 28), Heading("会议", 30), Heading("备注", 40))
HEADINGS_END: Final = 2
"""The margin's number of the first record."""


class Remarked:
    """Passes rows on and keeps what their sheet has no column for."""

    def __init__(self) -> None:
        self.found: list[tuple[str, int, str, str, str]] = []
        self.rows = 0

    def passing(self, rows: Iterable[LedgerRow], sheet: str) -> Iterator[LedgerRow]:
        """The same rows."""
        for number, row in enumerate(rows, HEADINGS_END):
            self.rows += 1
            if said := remark_of(row):
                self.found.append((sheet, number, row.branch.name, title_of(row), said))
            yield row


def write_ledger(stream: BinaryIO, *, kind: LedgerKind, asked: Asked, actor: Actor) -> int:
    """Rows stream through; what they have no column for stands on a last sheet with the row that it means. Returns how many rows."""
    remarked = Remarked()
    table = TABLES[kind]
    columns = [Heading(one.label, one.width, "number" if one.align == "right" else "text") for one in table.columns]
    sheets = [
        SheetOut(name, columns, values(table.columns, remarked.passing(rows, name))) for name, rows in _sheets(kind, ledger_rows(asked))
    ]
    write_sheets(stream, [*sheets, SheetOut("备注", REMARKS, _said(remarked))])
    note(actor, kind, asked, remarked.rows)
    return remarked.rows


def _said(remarked: Remarked) -> Iterator[Sequence[object]]:
    """Read when the sheets before it are written."""
    yield from remarked.found


def _sheets(kind: LedgerKind, rows: Iterator[LedgerRow]) -> list[tuple[str, Iterable[LedgerRow]]]:
    """One sheet; or one for each organisation where the sheet has no column that names it."""
    if "branch" in TABLES[kind].by_key:
        return [(kind.label, rows)]
    grouped = groupby(rows, key=lambda row: (row.branch.code, row.branch.name))
    return [(name, list(group)) for (_, name), group in grouped] or [(kind.label, ())]


def note(actor: Actor, kind: LedgerKind, asked: Asked, rows: int) -> None:
    """One line of the read log."""
    reach = asked.scope or next(iter(actor.reader.paths(asked.act)), "")
    note_read(actor, "export", field=f"台账：{kind.label}", path=reach, rows=rows)
