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
APART: Final = "如果是另一次会议，请勾选“仍按另一次会议导入”。"
SAME: Final = f"与系统里已有的{{kind}}“{{title}}”（{{code}}）同一天、同一时间或同名，认作同一次，不再导入。{APART}"
LOOK: Final = "这一天已有一次{kind}“{title}”（{code}），请核对是不是同一次。"
TWICE: Final = "与第 {row} 行是同一次会议，内容不同。"


class Known(NamedTuple):
    """A meeting that is recorded already."""

    title: str
    begins: time | None
    numbers: tuple[int | None, int | None, int | None]
    code: str

    def is_called(self, entry: LedgerEntry) -> bool:
        """The same name, and no other hour."""
        return self.title == entry.title and entry.begins in {None, self.begins}

    def is_like(self, entry: LedgerEntry) -> bool:
        """The same hour under another name, or the same name at another hour: one organisation is in one place at a time."""
        return self.title == entry.title or (entry.begins is not None and entry.begins == self.begins)

    def differs(self, entry: LedgerEntry) -> bool:
        """Other numbers; a list that nobody has signed has none yet."""
        return any(one is not None for one in self.numbers) and self.numbers != entry.numbers


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
        said = f"{entry.on.isoformat()} {GatheringKind.word(entry.kind)} {entry.title}"
        result.show(result.created_lines, RowLine(entry.row, said, entry.called))
    if session.writes:
        told = "lecturer" in table.fields
        put_afternoons(work, afternoons(fresh), lecturer_told=told, progress=session.progress)
        if session.options.complete:
            complete_from(work, [entry for _, entry in read if _may_say_so(work, entry)])
        work.flush()


def _may_say_so(work: Work, entry: LedgerEntry) -> bool:
    """That records are complete is said by whoever may say so on the organisation's page, too."""
    return work.actor.reader.may(EDIT, entry.path)


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
        match = Match.of(entry, recorded.get((entry.organisation, entry.kind, entry.on), []), apart=session.options.apart)
        twin = seen.setdefault(entry.known_by, entry)
        if match.refuses(row, entry, twin):
            result.refused.append(row.refused)
            continue
        if match.remark and twin is entry:
            _remark(row, entry, match.remark, result)
        if match.alike is not None or twin is not entry:
            result.unchanged += 1
        else:
            fresh.append(entry)
    return fresh


class Match(NamedTuple):
    """The recorded meeting that a row means: under its name, or by the hour or the name alone; and what is said of it."""

    alike: Known | None
    named: bool
    remark: str

    @classmethod
    def of(cls, entry: LedgerEntry, same_day: Sequence[Known], *, apart: bool) -> "Match":
        """Of those that the organisation held of this kind on that day."""
        named = next((one for one in same_day if one.is_called(entry)), None)
        if named is not None:
            return cls(named, named=True, remark="")
        alike = next((one for one in same_day if one.is_like(entry) and not apart), None)
        said, about = (SAME, alike) if alike is not None else (LOOK, next(iter(same_day), None))
        remark = said.format(kind=GatheringKind.word(entry.kind), title=about.title, code=about.code) if about is not None else ""
        return cls(alike, named=False, remark=remark)

    def refuses(self, row: Row, entry: LedgerEntry, twin: LedgerEntry) -> bool:
        """Other numbers than are recorded, or than another row of the same meeting says."""
        if self.alike is not None and self.alike.differs(entry):
            remedy = OTHER_REMEDY if self.named else f"{OTHER_REMEDY}{APART}"
            row.refuse("present", Bad("other_numbers", OTHER.format(code=self.alike.code), remedy))
        elif twin is not entry and (twin, twin.numbers) != (entry, entry.numbers):
            row.refuse(None, Bad("twice_different", TWICE.format(row=twin.row), "请核对两行，只保留正确的一行。"))
        else:
            return False
        return True


def _remark(row: Row, entry: LedgerEntry, said: str, result: SheetResult) -> None:
    """Somebody should look: perhaps the same meeting under another name, perhaps another one."""
    result.checks += 1
    result.show(result.remark_lines, RowLine(row.number, entry.title, entry.called, remarks=(said,)))


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
