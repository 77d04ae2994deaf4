"""A row of a ledger into an entry, or into everything that stands against it."""

import re
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Final

from zhibu.exchange.cells import Cell
from zhibu.exchange.texts import text
from zhibu.exchange.values import BadValue, is_blank, parse_count, parse_date
from zhibu.gatherings.imports.recognising import usual_kind
from zhibu.gatherings.rules.afternoons import LedgerEntry
from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.rules.ledgers import names_in
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.imports import organisation_names
from zhibu.register.imports.directory import Directory, Entry
from zhibu.register.imports.findings import BranchQuestion
from zhibu.register.imports.reading_cells import Bad, refused
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row
from zhibu.register.terms.organisations import OrganisationKind

CLOCK: Final = re.compile(
    r"(上午|下午|中午|晚上|晚)?\s*(?<![0-9])([01]?[0-9]|2[0-3])\s*(?:[:：]\s*([0-5][0-9])|[时点]\s*(?:([0-5]?[0-9])\s*分?|(半))?).*$"
)
WEEKDAY: Final = re.compile(r"[（(]?\s*(?:星期|周)[一二三四五六日天]\s*[)）]?")
AFTER_NOON: Final = frozenset({"下午", "晚上", "晚"})
MOST: Final = 100_000
NO_BRANCH: Final = Bad("no_branch", "没有写明是哪个党支部的会议。", "请在“所在党支部”一栏填写，或把工作表命名为党支部名称。")
NO_DAY: Final = Bad("no_day", "没有实际会议时间。", "请填写会议实际召开的日期，例如 2025-03-05 14:00；没有开的会议不用导入。")
MONTH_ONLY: Final = Bad("month_only", "只有年月，不知道是哪一天。", "请填写完整日期，例如 2025-03-05。")
FUTURE: Final = Bad("future_date", "实际会议时间晚于今天。", "请核对日期；还没有开的会议请在“会议活动”中安排。")
NO_KIND: Final = Bad("unknown_kind", "看不出是哪一类会议。", "请加一栏“会议类型”，填写支部党员大会、支部委员会、党小组会、党课或主题党日。")
SEVERAL: Final = Bad("several_times", "一行写了几次会议。", "请每次会议写一行，各有各的日期。")
NO_TITLE: Final = Bad("no_title", "没有会议名称。", "请填写会议名称或活动名称。")
TAKEN: Final = (
    GatheringKind.MEMBERS_MEETING,
    GatheringKind.COMMITTEE_MEETING,
    GatheringKind.GROUP_MEETING,
    GatheringKind.LECTURE,
    GatheringKind.THEME_DAY,
)
SPOKEN: Final = tuple(
    (word, kind) for kind in TAKEN for word in sorted({kind.label, *kind.synonyms}, key=len, reverse=True) if word != "小组会"
)


