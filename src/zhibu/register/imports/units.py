"""Resident units: where they stand, who owns them, how many work there, and their Party organisation."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zhibu.exchange.texts import text
from zhibu.exchange.values import BadValue, is_blank, parse_count
from zhibu.register.imports import organisation_names
from zhibu.register.imports.columns import UNIT
from zhibu.register.imports.directory import Entry
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult
from zhibu.register.imports.reading_cells import Bad, refused
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.rights import NO_RIGHT
from zhibu.register.imports.session import Session
from zhibu.register.imports.settling import ENDLESS, SpanWrites, held, settle
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.register.models import Community, HeadCount, ResidentUnit, UnitOrganisation
from zhibu.register.rules.matching import OrganisationNames, identity_of
from zhibu.register.rules.names import name_key
from zhibu.register.terms.answers import read_answer
from zhibu.register.terms.units import FormationMode, Ownership
from zhibu.store.guards import within
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "导入驻区单位时对照现有记录"
MOST: Final = 1_000_000
"""People of one unit, as in the form."""
NAMELESS: Final = Bad("name_missing", "没有填写单位名称。", "请填写单位的全称。")
NO_PLACE: Final = Bad("no_community", "没有写明所在社区，也看不出属于哪个党组织。", "请填写所在社区，或用 --under 指明街道、社区党组织。")
NO_ORGANISATION: Final = frozenset({"未建", "未建立", "未组建", "没有", "无党组织", "未建立党组织", "尚未建立"})
FACTS: Final = (
    "name",
    "ownership",
    "ownership_raw",
    "district_owned",
    "community_id",
    "organisation_id",
    "social_credit_code",
    "contact",
    "phone",
)
SHOWN: Final = ("name", "ownership", "district_owned", "social_credit_code", "contact", "phone")


@dataclass(slots=True)
class UnitRow:
    """What one row says of one unit."""

    row: Row
    facts: dict[str, Any] = field(default_factory=dict)
    place: Entry | None = None
    head_count: int | None = None
    organisation: Entry | None = None
    mode: str = ""


def take_units(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Write what the rows of a table say."""
    reader = _Reader(session)
    rows = [reader.read(row) for row, _ in rows_of(table)]
    _sort_out_repetitions(rows)
    known = _Known.load(session)
    fresh: list[UnitRow] = []
    changed: list[tuple[int, UnitRow, dict[str, Any]]] = []
    seen: set[tuple[str, Any]] = set()
    for one in rows:
        if one.row.problems:
            continue
        key = identity_of(one.facts["name"]), one.facts.get("community_id")
        pk = known.find(one)
        if key in seen:
            result.unchanged += 1
        elif one.row.problems:
            continue
        elif pk is None:
            fresh.append(one)
        else:
            changed.append((pk, one, known.facts[pk]))
        seen.add(key)
    _found(fresh, result, session, work)
    _change(changed, result, session, work)
    result.refused += [one.row.refused for one in rows if one.row.problems]


def _sort_out_repetitions(rows: Sequence[UnitRow]) -> None:
    """The same unit twice with different facts: both rows are refused."""
    first: dict[tuple[str, Any], UnitRow] = {}
    for one in rows:
        key = identity_of(one.facts.get("name", "")), one.facts.get("community_id")
        other = first.setdefault(key, one)
        if other is one or not key[0]:
            continue
        if (one.facts, one.head_count, one.organisation, one.mode) != (other.facts, other.head_count, other.organisation, other.mode):
            for row, twin in ((one.row, other.row), (other.row, one.row)):
                if not any(problem.code == "twice_different" for problem in row.problems):
                    row.refuse(
                        None, Bad("twice_different", f"与第 {twin.number} 行是同一个单位，内容不同。", "请核对两行，只保留正确的一行。")
                    )


