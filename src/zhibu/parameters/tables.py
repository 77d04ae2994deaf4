"""The list of local parameters; each column declared once."""

from typing import Final

from django.urls import reverse

from zhibu.parameters.queries import ValueRow
from zhibu.parameters.rules import range_of
from zhibu.web.html import chip, escape, link
from zhibu.web.tables import Column, Table


def address(row: ValueRow) -> str:
    """The page of a parameter for the organisation that the list is about."""
    return reverse("parameter", args=[row.place, row.parameter.id])


def value_of(row: ValueRow) -> str:
    """What counts, with its unit."""
    return row.parameter.shown(row.value) if row.value is not None else "尚未施行"


def default_of(row: ValueRow) -> str:
    """The default, with its unit."""
    return row.parameter.shown(row.default) if row.default is not None else ""


def bounds_of(row: ValueRow) -> str:
    """Within which a street may choose."""
    return range_of(row.parameter)


def _value_html(row: ValueRow) -> str:
    own = chip("ok", "本街道") if row.own else chip("none", "默认")
    waiting = f" {chip('due', '有建议待确定')}" if row.waiting else ""
    return f"{escape(value_of(row))} {own}{waiting}"


def _says(row: ValueRow) -> str:
    return row.parameter.says


VALUES: Final = Table[ValueRow](
    columns=(
        Column("says", "参数", _says, html=lambda row: link(address(row), _says(row)), sort="says", width=36, phone="title"),
        Column("value", "现行数值", value_of, html=_value_html, width=20),
        Column("default", "默认值", default_of, phone="label"),
        Column("bounds", "可选范围", bounds_of, phone="label"),
        Column("since", "从何时起", lambda row: row.own.since if row.own else None, phone="label"),
        Column("basis", "依据文件", lambda row: row.own.basis if row.own else "", width=30, phone="label"),
        Column("decided_by", "确定人", lambda row: row.own.decided_by if row.own else "", phone="label"),
    ),
    order="says",
    unit="项",
)  # fmt: skip