class LedgerReader:
    """Reads the rows of one table; branch names that identify nothing are asked about."""

    def __init__(self, table: Table, session: Session) -> None:
        self.table = table
        self.session = session
        self._usual = usual_kind(self.table)
        self._branches: dict[tuple[str, str, str, str], Entry | Bad] = {}
        self._groups: dict[int, list[Entry]] = {}

    def entry(self, row: Row, group: str) -> LedgerEntry | None:
        """One row."""
        title = row.given("title")
        if not title and not row.problems:
            row.refuse("title", NO_TITLE)
        kind = self._kind(row, title)
        organisation = self._organisation(row, group)
        if organisation is not None and kind is not None:
            organisation = self._holder(row, organisation, kind, title)
        on, begins = self._held(row)
        planned_on, planned_begins = self._planned(row)
        numbers = self._numbers(row)
        texts = self._texts(row)
        if row.problems or organisation is None or kind is None or on is None:
            return None
        if numbers["guests"] is None:
            numbers["guests"] = len(names_in(texts["attended_by"]))
        return LedgerEntry(
            str(kind),
            title,
            on,
            begins,
            planned_on,
            planned_begins,
            **texts,
            **numbers,
            minutes_long=self._count(row, "minutes_long"),
            organisation=organisation.id,
            parent=organisation.parent_id if organisation.parent_id in self.session.directory.by_id else None,
            path=organisation.path,
            called=organisation.title,
            row=row.number,
        )

    def _numbers(self, row: Row) -> dict[str, Any]:
        """Who was expected, came, was on leave, came as a guest, as far as it is said."""
        found = {name: self._count(row, name) for name in ("expected", "present", "on_leave", "guests")}
        self._plausible(row, found["expected"], found["present"], found["on_leave"])
        if (self._count(row, "times") or 1) > 1:
            row.refuse("times", SEVERAL)
        return found

    @staticmethod
    def _texts(row: Row) -> dict[str, Any]:
        """What was said and decided, where, and who led it."""
        led = {name: row.given(name, longest=60) for name in ("chair", "recorder", "lecturer")}
        there = {"place": row.given("place"), "attended_by": row.given("attended", longest=300)}
        return led | there | {name: lines(row.cell(name)) for name in ("topic", "text", "decisions")}

    def _kind(self, row: Row, title: str) -> GatheringKind | None:
        written = text(row.cell("kind"))
        found = GatheringKind.read(written) if written else self._usual or spoken_of(title)
        if found is None or found not in TAKEN:
            row.refuse("kind", NO_KIND._replace(reason=f"会议类型“{written[:40]}”不在三会一课、主题党日之中。") if written else NO_KIND)
            return None
        return found

    def _organisation(self, row: Row, group: str) -> Entry | None:
        code, name = text(row.cell("branch_code")), row.given("branch") or group or self.table.branch or self.table.superior
        superior = row.given("superior") or self.table.superior
        key = code, name, superior, text(row.cell("superior_code"))
        if key not in self._branches:
            self._branches[key] = self._find(*key)
        found = self._branches[key]
        if isinstance(found, Bad):
            found = self._dissolved(row, code, name) or found
        if isinstance(found, Bad):
            row.refuse("branch" if row.given("branch") else None, found)
            return None
        return found

    def _find(self, code: str, name: str, superior: str, superior_code: str) -> Entry | Bad:
        """By code, else by name below the organisation that the row names, else as somebody has settled it."""
        directory = self.session.directory
        by_code = directory.with_code(code) if code else None
        if by_code is not None:
            return by_code
        if not name:
            return NO_BRANCH
        above = directory.with_code(superior_code) if superior_code else None
        named = directory.named(superior) if superior else []
        top = above or (named[0] if len(named) == 1 else None)
        return organisation_names.find(name, self.session, within=top)

    def _dissolved(self, row: Row, code: str, name: str) -> Entry | None:
        """A branch that stood on the day of the row and was dissolved since: by its code, or by the name that no other bears."""
        held = day_and_time(row.cell("held"))
        if held is None or isinstance(held, Bad):
            return None
        by_code = self._gone.with_code(code) if code else None
        found = [by_code] if by_code else self._gone.named(name) if name else []
        stood = [one for one in found if one.dissolved_on is not None and one.dissolved_on > held[0]]
        return stood[0] if len(stood) == 1 else None

    @cached_property
    def _gone(self) -> Directory:
        return Directory.load(self.session.options, dissolved=True)

    def question(self, row: Row, group: str) -> BranchQuestion | None:
        """What a name that identifies nothing may mean, for somebody to decide."""
        name = text(row.cell("branch")) or group or self.table.branch
        return self.session.branches.resolve(name, text(row.cell("superior")) or None).question if name else None

    def _holder(self, row: Row, organisation: Entry, kind: GatheringKind, title: str) -> Entry | None:
        """A group's meeting stands under its branch in the sheet: the group that the title names, or the only one."""
        if kind is GatheringKind.GROUP_MEETING and organisation.kind != OrganisationKind.GROUP:
            groups = self._groups_of(organisation)
            named = [one for one in groups if one.name in title or (one.short_name and one.short_name in title)]
            return named[0] if len(named) == 1 else groups[0] if len(groups) == 1 else organisation
        if organisation.kind not in CATALOGUE[kind].holders:
            level = OrganisationKind.stored(organisation.kind).label if organisation.kind else "党组织"
            row.refuse("branch", Bad("wrong_holder", f"“{organisation.title}”是{level}，不召开{kind.label}。", "请核对党组织或会议类型。"))
            return None
        return organisation

    def _groups_of(self, organisation: Entry) -> list[Entry]:
        if organisation.id not in self._groups:
            directory = self.session.directory if organisation.dissolved_on is None else self._gone
            below = directory.children(organisation.id)
            self._groups[organisation.id] = [one for one in below if one.kind == OrganisationKind.GROUP]
        return self._groups[organisation.id]

    def _held(self, row: Row) -> tuple[date | None, time | None]:
        found = day_and_time(row.cell("held"))
        if isinstance(found, Bad):
            row.refuse("held", found)
            return None, None
        if found is None:
            row.refuse("held", NO_DAY)
            return None, None
        if found[0] > self.session.actor.day:
            row.refuse("held", FUTURE)
        return found

    @staticmethod
    def _planned(row: Row) -> tuple[date | None, time | None]:
        found = day_and_time(row.cell("planned"))
        if isinstance(found, Bad):
            row.refuse("planned", found)
            return None, None
        return found or (None, None)

    def _count(self, row: Row, name: str) -> int | None:
        try:
            found = parse_count(row.cell(name))
        except BadValue as error:
            row.refuse(name, refused(error))
            return None
        if found is not None and found > MOST:
            row.refuse(name, Bad("count_out_of_range", f"人数超过 {MOST}。", "请核对人数。"))
            return None
        return found

    @staticmethod
    def _plausible(row: Row, expected: int | None, present: int | None, on_leave: int | None) -> None:
        there = (present or 0) + (on_leave or 0)
        if expected is not None and there > expected:
            reason = f"实到 {present or 0} 人加请假 {on_leave or 0} 人，多于应到 {expected} 人。"
            row.refuse("present", Bad("too_many", reason, "列席的人不计入实到，请核对人数。"))


