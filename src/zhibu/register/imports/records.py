"""The rows of a table that are records: without titles, repeated headings, group rows, notes, totals, signatures, blank rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from zhibu.exchange.cells import Cell, Cells
from zhibu.exchange.headings import normalise
from zhibu.exchange.texts import text
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.places import holds_members, place_in
from zhibu.register.imports.recognise import Table

AT_ONCE: Final = 10_000

FOOT: Final = re.compile(
    r"^(?:合计|总计|小计|共计|累计|总数|总人数|人数合计|共[0-9]+[人名条个]|备?注[:：]|备注$|说明|填[表报写](?:说明|人|单位|日期|时间)|制表|审[核批]"
    r"|报送(?:单位|人|时间|日期)|统计(?:人|时间|日期)|单位负责人|(?:负责人|党组织书记|支部书记|书记|联系人|联系电话|日期|时间|经办人|核对人|复核人?|录入人)(?:签[字名]|\(|（|[:：])"
    r"|签[字名章]|盖章|[（(](?:盖章|公章|签)|经办人|录入人|打印|第[0-9]+页|共[0-9]+页|以[上下]空白|以下无|截[至止]|本表|此表|附件|附[:：]|[★※*]|示?例[:：]|示例|样例|范例"
    r"|填写示例|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日$)"
)
FIRST_OF_FOOT: Final = frozenset("合总小共累人备注说填制审报统单负党支书联日时经核复录签盖（(打第以截本此附★※*示例样范2")
"""Characters with which a line of the foot begins; a record that begins with one is looked at more closely."""
NOT_IN_NAMES: Final = re.compile(r"[0-9:：，。；、（）()\[\]【】!！?？/\\]|支部|党委|总支|小组|社区|街道|名册|空白")
NO_RECORDS: Final = frozenset({"", "-", "—", "/", "无"})
DIGITS: Final = re.compile(r"[0-9]+(?:\.0)?[.、]?")
REPEATED: Final = 0.6
"""Share of the headings that make a row their repetition, as on each printed page."""

KEYS: Final = {
    SheetKind.ORGANISATIONS: ("name", "kind"),
    SheetKind.UNITS: ("name", "ownership"),
    SheetKind.MEMBERS: ("name", "id_number"),
    SheetKind.APPLICANTS: ("name", "id_number"),
    SheetKind.POSTS: ("name", "post"),
}
"""Two columns that, both filled, make a row a record without a closer look."""


@dataclass(slots=True)
class Block:
    """Up to ten thousand records, with their numbers in the margin and the organisation of the group they stand in."""

    numbers: list[int] = field(default_factory=list)
    rows: list[Cells] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


def blocks(table: Table) -> Iterator[Block]:
    """The records of a table, in their order."""
    reader = RowReader(table)
    block = Block()
    for number, cells in table.sheet.numbered():
        if number > table.header.row and reader.is_record(cells):
            block.numbers.append(number)
            block.rows.append(cells)
            block.groups.append(reader.group)
            if len(block.rows) == AT_ONCE:
                yield block
                block = Block()
    if block.rows:
        yield block


class RowReader:
    """Tells records from all other rows, and remembers which group they stand in."""

    def __init__(self, table: Table) -> None:
        self.group = ""
        self._kind = table.kind
        self._headings = {column: normalise(written) for column, written in table.header.written.items()}
        places = table.header.places
        first, second = KEYS[table.kind]
        self._name = places[first][0]
        self._beside = places[second][0] if second in places else None
        counting = (table.header.index_column, *places.get("code", ()))
        self._counting = frozenset(column for column in counting if column is not None)
        self._named = frozenset(column for column in places.get("name", ()))
        self._suspects = FIRST_OF_FOOT | {self._headings[self._name][:1]}

    def is_record(self, cells: Cells) -> bool:
        """Whether the row is about somebody or something; a row that heads a group is remembered instead."""
        name = cells[self._name]
        if isinstance(name, str) and name and name[0] not in self._suspects and name[0].isalpha() and self._beside and cells[self._beside]:
            return True
        return self._looked_at(cells)

    def _looked_at(self, cells: Cells) -> bool:
        filled = {column: written for column, cell in enumerate(cells) if (written := text(cell)) not in NO_RECORDS}
        told = {column: written for column, written in filled.items() if column not in self._counting or not _counts(written)}
        if not told:
            return False
        first = next(iter(told.values()))
        if FOOT.match(first.replace(" ", "")) or self._repeats_headings(cells):
            return False
        if len(set(told.values())) == 1:
            return self._alone(first, next(iter(told)))
        if self._heads_group(told, first):
            return False
        return any(column in self._headings for column in told)

    def _alone(self, written: str, column: int) -> bool:
        """One text in a row: a group's name, a note, or a record of which only the name is known."""
        if self._kind in {SheetKind.ORGANISATIONS, SheetKind.UNITS}:
            return column in self._named and not FOOT.match(written)
        place = place_in(written)
        if place:
            self.group = place if holds_members(place) or self._kind is SheetKind.POSTS else self.group
            return False
        return column in self._named and 2 <= len(written) <= 20 and not NOT_IN_NAMES.search(written)

    def _heads_group(self, told: dict[int, str], first: str) -> bool:
        """第一党支部 at the left with 书记：张三 beside it, and nobody's name."""
        if self._kind in {SheetKind.ORGANISATIONS, SheetKind.UNITS}:
            return False
        place = place_in(first)
        if not place or (self._named & told.keys() and told[self._name] != first) or len(told) > 3:
            return False
        if self._beside in told and next(iter(told)) not in self._named:
            return False
        if self._name in told and told[self._name] != first:
            return False
        self.group = place if holds_members(place) or self._kind is SheetKind.POSTS else self.group
        return True

    def _repeats_headings(self, cells: Cells) -> bool:
        same = sum(1 for column, heading in self._headings.items() if column < len(cells) and heading and normalise(text(cells[column])) == heading)
        return same >= max(2, REPEATED * len(self._headings))


def _counts(written: Cell) -> bool:
    return DIGITS.fullmatch(str(written)) is not None
