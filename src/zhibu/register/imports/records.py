"""The records of a table, block by block, each with the organisation of the group that it stands in."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from zhibu.exchange.cells import Cells
from zhibu.exchange.row_kinds import RowKind, classifier, group_name
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.recognise import Table

AT_ONCE: Final = 10_000

KEYS: Final = {
    SheetKind.ORGANISATIONS: ("name", "official_code"),
    SheetKind.UNITS: ("name", "social_credit_code"),
    SheetKind.MEMBERS: ("name", "id_number"),
    SheetKind.APPLICANTS: ("name", "id_number"),
    SheetKind.POSTS: ("name", "id_number"),
    SheetKind.GATHERINGS: ("title", "held"),
    SheetKind.RESPONSIBILITIES: ("area", "first"),
    SheetKind.OFFERS: ("title", "party"),
    SheetKind.NEEDS: ("title", "party"),
    SheetKind.PROJECTS: ("title", "party"),
    SheetKind.HONOURS: ("title", "who"),
}
"""The fields that make a row a record."""
LISTS_OF_BODIES: Final = frozenset({SheetKind.ORGANISATIONS, SheetKind.UNITS})


@dataclass(slots=True)
class Block:
    """Up to ten thousand records, with their numbers in the margin and the organisation of their group."""

    numbers: list[int] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def blocks(table: Table) -> Iterator[Block]:
    """The records of a table, in their order; titles, notes, totals, signatures, blank and index-only rows are none."""
    kind_of = classifier(table.header, keys=KEYS[table.kind], grouped=table.kind not in LISTS_OF_BODIES)
    block, group = Block(), ""
    for number, cells in table.sheet.numbered():
        if number <= table.header.row:
            continue
        kind = kind_of(cells)
        if kind is RowKind.GROUP:
            group = group_name(cells)
        if kind is not RowKind.RECORD:
            continue
        block.numbers.append(number)
        block.rows.append(cells)
        block.groups.append(group)
        if len(block.rows) == AT_ONCE:
            yield block
            block = Block()
    if block.rows:
        yield block
