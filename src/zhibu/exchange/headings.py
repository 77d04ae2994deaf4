"""Finding the headings of a table among titles, notes and merged groups, and what stands under them.

The caller says which headings it knows, as ``normalise(synonym) -> field``; nothing here knows of members or branches.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from unicodedata import normalize as unicode_normalize

from zhibu.exchange.cells import Cell, Numbered, Sheet
from zhibu.exchange.texts import text

SEARCHED_ROWS: Final = 60

_IGNORED: Final = re.compile(r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+|_x[0-9A-Fa-f]{4}_|[*※★☆#\"'“”‘’]")
_ENDS: Final = ":;,.、。-—_"
_BRACKETS: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|<[^<>]*>|〔[^〔〕]*〕")
_NUMBERED: Final = re.compile(r"^(?:\(?[0-9]{1,2}(?:[.、):]|(?=[\u4e00-\u9fff]))|[一二三四五六七八九十]{1,3}[、.])")
_SOMEBODY_ELSE: Final = re.compile(r"配偶|父亲|母亲|父母|子女|家属|亲属|联系人|介绍人|培养人|监护|紧急")
_NO_GROUP: Final = re.compile(r"[:：]|[0-9]{4}")
_INDEX: Final = frozenset({"序号", "序", "编号", "行号", "号", "no", "no.", "№", "项次", ""})


def normalise(heading: object) -> str:
    """A heading as it is compared: half-width, small letters, no spaces or line breaks, no stars, no colon at the end."""
    return _IGNORED.sub("", unicode_normalize("NFKC", str(heading))).lower().strip(_ENDS)


def bare(heading: str) -> str:
    """A normalised heading without notes in brackets (``(必填)``, ``(格式:1985-07)``) and without a number in front."""
    before = ""
    while before != heading:
        before, heading = heading, _BRACKETS.sub("", heading)
    return _NUMBERED.sub("", heading.split("(")[0]).strip(_ENDS)


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of one table.

    ``row`` is the number of the (lower) row of headings as in ``Sheet.numbered``, ``row_index`` its place among the rows; the
    table's rows follow it. Two columns may hold one field (申请入党日期 stands twice in a
    sheet in use): ``value`` takes the first that is filled.
    """

    row: int
    row_index: int
    columns: dict[int, str]
    written: dict[int, str]
    untaken: list[str]
    index_column: int | None = None
    places: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def place(self, cells: Sequence[Cell], name: str) -> int | None:
        """The column from which a field is taken in this row; the first of its columns when none is filled."""
        columns = self.places.get(name, ())
        if len(columns) == 1:
            return columns[0]
        return next((column for column in columns if text(cells[column])), columns[0] if columns else None)

    def value(self, cells: Sequence[Cell], name: str) -> Cell:
        """What stands there, None for a field that the table hasn't got."""
        place = self.place(cells, name)
        return None if place is None else cells[place]


def find_header(table: Sheet | Iterable[Numbered], known: Mapping[str, str], *, required: Iterable[str] = ()) -> Header | None:
    """The row of the first rows that names most known fields, alone or with the row above it; two at least, all ``required``.

    A sheet of which nothing is known gives None.
    """
    rows = table.head(SEARCHED_ROWS) if isinstance(table, Sheet) else list(table)[:SEARCHED_ROWS]
    lines = [[_written(cell) for cell in cells] for _, cells in rows]
    best: _Reading | None = None
    for at, line in enumerate(lines):
        if not any(line):
            continue
        readings = [_Reading.of(at, line, [], known)]
        if at and _may_be_groups(lines[at - 1]):
            readings.append(_Reading.of(at, line, lines[at - 1], known))
        best = max(filter(None, (best, *readings)), key=lambda one: one.score)
    needed = set(required)
    if best is None or len(set(best.columns.values())) < max(2, len(needed)) or not needed <= set(best.columns.values()):
        return None
    return best.header(rows[best.at][0])


def _written(cell: Cell) -> str:
    """A heading as it stands; a number above a column is one as well."""
    if isinstance(cell, str):
        return cell if normalise(cell) else ""
    return "" if isinstance(cell, bool) else text(cell)


def _may_be_groups(line: list[str]) -> bool:
    """The row above may name groups (入党情况 over 入党时间 and 转正时间): several cells, short ones, no dates or notes."""
    filled = [one for one in line if one]
    return len(filled) > 1 and not any(len(one) > 20 or _NO_GROUP.search(one) for one in filled)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a row, or a row with the groups above it, as headings."""

    at: int
    written: dict[int, str]
    columns: dict[int, str]
    score: tuple[int, int, int, int]
    """Fields, fewer of them twice, without groups, farther up: the larger the better."""

    @classmethod
    def of(cls, at: int, line: list[str], groups: list[str], known: Mapping[str, str]) -> "_Reading":
        written = _joined(line, groups)
        columns = _taken(written, known)
        fields = len(set(columns.values())) if any(line[column] for column in columns) else 0
        score = fields, fields - len(columns), -len(groups), -at
        return cls(at, {column: names[0] for column, names in written.items()}, columns, score)

    def header(self, number: int) -> Header:
        places: dict[str, tuple[int, ...]] = {}
        for column, name in sorted(self.columns.items()):
            places[name] = (*places.get(name, ()), column)
        rest = {column: name for column, name in self.written.items() if column not in self.columns}
        index = next((column for column, name in rest.items() if normalise(name) in _INDEX), None)
        untaken = [name for column, name in rest.items() if column != index]
        return Header(number, self.at, self.columns, self.written, untaken, index, places)


def _joined(line: list[str], groups: list[str]) -> dict[int, tuple[str, str]]:
    """Column -> heading as written, and the group above it; a heading that spans both rows stands in the upper."""
    written: dict[int, tuple[str, str]] = {}
    group = ""
    for column, name in enumerate(line):
        above = groups[column] if column < len(groups) else ""
        group = above or (group if name else "")
        if name or above:
            written[column] = (name or above, group if name and group != name else "")
    return written


def _taken(written: dict[int, tuple[str, str]], known: Mapping[str, str]) -> dict[int, str]:
    """Column -> field, the surest first: as known, with its group, without its notes, and what nobody else has claimed."""
    columns: dict[int, str] = {}
    for column, (name, group) in written.items():
        plain = normalise(name)
        whole = normalise(group + name)
        found = known.get(whole) or known.get(bare(whole)) if group else known.get(plain)
        if found:
            columns[column] = found
    for column, (name, group) in written.items():
        plain = normalise(name)
        found = known.get(plain) or known.get(bare(plain))
        noted = "".join(_BRACKETS.findall(plain))
        unsure = _SOMEBODY_ELSE.search(group + noted) or ((group or noted) and found in columns.values())
        if column not in columns and found and not unsure:
            columns[column] = found
    return columns
