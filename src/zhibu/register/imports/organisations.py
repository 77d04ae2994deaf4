"""Organisations: rows may name superiors that stand further down, and a superior that stays out keeps out what is below it."""

from collections import defaultdict
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.imports.directory import Directory, Entry
from zhibu.register.imports.findings import Problem, RowLine, SheetResult, problem_of
from zhibu.register.imports.organisations_changes import OrganisationChanges
from zhibu.register.imports.organisations_reading import OrganisationRow, read_rows
from zhibu.register.imports.organisations_writing import Foundation, NewOrganisation
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.rights import NO_RIGHT
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import same
from zhibu.register.models import Organisation
from zhibu.register.models.organisations import PATH
from zhibu.register.rules.matching import OrganisationNames, clear_candidate, identity_of
from zhibu.register.rules.organisations import name_free, stands_right
from zhibu.trail.door import Work

DEEPEST: Final = 100
"""Superiors of superiors in one table; a path has room for sixteen."""
SPECIFIC: Final = ("社区", "街道", "公司", "学校", "小学", "中学", "医院", "中共", "镇", "乡", "村")
"""A full name with such a word is no other organisation's: under another superior it is the same one, moved."""
WHY: Final = "导入党组织表时核对代码"


def take_organisations(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Write what the rows of a table say."""
    rows = read_rows(table, today=session.actor.day, codes=session.directory.official_codes)
    taking = _Taking(rows, session, work, result)
    taking.take()
    result.refused += [one.row.refused for one in rows if one.row.problems]


class _Taking:
    """One table under way. Each row is settled after the row of its superior."""

    def __init__(self, rows: list[OrganisationRow], session: Session, work: Work, result: SheetResult) -> None:
        self._rows = rows
        self._session = session
        self._directory: Directory = session.directory
        self._result = result
        self._foundation = Foundation(session, work)
        self._changes = OrganisationChanges(session, work)
        self._named: dict[str, list[OrganisationRow]] = defaultdict(list)
        self._entries: dict[int, Entry] = {}
        self._under_way: set[int] = set()
        self._repeated: dict[int, OrganisationRow] = {}
        for row in rows:
            for identity in row.identities:
                self._named[identity].append(row)
        self._suggestions: OrganisationNames[str] | None = None

    def take(self) -> None:
        """All rows, then what they wrote, in a handful of statements."""
        self._sort_out_repetitions()
        self._refuse_taken_codes()
        for row in self._rows:
            self._settle(row)
        self._foundation.carry_out()
        self._changes.carry_out()
        self._session.branches.forget()

    def _sort_out_repetitions(self) -> None:
        """The same organisation twice: the same facts are unchanged, others are refused in both rows."""
        first: dict[object, OrganisationRow] = {}
        for row in self._rows:
            keys = [("name", identity_of(row.name), identity_of(row.superior)), ("code", row.official_code)]
            other = next((first[key] for key in keys if key[1] and key in first), None)
            if other is None:
                first |= {key: row for key in keys if key[1]}
            elif self._agree(other, row):
                self._repeated[id(row)] = other
            else:
                _refuse_twice(row, other)
                _refuse_twice(other, row)

    @staticmethod
    def _agree(one: OrganisationRow, other: OrganisationRow) -> bool:
        return (
            identity_of(one.name) == identity_of(other.name) and all(map(same, one.said, other.said)) and same(one.superior, other.superior)
        )

    def _refuse_taken_codes(self) -> None:
        """Codes are single in the whole installation, also where the reader does not reach; nobody is named."""
        codes = {row.official_code: row for row in self._rows if row.official_code and self._directory.with_code(row.official_code) is None}
        taken = Organisation.objects.unguarded(WHY).filter(official_code__in=list(codes)).values_list("official_code", flat=True)
        for code in filter(None, taken):
            codes[code].row.refuse("official_code", Bad("code_taken", "这个党组织代码已属于另一个党组织。", "请核对代码。"))

    def _settle(self, row: OrganisationRow) -> Entry | None:
        """The organisation of a row, with its superior settled before it; None for a row that stays out."""
        if id(row) in self._entries:
            return self._entries[id(row)]
        if row.row.problems or id(row) in self._under_way:
            return None
        if id(row) in self._repeated:
            return self._repeat(row, self._repeated[id(row)])
        self._under_way.add(id(row))
        superior = self._superior(row)
        entry = None if row.row.problems else self._place(row, superior)
        self._under_way.discard(id(row))
        if entry is not None:
            self._entries[id(row)] = entry
        return entry

    def _repeat(self, row: OrganisationRow, first: OrganisationRow) -> Entry | None:
        """What kept the first row out keeps out its repetition."""
        entry = self._settle(first)
        if entry is None:
            row.row.problems += first.row.problems
        else:
            self._result.unchanged += 1
            self._entries[id(row)] = entry
        return entry

    def _superior(self, row: OrganisationRow) -> Entry | None:
        """The organisation above: of this table, or one that is there. Without one it is a root, or stands below ``under``."""
        if not row.superior:
            return self._default_superior(row)
        own = [one for one in self._named.get(identity_of(row.superior), ()) if one is not row and id(one) not in self._repeated]
        known = self._directory.named(row.superior)
        if len(own) > 1 or (len(known) > 1 and not own):
            names = "、".join(f"“{one.name}”" for one in (own or known)[:5])
            row.row.refuse(
                "superior", Bad("unclear_superior", f"“{row.superior}”对应几个党组织。", f"请写全称或党组织代码；可能是：{names}。")
            )
            return None
        if own:
            return self._superior_of_table(row, own[0])
        if known:
            return known[0]
        return self._suggested(row)

    def _default_superior(self, row: OrganisationRow) -> Entry | None:
        under = self._session.options.under
        if under is not None:
            return self._directory.by_id.get(under)
        if self._session.options.paths != ("",) and self._existing(row, None) is None:
            row.row.refuse("superior", Bad("unknown_superior", "没有填写上级党组织。", "请填写您负责范围内的上级党组织。"))
        return None

    def _superior_of_table(self, row: OrganisationRow, above: OrganisationRow) -> Entry | None:
        if id(above) in self._under_way or len(self._under_way) > DEEPEST:
            row.row.refuse("superior", Bad("superior_cycle", f"“{row.name}”与“{above.name}”互为上下级。", "请核对上级党组织。"))
            return None
        entry = self._settle(above)
        if entry is None:
            row.row.refuse(
                "superior",
                Bad(
                    "superior_refused",
                    f"上级党组织“{row.superior}”在第 {above.row.number} 行，该行没有导入。",
                    "请先改正上级党组织所在的行。",
                ),
            )
        return entry

    def _suggested(self, row: OrganisationRow) -> Entry | None:
        if self._suggestions is None:
            known = ((entry.title, name) for entry in self._directory.by_id.values() for name in (entry.name, entry.short_name))
            self._suggestions = OrganisationNames((*known, *((one.name, one.name) for one in self._rows)))
        candidates = tuple(one for one in self._suggestions.candidates(row.superior) if one.key != row.name)
        clear = clear_candidate(candidates)
        if clear is not None and self._session.options.accept_candidates:
            row.superior = clear.name
            return self._superior(row)
        listed = "、".join(f"“{one.name}”" for one in candidates)
        remedy = f"可能是：{listed}。请改成准确的名称。" if listed else "请先导入上级党组织，或在本表中补上它的一行。"
        row.row.refuse("superior", Bad("unknown_superior", f"没有名称或简称为“{row.superior}”的党组织。", remedy))
        return None

    def _place(self, row: OrganisationRow, superior: Entry | None) -> Entry | None:
        existing = self._existing(row, superior)
        if not all(self._session.options.may_organise(one.path if one else "") for one in (existing or superior, superior or existing)):
            row.row.refuse(None, NO_RIGHT)
            return None
        if row.mended and (existing is None or identity_of(row.name) not in {identity_of(existing.name), identity_of(existing.short_name)}):
            row.row.refuse(
                "official_code", Bad("code_lost_zero", "代码可能丢了开头的 0，补上后属于另一个名称的党组织。", "请填写完整的代码。")
            )
            return None
        if existing is None:
            return self._found(row, superior)
        told = self._changes.compare(row, existing, superior if row.superior else None)
        if told is None:
            return None
        entry, changes = told
        if changes:
            self._result.updated += 1
            self._result.show(self._result.updated_lines, RowLine(row.row.number, row.name, _title(superior), changes))
        else:
            self._result.unchanged += 1
        return entry

    def _existing(self, row: OrganisationRow, superior: Entry | None) -> Entry | None:
        """The same code, or the same name below the same superior; a name that can only be one organisation's also elsewhere."""
        for code in filter(None, (row.official_code, row.local_code)):
            found = self._directory.with_code(code)
            if found is not None:
                return found
        bearers = [one for one in self._directory.named(row.name) if not (row.official_code and one.official_code)]
        bearers = [one for one in bearers if one.id not in {entry.id for entry in self._entries.values()}]
        if not row.superior and len(bearers) == 1:
            return bearers[0]
        below = [one for one in bearers if one.parent_id == (superior.id if superior else None)]
        if below:
            return below[0] if len(below) == 1 else None
        moved = [one for one in bearers if identity_of(one.name) == identity_of(row.name)]
        alone = len(self._named[identity_of(row.name)]) == 1 and len(moved) == 1
        return moved[0] if alone and superior is not None and any(word in row.name for word in SPECIFIC) else None

    def _found(self, row: OrganisationRow, superior: Entry | None) -> Entry | None:
        if row.kind is None:
            return None
        siblings = {one.name for one in self._directory.children(superior.id)} if superior else set()
        decision = Decision.all(
            stands_right(row.kind.kind, parent_kind=superior.kind if superior else None),
            Decision.of(name_free(row.name, siblings=siblings)),
        )
        for objection in decision.objections:
            row.row.problems.append(_problem(row, objection))
        if superior is not None and len(superior.path) >= PATH:
            row.row.refuse("superior", Bad("too_deep", "上下级超过 16 层。", "请核对上级党组织。"))
        if row.row.problems:
            return None
        self._result.created += 1
        self._result.show(self._result.created_lines, RowLine(row.row.number, row.name, _title(superior)))
        return self._foundation.found(
            NewOrganisation(
                name=row.name,
                kind=row.kind,
                parent_id=superior.id if superior else None,
                short_name=row.short_name,
                official_code=row.official_code,
                founded_on=row.founded.partial.day if row.founded else None,
                facts=row.facts,
            )
        )


def _title(entry: Entry | None) -> str:
    return entry.title if entry else ""


def _problem(row: OrganisationRow, objection: Objection) -> Problem:
    field = "superior" if objection.field == "parent" else objection.field
    return problem_of(objection, column=row.row.table.heading(field), value=row.row.given(field) if field else None)


def _refuse_twice(row: OrganisationRow, other: OrganisationRow) -> None:
    if not any(one.code == "twice_different" for one in row.row.problems):
        row.row.refuse(
            None, Bad("twice_different", f"与第 {other.row.number} 行是同一个党组织，内容不同。", "请核对两行，只保留正确的一行。")
        )
