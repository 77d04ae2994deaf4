"""What the address of a list asks for, read once and checked; every link of the page is made from it, so filters are kept.

A value that means nothing (an old bookmark, a hand-written address) falls back to the usual one and never fails; only a day
that can't be read is said aloud, because a list of another day looks just like the right one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import quote_plus

from django.http import HttpRequest
from django.utils.safestring import SafeString

from zhibu.web.filters import Filter, day_of
from zhibu.web.html import escape, prose_date
from zhibu.web.paging import LETTERS, PAGE, Count, Cursor, decode_cursor, pages

Change = str | int | Sequence[str] | None


@dataclass(frozen=True)
class PageState:
    """The list as it was asked for."""

    today: date
    on: date
    chosen: Mapping[str, tuple[str, ...]]
    """Values by name of filter; only names with a value."""
    sort: str = ""
    columns: tuple[str, ...] = ()
    page: int = 1
    before: Cursor | None = None
    after: Cursor | None = None
    letter: str = ""
    notes: tuple[str, ...] = ()

    @classmethod
    def read(cls, request: HttpRequest, *, filters: Sequence[Filter] = (), today: date) -> "PageState":
        """Read the address of a request."""
        asked = {name: [str(value) for value in found] for name, found in request.GET.lists()}
        day, notes = _read_day(asked.get("on", [""])[-1].strip(), today)
        letter = asked.get("letter", [""])[-1].upper()
        return cls(
            today=today,
            on=day,
            chosen=_read_filters(asked, filters),
            sort=asked.get("sort", [""])[-1],
            columns=tuple(asked.get("columns", ())),
            page=_read_page(asked.get("page", [""])[-1]),
            before=decode_cursor(asked["before"][-1]) if "before" in asked else None,
            after=decode_cursor(asked["after"][-1]) if "after" in asked else None,
            letter=letter if len(letter) == 1 and letter in LETTERS else "",
            notes=notes,
        )

    def value(self, name: str) -> str:
        """The single value of a filter; empty when it isn't set."""
        return self.chosen.get(name, ("",))[0]

    @property
    def is_today(self) -> bool:
        """Whether the list stands as of today."""
        return self.on == self.today

    def bounds(self, count: Count) -> tuple[int, int]:
        """First and last row (exclusive) of the page asked for; a page behind the end is the last one."""
        first = (self.number(count) - 1) * PAGE
        return first, first + PAGE

    def number(self, count: Count) -> int:
        """The page asked for, within what there is."""
        return min(self.page, pages(count.value))

    @cached_property
    def lasting(self) -> dict[str, tuple[str, ...]]:
        """What links carry on: filters, day, order, columns; never the position in the list."""
        kept = dict(self.chosen)
        if not self.is_today:
            kept["on"] = (self.on.isoformat(),)
        if self.sort:
            kept["sort"] = (self.sort,)
        if self.columns:
            kept["columns"] = self.columns
        return kept

    @cached_property
    def _pieces(self) -> dict[str, str]:
        return {name: _piece(name, found) for name, found in self.lasting.items()}

    def href(self, **changes: Change) -> str:
        """This list with something changed; None takes a name out; the list begins again at its first page."""
        pieces = self._pieces
        if changes:
            pieces = {**pieces, **{name: _piece(name, value) for name, value in changes.items()}}
        return "?" + "&".join(filter(None, pieces.values()))

    @property
    def query(self) -> str:
        """The same conditions for another address: an export, a print page."""
        return self.href()

    def toggled(self, name: str, value: str) -> str:
        """The address with one value of a filter put in, or taken out if it stands."""
        held = self.chosen.get(name, ())
        return self.href(**{name: [one for one in held if one != value] if value in held else [*held, value]})

    def hidden(self, without: Collection[str]) -> SafeString:
        """What links would carry on, for a form that asks for the rest."""
        return SafeString(
            "".join(
                f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
                for name, found in self.lasting.items()
                if name not in without
                for value in found
            ),
        )


def _piece(name: str, value: Change) -> str:
    if value is None:
        return ""
    found = (value,) if isinstance(value, str | int) else value
    return "&".join(f"{quote_plus(name)}={quote_plus(str(one))}" for one in found)


def _read_day(text: str, today: date) -> tuple[date, tuple[str, ...]]:
    day = day_of(text) if text else today
    if day is None:
        return today, (f"日期「{text[:20]}」看不懂，现在显示的是今天（{prose_date(today)}）的情况。请写成 2026-11-24 这样的形式。",)
    return day, ()


def _read_filters(asked: Mapping[str, Sequence[str]], filters: Sequence[Filter]) -> dict[str, tuple[str, ...]]:
    found = {}
    for one in filters:
        values = tuple(dict.fromkeys(text for value in asked.get(one.name, ()) if (text := value.strip()) and one.accepts(text)))
        if values:
            found[one.name] = values if one.kind == "toggles" else values[-1:]
    return found


def _read_page(text: str) -> int:
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 7 else 1


def quick_days(today: date) -> tuple[tuple[str, date], ...]:
    """The days that reports ask for: the last of the month and of the year before, the one of the half-year."""
    month_end = today.replace(day=1) - timedelta(days=1)
    year_end = date(today.year - 1, 12, 31)
    half_year = date(today.year if today.month > 6 else today.year - 1, 6, 30)
    return ("今天", today), ("上月末", month_end), ("最近半年末", half_year), ("上年末", year_end)
