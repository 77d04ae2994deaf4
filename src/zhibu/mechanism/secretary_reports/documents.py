"""The summary sheet of a year as Excel and Word; the copy is logged."""

from collections.abc import Sequence
from typing import BinaryIO, Final

from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.exchange.writing import Column, SheetOut, write_sheets
from zhibu.mechanism.secretary_reports.tables import REPORTS, ReportRow
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import values

WIDTHS: Final = (4.2, 1.8, 1.8, 3.2, 2.3, 2.3, 1.3, 1.3, 1.3, 1.3, 3.2)


def write_summary(stream: BinaryIO, *, ending: str, rows: Sequence[ReportRow], year: int, actor: Actor, path: str) -> None:
    """In the order of the tree, never by votes."""
    title = f"{year}年度党组织书记述职评议考核汇总表"
    if ending == "xlsx":
        columns = [Column(one.label, one.width, "number" if one.align == "right" else "text") for one in REPORTS.columns]
        write_sheets(stream, [SheetOut("述职评议考核", columns, values(REPORTS.columns, rows))])
    else:
        cells = [tuple(str(cell) for cell in row) for row in values(REPORTS.columns, rows)]
        stream.write(document([Line(title, 22, "center", font=HEAD), Grid(WIDTHS, [one.label for one in REPORTS.columns], cells, 10.5)]))
    note_read(actor, "export", field="述职评议考核汇总表", path=path, rows=len(rows))
