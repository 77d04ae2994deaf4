"""The list of places, each column declared once."""

from typing import Final

from zhibu.mechanism.ties.queries import PlaceRow
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.web.filters import Filter, options
from zhibu.web.html import chip, link, route
from zhibu.web.tables import Column, Table

place_url: Final = route("linked_place")
FILTERS: Final = (
    Filter("q", "查找", "find", hint="联系点、联系人"),
    Filter("kind", "类别", "pills", options(dict(PlaceKind.choices()))),
    Filter("within", "党组织", "given"),
)


def who(row: PlaceRow) -> str:
    """Who keeps in touch."""
    return "、".join(one.called for one in row.linked)


def _open_html(row: PlaceRow) -> str:
    return chip("due", f"{row.open} 件") if row.open else ""


COLUMNS: Final[tuple[Column[PlaceRow], ...]] = (
    Column("name", "联系点", lambda r: r.name, html=lambda r: link(place_url(r.code), r.name, kind="name"), sort="name", phone="title"),
    Column("kind", "类别", lambda r: PlaceKind.word(r.kind), sort="kind"),
    Column("organisation", "党组织", lambda r: r.organisation, phone="label", width=18),
    Column("who", "联系人", who, phone="label", width=24),
    Column("last", "最近走访", lambda r: r.last, phone="label"),
    Column("open", "待办事项", lambda r: f"{r.open} 件" if r.open else "", html=_open_html, phone="mark"),
)
PLACES: Final = Table[PlaceRow](columns=COLUMNS, order="name", unit="处")
