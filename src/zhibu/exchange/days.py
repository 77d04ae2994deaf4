"""Dates as people write them in rosters: every form that names one day or one month is taken, every other is refused.

What is refused has been seen to be misread: a year of two digits; a bare year; the number 1985.1, which Excel shows for
January and for October alike; a year typed into a cell with a date format, which turns 1985 into 7 June 1905.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from zhibu.exchange.cells import Cell
from zhibu.exchange.refusals import BadValue
from zhibu.exchange.texts import is_blank, refuse_error, text
from zhibu.kernel.dates import PartialDate

_FIRST_YEAR: Final = 1880
_LAST_YEAR: Final = 2100
_DAY_ZERO: Final = date(1899, 12, 30)
_FIRST_SERIAL: Final = 10_000
_LAST_SERIAL: Final = 73_050
"""18 May 1927 and 31 December 2099. Four digits are rather 8507 for July 1985 than a day before 1927."""

_REMEDY: Final = "请填写完整日期，例如 1985-07-01；只知道年月的填 1985-07。"

_MARK: Final = r"[.\-/年月日号·、,_\\—–−‐‑~]"
_TIME: Final = re.compile(
    r"[T ]*(?:上午|下午|AM|PM)? *[0-2]?[0-9](?::[0-5][0-9]|时[0-5]?[0-9]分)(?::?[0-5]?[0-9](?:\.[0-9]+)?秒?)?"
    r"(?: ?[AP]M)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
_DAY: Final = re.compile(rf"([0-9]{{4}}){_MARK}([0-9]{{1,2}}){_MARK}([0-9]{{1,2}})[日号.]?")
_MONTH: Final = re.compile(rf"([0-9]{{4}}){_MARK}([0-9]{{1,2}})(?:月份?)?[.\-/]?")
_RUN: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})?")
_SHORT_YEAR: Final = re.compile(rf"'?[0-9]{{2}}{_MARK}[0-9]{{1,2}}(?:{_MARK}[0-9]{{1,2}})?[日号月]?")
_YEAR_LAST: Final = re.compile(rf"[0-9]{{1,2}}{_MARK}[0-9]{{1,2}}{_MARK}[0-9]{{2,4}}")
_YEAR: Final = re.compile(r"([0-9]{4})年?")


def parse_date(cell: Cell, *, today: date | None = None) -> PartialDate | None:
    """The day or month that a cell names, None for an empty one; with ``today``, a later day is refused."""
    found = _parse(cell)
    if found is not None and today is not None and found.day > today:
        raise BadValue("future_date", f"“{found}”晚于今天", "请核对日期。")
    return found


@lru_cache(maxsize=65_536, typed=True)
def _parse(cell: Cell) -> PartialDate | None:
    """A roster names the same few thousand days again and again: 500,000 cells take 0.1 s."""
    if isinstance(cell, date | PartialDate):
        return _from_date(cell)
    if isinstance(cell, bool):
        raise _no_date(cell)
    if isinstance(cell, int | float):
        return _from_number(cell)
    return None if is_blank(cell) else _from_text(cell or "")


def _from_date(cell: date | PartialDate) -> PartialDate:
    if isinstance(cell, PartialDate):
        _check_year(cell.day.year, cell)
        return cell
    day = cell.date() if isinstance(cell, datetime) else cell
    serial = (day - _DAY_ZERO).days
    if 1900 <= serial <= _LAST_YEAR:
        raise BadValue("year_as_date", f"单元格显示为 {day}，很可能原来填的是“{serial}”", _REMEDY)
    _check_year(day.year, cell)
    return PartialDate(day)


def _from_number(cell: float) -> PartialDate:
    """A number may be a serial of Excel, a year with a month behind the point, or digits without marks."""
    if 1900 <= cell <= _LAST_YEAR + 1:
        return _from_year_and_fraction(cell)
    if _FIRST_SERIAL <= cell < _LAST_SERIAL + 1:
        return PartialDate(_DAY_ZERO + timedelta(days=int(cell)))
    if float(cell).is_integer() and cell > 0:
        return _from_run(str(int(cell)), cell)
    raise _no_date(cell)


def _from_year_and_fraction(cell: float) -> PartialDate:
    year, _, fraction = repr(float(cell)).partition(".")
    if fraction == "0":
        raise _year_only(year)
    if fraction == "1":
        reason = f"数字 {cell} 可能是 {year}年1月，也可能是 {year}年10月"
        raise BadValue("ambiguous_month", reason, f"请把单元格设为“文本”格式，填写 {year}-01 或 {year}-10。")
    if len(fraction) == 4:
        return _day(int(year), int(fraction[:2]), int(fraction[2:]), cell)
    if len(fraction) <= 2:
        return _month(int(year), int(fraction), cell)
    raise _no_date(cell)


def _from_text(cell: str) -> PartialDate:
    value = normalize("NFKC", text(cell)).strip("'\"()[]。 ")
    refuse_error(value)
    bare = _TIME.sub("", value) if ":" in value or "分" in value else value
    bare = bare.replace(" ", "")
    if match := _DAY.fullmatch(bare):
        return _day(int(match[1]), int(match[2]), int(match[3]), cell)
    if match := _MONTH.fullmatch(bare):
        return _month(int(match[1]), int(match[2]), cell)
    if (match := _YEAR.fullmatch(bare)) and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        raise _year_only(match[1])
    if bare.isascii() and bare.isdigit():
        return _from_serial_text(bare, cell)
    if _SHORT_YEAR.fullmatch(bare):
        raise _two_digit_year(cell)
    if _YEAR_LAST.fullmatch(bare):
        raise BadValue("year_last", f"“{cell}”分不清日和月的先后", _REMEDY)
    raise _no_date(cell)


def _from_serial_text(bare: str, cell: Cell) -> PartialDate:
    """Digits only: of a text table, a serial that lost its date format, else year, month and day without marks."""
    if len(bare) == 5 and _FIRST_SERIAL <= int(bare) <= _LAST_SERIAL:
        return PartialDate(_DAY_ZERO + timedelta(days=int(bare)))
    return _from_run(bare[:8] if len(bare) == 14 else bare, cell)


def _from_run(run: str, cell: Cell) -> PartialDate:
    """``198507`` and ``19850701``; six digits that don't begin with a year are a year of two digits, month and day."""
    match = _RUN.fullmatch(run)
    if match and _FIRST_YEAR <= int(match[1]) <= _LAST_YEAR:
        if match[3]:
            return _day(int(match[1]), int(match[2]), int(match[3]), cell)
        return _month(int(match[1]), int(match[2]), cell)
    if len(run) in {4, 6}:
        raise _two_digit_year(cell)
    raise _no_date(cell)


