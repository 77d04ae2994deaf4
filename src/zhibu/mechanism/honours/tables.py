"""The roll of honour; each column declared once."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from zhibu.mechanism.honours.queries.roll import Honoured
from zhibu.mechanism.honours.queries.summary import YearLine
from zhibu.mechanism.honours.terms import HonourKind, Receiver
from zhibu.web.filters import Filter, options
from zhibu.web.html import chip, link, route
from zhibu.web.tables import Column, Table

honour_url: Final = route("honour")
received_url: Final = route("honour_received")


def url_of(row: Honoured) -> str:
    """The page of the honour."""
    return honour_url(row.key) if row.granted else received_url(row.key)


ROLL: Final = Table[Honoured](
    columns=(
        Column("who", "获得者", lambda r: r.who, html=lambda r: link(url_of(r), r.who, kind="name"), width=22, phone="title", sort="who"),
        Column("level", "级别", lambda r: r.level, html=lambda r: chip("none", r.level), width=10, phone="mark"),
        Column("title", "荣誉", lambda r: r.title, width=28, phone="line"),
        Column("giver", "授予单位", lambda r: r.giver, width=24, phone="line"),
        Column("on", "日期", lambda r: r.on, sort="on", phone="label"),
        Column("place", "所在党组织", lambda r: r.place, width=22, sort="place_path", phone="label"),
        Column("document", "文号", lambda r: r.document, width=22, phone="hidden"),
        Column("year", "年度", lambda r: r.year, default=False, phone="hidden"),
    ),
    order="on",
    unit="项",
)
SUMMARY: Final = Table[YearLine](
    columns=(
        Column("level", "级别", lambda r: r.level, sort="level", width=10, phone="mark"),
        Column("title", "荣誉", lambda r: r.title, width=34, phone="title"),
        Column("organisations", "党组织", lambda r: r.organisations, align="right", phone="label"),
        Column("people", "党员", lambda r: r.people, align="right", phone="label"),
        Column("units", "驻区单位", lambda r: r.units, align="right", phone="label"),
        Column("total", "合计", lambda r: r.total, align="right", phone="label"),
    ),
    order="level",
    unit="类",
)
SOURCES: Final[Mapping[str, tuple[str, Callable[[Honoured], bool]]]] = {
    "granted": ("本级授予", lambda r: r.granted),
    "received": ("上级荣誉", lambda r: not r.granted),
    "person": (Receiver.PERSON.label, lambda r: r.counted == Receiver.PERSON),
    "organisation": (Receiver.ORGANISATION.label, lambda r: r.counted == Receiver.ORGANISATION),
    "unit": (Receiver.UNIT.label, lambda r: r.counted == Receiver.UNIT),
}
"""Words of the pills, and what each of them asks."""


def filters(years: Sequence[int]) -> tuple[Filter, ...]:
    """The bar; years that can be chosen are those at hand."""
    return (
        Filter("q", "查找", "find", hint="获得者、荣誉"),
        Filter("kind", "类别", "pills", options({key: label for key, (label, _) in SOURCES.items()})),
        Filter("year", "年度", "select", options({str(year): f"{year}年" for year in years})),
        Filter("honour", "荣誉类别", "given", options(HonourKind.labels())),
        Filter("within", "党组织", "given"),
    )


def narrowed(rows: Sequence[Honoured], text: str, kind: str, honour: str = "") -> list[Honoured]:
    """Those that meet the conditions of the bar; ``honour`` is a kind of what the street itself gives."""
    fits = SOURCES[kind][1] if kind in SOURCES else None
    word = HonourKind.word(honour) if honour else ""
    return [
        one
        for one in rows
        if (not text or text in one.who or text in one.title) and (fits is None or fits(one)) and (not word or one.kind == word)
    ]


def counts(rows: Sequence[Honoured]) -> dict[str, int]:
    """How many stand under each pill."""
    return {"": len(rows), **{key: sum(map(fits, rows)) for key, (_, fits) in SOURCES.items()}}


def in_order(rows: Sequence[Honoured], field: str) -> list[Honoured]:
    """By a column; the newest first where it is the day and nothing else was asked."""
    name, turned = field.removeprefix("-"), field.startswith("-")
    if name == "on":
        return sorted(rows, key=lambda one: one.on, reverse=not turned)
    return sorted(rows, key=lambda one: str(getattr(one, name)), reverse=turned)
