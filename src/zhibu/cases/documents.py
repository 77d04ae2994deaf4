"""The list of cases as Excel: the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO

from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.tables import CASES, DATES
from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import values


def write_cases(stream: BinaryIO, *, rows: Sequence[CaseRow], actor: Actor) -> None:
    """All columns, also those that the page leaves out."""
    headings = [Heading(one.label, one.width, "date" if one.key in DATES else "text") for one in CASES.columns]
    write_sheets(stream, [SheetOut("办理事项", headings, values(CASES.columns, rows))])
    note_read(actor, "export", field="办理事项", rows=len(rows))
