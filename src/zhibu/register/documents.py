"""Lists as Excel: masked, formula-safe, within the reader's rights, logged. The columns are those of the page."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, BinaryIO, Final

from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import ColumnKind, SheetOut, write_sheets
from zhibu.kernel.readers import Reader
from zhibu.register.queries.contacts import shown_to, with_full
from zhibu.register.queries.organisations import OrganisationRow
from zhibu.register.queries.roll_pages import stream_roll
from zhibu.register.queries.rolls import RollFilter, RollRow
from zhibu.register.queries.units import UnitRow
from zhibu.register.tables import MEMBERS, ORGANISATIONS, UNITS
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import Column, values

EXPORT: Final = "export_masked"
EXPORTED: Final = (
    "name",
    "organisation",
    "status",
    "category",
    "sex",
    "ethnicity",
    "birth_date",
    "education",
    "occupation",
    "joined_on",
    "confirmed_on",
    "state",
    "floating",
    "out_of_contact",
)
"""The columns of an export unless others are chosen: those of the national sheet that hold no number."""


def _headings(columns: Sequence[Column[Any]]) -> list[Heading]:
    """Days and numbers are days and numbers in Excel, too."""
    return [Heading(column.label, column.width, _kind(column)) for column in columns]


def _kind(column: Column[Any]) -> ColumnKind:
    if column.key.endswith(("_on", "_date")):
        return "date"
    return "number" if column.align == "right" else "text"


class Counted:
    """Counts the rows that pass through, for the log."""

    def __init__(self) -> None:
        self.rows = 0


def write_roll(stream: BinaryIO, *, wanted: RollFilter, actor: Actor, acts: Collection[str], chosen: Sequence[str] = ()) -> int:
    """The roll as a sheet; returns how many rows. One statement for the rows, and one look into the key store a slice for numbers."""
    columns = MEMBERS.choose(chosen or EXPORTED, acts)
    counted = Counted()
    rows = values(columns, _rows(wanted, actor.reader, columns, counted))
    write_sheets(stream, [SheetOut("党员名册", _headings(columns), rows)])
    labels = "、".join(column.label for column in columns)
    note_read(actor, "export", field=f"党员名册：{labels}"[:200], path=wanted.paths[0] if wanted.paths else "", rows=counted.rows)
    return counted.rows


def _rows(wanted: RollFilter, reader: Reader, columns: Sequence[Column[RollRow]], counted: Counted) -> Iterator[RollRow]:
    keys = {column.key for column in columns}
    for rows in stream_roll(wanted):
        counted.rows += len(rows)
        yield from shown_to(reader, rows, keys, past=not wanted.current)


def write_full_roll(
    stream: BinaryIO, *, wanted: RollFilter, reader: Reader, act: str, chosen: Sequence[str], note: str, mark: str
) -> list[int]:
    """The roll with numbers in full, of those who stand today where the reader may do the act; returns who is in it.

    The log is left to whoever asks: a line of it concerns each of them.
    """
    columns = [column for column in MEMBERS.columns if column.key in chosen]
    people: list[int] = []

    def rows() -> Iterator[RollRow]:
        for found in stream_roll(wanted):
            shown = with_full(reader, act, found, chosen)
            people.extend(row.id for row in shown)
            yield from shown

    write_sheets(stream, [SheetOut("党员名册", _headings(columns), values(columns, rows()), note=note, mark=mark)])
    return people


def write_organisations(stream: BinaryIO, *, rows: Sequence[OrganisationRow], actor: Actor, names: dict[int, str]) -> int:
    """Organisations with the superior, in the headings that the importer reads."""
    parent = Column[OrganisationRow]("parent", "上级党组织", lambda row: names.get(row.parent_id or 0, ""), width=40)
    columns = (*ORGANISATIONS.columns[:4], parent, *ORGANISATIONS.columns[4:])
    write_sheets(stream, [SheetOut("党组织", _headings(columns), values(columns, rows))])
    note_read(actor, "export", field="党组织", path=_reach(actor), rows=len(rows))
    return len(rows)


def write_units(stream: BinaryIO, *, rows: Sequence[UnitRow], actor: Actor) -> int:
    """Resident units."""
    write_sheets(stream, [SheetOut("驻区单位", _headings(UNITS.columns), values(UNITS.columns, rows))])
    note_read(actor, "export", field="驻区单位", path=_reach(actor), rows=len(rows))
    return len(rows)


def _reach(actor: Actor) -> str:
    """Where the rows stand, for whoever asks the read log for an organisation."""
    return next(iter(actor.reader.paths(EXPORT)), "")
