"""Places in words: who keeps in touch, the last visits, what the notice on the wall says."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import Reader
from zhibu.mechanism.ties.models import LinkedPlace
from zhibu.mechanism.ties.queries import Linked, PlaceRow, Visited
from zhibu.mechanism.ties.terms import RECORD, SEE, PlaceKind
from zhibu.web.components import Chip, Fact, Item, filled
from zhibu.web.panels import Panel

NO_POST: Final = "联系人"
"""On the wall nobody is named: who has no post is called this."""


def place_facts(place: LinkedPlace) -> list[Fact]:
    """What it is and whose."""
    home = place.organisation
    rows = [
        Fact("类别", PlaceKind.word(place.kind)),
        Fact("党组织", str(home), url=reverse("organisation", args=[home.code])),
        Fact("办公电话", home.phone),
        Fact("驻区单位", place.unit.name, url=reverse("unit", args=[place.unit.code])) if place.unit else Fact("驻区单位"),
    ]
    return filled(rows)


def link_items(place: LinkedPlace, linked: Iterable[Linked], *, ends: bool) -> list[Item]:
    """Who keeps in touch, since when."""
    return [
        Item(
            one.called,
            f"{one.since.isoformat()} 起",
            Chip("ok", "联系中"),
            reverse("linked_place_link_end", args=[place.code, one.id]) if ends else "",
            "结束联系",
        )
        for one in linked
    ]


def visit_items(visits: Iterable[Visited], on: date) -> list[Item]:
    """Visits, the newest first; those to come are said."""
    return [
        Item(
            one.on.isoformat(),
            one.topic,
            Chip("due", "已安排") if one.on > on else Chip("ok", "走访"),
            reverse("gathering", args=[one.code]),
            "查看",
        )
        for one in visits
    ]


def notice_lines(place: LinkedPlace, linked: Sequence[Linked]) -> list[str]:
    """Posts, each once."""
    del place
    return list(dict.fromkeys(one.post or NO_POST for one in linked))


def own_panels(rows: Sequence[PlaceRow], reader: Reader, on: date) -> list[Panel]:
    """On the start page: each place with its last visit and what is open."""
    if not rows:
        return []
    return [Panel("我的联系点", [_own(row, reader, on) for row in rows])]


def _own(row: PlaceRow, reader: Reader, on: date) -> Item:
    seen = "今天走访过" if row.last == on else f"最近走访 {row.last.isoformat()}" if row.last else "还没有走访记录"
    why = "；".join(filter(None, (row.organisation, seen)))
    chip = Chip("due", f"{row.open} 件待办") if row.open else None
    if reader.may(RECORD, row.path):
        return Item(row.name, why, chip, reverse("linked_place_visit", args=[row.code]), "去走访")
    url = reverse("linked_place", args=[row.code]) if reader.may(SEE, row.path) else ""
    return Item(row.name, why, chip, url, "查看")