def spoken_of(title: str) -> GatheringKind | None:
    """The kind that a title names; of a title that names several nobody knows."""
    found = {kind for word, kind in SPOKEN if word in title}
    return found.pop() if len(found) == 1 else None


Moment = tuple[date, time | None]


def day_and_time(cell: Cell) -> Moment | Bad | None:
    """The day that a cell names, with the hour where it stands there; None for an empty cell."""
    if isinstance(cell, datetime):
        return cell.date(), cell.time().replace(second=0, microsecond=0) if cell.time() != time() else None
    if is_blank(cell):
        return None
    written, begins = cell, None
    if isinstance(cell, str):
        written = WEEKDAY.sub(" ", text(cell)).strip()
        if (found := CLOCK.search(written)) is not None and found.start() >= 6:
            written, begins = written[: found.start()].rstrip(" T,，"), _time(found)
    return _day(written, begins)


def _day(written: Cell, begins: time | None) -> Moment | Bad | None:
    try:
        found = parse_date(written)
    except BadValue as error:
        return refused(error)
    if found is None:
        return None
    return MONTH_ONLY if found.month_only else (found.day, begins)


def _time(found: re.Match[str]) -> time:
    part, hour, minute, after, half = found.groups()
    hours = int(hour) + 12 if part in AFTER_NOON and int(hour) < 12 else int(hour)
    return time(hours, 30 if half else int(minute or after or 0))


def lines(cell: Cell) -> str:
    """A text with its line breaks, each line evened out."""
    if not isinstance(cell, str):
        return "" if is_blank(cell) else text(cell)
    return "" if is_blank(cell) else "\n".join(line for raw in cell.splitlines() if (line := text(raw)))
