"""What a block of rows says of persons, column by column: no object is made per row."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zhibu.exchange.cells import Cell
from zhibu.register.imports.findings import LONG_NUMBER, Problem, shown
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.records import Block
from zhibu.register.rules.masking import mask

PLACES: Final = ("branch", "affiliated", "accepting")


@dataclass(frozen=True, slots=True)
class Note:
    """Taken, and to be looked at; becomes a ``CheckNote``."""

    field: str
    code: str
    raw: str
    message: str


@dataclass(slots=True)
class PeopleBlock:
    """Facts by field, each a list as long as ``rows``; problems and notes by place in it.

    Dates stand as ISO text, terms as their stored values. ``facts`` holds the fields of the sheet only, and those worked out:
    ``number``, ``birth_date``, ``sex``, ``status``, ``status_from``, ``branch``, ``superior``, ``month_only``.
    """

    table: Table
    block: Block
    read_on: date
    """The sheet's day of reference."""
    facts: dict[str, list[Any]] = field(default_factory=dict)
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[int, list[Note]] = field(default_factory=lambda: defaultdict(list))
    holds_real: bool = False
    """Whether a number stands in it that was not generated."""

    def __len__(self) -> int:
        return len(self.block.numbers)

    def get(self, name: str) -> list[Any]:
        """A column, of Nones where the sheet hasn't got it."""
        return self.facts.get(name) or [None] * len(self)

    def cell(self, at: int, name: str) -> Cell:
        """The cell of a field as it stands."""
        return self.table.header.value(self.block.rows[at], name)

    def refuse(self, at: int, name: str, bad: Bad) -> None:
        """Put an objection to a field of a row; once the cells are let go, the fact stands for the cell."""
        if not self.block.rows:
            column = self.table.heading(name)
            value = None if column is None else shown(self.get("number" if name == "id_number" else name)[at], name)
        else:
            place = self.table.header.place(self.block.rows[at], name)
            column = None if place is None else self.table.header.written.get(place)
            value = None if column is None else shown(self.cell(at, name), name)
        self.problems[at].append(Problem(bad.code, scrubbed(bad.reason), bad.remedy, column, value))

    def refuse_place(self, at: int, bad: Bad) -> None:
        """Put an objection to the branch of a row, which may stand in one of several columns or in none."""
        heading = next((found for name in PLACES if (found := self.table.heading(name)) is not None), None)
        value = self.facts["branch"][at]
        self.problems[at].append(Problem(bad.code, scrubbed(bad.reason), bad.remedy, heading, shown(value) if heading else None))

    def refuse_row(self, at: int, bad: Bad) -> None:
        """Put an objection to a row as a whole."""
        self.problems[at].append(Problem(bad.code, scrubbed(bad.reason), bad.remedy))

    def sound(self) -> Iterator[int]:
        """The rows against which nothing stands."""
        return (at for at in range(len(self)) if at not in self.problems)


def scrubbed(sentence: str) -> str:
    """A sentence may quote a cell, and a number may have slipped into any."""
    return LONG_NUMBER.sub(lambda found: mask(found[0]), sentence)
