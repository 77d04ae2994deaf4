"""The list of agreements."""

from collections.abc import Mapping
from typing import Final

from django.urls import reverse

from zhibu.mechanism.appraisal.queries.agreements import AgreementRow
from zhibu.mechanism.appraisal.terms import SchemeState
from zhibu.web.filters import Filter, Option, options
from zhibu.web.html import ChipKind, chip, escape, link
from zhibu.web.tables import Column, Table


def state_of(row: AgreementRow) -> str:
    """How far it is, in words."""
    if row.state == SchemeState.PUBLISHED:
        return f"已公布：{row.band}" if row.band else "已公布"
    if row.giver_on and row.taker_on:
        return "已报说明" if row.statement_on else "已签订"
    if row.giver_on or row.taker_on:
        return "待本级签订" if row.giver_on else "待上级签订"
    return "待签订"


def _chip(row: AgreementRow) -> ChipKind:
    return "ok" if row.giver_on and row.taker_on else "due"


def _scheme(row: AgreementRow) -> str:
    """By what, and why a band lies below that of the points."""
    why = f'<br><span class="why">{escape(row.why)}</span>' if row.why else ""
    return f"{escape(row.scheme)}{why}"


AGREEMENTS: Final = Table[AgreementRow](
    columns=(
        Column(
            "taker",
            "责任党组织",
            lambda r: r.taker,
            html=lambda r: link(reverse("agreement", args=[r.code]), r.taker, kind="name"),
            sort="taker__now_path",
            width=26,
            phone="title",
        ),
        Column("state", "状态", state_of, html=lambda r: chip(_chip(r), state_of(r)), phone="mark"),
        Column("scheme", "考评办法", lambda r: r.scheme, html=_scheme, width=30),
        Column("giver", "上级党组织", lambda r: r.giver, width=20),
        Column("giver_on", "上级签订", lambda r: r.giver_on or "", phone="label"),
        Column("taker_on", "本级签订", lambda r: r.taker_on or "", phone="label"),
        Column("code", "编号", lambda r: r.code, default=False),
    ),
    order="taker",
    unit="份责任书",
)


def filters(years: range, schemes: Mapping[str, str]) -> tuple[Filter, ...]:
    """By year, by table from a link (``schemes``: title by code), by signature."""
    return (
        Filter("year", "年度", "select", tuple(Option(str(year), f"{year}年") for year in years)),
        Filter("unsigned", "签订", "pills", (Option("yes", "还没签完"),)),
        Filter("within", "党组织", "given"),
        Filter("scheme", "考评办法", "given", options(schemes)),
    )
