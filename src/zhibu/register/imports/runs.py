"""One or several files from reading to writing: each stands alone, in one transaction, one operation of the trail.

results = run_files([Source("党员.xlsx", content)], by=actor, options=Options(on=today))
"""

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Final

from django.db import DataError, IntegrityError, transaction

from zhibu.exchange.cells import Cells
from zhibu.exchange.reading import open_workbook
from zhibu.kernel.unusable import Unusable
from zhibu.register.imports import further, sets
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import FileResult, SheetResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.organisations import take_organisations
from zhibu.register.imports.people import holds_real, read_people, sort_out, take_people
from zhibu.register.imports.people_facts import PeopleBlock, scrubbed
from zhibu.register.imports.posts import take_posts
from zhibu.register.imports.recognise import Table, recognise
from zhibu.register.imports.rehearsal import Rehearsal, rolled_back
from zhibu.register.imports.session import Progress, Session, no_progress
from zhibu.register.imports.units import take_units
from zhibu.register.models import Installation
from zhibu.store.hands import OWN_HANDS, Hands, second_pair
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

ACT: Final = "import.rosters"
PEOPLE: Final = frozenset({SheetKind.MEMBERS, SheetKind.APPLICANTS})
LONG: Final = 4_000
"""Rows of persons from which a second process helps."""
NOT_RECOGNISED: Final = (
    "没有认出可导入的表格。请核对表头：党员名册要有“姓名”和“公民身份号码”“入党日期”等栏目，党组织表要有“名称”和“上级党组织”或“组织类别”，"
    "三会一课、主题党日台账要有“会议名称”（或“活动名称”）和“实际会议时间”；责任分工表要有“工作”和“第一责任人”；"
    "上级荣誉要有“荣誉名称”“授予单位”和“获得者”。"
)
NOT_TAKEN: Final = "没有认出表头，未导入"
REAL: Final = "这里装的是演示数据，不能导入真实名册。请在新的数据目录（--data-dir）中导入，或换用正式安装。"
TOO_MUCH: Final = "表中有过大的数字或过长的文字，不能保存，本文件没有导入。请核对后重试。"
MEANWHILE: Final = "导入时数据被别人改动，本文件没有导入。请稍后重试。"


Written = Callable[[Work], None]


def nobody_joins(work: Work) -> None:
    """Nothing else is written with the file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it came: its base name and its bytes, or why they could not be had."""

    name: str
    content: bytes = b""
    unusable: str = ""


@dataclass(slots=True)
class Prepared:
    """A file that was read and whose sheets were recognised."""

    result: FileResult
    tables: list[Table] = field(default_factory=list)

    @property
    def rank(self) -> tuple[int, ...]:
        """Files that only hold what others refer to come first."""
        return tuple(sorted({table.kind.rank for table in self.tables}))


def prepare(source: Source) -> Prepared:
    """Read a file and recognise its sheets; nothing is asked of the database."""
    prepared = Prepared(FileResult(source.name, unusable=source.unusable))
    if source.unusable:
        return prepared
    try:
        workbook = open_workbook(source.content, name=source.name)
    except Unusable as error:
        prepared.result.unusable = error.reason
        return prepared
    for sheet in workbook.sheets:
        table = further.recognise(sheet) or recognise(sheet)
        if table is not None:
            prepared.tables.append(table)
        elif sheet.height:
            prepared.result.skipped.append((sheet.name, NOT_TAKEN))
    prepared.tables.sort(key=lambda table: table.kind.rank)
    if not prepared.tables:
        prepared.result.unusable = NOT_RECOGNISED
    return prepared


def run_files(
    sources: Sequence[Source],
    *,
    by: Actor,
    options: Options,
    dry_run: bool = False,
    progress: Progress = no_progress,
    written: Written = nobody_joins,
) -> list[FileResult]:
    """Import files in the order organisations, units, members, applicants, posts; the results stand in the order given.

    ``written`` is called inside the transaction of each file that wrote something, when all of it is written.
    """
    prepared = [prepare(source) for source in sources]
    with second_pair() if _is_long(prepared) else nullcontext(OWN_HANDS) as hands:
        return _run_prepared(prepared, by=by, options=options, dry_run=dry_run, progress=progress, written=written, hands=hands)


def _is_long(prepared: Sequence[Prepared]) -> bool:
    """Whether a second process earns back what its start costs."""
    return sum(table.sheet.height for one in prepared for table in one.tables if table.kind in PEOPLE) > LONG


