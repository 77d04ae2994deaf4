"""The table of a street's responsibilities in: it comes by the way of rosters (数据导入, ``zhibu import``).

A row is an area in an organisation with up to three names. Persons are those who hold a post there, else of the register within reach; what
a row says again changes nothing. Areas that are not on the list yet are added for whoever may record the street's posts.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final

from zhibu.exchange.cells import Sheet
from zhibu.exchange.headings import SEARCHED_ROWS, find_header, normalise
from zhibu.kernel.dates import FAR
from zhibu.mechanism.responsibility.models import WorkArea
from zhibu.mechanism.responsibility.rules.assigning import may_assign
from zhibu.mechanism.responsibility.services.areas import put_area
from zhibu.mechanism.responsibility.services.assigning import changes, put, standing
from zhibu.mechanism.responsibility.terms import EDIT, Tier
from zhibu.register.imports import organisation_names
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.directory import Entry
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult, problem_of
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table, table_of
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.queries.scopes import down_to
from zhibu.register.rules.names import normalise_name
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.door import Work

WHY: Final = "导入责任分工表时核对"
HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "area": ("工作", "工作内容", "责任领域", "工作领域", "分工事项", "责任事项", "党建工作", "工作任务"),
    "organisation": ("党组织", "责任单位", "责任党组织", "所在党组织", "组织名称"),
    "first": ("第一责任人",),
    "direct": ("直接责任人",),
    "executing": ("具体责任人",),
    "since": ("起始日期", "开始日期", "从哪一天起", "起始时间"),
    "basis": ("依据", "文件依据", "文号"),
}
NO_ORGANISATION: Final = Bad("no_branch", "没有写明党组织。", "请在“党组织”一栏填写，或在表的标题里写明街道。")
NO_AREA: Final = Bad("no_area", "没有写明是什么工作。", "请填写，如“组织建设”。")
NOBODY: Final = Bad("nobody", "三级责任人都没有填写。", "请至少填写一级责任人；没有人负责的，不用导入。")
NO_STREET: Final = Bad("no_street", "这个党组织的上级里没有街道党工委。", "责任分工表由街道党工委制定，请核对党组织。")
NOT_LISTED: Final = Bad("not_listed", "街道的分工表里没有这项工作。", "请核对名称；要新增的，请街道组织干事先列入“工作清单”。")


@cache
def synonyms() -> dict[str, str]:
    """Every spelling of a heading and its field."""
    return {normalise(heading): name for name, headings in HEADINGS.items() for heading in headings}


class Divisions:
    """What the imports of the register are told of such tables."""

    kind = SheetKind.RESPONSIBILITIES
    seen_at = "responsibility"
    seen_as = "看责任分工"

    def recognise(self, sheet: Sheet) -> Table | None:
        """An area beside the first responsible, or beside the two others."""
        header = find_header(sheet.head(SEARCHED_ROWS), synonyms(), required=("area",))
        tiers = {tier.value for tier in Tier} & frozenset(header.columns.values()) if header else frozenset()
        return table_of(sheet, self.kind, header) if header and tiers else None

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """Row by row, so that a later row sees what an earlier one wrote."""
        taking = Taking(result, session, work)
        for row, group in rows_of(table):
            taking.take(row, group)
        if session.writes:
            work.flush()


DIVISIONS: Final = Divisions()


@dataclass
class Taking:
    """The rows of one sheet."""

    result: SheetResult
    session: Session
    work: Work
    people: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """By name: those within reach, with their codes."""
    holders: dict[int, dict[str, list[int]]] = field(default_factory=dict)
    """By organisation and name: those who hold a post there."""
    new_areas: set[tuple[int, str]] = field(default_factory=set)

    def take(self, row: Row, group: str) -> None:
        """One area in one organisation, or everything that stands against it."""
        entry, name, on = self._organisation(row, group), row.given("area", longest=60), self._since(row)
        if not name:
            row.refuse("area", NO_AREA)
        wanted = self._wanted(row, entry) if entry else {}
        if not wanted and not row.problems:
            row.refuse("first", NOBODY)
        if entry is None or row.problems:
            self.result.refused.append(row.refused)
            return
        place = Organisation.objects.unguarded(WHY).get(pk=entry.id)
        self._put(row, place, name, wanted, on)

    def _organisation(self, row: Row, group: str) -> Entry | None:
        own = row.given("organisation") or group or row.table.branch or row.table.superior
        if not own:
            row.refuse("organisation", NO_ORGANISATION)
            return None
        found = organisation_names.find(own, self.session)
        if isinstance(found, Bad):
            row.refuse("organisation", found)
            return None
        return found

    def _since(self, row: Row) -> date:
        found = row.day("since", today=self.session.actor.day)
        return found.partial.day if found else self.session.options.on

    def _wanted(self, row: Row, entry: Entry) -> dict[Tier, int | None]:
        """A tier without a name, or without a column, stays as it is: a sheet ends nothing."""
        found: dict[Tier, int | None] = {}
        for tier in Tier:
            written = row.given(tier.value, longest=60)
            if not written:
                continue
            who = self._person(normalise_name(written), entry)
            if isinstance(who, Bad):
                row.refuse(tier.value, who)
            else:
                found[tier] = who
        return found

    def _person(self, name: str, entry: Entry) -> int | Bad:
        """Of namesakes the one who holds a post there."""
        holding = self._holding(entry.id).get(name, [])
        if len(holding) == 1:
            return holding[0]
        within = self._within_reach(name)
        if len(within) == 1:
            return within[0][0]
        if within:
            codes = "、".join(code for _, code in within[:5])
            return Bad("several_persons", f"有 {len(within)} 名“{name}”，分不清是哪一名。", f"请改填编号：{codes}。")
        return Bad("unknown_person", f"名册里没有“{name}”。", "一格写一个人；请核对姓名，或先导入党员名册和职务。")

    def _holding(self, place: int) -> dict[str, list[int]]:
        if place not in self.holders:
            held = Post.objects.unguarded(WHY).filter(organisation_id=place, valid_to__gt=self.session.actor.day)
            found: dict[str, list[int]] = defaultdict(list)
            for pk, name in held.values_list("person_id", "person__name").distinct():
                found[name].append(pk)
            self.holders[place] = found
        return self.holders[place]

    def _within_reach(self, name: str) -> Sequence[tuple[int, str]]:
        if name not in self.people:
            known = Person.objects.unguarded(WHY).filter(merged_into=None, erased_on=None)
            known = known.filter(name=name) | known.filter(code=name.upper())
            rows = known.order_by("code").values_list("pk", "code", "now_path")
            self.people[name] = [(pk, code) for pk, code, path in rows if (path or "").startswith(self.session.options.paths)]
        return self.people[name]

    def _put(self, row: Row, place: Organisation, name: str, wanted: dict[Tier, int | None], on: date) -> None:
        area = WorkArea.objects.unguarded(WHY).select_related("organisation").on(on)
        found = area.filter(organisation__now_path__in=down_to(place.now_path), name=name).first()
        if found is None:
            self._new_area(row, place, name, wanted, on)
            return
        changed = changes(found, place, wanted, on)
        if changed:
            named = {tier.value: who is not None for tier, who in changed.items()}
            decision = may_assign(standing(found, place, on), wanted=named, on=on)
            row.problems += [problem_of(one, column=row.table.heading("since"), value=on.isoformat()) for one in decision.objections]
        if row.problems:
            self.result.refused.append(row.refused)
            return
        if changed and self.session.writes:
            put(self.work, area=found, place=place, changed=changed, on=on, basis=row.given("basis"))
        self._tell(row, place, name, changed, new=False)

    def _new_area(self, row: Row, place: Organisation, name: str, wanted: dict[Tier, int | None], on: date) -> None:
        street = self._street(place)
        if street is None or not self.work.actor.reader.may(EDIT, street.now_path):
            row.refuse("area", NO_STREET if street is None else NOT_LISTED)
            self.result.refused.append(row.refused)
            return
        if self.session.writes:
            area_id = put_area(self.work, street.pk, name, on)
            area = WorkArea(id=area_id, organisation=street, name=name, valid_from=on, valid_to=FAR)
            put(self.work, area=area, place=place, changed=wanted, on=on, basis=row.given("basis"))
        again = (street.pk, name) in self.new_areas
        self.new_areas.add((street.pk, name))
        self._tell(row, place, name, wanted, new=not again)

    @staticmethod
    def _street(place: Organisation) -> Organisation | None:
        kinds = Organisation.objects.unguarded(WHY).filter(now_kind=OrganisationKind.STREET_COMMITTEE.value)
        return kinds.filter(now_path__in=down_to(place.now_path)).order_by("-now_path").first()

    def _tell(self, row: Row, place: Organisation, name: str, changed: Mapping[Tier, int | None], *, new: bool) -> None:
        told = tuple(FieldChange(tier.label, "", row.given(tier.value)) for tier in changed)
        line = RowLine(row.number, f"{name}{'（新列入分工表）' if new else ''}", str(place), told)
        if new:
            self.result.created += 1
            self.result.show(self.result.created_lines, line)
        elif changed:
            self.result.updated += 1
            self.result.show(self.result.updated_lines, line)
        else:
            self.result.unchanged += 1