class _Reader:
    """Reads rows and finds where units stand."""

    def __init__(self, session: Session) -> None:
        self._session = session
        rows = (
            Community.objects.unguarded(WHY)
            .filter(organisation_id__in=list(session.directory.by_id))
            .values_list("pk", "name", "organisation_id")
        )
        self._communities = {pk: (name, organisation) for pk, name, organisation in rows}
        self._by_organisation = {organisation: pk for pk, (_, organisation) in self._communities.items()}
        self._names: OrganisationNames[int] = OrganisationNames((pk, name) for pk, (name, _) in self._communities.items())

    def read(self, row: Row) -> UnitRow:
        """One row."""
        one = UnitRow(row)
        name = row.given("name")
        if not name and not row.problems:
            row.refuse("name", NAMELESS)
        one.facts = {"name": name} if name else {}
        self._read_facts(one)
        self._read_head_count(one)
        self._read_place(one)
        if one.place is not None and not self._session.options.may_organise(one.place.path):
            row.refuse(None, NO_RIGHT)
        return one

    def _read_facts(self, one: UnitRow) -> None:
        row = one.row
        raw = row.given("ownership", longest=60)
        if raw:
            known = Ownership.read(raw)
            one.facts |= {"ownership": known.value if known else "", "ownership_raw": raw}
        for field_name, longest in (("contact", 60), ("phone", 60), ("social_credit_code", 18)):
            if value := row.given(field_name, longest=longest):
                one.facts[field_name] = value
        owned = text(row.cell("district_owned"))
        answer = False if owned.startswith("非") else True if owned in {"区属", "区管"} else read_answer(owned) if owned else None
        if answer is not None:
            one.facts["district_owned"] = answer
        mode = FormationMode.read(row.given("mode"))
        one.mode = mode.value if mode else ""

    def _read_head_count(self, one: UnitRow) -> None:
        try:
            one.head_count = parse_count(one.row.cell("head_count"))
        except BadValue as error:
            one.row.refuse("head_count", refused(error))
        if one.head_count is not None and one.head_count > MOST:
            one.head_count = None
            one.row.refuse("head_count", Bad("count_out_of_range", f"从业人数超过 {MOST} 人。", "请核对人数。"))

    def _read_place(self, one: UnitRow) -> None:
        raw = one.row.given("community")
        named = one.row.given("organisation")
        if raw:
            self._stand_in(one, raw)
        if named and named not in NO_ORGANISATION and not is_blank(named):
            found = organisation_names.find(named, self._session, within=one.place)
            if isinstance(found, Bad):
                one.row.refuse("organisation", found)
            else:
                one.organisation = found
        if not raw:
            self._stand_below(one)
        if one.place is not None:
            one.facts["organisation_id"] = one.place.id

    def _stand_in(self, one: UnitRow, raw: str) -> None:
        """A community by its name; its Party organisation or its residents' committee say the same."""
        bare = raw.removesuffix("居民委员会").removesuffix("居委会")
        found = self._names.find(bare) or self._names.find(f"{bare}社区")
        if len(found) == 1:
            one.facts["community_id"] = found[0]
            one.place = self._session.directory.by_id[self._communities[found[0]][1]]
            return
        entries = self._session.directory.named(raw)
        if len(entries) == 1 and not found:
            one.place = entries[0]
            if entries[0].id in self._by_organisation:
                one.facts["community_id"] = self._by_organisation[entries[0].id]
            return
        listed = "、".join(f"“{candidate.name}”" for candidate in self._names.candidates(bare))
        code = "unclear_community" if found or listed else "unknown_community"
        reason = f"“{raw}”对应 {len(found)} 个社区。" if found else f"没有名为“{raw}”的社区。"
        one.row.refuse(
            "community", Bad(code, reason, f"可能是：{listed}。请改成准确的名称。" if listed else "请先导入社区党组织，或核对社区名称。")
        )

    def _stand_below(self, one: UnitRow) -> None:
        """Without a community: that of the unit's Party organisation, else ``under``, else the one root."""
        directory, under = self._session.directory, self._session.options.under
        above = one.organisation
        while above is not None:
            if above.id in self._by_organisation:
                one.facts["community_id"], one.place = self._by_organisation[above.id], above
                return
            above = directory.by_id.get(above.parent_id or 0)
        roots = directory.roots
        one.place = directory.by_id.get(under) if under is not None else roots[0] if len(roots) == 1 else one.organisation
        if one.place is None and not one.row.problems:
            one.row.refuse("community", NO_PLACE)


@dataclass(frozen=True, slots=True)
class _Known:
    """The units in reach."""

    facts: Mapping[int, dict[str, Any]]
    by_code: Mapping[str, int]
    by_name: Mapping[str, list[int]]

    @classmethod
    def load(cls, session: Session) -> "_Known":
        reach = within("organisation__now_path", session.options.paths)
        rows = ResidentUnit.objects.unguarded(WHY).filter(reach, closed_on=None).values("pk", "code", *FACTS)
        facts = {row.pop("pk"): row for row in rows}
        by_name: dict[str, list[int]] = defaultdict(list)
        for pk, row in facts.items():
            by_name[identity_of(row["name"])].append(pk)
        codes = {row[key]: pk for pk, row in facts.items() for key in ("code", "social_credit_code") if row[key]}
        return cls(facts, codes, by_name)

    def find(self, one: UnitRow) -> int | None:
        for code in (one.facts.get("social_credit_code", ""), text(one.row.cell("code")).upper()):
            if code and code in self.by_code:
                return self.by_code[code]
        bearers = self.by_name.get(identity_of(one.facts["name"]), [])
        here = [pk for pk in bearers if self.facts[pk]["organisation_id"] == one.facts.get("organisation_id")] or bearers
        if len(here) > 1:
            one.row.refuse("name", Bad("several_units", f"名册中有 {len(here)} 个单位叫这个名称。", "请填写所在社区或统一社会信用代码。"))
        return here[0] if len(here) == 1 else None


