"""Rosters as they come from streets, made for the tests: xlsx by openpyxl, xls by xlwt, text as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, Final

import openpyxl
import xlwt

from tests.register.factories import TODAY, actor
from zhibu.kernel.readers import Reader
from zhibu.register.imports.findings import FileResult, as_json
from zhibu.register.imports.options import Options
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Occupation,
    Organisation,
    Person,
    Post,
)
from zhibu.register.rules.identity_number import check_digit
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store

WHY: Final = "测试核对"
MEMBERS: Final = (
    "姓名",
    "所在党支部",
    "公民身份号码",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "人员类别",
    "入党日期",
    "转正日期",
    "工作岗位",
    "手机号码",
)


def number(birth: str, sequence: int = 1, region: str = "410105") -> str:
    """A sound identity number of a real region; an odd sequence is a man's."""
    first_17 = f"{region}{birth}{sequence:03d}"
    return first_17 + check_digit(first_17)


ZHANG: Final = {
    "姓名": "张三",
    "所在党支部": "阳光社区第一党支部",
    "公民身份号码": number("19700304", 1),
    "性别": "男",
    "民族": "汉族",
    "出生日期": "1970-03-04",
    "学历": "大学",
    "人员类别": "正式党员",
    "入党日期": "1995-07-01",
    "转正日期": "1996-07-01",
    "工作岗位": "公务员",
    "手机号码": "13800001111",
}
LI: Final = {
    "姓名": "李四",
    "所在党支部": "阳光社区第二党支部",
    "公民身份号码": number("19851112", 2),
    "性别": "女",
    "民族": "回族",
    "出生日期": "1985-11-12",
    "学历": "大专",
    "人员类别": "正式党员",
    "入党日期": "2010-07-01",
    "转正日期": "2011-07-01",
    "工作岗位": "退休",
    "手机号码": "13900002222",
}
TREE: Final = (
    ("名称", "简称", "上级党组织", "组织类别"),
    ("中共向阳街道工作委员会", "向阳街道党工委", "", "街道党工委"),
    ("中共向阳街道阳光社区委员会", "阳光社区党委", "向阳街道党工委", "党委"),
    ("中共向阳街道春晖社区委员会", "春晖社区党委", "向阳街道党工委", "党委"),
    ("中共向阳街道阳光社区第一支部委员会", "阳光社区第一党支部", "阳光社区党委", "党支部"),
    ("中共向阳街道阳光社区第二支部委员会", "阳光社区第二党支部", "阳光社区党委", "党支部"),
    ("中共向阳街道春晖社区第一支部委员会", "春晖社区第一党支部", "春晖社区党委", "党支部"),
)


def roster(*people: dict[str, Any], headings: Sequence[str] = MEMBERS) -> list[tuple[Any, ...]]:
    """Headings and a row for each."""
    return [tuple(headings), *(tuple(one.get(heading) for heading in headings) for one in people)]


def xlsx(*sheets: tuple[str, Iterable[Sequence[Any]]], merged: Sequence[str] = ()) -> bytes:
    """A workbook; ``merged`` are ranges of the first sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        book.worksheets[0].merge_cells(area)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def xls(*sheets: tuple[str, Iterable[Sequence[Any]]]) -> bytes:
    """A workbook of the old kind."""
    book = xlwt.Workbook()
    for title, rows in sheets:
        sheet = book.add_sheet(title)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(at, column, value)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(rows: Iterable[Sequence[Any]], *, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """A text table."""
    return "\r\n".join(separator.join("" if value is None else str(value) for value in row) for row in rows).encode(encoding)


def take(
    *files: tuple[str, bytes], on: date = TODAY, dry_run: bool = False, today: date = TODAY, reader: Reader | None = None, **decided: Any
) -> list[FileResult]:
    """Import files on the day of all tests."""
    sources = [Source(name, content) for name, content in files]
    return run_files(sources, by=actor(today, reader=reader), options=Options(on=on, **decided), dry_run=dry_run)


def take_rows(rows: Iterable[Sequence[Any]], *, sheet: str = "党员", **decided: Any) -> FileResult:
    """Import one sheet."""
    (result,) = take(("党员.xlsx", xlsx((sheet, rows))), **decided)
    return result


def take_people(*people: dict[str, Any], headings: Sequence[str] = MEMBERS, **decided: Any) -> FileResult:
    """Import members by their national headings."""
    return take_rows(roster(*people, headings=headings), **decided)


def counts(result: FileResult) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, refused."""
    return result.total("created"), result.total("updated"), result.total("unchanged"), result.refused


