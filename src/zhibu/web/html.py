"""Small pieces of HTML as joined strings, for what stands in lists; whatever stands once on a page is a template."""

import html
from datetime import date
from typing import Final, Literal

from django.utils.safestring import SafeString

from zhibu.web import places

ChipKind = Literal["due", "late", "check", "none", "ok", "honour"]
"""将到期, 已逾期, 需核实, 资料未录, done, and the gold of 光荣在党50年: the word stands in the chip, never colour alone."""


def escape(text: str) -> str:
    """Text made safe in elements and quoted attributes; words and figures, most of a table, pass at once."""
    return text if text.isalnum() else html.escape(text)


def show(value: object) -> str:
    """A value as the page writes it: nothing for None, 是/否, days as 2026-11-24; escaped."""
    if type(value) is str:
        return value if value.isalnum() else html.escape(value)
    if type(value) is int or type(value) is date:
        return str(value)
    if value is None:
        return ""
    if value is True:
        return "是"
    if value is False:
        return "否"
    return html.escape(str(value))


def prose_date(day: date) -> str:
    """A day in a sentence; tables keep 2026-11-24."""
    return f"{day.year}年{day.month}月{day.day}日"


def clauses(*parts: str) -> str:
    """What is said of one thing, on one line: a part that somebody ended with a full stop of his own gets no second mark."""
    told = [one.strip() for one in parts if one.strip()]
    return "；".join([*(one.rstrip("。；") for one in told[:-1]), *told[-1:]])


def thousands(number: int) -> str:
    """A count with separators, as 4,216."""
    return f"{number:,}"


def chip(kind: ChipKind, word: str) -> SafeString:
    """One state with its word."""
    return SafeString(f'<span class="chip {kind}">{escape(word)}</span>')


def link(href: str, text: str, *, kind: str = "") -> SafeString:
    """An address to follow."""
    style = f' class="{kind}"' if kind else ""
    return SafeString(f'<a href="{escape(href)}"{style}>{escape(text)}</a>')


route: Final = places.route
"""Addresses of rows: ``member_url = route("member")``, then ``member_url(12)``."""
