"""A list of honours from above comes in once; what is unclear is refused by row, column and value, with a remedy."""

from datetime import date
from typing import Any

import pytest

from tests.mechanism.honours.selections import well
from tests.mechanism.sessions.committees import Committee, make_committee
from tests.register.factories import LONG_SINCE, TODAY, actor, make_person
from tests.register.imports.rosters import xlsx
from zhibu.mechanism.honours.models import HonourReceived
from zhibu.mechanism.honours.rules.levels import level_of
from zhibu.mechanism.honours.services.granted import Given, enter_received, make_public
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.register.imports.findings import FileResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.models import Person
from zhibu.register.services.undo import take_back
from zhibu.register.services.units import add_unit
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
WHY = "测试"
HEADINGS = ["序号", "荣誉名称", "授予单位", "级别", "文号", "授予日期", "获得者", "获得者类别", "所在党组织"]
CITY = "中共新州市委"
STORED = ("title", "level", "giver", "given_on", "document", "person_id", "organisation_id", "unit_id")


@pytest.fixture
def committee() -> Committee:
    return make_committee()


@pytest.fixture
def excellent(committee: Committee) -> Person:
    return make_person(committee.street.sunny_first, "龚䶮")


def row(**cells: Any) -> list[Any]:
    usual = {"荣誉名称": "全市优秀共产党员", "授予单位": CITY, "级别": "市级", "文号": "新委〔2025〕30 号", "授予日期": "2025-06-25"}
    return [1, *(usual | {"获得者": "龚䶮", "获得者类别": "个人", "所在党组织": ""} | cells).values()]


def bring_in(*rows: list[Any], headings: list[str] = HEADINGS, dry_run: bool = False) -> FileResult:
    content = xlsx(("荣誉", [["向阳街道上级荣誉统计表"], headings, *rows]))
    (result,) = run_files([Source("荣誉.xlsx", content)], by=actor(), options=Options(on=TODAY), dry_run=dry_run)
    assert result.unusable == ""
    return result


def counts(result: FileResult) -> tuple[int, int, int, int]:
    """New, changed, unchanged, refused."""
    return result.total("created"), result.total("updated"), result.total("unchanged"), result.refused


def told(result: FileResult) -> list[tuple[int, str, str | None, str | None]]:
    rows = [one for sheet in result.sheets for one in sheet.refused]
    assert all(problem.remedy for one in rows for problem in one.problems)
    return [(one.row, problem.code, problem.column, problem.value) for one in rows for problem in one.problems]


def remarks(result: FileResult) -> list[str]:
    return [said for sheet in result.sheets for line in sheet.remark_lines for said in line.remarks]


def stored() -> list[tuple[Any, ...]]:
    return list(HonourReceived.objects.unguarded(WHY).order_by("pk").values_list(*STORED))


def test_members_organisations_and_units_come_in_and_again_nothing_changes(committee: Committee, excellent: Person) -> None:
    street = committee.street
    unit = well(add_unit(by=actor(), facts={"name": "阳光医院"}, place=street.sunny, on=LONG_SINCE, head_count=9)).row_id
    rows = [
        row(),
        row(荣誉名称="全区先进基层党组织", 授予单位="中共云溪区委", 级别="区级", 获得者="阳光社区党委", 获得者类别="集体"),
        row(荣誉名称="全区文明单位", 授予单位="云溪区人民政府", 级别="", 文号="", 获得者="阳光医院", 获得者类别=""),
    ]
    first = bring_in(*rows)
    assert counts(first) == (3, 0, 0, 0)
    assert remarks(first) == ["级别按授予单位判断为“区级”，请核对。"]
    assert stored() == [
        ("全市优秀共产党员", "city", CITY, date(2025, 6, 25), "新委〔2025〕30 号", excellent.pk, None, None),
        ("全区先进基层党组织", "district", "中共云溪区委", date(2025, 6, 25), "新委〔2025〕30 号", None, street.sunny.pk, None),
        ("全区文明单位", "district", "云溪区人民政府", date(2025, 6, 25), "", None, None, unit),
    ]
    assert counts(bring_in(*rows)) == (0, 0, 3, 0)
    assert len(stored()) == 3


def test_a_preview_tells_the_same_and_writes_nothing(excellent: Person) -> None:
    rows = [row(), row(), row(荣誉名称="全市道德模范")]
    assert counts(bring_in(*rows, dry_run=True)) == (2, 0, 1, 0)
    assert stored() == []
    assert counts(bring_in(*rows)) == (2, 0, 1, 0)


def test_what_a_later_table_says_otherwise_is_changed_and_an_empty_cell_ends_nothing(excellent: Person) -> None:
    bring_in(row(文号=""))
    result = bring_in(row(级别="", 文号="新委〔2025〕31 号", 授予日期="2025-06-26"))
    ((line,),) = [sheet.updated_lines for sheet in result.sheets]
    assert [(one.label, one.old, one.new) for one in line.changes] == [
        ("授予日期", "2025-06-25", "2025-06-26"),
        ("文号", "", "新委〔2025〕31 号"),
    ]
    assert counts(bring_in(row(文号=""))) == (0, 1, 0, 0)
    assert [(one[3], one[4]) for one in stored()] == [(date(2025, 6, 25), "新委〔2025〕31 号")]