def _day(year: int, month: int, day: int, cell: Cell) -> PartialDate:
    _check_year(year, cell)
    try:
        return PartialDate(date(year, month, day))
    except ValueError:
        raise _impossible(cell) from None


def _month(year: int, month: int, cell: Cell) -> PartialDate:
    _check_year(year, cell)
    if not 1 <= month <= 12:
        raise _impossible(cell)
    return PartialDate(date(year, month, 1), month_only=True)


def _check_year(year: int, cell: Cell) -> None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadValue("year_out_of_range", f"“{text(cell)}”的年份不在 {_FIRST_YEAR} 至 {_LAST_YEAR} 年之间", _REMEDY)


def _impossible(cell: Cell) -> BadValue:
    return BadValue("impossible_date", f"“{text(cell)}”不是日历上有的日期", _REMEDY)


def _no_date(cell: Cell) -> BadValue:
    return BadValue("not_a_date", f"“{text(cell)}”不是能识别的日期", _REMEDY)


def _year_only(year: str) -> BadValue:
    return BadValue("year_only", f"只有年份“{year}”，没有月份", _REMEDY)


def _two_digit_year(cell: Cell) -> BadValue:
    return BadValue("two_digit_year", f"“{text(cell)}”的年份只有两位，分不清世纪", _REMEDY)
