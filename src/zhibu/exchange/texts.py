"""Cells as text, evened out: what two people see as the same is then the same to a program."""

import re
from datetime import datetime
from typing import Final

from zhibu.exchange.cells import Cell
from zhibu.exchange.refusals import BadValue

_WIDE_LETTERS: Final = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
_WIDE_SIGNS: Final = [ord(sign) for sign in "＃％＆＊＋－．／＜＝＞＠＼＾＿｀｛｜｝"]
_EVEN: Final = {code: code - 0xFEE0 for code in _WIDE_LETTERS + _WIDE_SIGNS}
_SPACES: Final = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_INVISIBLE: Final = "\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
_ODD: Final = re.compile(rf"[\x00-\x1f\x7f-\x9f{_SPACES}{_INVISIBLE}\uff00-\uffef]|^['’‘`]|_x[0-9A-Fa-f]{{4}}_|  ")
_SPACE: Final = re.compile(rf"[\s{_SPACES}\x00-\x1f\x7f-\x9f]+")
_UNSEEN: Final = re.compile(rf"[{_INVISIBLE}]+|_x00[01][0-9A-Fa-f]_")
_APOSTROPHE: Final = re.compile(r"['’‘`]+(?=[0-9=+\-@])")

_NOTHING: Final = frozenset({"", "-", "--", "—", "——", "－", "/", "\\", "、", "无", "暂无", "不详", "未知", "null", "none", "n/a"})
_EXCEL_ERRORS: Final = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA", "#SPILL!", "#CALC!"})


def text(cell: Cell) -> str:
    """A cell as one line of text: trimmed, spaces single, full-width digits and letters half-width, nothing invisible.

    Chinese punctuation stays. A number is written as Excel shows it without a format, a day as 1985-07-01.
    """
    if isinstance(cell, str):
        return _evened(cell) if _ODD.search(cell) else cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="minutes") if cell.time() != datetime.min.time() else cell.date().isoformat()
    return str(cell)


def _evened(value: str) -> str:
    value = _SPACE.sub(" ", _UNSEEN.sub("", value)).translate(_EVEN).strip()
    return _APOSTROPHE.sub("", value, count=1) if _APOSTROPHE.match(value) else value


def is_blank(cell: Cell) -> bool:
    """Nothing was given: an empty cell, or one that holds only a dash or a word for nothing."""
    return cell is None or (isinstance(cell, str) and text(cell).lower() in _NOTHING)


def refuse_error(value: str) -> None:
    """A formula that failed left its error in the cell; that is no empty cell."""
    if value.upper() in _EXCEL_ERRORS:
        raise BadValue("excel_error", f"单元格是公式错误“{value}”", "请在表格中改正公式，或直接填写内容。")
