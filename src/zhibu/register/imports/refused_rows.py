"""Refused rows given back as a workbook: the columns of the upload, the reasons in the last one; mended, it comes in again."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from zhibu.exchange.cells import Cell
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import FileResult, RefusedRow, SheetResult

REASON: Final = "未导入原因"
PLACES: Final = {
    SheetKind.MEMBERS: "所在党支部",
    SheetKind.APPLICANTS: "所在党支部",
    SheetKind.POSTS: "党组织",
    SheetKind.GATHERINGS: "所在党支部",
}
WIDTH: Final = 16
WIDE: Final = 60


def refused_sheets(results: Iterable[FileResult]) -> list[SheetOut]:
    """A sheet for each sheet that has refused rows."""
    return [_sheet(one.file, sheet) for one in results for sheet in one.sheets if sheet.refused]


def write_refused(target: Path | BinaryIO, results: Sequence[FileResult]) -> None:
    """Write the workbook."""
    if isinstance(target, Path):
        with target.open("wb") as stream:
            write_sheets(stream, refused_sheets(results))
    else:
        write_sheets(target, refused_sheets(results))


def _sheet(file: str, sheet: SheetResult) -> SheetOut:
    """Where the branch stood in a title or in the sheet's name, it gets a column of its own."""
    place = PLACES.get(sheet.kind) if any(row.place for row in sheet.refused) else None
    headings = [*sheet.header, *([place] if place else []), REASON]
    columns = [(heading, WIDE if heading == REASON else WIDTH) for heading in headings]
    return SheetOut(sheet.sheet or file, columns, _rows(sheet, placed=place is not None))


def _rows(sheet: SheetResult, *, placed: bool) -> Iterator[list[object]]:
    width = len(sheet.header)
    for row in sheet.refused:
        cells = [_as_it_was(cell) for cell in row.cells[:width]]
        yield [*cells, *[""] * (width - len(cells)), *([row.place] if placed else []), reasons(row)]


def reasons(row: RefusedRow) -> str:
    """Every objection with its remedy, in one cell."""
    return "；".join(f"{one.column}：{one.reason}{one.remedy}" if one.column else f"{one.reason}{one.remedy}" for one in row.problems)


def _as_it_was(cell: Cell) -> object:
    """A number 1985.1 must not become the text 1985.1, which would be read as January."""
    if isinstance(cell, float) and not cell.is_integer() and 1880 <= cell <= 2101:
        return f"{cell}（几月？）"
    return cell
