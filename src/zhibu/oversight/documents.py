"""Findings as Excel: the columns of the page, logged."""

from collections.abc import Sequence
from typing import BinaryIO

from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.oversight.findings import Finding
from zhibu.oversight.tables import FINDINGS
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import values


def write_findings(stream: BinaryIO, *, findings: Sequence[Finding], actor: Actor) -> None:
    """All columns, also those that the page leaves out."""
    headings = [Heading(one.label, one.width, "date" if one.key in {"since", "until"} else "text") for one in FINDINGS.columns]
    write_sheets(stream, [SheetOut("提醒事项", headings, values(FINDINGS.columns, findings))])
    note_read(actor, "export", field="提醒事项", rows=len(findings))
