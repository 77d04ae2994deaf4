"""A column is declared once and serves the page, the Excel sheet and the JSON answer alike.

In the ``tables.py`` of a package::

    MEMBERS = Table[MemberRow](
        columns=(
            Column("name", "姓名", lambda m: m.name, html=lambda m: link(member_url(m.id), m.name), sort="name_key", phone="title"),
            Column("age", "年龄", lambda m: m.age, sort="birth_date", align="right"),
            Column("phone", "手机", lambda m: m.phone, act="see_phone", default=False, width=16),
        ),
        order="name",
        unit="名",
    )
"""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Generic, Literal, TypeVar

from django.utils.safestring import SafeString

from zhibu.web.html import escape, show

Row = TypeVar("Row")
Phone = Literal["title", "mark", "line", "label", "hidden"]
"""On a phone: the bold first line, the chip at its right, a word or ``label value`` on the second line, or left out."""

Heading = tuple[str, float, Literal["text", "number", "date"]]
"""As ``exchange.writing.SheetOut`` takes it: label, width, and what Excel makes of the values."""

WIDE: Final = 20
"""From this width on, texts may take a second line; all else keeps to one."""
PHONE_CLASS: Final = {"title": "t", "mark": "k", "line": "", "label": "", "hidden": "h"}


@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: what it is called, how a row's value is read, and who may see it."""

    key: str
    label: str
    value: Callable[[Row], object]
    html: Callable[[Row], str] | None = None
    """Safe markup for the page where the plain value is not enough; Excel and JSON keep to ``value``."""
    sort: str | None = None
    """The field by which the database sorts; None: the column doesn't sort."""
    default: bool = True
    act: str | None = None
    """The act without which the column does not exist for the reader: not shown, sorted, exported or chosen."""
    align: Literal["left", "right"] = "left"
    width: int = 12
    phone: Phone = "line"

    @property
    def opening(self) -> str:
        """The start tag of its cells. The role is said aloud because a phone's stylesheet takes the table apart."""
        wide = "w" if self.width >= WIDE else ""
        names = " ".join(filter(None, (PHONE_CLASS[self.phone], "num" if self.align == "right" else "", wide)))
        style = f' class="{names}"' if names else ""
        label = f' data-label="{escape(self.label)}"' if self.phone == "label" else ""
        return f'<td role="cell"{style}{label}>'


@dataclass(frozen=True)
class Sort(Generic[Row]):
    """The order asked for, already checked: by a column that sorts and that the reader may see."""

    column: Column[Row]
    descending: bool = False

    @property
    def field(self) -> str:
        """For ``order_by``."""
        return f"{'-' if self.descending else ''}{self.column.sort}"

    @property
    def text(self) -> str:
        """As it stands in an address."""
        return f"{'-' if self.descending else ''}{self.column.key}"


@dataclass(frozen=True)
class Table(Generic[Row]):
    """The columns of a list in the order in which they stand."""

    columns: tuple[Column[Row], ...]
    order: str
    """Key of the column by which the list is sorted when nothing else is asked."""
    unit: str = "条"

    def __post_init__(self) -> None:
        """Refuse a declaration that could not work."""
        if len(self.by_key) != len(self.columns):
            message = "two columns have the same key"
            raise ValueError(message)
        if self.by_key[self.order].sort is None:
            message = f"the list is ordered by {self.order}, which does not sort"
            raise ValueError(message)

    @cached_property
    def by_key(self) -> dict[str, Column[Row]]:
        """Columns by their English keys."""
        return {column.key: column for column in self.columns}

    def open_to(self, acts: Container[str]) -> tuple[Column[Row], ...]:
        """The columns that exist for a reader of these acts."""
        return tuple(column for column in self.columns if column.act is None or column.act in acts)

    def choose(self, keys: Collection[str], acts: Container[str]) -> tuple[Column[Row], ...]:
        """The columns asked for that the reader may see; nothing usable asked: the usual ones."""
        may = self.open_to(acts)
        return tuple(column for column in may if column.key in keys) or tuple(column for column in may if column.default)

    def sorting(self, asked: str, acts: Container[str]) -> Sort[Row]:
        """The order asked for (``age``, ``-age``), or the usual one: an unknown, hidden or forbidden column does not sort."""
        column = self.by_key.get(asked.removeprefix("-"))
        if column is None or column.sort is None or not (column.act is None or column.act in acts):
            return Sort(self.by_key[self.order])
        return Sort(column, descending=asked.startswith("-"))


def headings(columns: Iterable[Column[Row]], *, days: Container[str] = (), numbers: Container[str] = ()) -> list[Heading]:
    """For a sheet: what stands in these columns are days and numbers in Excel, too; everything else is text."""
    return [(one.label, one.width, "date" if one.key in days else "number" if one.key in numbers else "text") for one in columns]


def values(columns: Iterable[Column[Row]], rows: Iterable[Row]) -> Iterator[list[object]]:
    """Plain values row by row, for a sheet."""
    readers = [column.value for column in columns]
    for row in rows:
        yield [read(row) for read in readers]


def record(columns: Iterable[Column[Row]], row: Row) -> dict[str, object]:
    """One row under English keys, for JSON."""
    return {column.key: column.value(row) for column in columns}


def render_rows(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> SafeString:
    """The body of the table: joined strings, ten times as fast as a template loop (STACK.md, Serving)."""
    cells = [(column.opening, column.value, column.html) for column in columns]
    parts: list[str] = []
    add = parts.append
    for row in rows:
        add('<tr role="row">')
        for opening, value, html in cells:
            add(opening)
            add(show(value(row)) if html is None else html(row))
        add("</tr>")
    return SafeString("".join(parts))


def render_head(columns: Iterable[Column[Row]], sort: Sort[Row], href: Callable[[str], str] | None) -> SafeString:
    """The headings; ``href`` gives the address of an order, None where only the usual order can be had."""
    parts = ['<tr role="row">']
    for column in columns:
        label, style, state = escape(column.label), ["num"] if column.align == "right" else [], ""
        if column.sort and href:
            style.append("sorts")
            now = sort.column.key == column.key
            if now:
                state = f' aria-sort="{"descending" if sort.descending else "ascending"}"'
            asked = f"-{column.key}" if now and not sort.descending else column.key
            label = f'<a href="{escape(href(asked))}">{label}</a>'
        names = f' class="{" ".join(style)}"' if style else ""
        parts.append(f'<th role="columnheader" scope="col"{names}{state}>{label}</th>')
    parts.append("</tr>")
    return SafeString("".join(parts))
