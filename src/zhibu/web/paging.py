"""Pages of a list, as pure functions: numbers up to 10,000 rows, above that a cursor and a jump to a letter.

An exact count of a million rows costs a hundred times the page itself (PATTERNS.md, Lists at a million).
"""

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.safestring import SafeString

from zhibu.web.html import escape, thousands

EXACT: Final = 10_000
"""Up to here rows are counted, numbered and sorted by any column."""
PAGE: Final = 50
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MISSING: Final = frozenset("IUV")
"""No Chinese syllable begins with these."""

FARTHEST: Final = 2**63
"""Row numbers end here; a database is asked for none beyond."""

Cursor = tuple[str | int, ...]
Href = Callable[..., str]
"""Takes the parts of the address that change, by name, and gives the address."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows there are; ``capped`` when the counting stopped at ``EXACT``."""

    value: int
    capped: bool = False

    def words(self, unit: str) -> str:
        """As the foot of the list says it."""
        return f"超过 {thousands(EXACT)} {unit}" if self.capped else f"共 {thousands(self.value)} {unit}"


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The cursors of the pages before and after; None where there is none."""

    before: Cursor | None = None
    after: Cursor | None = None


def encode_cursor(cursor: Cursor) -> str:
    """The sort key of a row as one word for an address."""
    return base64.urlsafe_b64encode(json.dumps(cursor, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(word: str) -> Cursor | None:
    """The sort key again; None when somebody has changed the address."""
    try:
        found = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
    except (ValueError, RecursionError):
        return None
    sound = isinstance(found, list) and 0 < len(found) <= 4 and all(_may_be_key(part) for part in found)
    return tuple(found) if sound else None


def _may_be_key(part: object) -> bool:
    return type(part) is str or (type(part) is int and -FARTHEST < part < FARTHEST)


def pages(total: int, size: int = PAGE) -> int:
    """How many pages; an empty list has one."""
    return max(1, -(-total // size))


def window(page: int, last: int, around: int = 2) -> tuple[int, ...]:
    """The numbers to show: first, last, those around this one; 0 stands for a gap of two and more."""
    shown = sorted({1, last, *range(max(1, page - around), min(last, page + around) + 1)})
    numbers: list[int] = []
    for number in shown:
        gap = number - numbers[-1] if numbers else 1
        if gap == 2:
            numbers.append(number - 1)
        elif gap > 2:
            numbers.append(0)
        numbers.append(number)
    return tuple(numbers)


def _step(href: str | None, word: str, rel: str) -> str:
    return f'<a rel="{rel}" href="{escape(href)}">{word}</a>' if href else ""


def numbered(*, page: int, last: int, href: Href) -> SafeString:
    """Page numbers with the one before and the one after."""
    if last == 1:
        return SafeString()
    parts = [_step(href(page=page - 1 if page > 2 else None) if page > 1 else None, "← 上一页", "prev")]
    for number in window(page, last):
        if number == 0:
            parts.append('<span class="far">…</span>')
        elif number == page:
            parts.append(f'<span aria-current="page"><span class="only-read">第</span>{number}<span class="only-read">页</span></span>')
        else:
            parts.append(f'<a class="far" href="{escape(href(page=number if number > 1 else None))}">{number}</a>')
    parts.append(_step(href(page=page + 1) if page < last else None, "下一页 →", "next"))
    return SafeString(f'<nav class="pager" aria-label="分页">{"".join(parts)}</nav>')


def by_cursor(*, neighbours: Neighbours, href: Href) -> SafeString:
    """The page before and the page after by the sort keys at the edges."""
    before, after = neighbours.before, neighbours.after
    if before is None and after is None:
        return SafeString()
    back = href(before=encode_cursor(before)) if before is not None else None
    on = href(after=encode_cursor(after)) if after is not None else None
    return SafeString(f'<nav class="pager" aria-label="分页">{_step(back, "← 上一页", "prev")}{_step(on, "下一页 →", "next")}</nav>')


def letter_strip(*, current: str, href: Href, letters: Sequence[str] = LETTERS) -> SafeString:
    """Jump to the first name whose pinyin begins with a letter."""
    parts = ["<span>按拼音跳到</span>"]
    for letter in letters:
        if letter not in MISSING:
            mark = ' aria-current="true"' if letter == current else ""
            parts.append(f'<a href="{escape(href(letter=letter))}"{mark}>{letter}</a>')
    return SafeString(f'<nav class="letters" aria-label="按拼音跳转">{"".join(parts)}</nav>')
