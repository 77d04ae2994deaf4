"""Rows of the smaller tables (organisations, units, posts), one at a time, each with its objections."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhibu.exchange.cells import Cell, Cells
from zhibu.exchange.texts import text
from zhibu.exchange.values import is_blank
from zhibu.register.imports.findings import Problem, RefusedRow, shown
from zhibu.register.imports.people_facts import scrubbed
from zhibu.register.imports.reading_cells import Bad, Day, read_day
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.records import blocks


@dataclass(slots=True)
class Row:
    """One record, and what stands against it."""

    table: Table
    number: int
    cells: Cells
    problems: list[Problem] = field(default_factory=list)

    def cell(self, name: str) -> Cell:
        """The cell of a field, None where the table hasn't got it."""
        return self.table.header.value(self.cells, name)

    def given(self, name: str, *, longest: int = 120) -> str:
        """A text; empty where nothing or only a dash is given."""
        cell = self.cell(name)
        value = "" if is_blank(cell) else text(cell)
        if len(value) > longest:
            self.refuse(name, Bad("too_long", f"内容有 {len(value)} 个字，超过 {longest} 个字的上限。", "请缩短后重新导入。"))
            return ""
        return value

    def day(self, name: str, *, today: date) -> Day | None:
        """A date that is not to come."""
        found = read_day(self.cell(name))
        if isinstance(found, Bad):
            self.refuse(name, found)
            return None
        if found is not None and found.partial.day > today:
            self.refuse(name, Bad("future_date", f"“{found.partial}”晚于今天。", "请核对日期。"))
            return None
        return found

    def refuse(self, name: str | None, bad: Bad) -> None:
        """Put an objection to a field, or to the row as a whole."""
        heading = self.table.heading(name) if name else None
        value = shown(self.cell(name), name) if name and heading else None
        self.problems.append(Problem(bad.code, scrubbed(bad.reason), bad.remedy, heading, value))

    @property
    def refused(self) -> RefusedRow:
        """The row as it is told and given back."""
        return RefusedRow(self.number, tuple(self.problems), self.cells)


def rows_of(table: Table) -> Iterator[tuple[Row, str]]:
    """The records of a table, each with the organisation of the group it stands in."""
    for block in blocks(table):
        for number, cells, group in zip(block.numbers, block.rows, block.groups, strict=True):
            yield Row(table, number, cells), group


def same(one: Any, other: Any) -> bool:
    """Whether two given values don't contradict: an empty one says nothing."""
    return not one or not other or one == other
