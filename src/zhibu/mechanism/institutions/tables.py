"""The list of institutions; each column declared once."""

from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.mechanism.institutions.queries.shelf import ShelfRow
from zhibu.mechanism.institutions.terms import Standing
from zhibu.web.components import Chip
from zhibu.web.filters import Filter, options
from zhibu.web.html import ChipKind, chip, escape, link, route
from zhibu.web.tables import Column, Table

institution_url: Final = route("institution")
CHIPS: Final[dict[Standing, ChipKind]] = {
    Standing.IN_FORCE: "ok",
    Standing.COMING: "due",
    Standing.DRAFTED: "due",
    Standing.REPEALED: "none",
    Standing.NOT_YET: "none",
}
FILTERS: Final = (
    Filter(
        "state",
        "状态",
        "pills",
        options({"in_force": "施行中", "revising": "修订中", "review": "到期待复审", "drafted": "起草中", "repealed": "已废止"}),
    ),
)


def chips_of(row: ShelfRow) -> list[Chip]:
    """How far it has come, whether it is being revised, whether somebody should look at it."""
    found = [Chip(CHIPS[row.standing], row.standing.label)]
    if row.revising:
        found.append(Chip("due", "修订中"))
    if row.review_is_late:
        found.append(Chip("check", "到期待复审"))
    return found


def _version(row: ShelfRow) -> str:
    return f"第 {row.span.version} 版" if row.span else ""


def _adopted(row: ShelfRow) -> str:
    return row.span.adopted_by if row.span else ""


def _until(row: ShelfRow) -> object:
    return row.span.until if row.span and row.span.until != FAR else None


INSTITUTIONS: Final = Table[ShelfRow](
    columns=(
        Column("title", "名称", lambda r: r.title, html=lambda r: link(institution_url(r.code), r.title, kind="name"), sort="title",
               width=30, phone="title"),
        Column("state", "状态", lambda r: "、".join(one.word for one in chips_of(r)), phone="mark",
               html=lambda r: " ".join(chip(one.kind, one.word) for one in chips_of(r))),
        Column("organisation", "党组织", lambda r: r.organisation, html=lambda r: escape(r.organisation), width=20, phone="label"),
        Column("version", "版本", _version),
        Column("since", "施行日期", lambda r: r.span.since if r.span else None, phone="label"),
        Column("until", "废止日期", _until, default=False, phone="label"),
        Column("review_due", "复审日期", lambda r: r.review_due, phone="label"),
        Column("adopted_by", "通过依据", _adopted, width=36, phone="hidden"),
    ),
    order="title",
    unit="项",
)  # fmt: skip
