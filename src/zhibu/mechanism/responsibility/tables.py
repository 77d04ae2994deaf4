"""The table of responsibilities: an area or an organisation a row, a tier a column."""

from collections.abc import Callable
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.queries.answers import DutyRow
from zhibu.mechanism.responsibility.terms import EDIT, SEE, Tier
from zhibu.web.html import chip, escape, link, route
from zhibu.web.tables import Column, Table

area_url: Final = route("responsibility_area")
place_url: Final = route("responsibility_of")
NOBODY: Final = "未明确"


def words_of(row: DutyRow, tier: Tier) -> str:
    """Who answers; of a post that has ended, that nobody does any more."""
    found = row.at(tier)
    if found is None:
        return NOBODY
    return f"{found.called}，职务已于 {found.post_until} 结束" if found.stale(row.on) else found.called


def _named(row: DutyRow, tier: Tier, reader: Reader) -> str:
    found = row.at(tier)
    if found is None:
        return chip("due", NOBODY)
    opens = reader.may(SEE, found.person_path)
    name = link(reverse("member", args=[found.code]), found.called) if opens else escape(found.called)
    return f"{name} {chip('late', '职务已结束')}" if found.stale(row.on) else name


def _tier(tier: Tier, reader: Reader) -> Column[DutyRow]:
    def words(row: DutyRow) -> str:
        return words_of(row, tier)

    def html(row: DutyRow) -> str:
        return _named(row, tier, reader)

    return Column(tier.value, tier.label, words, html=html, width=18, phone="label")


def duties(reader: Reader, *, by_area: bool, edits: bool) -> Table[DutyRow]:
    """By area: organisations one below the other; else the areas of one organisation."""
    first = _place() if by_area else _area()
    columns = [first, *(_tier(tier, reader) for tier in Tier)]
    if edits:
        columns.append(Column("act", "办理", lambda _: "", html=_change(reader), width=8, phone="mark"))
    return Table[DutyRow](columns=tuple(columns), order=first.key, unit="个" if by_area else "项")


def _area() -> Column[DutyRow]:
    return Column(
        "area",
        "工作",
        lambda r: r.area.name,
        html=lambda r: link(area_url(r.area.id), r.area.name, kind="name"),
        sort="area",
        phone="title",
    )


def _place() -> Column[DutyRow]:
    return Column(
        "place",
        "党组织",
        lambda r: r.organisation,
        html=lambda r: link(place_url(r.organisation_code), r.organisation, kind="name"),
        sort="place",
        phone="title",
    )


def _change(reader: Reader) -> Callable[[DutyRow], str]:
    def html(row: DutyRow) -> str:
        if not reader.may(EDIT, row.path):
            return ""
        return link(reverse("responsibility_change", args=[row.organisation_code, row.area.id]), "调整", kind="link")

    return html
