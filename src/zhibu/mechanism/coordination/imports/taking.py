"""What the rows of the three lists have in common: whose they are, what they say, and how they are told in the preview."""

from calendar import monthrange
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Final

from zhibu.cases.services import Opening, put_case
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.coordination.imports.parties import Parties, Party
from zhibu.mechanism.coordination.rules.acts import TITLE
from zhibu.mechanism.coordination.services.rows import Side, put_partner
from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult, problem_of, shown
from zhibu.register.imports.reading_cells import Bad, read_day
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row
from zhibu.register.models import Organisation
from zhibu.trail.door import Work

WHY: Final = "导入共建清单时与已有的核对"
ENDED: Final = frozenset({"已撤回", "已到期", "已退回", "已取消"})
OVER: Final = Bad("over", "状态写的是已经了结的。", "已经撤回、退回、取消的不用导入；还有效的，请改状态或不填。")
TWICE: Final = "与第 {row} 行是同一条，内容不同。"
NO_TITLE: Final = Bad("title_missing", "没有写名称。", "请用一句话写明是什么。")
UNKNOWN_KIND: Final = "没有“{raw}”这个类别。"


@dataclass
class Taking:
    """The rows of one sheet."""

    columns: ClassVar[Mapping[str, str]] = {"partner": "party", "on": "done"}
    """Which column a rule's field stands in, where they are called otherwise."""
    result: SheetResult
    session: Session
    work: Work
    touched: set[int | None] = field(default_factory=set)
    """Partners whose pages at the portal a row alters."""
    parties: Parties = field(init=False)
    seen: dict[Hashable, tuple[int, Hashable]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parties = Parties(self.session, self.work.actor.reader)

    @property
    def today(self) -> date:
        """The day of the import."""
        return self.work.actor.day

    def take(self, row: Row, group: str) -> None:
        """One row: new, changed, unchanged or refused."""
        raise NotImplementedError

    def day(self, row: Row, name: str, *, last: bool = False) -> date | None:
        """A day, also one to come; of a month that is named alone the first one, or the last."""
        found = read_day(row.cell(name))
        if isinstance(found, Bad):
            row.refuse(name, found)
            return None
        if found is None:
            return None
        day = found.partial.day
        return day.replace(day=monthrange(day.year, day.month)[1]) if last and found.month_only else day

    def past(self, row: Row, name: str) -> date | None:
        """A day that has come."""
        found = row.day(name, today=self.today)
        return found.partial.day if found else None

    def title(self, row: Row) -> str:
        """What it is called; by it a row is found again."""
        found = row.given("title", longest=TITLE)
        if not found and not any(one.code == "too_long" for one in row.problems):
            row.refuse("title", NO_TITLE)
        return found

    def kind(self, row: Row) -> str:
        """Empty where the sheet says none."""
        raw = row.given("kind", longest=30)
        found = ResourceKind.read(raw) if raw else None
        if raw and found is None:
            listed = "、".join(label for _, label in ResourceKind.choices())
            row.refuse("kind", Bad("kind", UNKNOWN_KIND.format(raw=raw), f"请填：{listed}。"))
        return str(found) if found else ""

    def over(self, row: Row) -> bool:
        """Whether the sheet says that it is settled: nothing that is new."""
        return row.given("state", longest=30) in ENDED

    def check(self, row: Row, decision: Decision) -> None:
        """What a rule says, at the column that it means."""
        for one in decision.objections:
            name = self.columns.get(one.field, one.field)
            heading = row.table.heading(name)
            row.problems.append(problem_of(one, column=heading, value=shown(row.cell(name), name) if heading else None))

    def again(self, row: Row, key: Hashable, said: Hashable) -> bool:
        """Whether an earlier row of the sheet was this one; one that says something else is refused."""
        before, known = self.seen.setdefault(key, (row.number, said))
        if before == row.number:
            return False
        if known == said:
            self.result.unchanged += 1
        else:
            row.refuse("title", Bad("twice_different", TWICE.format(row=before), "请核对两行，只保留正确的一行。"))
            self.refuse(row)
        return True

    def refuse(self, row: Row) -> None:
        """Kept, to be given back."""
        self.result.refused.append(row.refused)

    def made(self, row: Row, title: str, party: Party, changes: Mapping[str, str]) -> None:
        """Something new."""
        told = tuple(FieldChange(label, "", words) for label, words in changes.items() if words)
        title = f"{title}（{party.name}新列为共建方）" if party.becomes_partner else title
        self.result.created += 1
        self.result.show(self.result.created_lines, RowLine(row.number, title, str(party.organisation), told))

    def changed(self, row: Row, title: str, party: Party, changes: tuple[FieldChange, ...]) -> None:
        """What it says now, or that it says the same."""
        if not changes:
            self.result.unchanged += 1
            return
        self.result.updated += 1
        self.result.show(self.result.updated_lines, RowLine(row.number, title, str(party.organisation), changes))

    def side(self, party: Party, since: date) -> Side:
        """Where it is written; a resident unit that was no partner becomes one."""
        if party.becomes_partner and party.unit is not None:
            kind, name = PartnerKind.UNIT, party.unit.name
            put_partner(self.work, party.organisation, kind=kind, name=name, unit=party.unit.pk, since=min(since, self.today))
            party = self.parties.read_again(party)
        self.touched.add(party.partner_id)
        return Side(party.organisation, party.partner)

    def open_case(self, home: Organisation, opening: Opening) -> int:
        """In this operation; a rehearsal leaves no key behind."""
        key_name = "" if self.session.rehearsal else self.session.store.make(1)[0][0]
        return put_case(self.work, home, opening, key_name)


def spelled(day: date | None) -> str:
    """A day in the preview."""
    return day.isoformat() if day else ""
