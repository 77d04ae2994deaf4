"""A street's table of responsibilities comes in once; what is unclear is refused by row, column and value, with a remedy."""

from typing import Any

import pytest

from tests.mechanism.responsibility.duties import SINCE, WHY, Division, answering, make_division
from tests.register.factories import TODAY, actor, make_person
from tests.register.imports.rosters import xlsx
from zhibu.mechanism.responsibility.models import Responsibility, WorkArea
from zhibu.register.imports.findings import FileResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.services.undo import take_back
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

HEADINGS = ["序号", "工作", "党组织", "第一责任人", "直接责任人", "具体责任人", "起始日期", "依据"]


@pytest.fixture
def division() -> Division:
    return make_division()


def row(**cells: Any) -> list[Any]:
    usual = {"工作": "组织建设", "党组织": "向阳街道党工委", "第一责任人": "王书记", "直接责任人": "李副书记", "具体责任人": "赵委员"}
    return [1, *(usual | {"起始日期": "2026-01-10", "依据": "分工文件"} | cells).values()]


def bring_in(*rows: list[Any], dry_run: bool = False) -> FileResult:
    content = xlsx(("责任分工", [["向阳街道党建责任分工表"], HEADINGS, *rows]))
    (result,) = run_files([Source("分工.xlsx", content)], by=actor(), options=Options(on=TODAY), dry_run=dry_run)
    assert result.unusable == ""
    return result


def counts(result: FileResult) -> tuple[int, int, int, int]:
    return result.total("created"), result.total("updated"), result.total("unchanged"), result.refused


def told(result: FileResult) -> list[tuple[int, str, str | None, str | None]]:
    rows = [one for sheet in result.sheets for one in sheet.refused]
    assert all(problem.remedy for one in rows for problem in one.problems)
    return [(one.row, problem.code, problem.column, problem.value) for one in rows for problem in one.problems]


def test_a_table_comes_in_and_again_it_changes_nothing(division: Division) -> None:
    rows = [row(), row(工作="宣传思想", 直接责任人="", 具体责任人="")]
    assert counts(bring_in(*rows)) == (1, 1, 0, 0)
    assert sorted(answering(division.place, SINCE)) == [
        ("direct", "李副书记", False),
        ("executing", "赵委员", False),
        ("first", "王书记", False),
        ("first", "王书记", False),
    ]
    assert set(WorkArea.objects.unguarded(WHY).values_list("name", flat=True)) == {"组织建设", "宣传思想"}
    assert counts(bring_in(*rows)) == (0, 0, 2, 0)
    assert Responsibility.objects.unguarded(WHY).count() == 4


def test_a_preview_tells_the_same_and_writes_nothing(division: Division) -> None:
    rows = [row(), row(工作="宣传思想"), row(工作="宣传思想", 党组织="阳光社区党委")]
    assert counts(bring_in(*rows, dry_run=True)) == (1, 2, 0, 0)
    assert (Responsibility.objects.unguarded(WHY).count(), WorkArea.objects.unguarded(WHY).count()) == (0, 1)
    assert counts(bring_in(*rows)) == (1, 2, 0, 0)


def test_everything_that_stands_against_a_row_is_said_with_its_cell(division: Division) -> None:
    for branch in (division.street.sunny_first, division.street.sunny_second):
        make_person(branch, "同名")
    result = bring_in(
        row(工作="", 第一责任人="没有此人", 直接责任人="同名"), row(党组织="哪里", 第一责任人="", 直接责任人="", 具体责任人="")
    )
    assert told(result) == [
        (3, "no_area", "工作", None),
        (3, "unknown_person", "第一责任人", "没有此人"),
        (3, "several_persons", "直接责任人", "同名"),
        (4, "unknown_organisation", "党组织", "哪里"),
    ]
    assert not Responsibility.objects.unguarded(WHY).exists()


def test_a_row_that_names_nobody_or_lies_before_a_later_entry_is_refused(division: Division) -> None:
    assert counts(bring_in(row(起始日期="2026-03-01"))) == (0, 1, 0, 0)
    nobody = row(第一责任人="", 直接责任人="", 具体责任人="")
    assert [code for _, code, *_ in told(bring_in(row(第一责任人="李副书记"), nobody))] == ["later", "nobody"]


def test_of_namesakes_the_one_with_a_post_there_is_meant(division: Division) -> None:
    make_person(division.street.spring_first, "王书记")
    assert counts(bring_in(row())) == (0, 1, 0, 0)
    assert division.head.pk in set(Responsibility.objects.unguarded(WHY).values_list("person_id", flat=True))


def test_an_import_is_taken_back_as_a_whole(division: Division) -> None:
    bring_in(row())
    assert take_back(by=actor(), operation=Operation.objects.latest("pk"), reason="导错了").done
    assert not Responsibility.objects.unguarded(WHY).exists()
