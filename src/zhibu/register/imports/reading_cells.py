"""One cell into the value that is stored, or into the reason why not; each spelling is understood once per column."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

from zhibu.exchange.cells import Cell
from zhibu.exchange.values import BadValue, is_blank, parse_date, text
from zhibu.kernel.dates import PartialDate
from zhibu.register.rules.masking import is_masked
from zhibu.register.terms.answers import read_answer
from zhibu.register.terms.term import Term

HIDDEN: Final = "***"
LONGEST_NOTHING: Final = 4
"""Characters of the longest word for nothing (null, none)."""


class Bad(NamedTuple):
    """The cell stands against the whole row."""

    code: str
    reason: str
    remedy: str


class Odd(NamedTuple):
    """The cell is taken, and somebody should look at it; ``value`` is what goes in."""

    value: Any
    code: str
    message: str
    raw: str


class Day(NamedTuple):
    """A date as it is stored, compared and shown, worked out once for each spelling."""

    iso: str
    year: int
    ordinal: int
    month_only: bool
    partial: PartialDate


Read = Callable[[Cell], Any]


class Column(dict[Cell, Any]):
    """Remembers what each spelling means; ``column`` then costs a look-up a cell."""

    def __init__(self, read: Read) -> None:
        super().__init__()
        self._read = read
        self.special = False

    def __missing__(self, cell: Cell) -> Any:
        value = self[cell] = self._read(cell)
        self.special = self.special or isinstance(value, (Bad, Odd))
        return value

    def column(self, cells: Iterable[Cell]) -> list[Any]:
        """The values of many cells."""
        return list(map(self.__getitem__, cells))


class PlainColumn:
    """For what is hardly ever written twice (names, addresses): nothing is remembered."""

    special = True

    def __init__(self, read: Read) -> None:
        self._read = read

    def column(self, cells: Iterable[Cell]) -> list[Any]:
        """The values of many cells."""
        return list(map(self._read, cells))


def refused(error: BadValue) -> Bad:
    """What the reading of cells refuses, with full stops."""
    return Bad(error.code, error.reason if error.reason.endswith("。") else f"{error.reason}。", error.remedy)


@lru_cache(maxsize=65_536)
def day_of(day: date, month_only: bool = False) -> Day:  # noqa: FBT001, FBT002  hot
    """A date in all its forms."""
    return Day(day.isoformat(), day.year, day.toordinal(), month_only, PartialDate(day, month_only))


def read_day(cell: Cell) -> Day | Bad | None:
    """A day or a month."""
    try:
        found = parse_date(cell)
    except BadValue as error:
        return refused(error)
    return None if found is None else day_of(found.day, found.month_only)


def read_day_if_any(cell: Cell) -> Day | Odd | None:
    """Where other words stand as well (六个月 for a prolonged probation), they are kept to be checked."""
    found = read_day(cell)
    value = text(cell)
    return Odd(None, found.code, found.reason, value) if isinstance(found, Bad) else found


def written(*, label: str, longest: int) -> Read:
    """Plain text; a dash or 无 counts as not given, and so does a mask of an own export."""

    def read(cell: Cell) -> str | Bad | None:
        if cell is None:
            return None
        value = text(cell)
        if len(value) <= LONGEST_NOTHING and is_blank(cell):
            return None
        if "*" in value and (HIDDEN in value or is_masked(value)):
            return None
        if len(value) > longest:
            return Bad("too_long", f"{label}有 {len(value)} 个字，超过 {longest} 个字的上限。", "请缩短后重新导入。")
        return value or None

    return read


def not_kept(raw: str) -> None:
    """The raw text stands in the note alone."""


def coded(terms: type[Term], *, label: str, code: str = "", keep: Callable[[str], Any] = not_kept) -> Read:
    """A word of a list. With ``code`` an unknown word stands against the row, else ``keep(raw)`` goes in, to be checked."""

    def read(cell: Cell) -> Any:
        value = text(cell)
        if not value:
            return None
        found = terms.read(value)
        if found is not None or is_blank(cell):
            return None if found is None else found.value
        message = f"{label}“{value[:40]}”不在代码表中。"
        if code:
            return Bad(code, message, f"请填写代码表中的名称：{'、'.join(one.label for one in list(terms)[:6])}等。")
        return Odd(keep(value), "unknown_value", message, value)

    return read


def worded(terms: type[Term], *, label: str, longest: int) -> Read:
    """A word of a list with the text as it stands; of an unknown word the text alone, to be checked."""

    def read(cell: Cell) -> Any:
        value = text(cell)
        if not value:
            return None
        found = terms.read(value)
        if found is not None:
            return found.value, value[:longest]
        return None if is_blank(cell) else Odd(("", value[:longest]), "unknown_value", f"{label}“{value[:40]}”不在代码表中。", value)

    return read


def answered(*, label: str) -> Read:
    """Yes, no, or nothing."""

    def read(cell: Cell) -> bool | Odd | None:
        value = text(cell)
        if not value:
            return None
        found = read_answer(value)
        return found if found is not None else Odd(None, "unknown_value", f"{label}“{value[:40]}”不是“是”或“否”。", value)

    return read
