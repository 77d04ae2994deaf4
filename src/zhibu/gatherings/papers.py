"""The papers of a meeting and printed ledgers as files: Word from the street's template or ours, PDF as we set it. Each is logged."""

from collections.abc import Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from zhibu.exchange.pdf import filled
from zhibu.exchange.word import Data, word
from zhibu.gatherings.ledger_tables import TABLES, remark_of, title_of
from zhibu.gatherings.ledgers import note, write_ledger
from zhibu.gatherings.queries.ledgers import Asked, LedgerRow, ledger_rows
from zhibu.gatherings.queries.papers import Meeting, day, paper
from zhibu.gatherings.queries.templates import template_for
from zhibu.gatherings.rules.ledgers import moment
from zhibu.gatherings.shipped import WIDE, fields_of, labels, shipped
from zhibu.gatherings.terms import GatheringKind
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.gatherings.terms.papers import LISTED, OF_A_LEDGER, PaperKind
from zhibu.kernel.unusable import Unusable
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

SOURCE: Final = Path(__file__).with_name("papers.typ")
IN_FULL: Final = 1_000
"""Meetings up to which each is printed as a form, about two on a page; of more each is a line of a list."""
MOST: Final = 10_000
TOO_MANY: Final = f"超过 {MOST:,} 条，不能打印：请选一个社区或党支部，或导出 Excel。"


def meeting_paper(kind: PaperKind, ending: str, *, meeting: Meeting, actor: Actor) -> bytes:
    """One paper of one meeting."""
    data = paper(kind, meeting)
    path = meeting.gathering.host.now_path
    made = _made(kind, ending, data, path, title=f"{meeting.gathering.title} {kind.label}", actor=actor)
    rows = len(data["名单"]) if kind is PaperKind.SIGN_IN else 1
    note_read(actor, "export", field=f"{kind.label}：{meeting.gathering.code}", path=path, rows=rows)
    return made


def write_printed(stream: BinaryIO, *, kind: LedgerKind, asked: Asked, actor: Actor, ending: str, place: str) -> int:
    """A ledger as Word or PDF: each meeting as a small form, of a large one as a line; the whole text of all is in Excel."""
    year = asked.first.year if asked.first else 0
    rows = list(islice(ledger_rows(asked), MOST + 1))
    if len(rows) > MOST:
        raise Unusable(TOO_MANY)
    single = {
        "台账": kind.label,
        "组织": place,
        "年份": str(year),
        "行数": str(len(rows)),
        "打印日期": day(actor.day),
    }
    full = len(rows) <= IN_FULL
    paper_kind, record = (OF_A_LEDGER[kind], partial(_record, kind)) if full else (PaperKind.LEDGER_LIST, _line)
    data: Data = {**single, "记录": [record(number, row) for number, row in enumerate(rows, 1)]}
    path = asked.scope or next(iter(actor.reader.paths(asked.act)), "")
    stream.write(_made(paper_kind, ending, data, path, title=f"{place}{year}年{kind.label}", actor=actor))
    note(actor, kind, asked, len(rows))
    return len(rows)


def write_as(stream: BinaryIO, *, ending: str, kind: LedgerKind, asked: Asked, actor: Actor, place: str) -> int:
    """A ledger in the format of a file's ending; returns how many rows."""
    if ending == "xlsx":
        return write_ledger(stream, kind=kind, asked=asked, actor=actor)
    return write_printed(stream, kind=kind, asked=asked, actor=actor, ending=ending, place=place)


def _line(number: int, row: LedgerRow) -> dict[str, str]:
    counts = ("" if one is None else str(one) for one in (row.expected, row.present, row.on_leave))
    kind, held = GatheringKind.word(row.kind), moment(row.on, row.begins)
    return dict(zip(LISTED, (str(number), row.branch.name, kind, title_of(row), held, row.place, *counts, remark_of(row)), strict=True))


def _record(kind: LedgerKind, number: int, row: LedgerRow) -> dict[str, str]:
    cells = dict(zip(labels(kind), (column.value(row) for column in TABLES[kind].columns), strict=True))
    return {"序号": str(number), **{name: "" if cell is None else str(cell) for name, cell in cells.items()}, "备注": remark_of(row)}


def _made(kind: PaperKind, ending: str, data: Data, path: str, *, title: str, actor: Actor) -> bytes:
    if ending == "docx":
        return word(template_for(kind, path) or shipped(kind), fields_of(kind), data)
    return filled(SOURCE, _told(kind, data, title, actor))


def _told(kind: PaperKind, data: Data, title: str, actor: Actor) -> dict[str, object]:
    """What the typst source reads."""
    columns: Sequence[str] = fields_of(kind).lists.get("记录", ())
    return {
        "kind": str(kind),
        "title": title,
        "footer": actor.printed,
        "single": {name: value for name, value in data.items() if isinstance(value, str)},
        "lists": {name: value for name, value in data.items() if not isinstance(value, str)},
        "narrow": [name for name in columns if name not in WIDE],
        "wide": [name for name in columns if name in WIDE],
    }
