"""The side navigation, the drawer and the foot bar: declared once in config, rendered once per kind of reader.

An entry is declared when its page works, never before: no entry is dead.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.safestring import SafeString

from zhibu.web.html import escape
from zhibu.web.icons import icon
from zhibu.web.places import address


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of the navigation; seen by those who may do ``act`` somewhere, by all signed in when it is None."""

    label: str
    url_name: str
    act: str | None = None
    group: str = "常用"
    foot: str = ""
    """The icon with which the entry stands in the foot bar of a phone; empty: it doesn't."""
    short: str = ""
    """What the foot bar says where the label is too long for it."""


class Rendered(NamedTuple):
    """The two places in which the entries stand."""

    side: SafeString
    foot: SafeString


def current(places: tuple[str, ...], path: str) -> int:
    """The entry under which a page stands: the longest address that begins its path; -1 when there is none."""
    found, longest = -1, 0
    for index, place in enumerate(places):
        if len(place) > longest and (path == place if place.count("/") < 2 else path.startswith(place)):
            found, longest = index, len(place)
    return found


def _badge(count: int) -> str:
    return f'<span class="badge">{count}<span class="only-read"> 件待办</span></span>' if count else ""


def _side(entries: tuple[Entry, ...], places: tuple[str, ...], now: int, badges: dict[str, int]) -> str:
    parts: list[str] = []
    group = ""
    for index, entry in enumerate(entries):
        if entry.group != group:
            parts.append(f"{'</ul>' if group else ''}<h2>{escape(entry.group)}</h2><ul>")
            group = entry.group
        mark = ' aria-current="page"' if index == now else ""
        count = _badge(badges.get(entry.url_name, 0))
        parts.append(f'<li><a href="{places[index]}"{mark}>{escape(entry.label)}{count}</a></li>')
    return "".join(parts) + ("</ul>" if parts else "")


def _foot(entries: tuple[Entry, ...], places: tuple[str, ...], now: int, badges: dict[str, int]) -> str:
    parts = []
    for index, entry in enumerate(entries):
        if entry.foot:
            mark = ' aria-current="page"' if index == now else ""
            count = _badge(badges.get(entry.url_name, 0))
            parts.append(f'<a href="{places[index]}"{mark}>{icon(entry.foot)}{escape(entry.short or entry.label)}{count}</a>')
    return "".join(parts[:4])


@dataclass(frozen=True, slots=True)
class Navigation:
    """All entries in the order of PRACTICE.md 5."""

    entries: tuple[Entry, ...]

    def seen_with(self, acts: Collection[str]) -> tuple[Entry, ...]:
        """What a reader of these acts sees."""
        return tuple(entry for entry in self.entries if entry.act is None or entry.act in acts)

    def current(self, *, path: str, acts: Collection[str]) -> int:
        """Which of the entries seen a page stands under."""
        return current(tuple(address(entry.url_name) for entry in self.seen_with(acts)), path)

    def rendered(self, *, acts: Collection[str], now: int, badges: tuple[tuple[str, int], ...] = ()) -> Rendered:
        """The entries for a reader; ``now`` is the current one, ``badges`` are pairs of url name and count."""
        entries, counts = self.seen_with(acts), dict(badges)
        places = tuple(address(entry.url_name) for entry in entries)
        return Rendered(SafeString(_side(entries, places, now, counts)), SafeString(_foot(entries, places, now, counts)))
