"""Excel workbooks into frames; runs inside the reading process, which calamine may end."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from threading import Thread
from typing import Final

import orjson
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from zhibu.exchange import frames
from zhibu.exchange.frames import Raw
from zhibu.exchange.limits import Limits
from zhibu.exchange.sniffing import BROKEN, EMPTY, LOCKED
from zhibu.exchange.xlsx_details import Details, details_by_sheet
from zhibu.exchange.xlsx_package import Package, pack
from zhibu.exchange.xlsx_strays import take_out_strays
from zhibu.kernel.dates import PartialDate
from zhibu.kernel.unusable import Unusable

_LAST_ROW: Final = 1_048_576


class NeedsMending(Exception):
    """The sheet's rectangle is too large to be read plainly."""


def read(content: bytes, limits: Limits, *, mend: bool) -> Iterator[bytes]:
    """For each worksheet a frame that describes it, then its blocks of rows."""
    if not content.startswith(b"PK"):
        yield from _read(BytesIO(content), list, limits, mend=True)
        return
    package = Package(content, limits)
    if mend:
        parts = package.parts()
        take_out_strays(parts, limits)
        details = details_by_sheet(parts)
        yield from _read(pack(parts), lambda: details, limits, mend=True)
        return
    yield from _read(BytesIO(content), _beside(lambda: details_by_sheet(package)), limits, mend=False)


def _beside(work: Callable[[], list[Details]]) -> Callable[[], list[Details]]:
    """Do it in a thread and give its result when asked (concurrent.futures would take 30 ms to import)."""
    results: list[list[Details] | Unusable] = []

    def run() -> None:
        try:
            results.append(work())
        except Unusable as refusal:
            results.append(refusal)

    thread = Thread(target=run, daemon=True)
    thread.start()

    def result() -> list[Details]:
        thread.join()
        if not results:
            raise MemoryError
        if isinstance(results[0], Unusable):
            raise results[0]
        return results[0]

    return result


def _read(stream: BytesIO, details: Callable[[], list[Details]], limits: Limits, *, mend: bool) -> Iterator[bytes]:
    """The details are looked for while calamine reads, which lets go of the interpreter's lock, and asked for after that."""
    try:
        workbook = load_workbook(stream)
        worksheets = [(at, one) for at, one in enumerate(workbook.sheets_metadata) if one.typ == SheetTypeEnum.WorkSheet]
        if len(worksheets) > limits.sheets:
            raise Unusable(f"文件有 {len(worksheets)} 张工作表，超过 {limits.sheets} 张的上限。请分成几个文件导入。")
        yield from _sheets(workbook, worksheets, details, limits, mend=mend)
    except PasswordError as error:
        raise Unusable(LOCKED) from error
    except CalamineError as error:
        raise Unusable(BROKEN) from error


def _sheets(
    workbook: CalamineWorkbook,
    worksheets: list[tuple[int, SheetMetadata]],
    details: Callable[[], list[Details]],
    limits: Limits,
    *,
    mend: bool,
) -> Iterator[bytes]:
    cells = 0
    for at, metadata in worksheets:
        sheet = workbook.get_sheet_by_index(at)
        end = sheet.end
        height, width = (end[0] + 1, end[1] + 1) if end else (0, 0)
        cells += height * width
        if cells > limits.cells or height > _LAST_ROW:
            if not mend:
                raise NeedsMending
            reason = f"表格超过 {limits.cells // 10_000} 万个单元格的上限。请删去表格以外的内容，或分成几个文件导入。"
            raise Unusable(reason)
        hidden = metadata.visible != SheetVisibleEnum.Visible
        yield orjson.dumps({"name": metadata.name, "width": width, "height": height, "hidden": hidden})
        if end:
            found = details()
            yield from frames.blocks(_rows(sheet, found[at] if at < len(found) else _merged_only(sheet)))
    if not cells:
        raise Unusable(EMPTY)


def _merged_only(sheet: CalamineSheet) -> Details:
    details = Details()
    for (first, column), (last, _) in sheet.merged_cell_ranges or ():
        if last > first:
            details.merged[first].append((column, last))
    return details


def _rows(sheet: CalamineSheet, details: Details) -> Iterator[Sequence[Raw]]:
    """Rows from the first of the sheet and cells from column A on: calamine leaves out blank columns at the left."""
    left: list[Raw] = [None] * (sheet.start or (0, 0))[1]
    plain = not (details.months or details.errors or details.merged)
    if plain and not left:
        yield from sheet.iter_rows()
        return
    open_merges: dict[int, tuple[int, Raw]] = {}
    for number, row in enumerate(sheet.iter_rows()):
        cells = [*left, *row]
        if not plain:
            _completed(number, cells, details, open_merges)
        yield cells


def _completed(number: int, cells: list[Raw], details: Details, open_merges: dict[int, tuple[int, Raw]]) -> None:
    """Put into one row what calamine left out of it."""
    width = len(cells)
    for column, text in details.errors.get(number, ()):
        if 0 <= column < width:
            cells[column] = text
    for column in details.months.get(number, ()):
        if 0 <= column < width:
            cells[column] = _month(cells[column])
    for column, (last, value) in list(open_merges.items()):
        if number > last:
            del open_merges[column]
        elif cells[column] in {"", None}:
            cells[column] = value
    for column, last in details.merged.get(number, ()):
        if 0 <= column < width:
            open_merges[column] = last, cells[column]


def _month(value: Raw) -> Raw:
    """A day that is shown as a month is one when it is the first: Excel puts that in place of what nobody typed."""
    day = value.date() if isinstance(value, datetime) else value
    return PartialDate(day, month_only=True) if isinstance(day, date) and day.day == 1 else value
