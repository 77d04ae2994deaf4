"""What a list can be narrowed by: declared once, checked when an address is read, shown as pills and a form."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final, Literal

NUL: Final = "\0"
"""Nobody types it, and PostgreSQL takes no text with it."""

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
"""What a roster may name. A day near the end of the calendar has no next one, and every sum of months breaks on it."""

Counts = Mapping[str, Mapping[str, int]]
"""By filter name and value: how many rows there would be."""


@dataclass(frozen=True, slots=True)
class Option:
    """One value and its word."""

    value: str
    label: str


@dataclass(frozen=True)
class Filter:
    """One condition.

    ``pills`` exclude each other and stand in the bar with counts; ``toggles`` add up (``＋ 流动``); ``find`` is the text box of
    the bar; ``select``, ``text`` and ``day`` stand under 更多条件; ``given`` comes from a link only (a figure that opens its
    records), takes the values of its options or any text, and is shown as a condition that can be removed.
    """

    name: str
    label: str
    kind: Literal["pills", "toggles", "find", "select", "text", "day", "given"] = "select"
    options: tuple[Option, ...] = ()
    hint: str = ""
    whole: bool = True
    """Pills: whether all together is a choice, too; a page that shows one kind at a time has none."""

    @cached_property
    def words(self) -> dict[str, str]:
        """Label by value."""
        return {option.value: option.label for option in self.options}

    def accepts(self, value: str) -> bool:
        """Whether a value from an address means anything here."""
        if self.kind == "day":
            return day_of(value) is not None
        return value in self.words if self.options else 0 < len(value) <= 100 and NUL not in value

    def word(self, value: str) -> str:
        """The value in words."""
        return self.words.get(value, value)


def options(pairs: Mapping[str, str]) -> tuple[Option, ...]:
    """Options from a code list."""
    return tuple(Option(value, label) for value, label in pairs.items())


def number_of(text: str) -> int | None:
    """The number of a row from an address; None for what no row can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def day_of(text: str) -> date | None:
    """A day from an address; the browser's date field writes 2026-11-24."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