def test_the_same_number_is_the_same_honour_another_giver_a_new_one_that_says_so(excellent: Person) -> None:
    bring_in(row())
    assert counts(bring_in(row(授予单位="新州市委"))) == (0, 1, 0, 0)
    other = bring_in(row(授予单位="新州市人民政府", 文号="新政〔2025〕2 号"))
    assert counts(other) == (1, 0, 0, 0)
    assert remarks(other) == ["已有同名荣誉，授予单位写法不同；如果是同一项，请删除其中一项。"]


def test_everything_that_stands_against_a_row_is_said_with_its_cell(committee: Committee, excellent: Person) -> None:
    for branch in (committee.street.sunny_first, committee.street.spring_first):
        make_person(branch, "同名")
    result = bring_in(
        row(荣誉名称="", 授予单位="", 级别="特级", 授予日期="2030-01-01", 获得者=""),
        row(获得者="没有此人", 授予日期=""),
        row(获得者="同名"),
        row(获得者="同名", 所在党组织="哪里"),
        row(授予单位="阳光社区党委", 级别=""),
    )
    assert told(result) == [
        (3, "no_who", "获得者", None),
        (3, "no_title", "荣誉名称", None),
        (3, "no_giver", "授予单位", None),
        (3, "no_level", "级别", "特级"),
        (3, "future_date", "授予日期", "2030-01-01"),
        (4, "unknown", "获得者", "没有此人"),
        (4, "no_day", "授予日期", None),
        (5, "unclear", "获得者", "同名"),
        (6, "unknown_organisation", "所在党组织", "哪里"),
        (7, "no_level", "授予单位", "阳光社区党委"),
    ]
    assert stored() == []


def test_of_namesakes_the_one_of_the_branch_is_meant(committee: Committee) -> None:
    there = [make_person(branch, "同名") for branch in (committee.street.sunny_first, committee.street.spring_first)]
    remedies = [problem.remedy for sheet in bring_in(row(获得者="同名")).sheets for one in sheet.refused for problem in one.problems]
    places = "；".join(f"同名（{one.code}，{place}社区第一党支部）" for one, place in zip(there, ("阳光", "春晖"), strict=True))
    assert remedies == [f"请在“所在党组织”一栏写明；不写的，请填写编号：{places}。"]
    assert counts(bring_in(row(获得者="同名", 所在党组织="春晖社区党委"))) == (1, 0, 0, 0)
    assert [one[5] for one in stored()] == [there[1].pk]


def test_a_month_is_its_first_day_and_says_so(excellent: Person) -> None:
    result = bring_in(row(授予日期="2025年6月"))
    assert [one[3] for one in stored()] == [date(2025, 6, 1)]
    assert remarks(result) == ["表里只写到月，登记为这个月的 1 日，请核对证书。"]


def test_headings_as_people_write_them(excellent: Person) -> None:
    headings = ["序号", "姓名", "所在党支部", "获奖名称", "表彰单位", "获奖时间", "表彰文件"]
    cells = [1, "龚䶮", "", "全市优秀共产党员", CITY, "2025.6.25", "新委〔2025〕30 号"]
    assert counts(bring_in(cells, headings=headings)) == (1, 0, 0, 0)


def test_a_roster_that_tells_of_honours_stays_a_roster(committee: Committee) -> None:
    headings = ["姓名", "性别", "出生日期", "入党日期", "所在党支部", "荣誉名称", "授予单位"]
    result = bring_in(["新来的", "女", "1980-01-01", "2005-07-01", "", "", ""], headings=headings, dry_run=True)
    assert [sheet.kind.value for sheet in result.sheets] == ["members"]


def test_what_is_public_is_not_changed_by_a_table(committee: Committee, excellent: Person) -> None:
    given = Given(Receiver.PERSON, excellent.pk, committee.street.sunny_first.pk, Level.CITY, CITY, "全市优秀共产党员", date(2025, 6, 25))
    known = HonourReceived.objects.unguarded(WHY).get(pk=well(enter_received(by=actor(), given=given)).row_id)
    well(make_public(by=actor(), honour=known, agreed_on=date(2025, 7, 1)))
    assert told(bring_in(row(授予日期="2025-06-27"))) == [(3, "public", "授予日期", None)]
    assert counts(bring_in(row())) == (0, 1, 0, 0)


def test_an_import_is_taken_back_as_a_whole(committee: Committee, excellent: Person) -> None:
    bring_in(row())
    bring_in(row(文号="改后"), row(获得者="阳光社区党委", 获得者类别="组织"))
    assert take_back(by=actor(), operation=Operation.objects.latest("pk"), reason="导错了").done
    assert [(one[4], one[5]) for one in stored()] == [("新委〔2025〕30 号", excellent.pk)]


@pytest.mark.parametrize(
    ("giver", "level"),
    [
        ("中共云溪区委", Level.DISTRICT),
        ("新州市云溪区委组织部", Level.DISTRICT),
        ("新州市委", Level.CITY),
        ("中共江北省委", Level.PROVINCE),
        ("北京市委", Level.PROVINCE),
        ("北方自治区党委", Level.PROVINCE),
        ("中央组织部", Level.NATION),
        ("向阳街道党工委", Level.STREET),
        ("阳光社区党委", None),
        ("某基金会", None),
    ],
)
def test_the_level_is_read_off_the_giver(giver: str, level: Level | None) -> None:
    assert level_of(giver) is level