def _run_prepared(
    prepared: Sequence[Prepared], *, by: Actor, options: Options, dry_run: bool, progress: Progress, written: Written, hands: Hands
) -> list[FileResult]:
    ordered = sorted((one for one in prepared if not one.result.unusable), key=lambda one: one.rank)
    options = _for_installation(options)
    if dry_run:
        _rehearse(ordered, Session(by, options, rehearsal=True, progress=progress, hands=hands))
    else:
        session = Session(by, options, progress=progress, hands=hands)
        for one in ordered:
            _import(one, session, written)
    return [one.result for one in prepared]


def _for_installation(options: Options) -> Options:
    """Where the sample street lies, its own numbers may come back in, and only these."""
    return replace(options, generated=True) if _holds("holds_demo") else options


def _holds(what: str) -> bool:
    return bool(Installation.objects.filter(**{what: True}).exists())


def _import(prepared: Prepared, session: Session, written: Written) -> None:
    """One file in one transaction."""
    try:
        people = _read(prepared, session)
        with recording(session.actor, ACT, reason=scrubbed(prepared.result.file)) as work:
            sets.one_at_a_time()
            _take(prepared, people, session, work)
            if work.begun:
                prepared.result.operation_id = work.operation_id
                _remember_real(people, session)
                written(work)
    except Unusable as error:
        prepared.result.unusable = error.reason
    except (IntegrityError, DataError, OverflowError) as error:
        prepared.result.sheets.clear()
        prepared.result.unusable = MEANWHILE if isinstance(error, IntegrityError) else TOO_MUCH
        session.look_again()


def _remember_real(people: Sequence[Sequence[PeopleBlock]], session: Session) -> None:
    """From the first real roster on, no demo mode."""
    if session.options.generated and not holds_real(people):
        return
    if not _holds("holds_real"):
        installation = Installation.objects.first() or Installation()
        installation.holds_real = True
        installation.save()


def _rehearse(ordered: Sequence[Prepared], session: Session) -> None:
    """All files, rolled back together. The last sheet is only compared: nothing follows that would see what it writes."""
    sheets = sum(len(one.tables) for one in ordered)
    if sheets == 1:
        session.writes = False
        _rehearse_files(ordered, session)
        return
    with rolled_back():
        _rehearse_files(ordered, session)


def _rehearse_files(ordered: Sequence[Prepared], session: Session) -> None:
    """One door for all of them: a second file must not number its rows like the first, whose rows are still there."""
    work = Rehearsal(session.actor)
    for one in ordered:
        last = one is ordered[-1]
        try:
            people = _read(one, session)
            with transaction.atomic() if session.writes else nullcontext():
                _take(one, people, session, work, last_file=last)
        except Unusable as error:
            one.result.unusable = error.reason
        except (DataError, OverflowError):
            one.result.sheets.clear()
            one.result.unusable = TOO_MUCH


def _read(prepared: Prepared, session: Session) -> list[list[PeopleBlock]]:
    """The persons of a file, before the database is locked; a real roster is refused where demo data lies."""
    people = [read_people(table, session) for table in prepared.tables if table.kind in PEOPLE]
    if people and _holds("holds_demo") and holds_real(people):
        raise Unusable(REAL)
    return people


def _take(prepared: Prepared, people: Sequence[list[PeopleBlock]], session: Session, work: Work, *, last_file: bool = False) -> None:
    waiting = list(people)
    repeated: set[tuple[int, int]] | None = None
    for table in prepared.tables:
        result = SheetResult(table.sheet.name, table.kind, untaken=table.untaken, header=table.headings)
        prepared.result.sheets.append(result)
        if session.rehearsal and last_file and table is prepared.tables[-1]:
            session.writes = False
        if table.kind in PEOPLE:
            repeated = sort_out(people, session) if repeated is None else repeated
            take_people(waiting.pop(0), repeated, result, session, work)
        elif table.kind is SheetKind.ORGANISATIONS:
            take_organisations(table, result, session, work)
        elif table.kind is SheetKind.UNITS:
            take_units(table, result, session, work)
        elif table.kind is SheetKind.POSTS:
            take_posts(table, result, session, work)
        else:
            further.take(table, result, session, work)
        _give_back_cells(table, result)


def _give_back_cells(table: Table, result: SheetResult) -> None:
    """Refused rows with their cells as they were; large tables let go of them in between."""
    missing = {one.row for one in result.refused if not one.cells}
    if not missing:
        return
    cells: dict[int, Cells] = {number: row for number, row in table.sheet.numbered() if number in missing}
    result.refused = [replace(one, cells=cells.get(one.row, ())) if not one.cells else one for one in result.refused]
