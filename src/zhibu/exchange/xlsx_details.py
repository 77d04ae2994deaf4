"""What calamine doesn't tell about an .xlsx, found by scanning its XML as bytes; no XML parser, so nothing to expand.

Three things matter to a roster. A date shown as a month (``yyyy"年"m"月"``) is a month: nobody named the day. An error
(``#N/A``) reads as empty, though it is no empty cell. A cell merged over rows belongs to each of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final, Protocol

_ATTRIBUTE: Final = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_RELATIONSHIP: Final = re.compile(rb"<(?:\w+:)?Relationship\s([^>]*)>")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s([^>]*)>")
_NUMBER_FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES: Final = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_CELL_STYLE: Final = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_ERROR: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*\bt=[\"']e[\"'][^>]*)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_PLACE: Final = re.compile(rb"([A-Z]{1,3})([0-9]{1,7})")
_MERGED: Final = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*\bref=[\"']([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})[\"']")

_BUILT_IN_MONTHS: Final = {b"17", b"27", b"36", b"50", b"52", b"57"}
"""mmm-yy everywhere; the others are ``yyyy"年"m"月"`` in a Chinese Excel (ECMA-376 part 1, 18.8.30)."""
_UNSPOKEN: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(slots=True)
class Details:
    """Of one sheet; rows and columns count from 0."""

    months: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    errors: dict[int, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    merged: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    """First row -> column and last row of each merged area that spans rows."""


class Source(Protocol):
    """Where the parts come from: the package as uploaded, or its parts after mending."""

    def part(self, name: str) -> bytes:
        """One part by name, empty when there is none."""
        ...

    def mentions(self, name: str, words: tuple[bytes, ...]) -> bool:
        """Whether a part holds one of the words."""
        ...


def details_by_sheet(source: Source) -> list[Details]:
    """In the order of the workbook's sheets. Most sheets hold nothing of the kind: that is seen without keeping them."""
    styles = month_styles(source.part("xl/styles.xml"))
    return [
        _details(source.part(path), styles) if styles or source.mentions(path, (b"#", b"mergeCell")) else Details()
        for _, path in sheets(source)
    ]


def sheets(source: Source) -> list[tuple[str, str]]:
    """Name and part of each sheet, in the order of the workbook."""
    targets = {one.get(b"Id"): one.get(b"Target", b"") for one in _each(_RELATIONSHIP, source.part("xl/_rels/workbook.xml.rels"))}
    found = []
    for one in _each(_SHEET, source.part("xl/workbook.xml")):
        reference = next((value for name, value in one.items() if name.endswith(b":id")), None)
        target = targets.get(reference, b"").decode("utf-8", "replace")
        path = target.lstrip("/") if target.startswith(("/xl/", "xl/")) else f"xl/{target}"
        found.append((unescape(one.get(b"name", b"").decode("utf-8", "replace")), path))
    return found


def month_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles that show year and month but no day."""
    months = set(_BUILT_IN_MONTHS)
    for attributes in _each(_NUMBER_FORMAT, styles):
        code = unescape(attributes.get(b"formatCode", b"").decode("utf-8", "replace"))
        (months.add if shows_month_only(code) else months.discard)(attributes.get(b"numFmtId", b""))
    section = _CELL_STYLES.search(styles)
    used = [attributes.get(b"numFmtId") for attributes in _each(_CELL_STYLE, section[0])] if section else []
    return frozenset(str(number).encode() for number, key in enumerate(used) if key in months)


def shows_month_only(code: str) -> bool:
    """Year and month are in the number format, day and time are not."""
    letters = set(_UNSPOKEN.sub("", code.split(";", maxsplit=1)[0]).lower())
    return {"y", "m"} <= letters and not letters & set("dhs")


def _details(xml: bytes, styles: frozenset[bytes]) -> Details:
    details = Details()
    if styles:
        shown = re.compile(rb"<(?:\w+:)?c\s[^>]*\bs=[\"'](?:" + b"|".join(sorted(styles)) + rb")[\"'][^>]*>")
        for match in shown.finditer(xml):
            row, column = _place(match[0])
            details.months[row].append(column)
    if b"#" in xml:
        for match in _ERROR.finditer(xml):
            row, column = _place(match[1])
            value = _VALUE.search(match[2])
            details.errors[row].append((column, value[1].decode("utf-8", "replace") if value else "#ERROR"))
    for match in _MERGED.finditer(xml, max(xml.rfind(b"sheetData"), 0)):
        first, last = int(match[2]) - 1, int(match[4]) - 1
        if last > first:
            details.merged[first].append((column_number(match[1]), last))
    return details


def _each(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[dict[bytes, bytes]]:
    for element in pattern.finditer(xml):
        yield {name: double or single for name, double, single in _ATTRIBUTE.findall(element[1])}


def _place(attributes: bytes) -> tuple[int, int]:
    """Row and column of a cell that names them; (-1, -1) for one that doesn't, which nothing then matches."""
    for name, double, single in _ATTRIBUTE.findall(attributes):
        if name == b"r" and (place := _PLACE.fullmatch(double or single)):
            return int(place[2]) - 1, column_number(place[1])
    return -1, -1


def column_number(letters: bytes) -> int:
    """A -> 0, Z -> 25, AA -> 26."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
