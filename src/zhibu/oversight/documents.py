"""Findings as Excel: the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO

from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.oversight.findings import Finding
from zhibu.oversight.tables import FINDINGS, TO_DO, YEARS, Year
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import headings, values


def write_findings(stream: BinaryIO, *, findings: Sequence[Finding], years: Sequence[Year], actor: Actor) -> None:
    """All columns, also those that the page leaves out; on a second sheet the year of each organisation, in the order of the tree."""
    columns = [one for one in FINDINGS.columns if one.key != TO_DO]
    heads = headings(columns, days={"since", "until"})
    numbers = headings(YEARS.columns, numbers=YEARS.by_key.keys() - {"name"})
    write_sheets(
        stream,
        [
            SheetOut("提醒事项", heads, values(columns, findings)),
            SheetOut("经常化规范化制度化", numbers, values(YEARS.columns, years)),
        ],
    )
    note_read(actor, "export", field="提醒事项", rows=len(findings))
