"""What a file gives when it is read: a workbook of sheets whose rows are produced anew each time they are walked."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Literal

from zhibu.kernel.dates import PartialDate

Cell = str | int | float | bool | date | datetime | PartialDate | None
"""A number is an int where it is whole. A PartialDate stands where the sheet shows a month only (``1985年7月``)."""
Cells = tuple[Cell, ...]
Numbered = tuple[int, Cells]
Kind = Literal["xlsx", "xls", "csv"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. Every row has ``width`` cells; merged cells that span rows are filled downwards."""

    name: str | None
    width: int
    height: int
    walk: Callable[[], Iterator[Numbered]]
    hidden: bool = False

    def numbered(self) -> Iterator[Numbered]:
        """The rows with their number in Excel's margin, or the line of a text file on which the record begins."""
        return self.walk()

    def head(self, count: int) -> list[Numbered]:
        """The first rows, for finding the headings."""
        return list(islice(self.walk(), count))

    @property
    def rows(self) -> list[Cells]:
        """All rows at once, for small sheets. In a text file with line breaks in a field take ``numbered`` for the line."""
        return [cells for _, cells in self.walk()]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read, by its base name."""

    name: str
    kind: Kind
    sheets: tuple[Sheet, ...]
