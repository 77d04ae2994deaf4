"""The rows of a ledger compared with what is recorded; what is new becomes gatherings."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, Final, NamedTuple

from zhibu.gatherings.imports.complete import complete_from
from zhibu.gatherings.imports.reading import LedgerReader
from zhibu.gatherings.imports.writing import put_afternoons
from zhibu.gatherings.models import Holding
from zhibu.gatherings.rules.afternoons import LedgerEntry, afternoons
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.imports.findings import BranchQuestion, RowLine, SheetResult
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.trail.door import Work

WHY: Final = "导入台账时与已有的会议核对"
AT_ONCE: Final = 5_000
EDIT: Final = "edit_organisations"
OTHER: Final = "系统里已有这次会议（{code}），人数不同。"
OTHER_REMEDY: Final = "签批后的记录不由导入改动：请打开这次会议写更正，或撤回上次导入后重新导入。"
TWICE: Final = "与第 {row} 行是同一次会议，内容不同。"


class Known(NamedTuple):
    """A meeting that is recorded already."""

    title: str
    begins: time | None
    numbers: tuple[int | None, int | None, int | None]
    code: str


Recorded = Mapping[tuple[int, str, date], list[Known]]


def take(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Every row is new, known, or refused."""
    reader = LedgerReader(table, session)
    read: list[tuple[Row, LedgerEntry]] = []
    for row, group in rows_of(table):
        entry = reader.entry(row, group)
        if entry is not None:
            read.append((row, entry))
        else:
            result.refused.append(row.refused)
            _ask(reader, row, group, result)
    fresh = _fresh(read, result, session)
    result.refused.sort(key=lambda one: one.row)
    result.created += len(fresh)
    for entry in fresh:
        where = session.directory.by_id[entry.organisation].title
        result.show(
            result.created_lines, RowLine(entry.row, f"{entry.on.isoformat()} {GatheringKind.word(entry.kind)} {entry.title}", where)
        )
    if session.writes:
        told = "lecturer" in table.fields
        put_afternoons(work, afternoons(fresh), lecturer_told=told, progress=session.progress)
        if session.options.complete:
            complete_from(work, [entry for _, entry in read if _may_say_so(work, session, entry)])
        work.flush()


def _may_say_so(work: Work, session: Session, entry: LedgerEntry) -> bool:
    """That records are complete is said by whoever may say so on the organisation's page, too."""
    return work.actor.reader.may(EDIT, session.directory.by_id[entry.organisation].path)


def _ask(reader: LedgerReader, row: Row, group: str, result: SheetResult) -> None:
    """A branch that nobody knows is asked about once, with the number of its rows."""
    if not any(one.code in {"unclear_organisation", "unknown_organisation"} for one in row.problems):
        return
    found = reader.question(row, group)
    if found is None:
        return
    before = next((one for one in result.questions if one.raw == found.raw), None)
    if before is not None:
        result.questions.remove(before)
    result.questions.append(BranchQuestion(found.raw, (before.rows if before else 0) + 1, found.candidates))


def _fresh(read: Sequence[tuple[Row, LedgerEntry]], result: SheetResult, session: Session) -> list[LedgerEntry]:
    recorded = _recorded([entry for _, entry in read])
    seen: dict[Any, LedgerEntry] = {}
    fresh = []
    for row, entry in read:
        same_day = recorded.get((entry.organisation, entry.kind, entry.on), [])
        known = next((one for one in same_day if one.title == entry.title and entry.begins in {None, one.begins}), None)
        twin = seen.setdefault(entry.known_by, entry)
        if known is not None and known.numbers != entry.numbers:
            row.refuse("present", Bad("other_numbers", OTHER.format(code=known.code), OTHER_REMEDY))
        elif twin is not entry and (twin, twin.numbers) != (entry, entry.numbers):
            row.refuse(None, Bad("twice_different", TWICE.format(row=twin.row), "请核对两行，只保留正确的一行。"))
        elif known is not None or twin is not entry:
            result.unchanged += 1
            continue
        else:
            _remark(row, entry, same_day, result, session)
            fresh.append(entry)
            continue
        result.refused.append(row.refused)
    return fresh


def _remark(row: Row, entry: LedgerEntry, same_day: Sequence[Known], result: SheetResult, session: Session) -> None:
    """Taken in, but somebody should look: perhaps the same meeting under another name."""
    if same_day:
        said = f"这一天已有一次{GatheringKind.word(entry.kind)}“{same_day[0].title}”（{same_day[0].code}），请核对是不是同一次。"
        where = session.directory.by_id[entry.organisation].title
        result.checks += 1
        result.show(result.remark_lines, RowLine(row.number, entry.title, where, remarks=(said,)))


COLUMNS: Final = (
    "organisation_id",
    "kind",
    "on",
    "part__title",
    "gathering__title",
    "part__begins",
    "gathering__begins",
    "expected",
    "present",
    "on_leave",
    "gathering__code",
)


def _recorded(entries: Sequence[LedgerEntry]) -> Recorded:
    """What these organisations have held in the days of the ledger; one query for each five thousand organisations."""
    found: dict[tuple[int, str, date], list[Known]] = {}
    if not entries:
        return found
    first, last = min(one.on for one in entries), max(one.on for one in entries)
    ids = sorted({one.organisation for one in entries})
    for start in range(0, len(ids), AT_ONCE):
        rows = Holding.objects.unguarded(WHY).filter(
            organisation_id__in=ids[start : start + AT_ONCE], on__gte=first, on__lte=last, cancelled=False
        )
        for organisation, kind, on, own, title, part_begins, begins, *numbers, code in rows.values_list(*COLUMNS):
            known = Known(own or title, part_begins or begins, (numbers[0], numbers[1], numbers[2]), code)
            found.setdefault((organisation, kind, on), []).append(known)
    return found
