"""Cells far outside a table: a space typed by accident in XFD1048576 makes calamine ask for 550 GB and end the process.

Blank ones are taken out; what holds something is named, so that the user can delete it. Only a workbook on which the
plain way of reading failed comes here (see ``reading_process``); this is for honest files in the usual spelling.
"""

import re
from typing import Final

from zhibu.exchange.limits import Limits
from zhibu.exchange.xlsx_details import column_number, sheets
from zhibu.exchange.xlsx_package import Parts
from zhibu.kernel.unusable import Unusable

_USUAL_ROWS: Final = 200_000
_USUAL_COLUMNS: Final = 32

_ROW: Final = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="([0-9]{1,10})"')
_CELL: Final = re.compile(rb'<(?:\w+:)?c\s+r="([A-Z]{1,4})([0-9]{1,10})"([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_VALUE: Final = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^>]*)?>([^<]*)<")
_SHARED: Final = re.compile(rb"<(?:\w+:)?si>(.*?)</(?:\w+:)?si>|<(?:\w+:)?si\s*/>", re.DOTALL)


def take_out_strays(parts: Parts, limits: Limits) -> None:
    """Mend each sheet."""
    blanks = _blank_strings(parts.part("xl/sharedStrings.xml"))
    for name, path in sheets(parts):
        if path in parts:
            parts[path] = _without_strays(parts[path], blanks, name, limits)


def _without_strays(xml: bytes, blanks: frozenset[bytes], name: str, limits: Limits) -> bytes:
    farthest = [0, 0]

    def kept(match: re.Match[bytes]) -> bytes:
        column, row = column_number(match[1]) + 1, int(match[2])
        if column <= _USUAL_COLUMNS and row <= _USUAL_ROWS:
            return match[0]
        if _is_blank(match[3], match[4] or b"", blanks):
            return b""
        farthest[0], farthest[1] = max(farthest[0], row), max(farthest[1], column)
        return match[0]

    mended = _CELL.sub(kept, xml)
    usual = max((row for row in map(int, _ROW.findall(xml)) if row <= _USUAL_ROWS), default=1)
    if farthest[0] and max(farthest[0], usual) * max(farthest[1], _USUAL_COLUMNS) > limits.cells:
        place = f"{_letters(farthest[1])}{farthest[0]}"
        raise Unusable(f"工作表“{name}”的内容一直延伸到 {place} 附近，超过能读取的范围。请删去表格以外的内容后再导入。")
    return mended


def _is_blank(attributes: bytes, inside: bytes, blanks: frozenset[bytes]) -> bool:
    value = b"".join(_VALUE.findall(inside)).strip()
    return value in blanks if b't="s"' in attributes else not value or value in {b"&#10;", b"_x000D_"}


def _blank_strings(xml: bytes) -> frozenset[bytes]:
    """The numbers of the shared texts that hold nothing but white space; a cell without a value counts as such."""
    blank = {b""}
    for number, match in enumerate(_SHARED.finditer(xml)):
        text = b"".join(_VALUE.findall(match[1] or b"")).decode("utf-8", "replace")
        if not text.strip():
            blank.add(str(number).encode())
    return frozenset(blank)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
