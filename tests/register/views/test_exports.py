"""Lists as Excel: within the reader's rights, masked, formula-safe, logged; what the page does not show, the sheet does not hold."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client

from tests.register.factories import LONG_SINCE, actor, identity_number, make_person
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import Person
from zhibu.register.services.facts import set_mark
from zhibu.register.services.tree import move_organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.trail.models import ReadEntry

NUMBER = identity_number(date(1985, 7, 1))
ALL_COLUMNS = "".join(f"&columns={key}" for key in ("name", "phone", "id_number", "residence", "marks", "birth_date", "category"))


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    by = actor(desk.today)
    people = [
        make_person(
            desk.street.sunny_first,
            "张三",
            id_number=NUMBER,
            phone="13800001234",
            residence="向阳路 1 号 301",
            birth_date=date(1985, 7, 1),
            by=by,
        ),
        make_person(desk.street.spring_first, "=cmd|'/c calc'!A1", category=None, by=by),
        make_person(desk.street.spring_first, "王申请", status=Status.APPLICANT, by=by),
    ]
    set_mark(by=by, person=people[0], mark=MarkKind.HARDSHIP, on=LONG_SINCE, detail="重病")
    set_mark(by=by, person=people[0], mark=MarkKind.ABROAD, on=LONG_SINCE)
    return people


def book(response: Any) -> bytes:
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return b"".join(response.streaming_content)


def sheet(client: Client, url: str) -> list[tuple[object, ...]]:
    """The rows of the first sheet, headings first."""
    found = openpyxl.load_workbook(BytesIO(book(client.get(url)))).worksheets[0]
    return [tuple(cell or "" for cell in row) for row in found.iter_rows(values_only=True)]


def text_of(client: Client, url: str) -> str:
    """Everything in the file, whatever part it stands in."""
    with ZipFile(BytesIO(book(client.get(url)))) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


@pytest.mark.usefixtures("people")
def test_the_roll_with_the_columns_of_the_national_sheet_and_no_number(desk: Desk) -> None:
    heading, *rows = sheet(desk.clerk, "/members/export")
    assert heading == (
        "姓名",
        "所在党支部",
        "人员类别",
        "管理类别",
        "性别",
        "民族",
        "出生日期",
        "学历",
        "工作岗位",
        "入党日期",
        "转正日期",
        "党籍状态",
        "是否流动党员",
        "是否失联党员",
    )
    assert [row[:4] for row in rows] == [
        ("=cmd|'/c calc'!A1", "春晖社区第一党支部", "正式党员", ""),
        ("张三", "阳光社区第一党支部", "正式党员", "居民党员"),
    ]
    assert "<f>" not in text_of(desk.clerk, "/members/export")


@pytest.mark.usefixtures("people")
def test_chosen_numbers_are_masked_and_no_full_one_stands_anywhere_in_the_file(desk: Desk) -> None:
    heading, _, row = sheet(desk.clerk, f"/members/export?{ALL_COLUMNS}")
    told = dict(zip(heading, row, strict=True))
    assert (told["手机号码"], told["公民身份号码"], told["现居住地"]) == ("138******34", f"999{'*' * 13}{NUMBER[-2:]}", "向阳路****")
    everything = text_of(desk.clerk, f"/members/export?{ALL_COLUMNS}")
    assert [value for value in (NUMBER, NUMBER[6:], "13800001234", "301", "困难", "重病") if value in everything] == []


@pytest.mark.usefixtures("people")
def test_an_export_has_the_conditions_and_the_day_of_the_page(desk: Desk) -> None:
    def names(query: str) -> list[object]:
        return [row[0] for row in sheet(desk.clerk, f"/members/export?{query}")[1:]]

    assert names("category=resident") == ["张三"]
    assert names("group=applicants") == ["王申请"]
    assert names(f"within={desk.street.sunny.code}") == ["张三"]
    assert names("mark=abroad") == ["张三"]
    move_organisation(by=actor(desk.today), organisation=desk.street.sunny_first, parent=desk.street.spring, on=desk.today)
    assert names(f"within={desk.street.sunny.code}") == []
    assert names(f"within={desk.street.sunny.code}&on={desk.today - timedelta(days=1)}") == ["张三"]


@pytest.mark.usefixtures("people")
def test_an_export_holds_nobody_out_of_reach(desk: Desk, somebody: Browser) -> None:
    spring = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    assert [row[0] for row in sheet(spring, "/members/export?group=all")[1:]] == ["=cmd|'/c calc'!A1", "王申请"]
    assert spring.get(f"/members/export?within={desk.street.sunny.code}").status_code == 404
    assert "阳光" not in text_of(spring, "/organisations/export")


@pytest.mark.parametrize("url", ["/members/export", "/organisations/export", "/units/export"])
@pytest.mark.usefixtures("people")
def test_who_may_export(desk: Desk, somebody: Browser, url: str) -> None:
    for role in (Role.BRANCH_OFFICER, Role.MEMBER, Role.AUDITOR):
        assert somebody(role, desk.street.sunny_first).get(url).status_code == 403
    assert ReadEntry.objects.count() == 0


@pytest.mark.usefixtures("people")
def test_contacts_are_not_exported_by_those_who_do_not_see_them(desk: Desk, somebody: Browser) -> None:
    heading, *_ = sheet(somebody(Role.STREET_SECRETARY, desk.street.street), f"/members/export?{ALL_COLUMNS}")
    assert heading == ("姓名", "管理类别", "出生日期", "标记")


@pytest.mark.usefixtures("people")
def test_an_export_is_logged_with_its_columns_and_rows(desk: Desk) -> None:
    response = desk.clerk.get("/members/export?columns=name&columns=phone")
    book(response)
    entry = ReadEntry.objects.get()
    assert (entry.kind, entry.field, entry.rows, entry.path) == ("export", "党员名册：姓名、手机号码", 2, desk.street.street.now_path)
    assert unquote(response["Content-Disposition"]).endswith(f"党员名册_向阳街道党工委_{desk.today}.xlsx")


@pytest.mark.usefixtures("people")
def test_organisations_with_their_superior_as_the_importer_reads_them(desk: Desk) -> None:
    heading, *rows = sheet(desk.clerk, "/organisations/export")
    assert heading == ("名称", "简称", "类别", "党组织代码", "上级党组织", "成立时间", "下级组织", "党员", "编号")
    assert rows[1][:5] == ("中共向阳街道阳光社区委员会", "阳光社区党委", "党委", "", "中共向阳街道工作委员会")
    assert len(rows) == 6


def test_units_with_the_conditions_of_the_page(desk: Desk) -> None:
    for name, ownership in (("小学", "school"), ("医院", "hospital")):
        add_unit(by=actor(desk.today), facts={"name": name, "ownership": ownership}, place=desk.street.sunny, on=LONG_SINCE, head_count=80)
    assert [row[0] for row in sheet(desk.clerk, "/units/export")[1:]] == ["小学", "医院"]
    assert [row[:5] for row in sheet(desk.clerk, "/units/export?ownership=hospital")[1:]] == [("医院", "医院", "", "", 80)]


def test_every_export_is_found_in_the_read_log_by_where_it_was_taken(desk: Desk, somebody: Browser, people: list[Person]) -> None:
    add_unit(by=actor(desk.today), facts={"name": "超市"}, place=desk.street.sunny, on=LONG_SINCE)
    secretary = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny)
    for address in ("/members/export", "/organisations/export", "/units/export"):
        book(secretary.get(address))
    assert list(ReadEntry.objects.values_list("kind", "path")) == [("export", desk.street.sunny.now_path)] * 3
