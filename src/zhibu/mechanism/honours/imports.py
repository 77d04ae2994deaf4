"""A list of honours from district, city and above comes in by the way of rosters (数据导入, ``zhibu import``).

A row is an honour and who received it: a member, an organisation or a unit of the register, within reach. The same honour of the same
year and giver, or under the same number, is the one that stands already: what differs is changed, an empty cell ends nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, NamedTuple

from zhibu.exchange.cells import Sheet
from zhibu.kernel.decisions import Objection
from zhibu.mechanism.honours.headings import header_of
from zhibu.mechanism.honours.models import HonourReceived
from zhibu.mechanism.honours.queries.naming import Meant, somebody
from zhibu.mechanism.honours.rules.levels import level_of
from zhibu.mechanism.honours.services.granted import correct_received, may_correct, put_received
from zhibu.mechanism.honours.terms import RECORD, Level, Receiver
from zhibu.register.imports import organisation_names
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult, problem_of
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table, table_of
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.trail.door import Work

WHY: Final = "导入上级荣誉时核对"
SORTS: Final = {"集体": (Receiver.ORGANISATION, Receiver.UNIT), "组织": (Receiver.ORGANISATION,)}
"""Words of tables that mean more than one of ours."""
LABELS: Final = {"level": "级别", "giver": "授予单位", "given_on": "授予日期", "document": "文号"}

NO_TITLE: Final = Bad("no_title", "没有写荣誉名称。", "请照证书或者文件填写。")
NO_GIVER: Final = Bad("no_giver", "没有写授予单位。", "请填写，如“中共云溪区委”。")
NO_WHO: Final = Bad("no_who", "没有写是谁获得的。", "请填写党员姓名，或者党组织、单位的名称。")
NO_DAY: Final = Bad("no_day", "没有写授予日期。", "请填写证书或者文件上的日期；只知道月份的写到月。")
NO_LEVEL: Final = Bad("no_level", "看不出是哪一级的荣誉。", f"请在“级别”一栏填写：{'、'.join(one.label for one in Level)}。")
NO_RIGHT: Final = Bad("no_right", "您没有登记这个党组织荣誉的权限。", "请由负责这个党组织评先评优的人导入。")
READ_OFF: Final = "级别按授予单位判断为“{}”，请核对。"
ONE_MONTH: Final = "表里只写到月，登记为这个月的 1 日，请核对证书。"
LIKE_IT: Final = "已有同名荣誉，授予单位写法不同；如果是同一项，请删除其中一项。"


class HonoursReceived:
    """What the imports of the register are told of such lists."""

    kind = SheetKind.HONOURS
    seen_at = "honours_received"
    seen_as = "看上级荣誉"
    asks = "上级荣誉要有“荣誉名称”“授予单位”和“获得者”"

    def recognise(self, sheet: Sheet) -> Table | None:
        """An honour beside its giver and who received it; a roster that has such columns as well is a roster."""
        header = header_of(sheet)
        return table_of(sheet, self.kind, header) if header else None

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """Row by row, so that a later row knows what an earlier one wrote."""
        taking = Taking(result, session, work)
        for row, group in rows_of(table):
            taking.take(row, group)
        if session.writes:
            work.flush()


RECEIVED: Final = HonoursReceived()


class Whom(NamedTuple):
    """Who is meant: of which sort, which row, and under which organisation it stands on the roll."""

    receiver: Receiver
    id: int
    place: int


@dataclass
class Standing:
    """An honour that stands already or was taken from an earlier row; ``row`` is None for the latter."""

    values: dict[str, Any]
    row: HonourReceived | None = None


@dataclass
class Taking:
    """The rows of one sheet."""

    result: SheetResult
    session: Session
    work: Work
    asked: dict[tuple[Receiver, str, str], Meant] = field(default_factory=dict)
    known: dict[tuple[Receiver, int], list[Standing]] = field(default_factory=dict)

    def take(self, row: Row, group: str) -> None:
        """One honour, or everything that stands against the row."""
        remarks: list[str] = []
        whom, values = self._whom(row, group), self._values(row, remarks)
        place = self.session.directory.by_id.get(whom.place) if whom else None
        if place is not None and not self.work.actor.reader.may(RECORD, place.path):
            row.refuse("who", NO_RIGHT)
        if whom is None or place is None or row.problems:
            self._refuse(row)
            return
        found = self._standing(whom, values, remarks)
        if found is None:
            self._new(row, whom, place.path, values, remarks)
        else:
            self._again(row, found, values, remarks)

    def _refuse(self, row: Row) -> None:
        self.result.refused.append(row.refused)

    def _values(self, row: Row, remarks: list[str]) -> dict[str, Any]:
        title, giver = row.given("title", longest=120), row.given("giver", longest=120)
        for name, value, bad in (("title", title, NO_TITLE), ("giver", giver, NO_GIVER)):
            if not value and not any(one.column == row.table.heading(name) for one in row.problems):
                row.refuse(name, bad)
        level = self._level(row, giver, remarks)
        values: dict[str, Any] = {
            "title": title,
            "giver": giver,
            "level": level.value if level else "",
            "document": row.given("document", longest=80),
        }
        if not row.given("given_on"):
            row.refuse("given_on", NO_DAY)
        day = row.day("given_on", today=self.session.actor.day)
        if day is not None:
            values |= {"given_on": day.partial.day, "year": day.year}
            remarks += [ONE_MONTH] if day.month_only else []
        return values

    def _level(self, row: Row, giver: str, remarks: list[str]) -> Level | None:
        written = row.given("level", longest=20)
        level = Level.read(written) if written else level_of(giver)
        if level is None:
            row.refuse("level" if written or not giver else "giver", NO_LEVEL)
        elif not written:
            remarks.append(READ_OFF.format(level.label))
        return level

    def _whom(self, row: Row, group: str) -> Whom | None:
        """Of the sorts that the row leaves open the one that has such a name; namesakes are told apart by place or code."""
        text, path = row.given("who", longest=60), self._path(row, group)
        if not text:
            row.refuse("who", NO_WHO)
        if not text or path is None:
            return None
        found = [(sort, self._meant(sort, text, path)) for sort in self._sorts(row)]
        hits = [Whom(sort, meant.id, meant.place) for sort, meant in found if meant.id]
        if len(hits) == 1:
            return hits[0]
        if hits:
            row.refuse("who", Bad("several_sorts", f"“{text}”既是党组织又是单位。", "请在“获得者类别”一栏写明是哪一类，或者改填编号。"))
            return None
        unclear = [one for _, meant in found for one in meant.decision.objections if one.code == "unclear"]
        objection: Objection = (unclear or [one for _, meant in found for one in meant.decision.objections])[0]
        if objection.code == "unclear" and not path:
            objection = replace(objection, remedy=f"请在“所在党组织”一栏写明；不写的，{objection.remedy}")
        row.problems.append(problem_of(objection, column=row.table.heading("who"), value=text))
        return None

    def _path(self, row: Row, group: str) -> str | None:
        """Where to look: what the row names, else everywhere within reach; None where it names nothing that is known."""
        written = row.given("place", longest=60) or group
        if not written:
            return ""
        found = organisation_names.find(written, self.session)
        if isinstance(found, Bad):
            row.refuse("place", found)
            return None
        return found.path

    @staticmethod
    def _sorts(row: Row) -> Sequence[Receiver]:
        written = row.given("receiver", longest=20)
        named = Receiver.read(written) if written else None
        return SORTS.get(written, (named,) if named else tuple(Receiver))

    def _meant(self, sort: Receiver, text: str, path: str) -> Meant:
        key = sort, text, path
        if key not in self.asked:
            paths = [path] if path else list(self.session.options.paths) or [""]
            tried = [somebody(self.work.actor.reader, sort, text, one) for one in paths]
            self.asked[key] = next((one for one in tried if one.id), tried[0])
        return self.asked[key]

    def _standing(self, whom: Whom, values: Mapping[str, Any], remarks: list[str]) -> Standing | None:
        """The same title and year of the same receiver, with the giver or the number in common."""
        rows = self._of(whom)
        alike = [one for one in rows if (one.values["title"], one.values["year"]) == (values["title"], values["year"])]
        for name in ("giver", "document"):
            same = next((one for one in alike if values[name] and one.values[name] == values[name]), None)
            if same is not None:
                return same
        remarks += [LIKE_IT] if alike else []
        return None

    def _of(self, whom: Whom) -> list[Standing]:
        key = whom.receiver, whom.id
        if key not in self.known:
            found = HonourReceived.objects.unguarded(WHY).filter(**{f"{whom.receiver.value}_id": whom.id}).order_by("pk")
            names = ("title", "year", *LABELS)
            self.known[key] = [Standing({name: getattr(one, name) for name in names}, one) for one in found.select_related("place")]
        return self.known[key]

    def _new(self, row: Row, whom: Whom, path: str, values: dict[str, Any], remarks: list[str]) -> None:
        if self.session.writes:
            put_received(self.work, {**values, f"{whom.receiver.value}_id": whom.id, "place_id": whom.place}, path)
        self._of(whom).append(Standing(dict(values)))
        self.result.created += 1
        self._show(self.result.created_lines, row, values, (), remarks)

    def _again(self, row: Row, found: Standing, values: Mapping[str, Any], remarks: list[str]) -> None:
        """What a cell says otherwise; a level that was only read off its giver changes nothing."""
        given = {name: values[name] for name in LABELS if values[name] and (name != "level" or row.given("level"))}
        changed = {name: value for name, value in given.items() if found.values[name] != value}
        decision = may_correct(found.row, changed)
        if not decision.allowed:
            row.problems += [problem_of(one, column=row.table.heading(one.field)) for one in decision.objections]
            self._refuse(row)
            return
        if not changed:
            self.result.unchanged += 1
            return
        told = tuple(FieldChange(LABELS[name], _word(name, found.values[name]), _word(name, value)) for name, value in changed.items())
        if self.session.writes and found.row is not None:
            correct_received(self.work, found.row, changed)
        found.values |= changed
        self.result.updated += 1
        self._show(self.result.updated_lines, row, values, told, remarks)

    def _show(
        self, lines: list[RowLine], row: Row, values: Mapping[str, Any], told: tuple[FieldChange, ...], remarks: Sequence[str]
    ) -> None:
        title = f"{row.given('who')}：{values['title']}"
        self.result.show(lines, RowLine(row.number, title, row.given("place"), told))
        if remarks:
            self.result.checks += 1
            self.result.show(self.result.remark_lines, RowLine(row.number, title, row.given("place"), (), tuple(remarks)))


def _word(name: str, value: Any) -> str:
    if name == "level":
        return Level.word(value)
    return value.isoformat() if name == "given_on" else str(value)
