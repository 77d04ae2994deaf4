"""``zhibu export``: a list as a workbook, masked, formula-safe, logged; in headings that ``zhibu import`` reads.

``--json`` without ``--out`` answers the rows themselves, under the keys of the columns (``register.tables``); with ``--out`` the workbook
is written and the answer is ``{"file", "rows"}``.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import day_named
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.documents import EXPORTED, write_organisations, write_roll, write_units
from zhibu.register.models import Organisation
from zhibu.register.queries.contacts import with_masked
from zhibu.register.queries.lookups import called
from zhibu.register.queries.organisations import OrganisationRow, organisations_on
from zhibu.register.queries.roll_pages import stream_roll
from zhibu.register.queries.rolls import APPLICANT_STATUSES, MEMBER_STATUSES, RollFilter
from zhibu.register.queries.scopes import narrowed
from zhibu.register.queries.units import UnitRow, unit_rows, units_on
from zhibu.register.services.places import place_path
from zhibu.register.tables import CONTACT, MEMBERS, ORGANISATIONS, SEE, UNITS
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.tables import record

WHY: Final = "命令行导出"
READER: Final = SystemReader(WHY)
ACTS: Final = frozenset({SEE, CONTACT})
ALL: Final = sys.maxsize
STATUSES: Final = {"members": MEMBER_STATUSES, "applicants": APPLICANT_STATUSES}
TITLES: Final = {"members": "党员名册", "applicants": "入党申请人", "organisations": "党组织", "units": "驻区单位"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which list, as of which day, of which part of the tree."""
    parser.add_argument("list", choices=TITLES, metavar="LIST", help="、".join(f"{key}（{title}）" for key, title in TITLES.items()))
    parser.add_argument("--on", type=day_named, default=None, metavar="DATE", help="按日期导出，例如 2025-12-31（默认今天）")
    parser.add_argument("--within", default="", metavar="CODE", help="只导出这个党组织及其下级：编号、代码或名称")
    parser.add_argument(
        "--columns",
        type=lambda text: tuple(text.split(",")),
        default=(),
        metavar="KEY,…",
        help=f"人员名册的栏目：{'、'.join(f'{column.key} {column.label}' for column in MEMBERS.columns)}",
    )
    parser.add_argument("--out", type=Path, default=None, metavar="FILE.xlsx", help="写到哪里（默认当前目录，以名单和日期命名）")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Write the workbook, or answer the rows."""
    options.on = options.on or today()
    _known_columns(options.columns)
    scope = scope_of(options.within, options.on)
    if options.json and options.out is None:
        _answer_rows(options, scope)
        return 0
    file = options.out or Path(f"{TITLES[options.list]}-{options.on}.xlsx")
    rows = write_file(file, lambda stream: WRITERS[options.list](stream, options, scope))
    print(json.dumps({"file": str(file), "rows": rows}, ensure_ascii=False) if options.json else f"{file}：{rows} 行")
    return 0


def _known_columns(asked: Iterable[str]) -> None:
    unknown = [key for key in asked if key not in MEMBERS.by_key]
    if unknown:
        text = f"没有“{'、'.join(unknown)}”这些栏目：可用的栏目见 zhibu export --help。(unknown columns)"
        raise Unusable(text)


def scope_of(asked: str, on: date) -> str:
    """The path that an organisation had that day; empty for everything."""
    if not asked:
        return ""
    found = list(Organisation.objects.seen_by(READER, SEE).filter(called(asked))[:2])
    if len(found) == 1:
        return place_path(found[0], on)
    reason = "不止一个党组织叫" if found else "没有找到党组织"
    text = f"{reason}“{asked}”：请改用编号，编号见 zhibu export organisations。(organisation unknown or not unique)"
    raise Unusable(text)


def write_file(file: Path, write: Callable[[BinaryIO], int]) -> int:
    """Whole or not at all: a file that stood there stays until the new one is complete."""
    try:
        handle, draft = tempfile.mkstemp(dir=file.parent, suffix=file.suffix or ".xlsx")
    except OSError as error:
        text = f"不能写入 {file}：请换一个位置，或让当前用户可写。(not writable: {error.strerror})"
        raise Unusable(text) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            rows = write(stream)
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return rows


def _actor() -> Actor:
    return Actor(READER, now(), "command")


def _wanted(options: argparse.Namespace, scope: str) -> RollFilter:
    paths = narrowed(READER.paths(SEE), scope)
    return RollFilter(paths=paths, on=options.on, today=today(), statuses=STATUSES[options.list])


def _roll(stream: BinaryIO, options: argparse.Namespace, scope: str) -> int:
    return write_roll(stream, wanted=_wanted(options, scope), actor=_actor(), acts=ACTS, chosen=options.columns)


def _organisation_rows(options: argparse.Namespace, scope: str) -> list[OrganisationRow]:
    return organisations_on(READER, on=options.on, today=today(), scope=scope, at_most=ALL)


def _organisations(stream: BinaryIO, options: argparse.Namespace, scope: str) -> int:
    rows = _organisation_rows(options, scope)
    return write_organisations(stream, rows=rows, actor=_actor(), names=names_of(rows))


def names_of(rows: Sequence[OrganisationRow]) -> dict[int, str]:
    """Names of the organisations and of what stands above the outermost of them."""
    listed = {row.id: row.name for row in rows}
    above = {row.parent_id for row in rows if row.parent_id and row.parent_id not in listed}
    found = Organisation.objects.seen_by(READER, SEE).filter(pk__in=above)
    return listed | dict(found.values_list("pk", "now_name"))


def _unit_rows(options: argparse.Namespace, scope: str) -> list[UnitRow]:
    return list(unit_rows(units_on(READER, on=options.on, scope=scope), sort="sort_key", first=0, end=ALL))


def _units(stream: BinaryIO, options: argparse.Namespace, scope: str) -> int:
    return write_units(stream, rows=_unit_rows(options, scope), actor=_actor())


WRITERS: Final[Mapping[str, Callable[[BinaryIO, argparse.Namespace, str], int]]] = {
    "members": _roll,
    "applicants": _roll,
    "organisations": _organisations,
    "units": _units,
}


def _answer_rows(options: argparse.Namespace, scope: str) -> None:
    """One JSON array, a row a line; logged like a file."""
    count = 0
    for count, row in enumerate(json_rows(options, scope), start=1):
        sys.stdout.write(f"{'[' if count == 1 else ','}\n{json.dumps(row, ensure_ascii=False, default=str)}")
    sys.stdout.write("\n]\n" if count else "[]\n")
    note_read(_actor(), "export", field=f"{TITLES[options.list]}（JSON）", reason=WHY, path=scope, rows=count)


def json_rows(options: argparse.Namespace, scope: str) -> Iterator[dict[str, object]]:
    """The rows under English keys."""
    if options.list == "organisations":
        rows = _organisation_rows(options, scope)
        names = names_of(rows)
        yield from (record(ORGANISATIONS.columns, row) | {"parent": names.get(row.parent_id or 0, "")} for row in rows)
    elif options.list == "units":
        yield from (record(UNITS.columns, unit) for unit in _unit_rows(options, scope))
    else:
        columns = MEMBERS.choose(options.columns or EXPORTED, ACTS)
        for people in stream_roll(_wanted(options, scope)):
            yield from (record(columns, one) for one in with_masked(people, {column.key for column in columns}))