def _found(fresh: Sequence[UnitRow], result: SheetResult, session: Session, work: Work) -> None:
    result.created += len(fresh)
    for one in fresh:
        result.show(result.created_lines, RowLine(one.row.number, one.facts["name"], one.place.title if one.place else ""))
    if not fresh or not session.writes:
        return
    ids = work.reserve(ResidentUnit, len(fresh))
    work.know("unit", {pk: SubjectFacts(one.place.path if one.place else "") for pk, one in zip(ids, fresh, strict=True)})
    defaults = dict.fromkeys(FACTS, "") | {"district_owned": None, "community_id": None}
    rows = [
        {"id": pk, "code": f"D{pk:04d}", **defaults, **one.facts, "sort_key": name_key(one.facts["name"]).sort_key[:240]}
        for pk, one in zip(ids, fresh, strict=True)
    ]
    work.put(ResidentUnit, tuple(rows[0]), [tuple(row.values()) for row in rows])
    on = session.options.on.isoformat()
    counts = [(pk, one.head_count) for pk, one in zip(ids, fresh, strict=True) if one.head_count is not None]
    numbers = work.reserve(HeadCount, len(counts)) if counts else []
    work.put(
        HeadCount,
        ("id", "unit_id", "count", "valid_from", "valid_to"),
        [(number, pk, count, on, ENDLESS) for number, (pk, count) in zip(numbers, counts, strict=True)],
    )
    led = [(pk, one.organisation.id, one.mode) for pk, one in zip(ids, fresh, strict=True) if one.organisation is not None]
    numbers = work.reserve(UnitOrganisation, len(led)) if led else []
    work.put(
        UnitOrganisation,
        ("id", "unit_id", "organisation_id", "mode", "valid_from", "valid_to"),
        [(number, *values, on, ENDLESS) for number, values in zip(numbers, led, strict=True)],
    )
    work.flush()


def _change(changed: Sequence[tuple[int, UnitRow, dict[str, Any]]], result: SheetResult, session: Session, work: Work) -> None:
    on = session.options.on.isoformat()
    ids = [pk for pk, _, _ in changed]
    counts = held(HeadCount, ("count",), key="unit_id", ids=ids)
    led = held(UnitOrganisation, ("organisation_id", "mode"), key="unit_id", ids=ids)
    writes, corrected = SpanWrites(), []
    for pk, one, known in changed:
        after = {name: value for name, value in one.facts.items() if known[name] != value}
        told = [FieldChange(UNIT[name][0], str(known[name] or ""), str(value)) for name, value in after.items() if name in SHOWN]
        if after:
            if "name" in after:
                after["sort_key"] = name_key(after["name"]).sort_key[:240]
            corrected.append((pk, {name: known.get(name, "") for name in after}, after))
        span = next((span for span in counts.get(pk, ()) if span.first <= on < span.end), None)
        if one.head_count is not None and (span is None or span.value["count"] != one.head_count):
            settle(counts.get(pk, ()), {"count": one.head_count}, on=on, key={"unit_id": pk}, writes=writes.of(HeadCount))
            told.append(FieldChange(UNIT["head_count"][0], str(span.value["count"]) if span else "", str(one.head_count)))
        span = next((span for span in led.get(pk, ()) if span.first <= on < span.end), None)
        if one.organisation is not None:
            value = {"organisation_id": one.organisation.id, "mode": one.mode or (span.value["mode"] if span else "")}
            if span is None or span.value != value:
                settle(led.get(pk, ()), value, on=on, key={"unit_id": pk}, writes=writes.of(UnitOrganisation))
                before = session.directory.by_id.get(span.value["organisation_id"]) if span else None
                told.append(FieldChange(UNIT["organisation"][0], before.title if before else "", one.organisation.title))
        if told or after:
            result.updated += 1
            result.show(result.updated_lines, RowLine(one.row.number, one.facts["name"], one.place.title if one.place else "", tuple(told)))
        else:
            result.unchanged += 1
    if session.writes:
        work.change_many(ResidentUnit, corrected)
        writes.carry_out(work)
        work.flush()
