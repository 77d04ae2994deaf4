"""The list of matters to put right as Word and Excel; logged."""

from collections.abc import Sequence
from typing import BinaryIO, Final, NamedTuple

from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.exchange.writing import Column, SheetOut, write_sheets
from zhibu.gatherings.models import Gathering
from zhibu.mechanism.life_meetings.queries.matters import MatterRow
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

COLUMNS: Final = (
    Column("序号", 6, "number"),
    Column("整改事项", 40),
    Column("责任人", 16),
    Column("整改时限", 12, "date"),
    Column("进展", 16),
    Column("整改情况", 40),
    Column("完成日期", 12, "date"),
)
WIDTHS: Final = (1.4, 7.4, 3.0, 2.6, 3.2, 5.4, 2.6)


class Listed(NamedTuple):
    """One organisation with its list."""

    organisation: str
    rows: Sequence[MatterRow]


def _cells(row: MatterRow) -> tuple[object, ...]:
    return row.number, row.title, row.responsible, row.until, row.progress, row.result, row.finished_on


def write_list(stream: BinaryIO, *, gathering: Gathering, lists: Sequence[Listed], ending: str, actor: Actor) -> None:
    """One table, or one sheet, for each organisation."""
    if ending == "xlsx":
        write_sheets(stream, [SheetOut(one.organisation, COLUMNS, [_cells(row) for row in one.rows]) for one in lists])
    else:
        stream.write(_word(gathering, lists))
    note_read(actor, "export", field=f"整改清单：{gathering.code}", path=gathering.host.now_path, rows=sum(len(one.rows) for one in lists))


def _word(gathering: Gathering, lists: Sequence[Listed]) -> bytes:
    blocks: list[Line | Grid] = [Line(f"{gathering.on.year}年{gathering.title}整改清单", 22, "center", font=HEAD)]
    for one in lists:
        blocks.append(Line(f"{one.organisation}　　会议日期：{gathering.on.isoformat()}", 14))
        rows = [["" if cell is None else str(cell) for cell in _cells(row)] for row in one.rows]
        blocks.append(Grid(WIDTHS, [column.label for column in COLUMNS], rows or [["", "（没有整改事项）"]], 12))
    return document(blocks, landscape=True)
