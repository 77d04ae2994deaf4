"""``zhibu export``: lists as workbooks, masked, formula-safe, logged, and good enough to be imported again."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest

from tests.register.factories import LONG_SINCE, Street, actor, identity_number, make_person, make_street
from zhibu.config.cli import Parser
from zhibu.kernel.unusable import Unusable
from zhibu.register.commands import exporting, importing
from zhibu.register.models import Person
from zhibu.register.services.facts import set_mark
from zhibu.register.services.members import leave
from zhibu.register.services.tree import move_organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.register.terms.units import FormationMode, Ownership
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db

BIRTH: Final = date(1980, 1, 2)
NUMBER: Final = identity_number(BIRTH)
Said = tuple[int, str, str]
Export = Callable[..., Said]


def caller(module: Any, capsys: pytest.CaptureFixture[str]) -> Export:
    def call(*words: object) -> Said:
        parser = Parser(prog="zhibu")
        module.add_arguments(parser)
        code = module.run(parser.parse_args([str(word) for word in words]))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def export(capsys: pytest.CaptureFixture[str]) -> Export:
    """Run ``zhibu export`` with words; gives exit code, output, complaints."""
    return caller(exporting, capsys)


@pytest.fixture
def take(capsys: pytest.CaptureFixture[str]) -> Export:
    """Run ``zhibu import``."""
    return caller(importing, capsys)


@pytest.fixture
def street(db: None) -> Street:
    """Three members in three branches, an applicant, a unit."""
    made = make_street()
    first = make_person(
        made.sunny_first,
        "欧阳娜娜",
        id_number=NUMBER,
        phone="13812345678",
        sex="male",
        ethnicity="hui",
        birth_date=BIRTH,
        joined_on=date(1999, 7, 1),
        confirmed_on=date(2000, 7, 1),
        month_only="joined_on",
        category=ManagementCategory.RETIRED,
    )
    set_mark(by=actor(), person=first, mark=MarkKind.FLOATING_OUT, on=date(2020, 1, 1))
    make_person(made.sunny_second, "=1+1", birth_date=date(1970, 2, 3))
    make_person(made.spring_first, "王五")
    make_person(made.spring_first, "申请人", status=MemberStatus.APPLICANT, category=None)
    add_unit(
        by=actor(),
        facts={"name": "向阳小学", "ownership": Ownership.SCHOOL},
        place=made.sunny,
        on=LONG_SINCE,
        head_count=30,
        organisation=made.sunny_first,
        mode=FormationMode.STANDALONE,
    )
    return made


def rows(file: Path) -> list[tuple[Any, ...]]:
    sheet = openpyxl.load_workbook(file).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


@pytest.mark.usefixtures("street")
def test_the_roll(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "党员.xlsx"
    assert export("members", "--out", file) == (0, f"{file}：3 行\n", "")
    headings, *found = rows(file)
    assert " ".join(headings) == (
        "姓名 所在党支部 人员类别 管理类别 性别 民族 出生日期 学历 工作岗位 入党日期 转正日期 党籍状态 是否流动党员 是否失联党员"
    )
    assert ["|".join(str(value or "").removesuffix(" 00:00:00") for value in row) for row in found] == [
        "=1+1|阳光社区第二党支部|正式党员|居民党员|||1970-02-03|||||正常|否|否",
        "欧阳娜娜|阳光社区第一党支部|正式党员|离退休党员|男|回族|1980-01-02|||1999-07|2000-07-01|正常|是|否",
        "王五|春晖社区第一党支部|正式党员|居民党员||||||||正常|否|否",
    ]


@pytest.mark.usefixtures("street")
def test_a_text_that_begins_like_a_formula_is_text(export: Export, tmp_path: Path) -> None:
    export("members", "--out", tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


@pytest.mark.usefixtures("street")
def test_numbers_only_when_asked_and_masked(export: Export, tmp_path: Path) -> None:
    export("members", "--out", tmp_path / "a.xlsx", "--columns", "name,phone,id_number")
    masked = (f"999{13 * '*'}{NUMBER[-2:]}", "138******78")
    assert [tuple(value or "" for value in row) for row in rows(tmp_path / "a.xlsx")] == [
        ("姓名", "手机号码", "公民身份号码"),
        ("=1+1", "", ""),
        ("欧阳娜娜", masked[1], masked[0]),
        ("王五", "", ""),
    ]
    assert NUMBER.encode() not in (tmp_path / "a.xlsx").read_bytes()


@pytest.mark.parametrize("columns", ["", "name,organisation,status,phone,id_number,birth_date"])
@pytest.mark.usefixtures("street")
def test_an_export_imported_again_changes_nothing(export: Export, take: Export, tmp_path: Path, columns: str) -> None:
    export("members", "--out", tmp_path / "a.xlsx", *(("--columns", columns) if columns else ()))
    export("organisations", "--out", tmp_path / "b.xlsx")
    before = list(Person.objects.unguarded("test").order_by("pk").values())
    code, said, _ = take(tmp_path / "a.xlsx", tmp_path / "b.xlsx", "--json")
    assert (code, json.loads(said)) == (0, {"rows": 10, "created": 0, "updated": 0, "unchanged": 10, "rejected": [], "unusable": []})
    assert list(Person.objects.unguarded("test").order_by("pk").values()) == before


def test_an_export_mended_and_imported_again(export: Export, take: Export, street: Street, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    export("members", "--within", street.sunny_first.code, "--columns", "name,organisation,ethnicity,birth_date,id_number", "--out", file)
    book = openpyxl.load_workbook(file)
    book.worksheets[0]["C2"] = "汉族"
    book.save(file)
    code, said, _ = take(file, "--json")
    assert (code, json.loads(said)["updated"]) == (0, 1)
    one = Person.objects.unguarded("test").get(name="欧阳娜娜")
    assert (one.ethnicity, one.id_number_sealed is not None) == ("han", True)


def test_a_part_of_the_tree(export: Export, street: Street) -> None:
    for asked in (street.sunny.code, "阳光社区党委", "中共向阳街道阳光社区委员会"):
        assert [row["name"] for row in json.loads(export("members", "--within", asked, "--json")[1])] == ["=1+1", "欧阳娜娜"]


def test_the_roll_of_a_past_day(export: Export, street: Street) -> None:
    gone = Person.objects.unguarded("test").get(name="王五")
    leave(by=actor(), person=gone, how="left", on=date(2025, 5, 1))
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=date(2025, 6, 1))

    def roll(*words: str) -> list[str]:
        return [row["name"] for row in json.loads(export("members", *words, "--json")[1])]

    assert roll() == ["=1+1", "欧阳娜娜"]
    assert roll("--on", "2025-04-30") == ["=1+1", "欧阳娜娜", "王五"]
    assert roll("--on", "2025-04-30", "--within", street.spring.code) == ["王五"]
    assert roll("--on", "2025-06-01", "--within", street.spring.code) == ["欧阳娜娜"]
    assert roll("--on", "2000-01-01") == []


@pytest.mark.usefixtures("street")
def test_applicants_are_a_list_of_their_own(export: Export) -> None:
    assert [row["name"] for row in json.loads(export("applicants", "--json")[1])] == ["申请人"]


def test_organisations_with_their_superiors(export: Export, street: Street, tmp_path: Path) -> None:
    export("organisations", "--within", "阳光社区党委", "--out", tmp_path / "a.xlsx")
    found = rows(tmp_path / "a.xlsx")
    assert found[0] == ("名称", "简称", "类别", "党组织代码", "上级党组织", "成立时间", "下级组织", "党员", "编号")
    assert [row["parent"] for row in json.loads(export("organisations", "--within", "阳光社区党委", "--json")[1])] == [
        row[4] for row in found[1:]
    ]
    assert [(row[0], row[2], row[4], row[8]) for row in found[1:]] == [
        ("中共向阳街道阳光社区委员会", "党委", "中共向阳街道工作委员会", street.sunny.code),
        ("中共向阳街道阳光社区第一支部委员会", "党支部", "中共向阳街道阳光社区委员会", street.sunny_first.code),
        ("中共向阳街道阳光社区第二支部委员会", "党支部", "中共向阳街道阳光社区委员会", street.sunny_second.code),
    ]


@pytest.mark.usefixtures("street")
def test_units(export: Export) -> None:
    ((unit),) = json.loads(export("units", "--json")[1])
    assert (unit["name"], unit["ownership"], unit["head_count"], unit["organisation"], unit["mode"]) == (
        "向阳小学",
        "学校",
        30,
        "阳光社区第一党支部",
        "独立式",
    )


@pytest.mark.usefixtures("street")
def test_answers_for_programs(export: Export, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    assert json.loads(export("members", "--json", "--out", file)[1]) == {"file": str(file), "rows": 3}
    found = json.loads(export("members", "--json", "--columns", "name,age,joined_on", "--on", "2026-06-01")[1])
    assert found[1] == {"name": "欧阳娜娜", "age": 46, "joined_on": "1999-07"}


def test_an_empty_list(export: Export) -> None:
    assert json.loads(export("members", "--json")[1]) == []


def test_every_export_is_logged_with_its_rows(export: Export, street: Street, tmp_path: Path) -> None:
    export("members", "--within", street.sunny.code, "--out", tmp_path / "a.xlsx", "--columns", "name,phone")
    export("organisations", "--out", tmp_path / "b.xlsx")
    export("units", "--json")
    logged = ReadEntry.objects.order_by("pk").values_list("kind", "field", "path", "rows", "actor")
    assert list(logged) == [
        ("export", "党员名册：姓名、手机号码", street.sunny.now_path, 2, "命令行"),
        ("export", "党组织", "", 7, "命令行"),
        ("export", "驻区单位（JSON）", "", 1, "命令行"),
    ]


@pytest.mark.usefixtures("street")
@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--within", "没有这个"), "没有找到党组织“没有这个”"),
        (("--columns", "name,salary"), "没有“salary”这些栏目"),
        (("--out", "/nowhere/a.xlsx"), "不能写入 /nowhere/a.xlsx"),
    ],
)
def test_what_cannot_be_exported(export: Export, words: tuple[str, ...], sentence: str) -> None:
    with pytest.raises(Unusable) as stop:
        export("members", *words)
    assert str(stop.value).startswith(sentence)
    assert ReadEntry.objects.count() == 0


def test_what_breaks_off_leaves_the_old_file(export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"old")

    def broken(*_: object, **__: object) -> int:
        raise RuntimeError

    monkeypatch.setitem(exporting.WRITERS, "members", broken)
    with pytest.raises(RuntimeError):
        export("members", "--out", file)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.xlsx", b"old")]


def test_a_long_roll_costs_no_more_queries_than_a_short_one(
    export: Export, street: Street, tmp_path: Path, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(2):
        export("members", "--out", tmp_path / "a.xlsx")
    for number in range(5):
        make_person(street.sunny_first, f"张{number}", phone="13812345678")
    with django_assert_num_queries(2):
        export("members", "--out", tmp_path / "b.xlsx", "--columns", "name,phone")
    assert len(rows(tmp_path / "b.xlsx")) == 9
