"""Which pages there are outside, what each of them holds, and the limits of what comes back."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of page outside, in words for the keeper, and the fields of its content."""

    label: str
    needs: frozenset[str]
    may: frozenset[str] = frozenset()
    largest: int = 64 * 1024
    """Bytes of its content."""


PAGES: Final = {
    "certificate": Page("证书核对", frozenset({"kind", "date"}), frozenset({"number", "by", "note"})),
    "honours": Page("光荣册", frozenset({"title", "name", "date"}), frozenset({"by", "place"})),
    "liaison": Page("单位联络", frozenset({"title"}), frozenset({"lead", "sections", "forms"})),
    "sheet": Page("年度情况表", frozenset({"name", "xlsx", "pdf"}), largest=512 * 1024),
}
"""``date`` is ISO; ``sheet``: files in base64, fetched from the page ``liaison`` of the same key;
``sections``: ``[{title, lead?, rows: [[label, value], …]}]``; ``forms``: see ``FORM`` and ``FIELD``."""
FORM: Final = Page("表单", frozenset({"kind", "title", "fields"}), frozenset({"lead", "submit", "fixed"}))
"""``kind``: of the arrival, one of each on a page, by which a form that comes back is known.
``fixed``: words that come back as they are, filled in by the portal and not by a browser.
"""
FIELD: Final = Page(
    "栏目", frozenset({"name", "label", "type"}), frozenset({"choices", "required", "help", "longest", "value", "after", "ahead"})
)
"""``choices``: ``[[value, label], …]``; ``after``: the field with the day that this one must follow; ``ahead``: no day that has gone by."""
FIELD_TYPES: Final = frozenset({"text", "long", "number", "date", "choice"})

LONGEST_KEY: Final = 80
LARGEST_ARRIVAL: Final = 512 * 1024
"""Bytes of a letter from outside: more than a form of the portal can come to (64 KB as a browser sends it)."""


def page_label(page: str) -> str:
    """A page in words."""
    return PAGES[page].label if page in PAGES else page