def objections(result: FileResult) -> list[tuple[int, str | None, str | None, str]]:
    """Row, column, value and code of each."""
    return [(one["row"], one["column"], one["value"], one["code"]) for one in as_json([result])["rejected"]]


def tree() -> None:
    """The street of all tests."""
    (result,) = take(("党组织.xlsx", xlsx(("党组织", TREE))))
    assert (result.unusable, counts(result)) == ("", (6, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Seen:
    """A person with what holds on a day."""

    person: Person
    on: date

    def __getattr__(self, name: str) -> Any:
        return getattr(self.person, name)

    def sealed(self, field: str) -> str:
        """The plain value of a sealed field."""
        key_name = self.person.key_name
        return open_field(
            getattr(self.person, f"{field}_sealed"), field=field, key_name=key_name, key=key_store().of([key_name]).get(key_name)
        )

    def value(self, model: Any, *columns: str) -> Any:
        """The one dated fact of that day."""
        rows = list(model.objects.unguarded(WHY).on(self.on).filter(person=self.person).values_list(*columns))
        assert len(rows) <= 1
        return rows[0] if rows else None

    @property
    def branch(self) -> str:
        """The short name of the branch of that day."""
        row = (
            Membership.objects.unguarded(WHY)
            .on(self.on)
            .filter(person=self.person, relation="roll")
            .values_list("organisation_id", flat=True)
            .first()
        )
        return organisation(pk=row).now_short_name if row else ""

    @property
    def status(self) -> Any:
        """Value and first day."""
        return self.value(MemberStatus, "status", "valid_from")

    @property
    def state(self) -> Any:
        """Value and first day."""
        return self.value(MembershipState, "state", "valid_from")

    @property
    def category(self) -> Any:
        """Value and whether it is derived."""
        return self.value(ManagementCategory, "category", "derived")

    @property
    def education(self) -> Any:
        """Level and text."""
        return self.value(Education, "level", "raw")

    @property
    def occupation(self) -> Any:
        """Value and text."""
        return self.value(Occupation, "occupation", "raw")

    @property
    def marks(self) -> list[tuple[str, str, date]]:
        """Mark, detail, first day."""
        return sorted(Mark.objects.unguarded(WHY).on(self.on).filter(person=self.person).values_list("mark", "detail", "valid_from"))

    @property
    def notes(self) -> list[tuple[str, str, str]]:
        """Field, code, raw text of open notes."""
        return sorted(CheckNote.objects.unguarded(WHY).filter(person=self.person, closed_on=None).values_list("field", "code", "raw"))

    @property
    def posts(self) -> list[tuple[str, date, date]]:
        """Kind and days of posts."""
        return sorted(Post.objects.unguarded(WHY).filter(person=self.person).values_list("kind", "valid_from", "valid_to"))

    @property
    def proposals(self) -> list[str]:
        """Branches to which a move is proposed."""
        rows = MoveProposal.objects.unguarded(WHY).filter(person=self.person, state="open").values_list("target__now_short_name", flat=True)
        return sorted(rows)


def seen(name: str, on: date = TODAY) -> Seen:
    """The one person of a name."""
    return Seen(Person.objects.unguarded(WHY).get(name=name), on)


def people_count() -> int:
    """How many persons there are."""
    return Person.objects.unguarded(WHY).count()


def organisation(**wanted: Any) -> Organisation:
    """One organisation."""
    found: Organisation = Organisation.objects.unguarded(WHY).get(**wanted)
    return found


def names_of_organisations() -> list[str]:
    """All names, in the order of the tree."""
    return list(Organisation.objects.unguarded(WHY).order_by("now_path").values_list("now_short_name", flat=True))


def above(one: Organisation) -> str:
    """The short name of the superior; empty for a root."""
    return one.now_parent.now_short_name if one.now_parent else ""
