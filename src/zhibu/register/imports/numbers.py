"""Identity numbers by the hundred thousand: the sound ones quickly, all others by the rules themselves."""

import re
from datetime import date
from functools import lru_cache
from typing import Any, Final

from zhibu.exchange.cells import Cell
from zhibu.exchange.values import is_blank, text
from zhibu.kernel.dates import PartialDate
from zhibu.register.imports.reading_cells import Bad, Day, day_of
from zhibu.register.rules.identity_number import CHECK_DIGITS, EARLIEST_YEAR, EIGHTEEN, PROVINCES, WEIGHTS, IdentityNumber, parse
from zhibu.register.rules.masking import is_masked
from zhibu.register.terms.people import Sex

NOT_DIGITS: Final = Bad(
    "identity_number_characters", "单元格是日期或逻辑值，不是公民身份号码。", "请把该列设为“文本”格式，再填写完整号码。"
)
PERSON_CODE: Final = re.compile(r"R[0-9]{6,10}")


class NumberColumn:
    """Reads a column of identity numbers. Each is ``Sound``, None where none is given, or a tuple of what stands against it."""

    def __init__(self, *, today: date, generated: bool) -> None:
        self._today = today
        self._generated = generated

    def column(self, cells: list[Cell]) -> list[Any]:
        """The numbers of many cells."""
        return [self._quick(cell) if cell.__class__ is str else self._thoroughly(cell) for cell in cells]

    def _quick(self, cell: Any) -> Any:
        """A text of 18 characters whose region, birth and check digit hold; the sum is put together from three look-ups."""
        if EIGHTEEN.fullmatch(cell):
            region, (born, birth_sum), (sex, sequence_sum) = _region_sum(cell[:6]), _birth(cell[6:14]), _sequence(cell[14:17])
            lives = born is not None and born.year >= EARLIEST_YEAR and born.partial.day <= self._today
            if lives and region >= 0 and CHECK_DIGITS[(region + birth_sum + sequence_sum) % 11] == cell[17]:
                return cell, born, sex
        return self._thoroughly(cell)

    def _thoroughly(self, cell: Cell) -> Any:
        if cell is None or is_blank(cell):
            return None
        if isinstance(cell, (bool, date, PartialDate)):
            return (NOT_DIGITS,)
        raw = cell if isinstance(cell, (int, float)) else text(cell)
        if isinstance(raw, str) and is_masked(raw):
            return None
        found = parse(raw, today=self._today, generated=self._generated)
        if isinstance(found, IdentityNumber):
            return found.value, day_of(found.birth), found.sex.value
        return tuple(Bad(one.code, one.message, one.remedy) for one in found.objections)


@lru_cache(maxsize=10_000)
def _region_sum(region: str) -> int:
    """The part of the weighted sum, -1 for a region that only the rules can judge."""
    return _sum(region, 0) if region[:2] in PROVINCES else -1


@lru_cache(maxsize=50_000)
def _birth(digits: str) -> tuple[Day | None, int]:
    try:
        return day_of(date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))), _sum(digits, 6)
    except ValueError:
        return None, 0


@lru_cache(maxsize=1_000)
def _sequence(digits: str) -> tuple[str, int]:
    return (Sex.MALE if int(digits[2]) % 2 else Sex.FEMALE).value, _sum(digits, 14)


def _sum(digits: str, start: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(WEIGHTS[start:], digits, strict=False))
