"""The list of cases as Excel: the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO

from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.tables import CASES, DATES
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import headings, values


def write_cases(stream: BinaryIO, *, rows: Sequence[CaseRow], actor: Actor) -> None:
    """All columns, also those that the page leaves out."""
    heads = headings(CASES.columns, days=DATES)
    write_sheets(stream, [SheetOut("办理事项", heads, values(CASES.columns, rows))])
    note_read(actor, "export", field="办理事项", rows=len(rows))
