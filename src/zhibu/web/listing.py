"""A list as it stands on the page: filter bar, table, foot; one object that a view makes and a template prints.

In a view::

    state = PageState.read(request, filters=FILTERS, today=clock.today())
    count, rows, counts = queries.roll(reader=request.reader, state=state)
    listing = Listing(label="党员名册", table=MEMBERS, state=state, acts=acts, rows=rows, count=count, filters=FILTERS, counts=counts)
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic

from django.utils.safestring import SafeString

from zhibu.web import paging
from zhibu.web.components import Empty
from zhibu.web.filter_bar import active_conditions, filter_bar
from zhibu.web.filters import Counts, Filter
from zhibu.web.html import escape
from zhibu.web.paging import Count, Neighbours
from zhibu.web.state import PageState
from zhibu.web.tables import Column, Row, Sort, Table, render_head, render_rows


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """Rows of one page with everything around them."""

    label: str
    table: Table[Row]
    state: PageState
    acts: Container[str]
    rows: Sequence[Row]
    count: Count
    filters: Sequence[Filter] = ()
    counts: Counts = field(default_factory=dict)
    neighbours: Neighbours = field(default_factory=Neighbours)
    """Edges of the page; asked only when the count is capped."""
    empty: Empty | None = None
    """What to do when there is nothing at all, conditions aside."""
    choosable: bool = True
    sortable: bool = True
    """Whether the headings offer other orders; a table that is read from top to bottom has its own."""

    @cached_property
    def columns(self) -> tuple[Column[Row], ...]:
        """The columns shown."""
        return self.table.choose(self.state.columns, self.acts)

    @cached_property
    def sort(self) -> Sort[Row]:
        """The order in force."""
        return self.table.sorting("" if self.count.capped else self.state.sort, self.acts)

    @property
    def html(self) -> SafeString:
        """The panel."""
        chooser = self._chooser() if self.choosable else ""
        bar = filter_bar(self.filters, self.state, self.counts, self.count, chooser)
        notes = "".join(f'<p class="note late" role="status">{escape(note)}</p>' for note in self.state.notes)
        return SafeString(
            f'{notes}<section class="panel listing" aria-label="{escape(self.label)}">{bar}'
            f"{active_conditions(self.filters, self.state)}{self._letters()}{self._table() if self.rows else self._nothing()}"
            f"{self._foot()}</section>",
        )

    def _table(self) -> str:
        href = None if self.count.capped or not self.sortable else self._order
        head = render_head(self.columns, self.sort, href)
        style = "table" if href else "table plain"
        label = escape(self.label)
        return (
            f'<div class="table-box" role="region" tabindex="0" aria-label="{label}表格"><table class="{style}" role="table">'
            f'<caption class="only-read">{label}，{self.count.words(self.table.unit)}</caption>'
            f'<thead role="rowgroup">{head}</thead><tbody role="rowgroup">{render_rows(self.columns, self.rows)}</tbody></table></div>'
        )

    def _order(self, asked: str) -> str:
        return self.state.href(sort=asked if asked != self.table.order else None)

    def _letters(self) -> str:
        return paging.letter_strip(current=self.state.letter, href=self.state.href) if self.count.capped else ""

    def _foot(self) -> str:
        if self.count.capped:
            pager = paging.by_cursor(neighbours=self.neighbours, href=self.state.href)
        else:
            last = paging.pages(self.count.value)
            pager = paging.numbered(page=self.state.number(self.count), last=last, href=self.state.href)
        hint = "（按拼音排列）" if self.count.capped else ""
        return f'<div class="foot"><span>{self.count.words(self.table.unit)}{hint}</span><span class="grow"></span>{pager}</div>'

    def _nothing(self) -> str:
        if self.state.chosen or not self.empty:
            clear = f'<div class="acts"><a class="btn" href="{escape(self._cleared())}">清除条件</a></div>' if self.state.chosen else ""
            return f'<div class="empty"><h2>没有符合条件的记录</h2><p>换一个条件，或换一个日期再看。</p>{clear}</div>'
        return self.empty.html

    def _cleared(self) -> str:
        return self.state.href(**dict.fromkeys(self.state.chosen))

    def _chooser(self) -> str:
        shown = {column.key for column in self.columns}
        boxes = "".join(
            f'<label><input type="checkbox" name="columns" value="{column.key}"{" checked" if column.key in shown else ""}>'
            f"{escape(column.label)}</label>"
            for column in self.table.open_to(self.acts)
        )
        return (
            f'<details class="drop right"><summary class="pill">选择列</summary><div class="sheet"><form method="get">'
            f'{self.state.hidden({"columns"})}<div class="options">{boxes}</div><div class="acts"><button class="btn go">应用</button>'
            f'<a class="btn quiet" href="{escape(self.state.href(columns=None))}">恢复常用列</a></div></form></div></details>'
        )
