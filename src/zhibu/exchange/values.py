"""What single cells mean: this is the module to import. Yes and no, whole numbers, digits that Excel may have spoilt."""

import re
from datetime import date
from typing import Final
from unicodedata import normalize

from zhibu.exchange.cells import Cell
from zhibu.exchange.days import parse_date
from zhibu.exchange.refusals import BadValue
from zhibu.exchange.texts import is_blank, refuse_error, text
from zhibu.kernel.dates import PartialDate

__all__ = ["BadValue", "digits", "is_blank", "parse_count", "parse_date", "parse_flag", "text"]

_YES: Final = frozenset({"是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "对", "1"})
_NO: Final = frozenset({"否", "无", "没有", "不是", "×", "✗", "✘", "x", "n", "no", "false", "错", "0", "-", "—", "/"})
_COUNT: Final = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?(?:人|名|个|户|家|位)?")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?e\+?[0-9]+", re.IGNORECASE)
_FIRST_INEXACT: Final = 10**15
"""Excel keeps fifteen digits of a number; from the sixteenth on they are noughts."""


def digits(cell: Cell) -> str:
    """An identity number, phone or code: no spaces, letters large. Numbers that lost digits in Excel are refused."""
    if isinstance(cell, str) and cell.isascii() and cell.isdigit():
        return cell
    if isinstance(cell, bool | date | PartialDate):
        raise BadValue("not_digits", "单元格是日期或逻辑值，不是号码", "请把这一列设为“文本”格式后重新填写。")
    if isinstance(cell, int | float):
        if abs(cell) >= _FIRST_INEXACT:
            raise _lost_digits()
        return text(cell)
    value = normalize("NFKC", text(cell)).replace(" ", "").upper()
    refuse_error(value)
    if _SCIENTIFIC.fullmatch(value):
        raise _lost_digits()
    return value


def _lost_digits() -> BadValue:
    reason = "号码被存成了数字，第 15 位以后的数字已经丢失"
    return BadValue("digits_lost", reason, "请把这一列设为“文本”格式，重新填写完整号码。")


def parse_flag(cell: Cell) -> bool | None:
    """Yes or no; None for an empty cell."""
    value = text(cell).lower()
    if not value:
        return None
    if value in _YES or value in _NO:
        return value in _YES
    refuse_error(value)
    raise BadValue("not_yes_or_no", f"“{text(cell)}”不是“是”或“否”", "请填写“是”或“否”。")


def parse_count(cell: Cell) -> int | None:
    """A number of people or things: 300, ``1,200``, ``300人``. An estimate (约300) is no count."""
    if isinstance(cell, int) and not isinstance(cell, bool) and cell >= 0:
        return int(cell)
    if is_blank(cell):
        return None
    value = normalize("NFKC", text(cell)).replace(" ", "")
    refuse_error(value)
    if isinstance(cell, bool | date | PartialDate) or not (match := _COUNT.fullmatch(value)):
        raise BadValue("not_a_count", f"“{text(cell)}”不是整数", "请填写阿拉伯数字的整数，例如 300。")
    return int(match[1].replace(",", ""))
