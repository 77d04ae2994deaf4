"""A ledger of last year comes in as gatherings, once, and goes out again cell for cell."""

from datetime import date, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import TODAY, Street, actor, make_organisation, make_street
from tests.register.imports.rosters import xlsx
from tests.register.state import nothing_written
from zhibu.gatherings.ledger_tables import TABLES
from zhibu.gatherings.ledgers import write_ledger
from zhibu.gatherings.models import Attendance, Gathering, Holding, Part, RecordsFrom
from zhibu.gatherings.queries.ledgers import Asked
from zhibu.gatherings.queries.measures.complete import complete_records
from zhibu.gatherings.terms import GatheringKind
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.kernel.readers import SystemReader
from zhibu.register.imports.findings import FileResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.services.undo import take_back
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY = "测试"
MEETINGS = [
    "所在分党委编码",
    "所在分党委",
    "所在党支部编码",
    "所在党支部",
    "会议类型",
    "主持人",
    "记录人",
    "会议名称",
    "计划会议时间",
    "实际会议时间",
    "会议地点",
    "应到人数",
    "实到人数",
    "请假人数",
    "列席人员",
    "会议议题",
    "会议内容",
    "会议决议",
]
THEME = [column.label for column in TABLES[LedgerKind.THEME_DAYS].columns]
SHORT = ["活动名称", "实际时间", "活动地点", "主要内容", "次数", "时长(分钟)"]
FIRST = "中共向阳街道阳光社区第一支部委员会"
SECOND = "中共向阳街道阳光社区第二支部委员会"
SUNNY = "中共向阳街道阳光社区委员会"


@pytest.fixture
def street() -> Street:
    return make_street()


def meeting(street: Street, **cells: Any) -> list[Any]:
    """A row of the national sheet; what is not said is usual."""
    usual = {
        "所在分党委编码": street.sunny.code,
        "所在分党委": SUNNY,
        "所在党支部编码": street.sunny_first.code,
        "所在党支部": FIRST,
        "会议类型": "支部党员大会",
        "主持人": "王芳",
        "记录人": "赵敏",
        "会议名称": "一季度党员大会",
        "计划会议时间": "2025-03-05 14:00",
        "实际会议时间": "2025-03-05 14:00",
        "会议地点": "社区会议室",
        "应到人数": 20,
        "实到人数": 18,
        "请假人数": 2,
        "列席人员": "",
        "会议议题": "学习文件",
        "会议内容": "学习了文件。\n讨论了全年计划。",
        "会议决议": "1. 同意计划。\n2. 推荐先进。",
    }
    return list((usual | cells).values())


def second(street: Street, **cells: Any) -> list[Any]:
    return meeting(street, **{"所在党支部编码": street.sunny_second.code, "所在党支部": SECOND} | cells)


def ledger(*rows: list[Any], headings: list[str] = MEETINGS, sheet: str = "三会一课") -> bytes:
    return xlsx((sheet, [headings, *rows]))


def bring_in(content: bytes, *, dry_run: bool = False, name: str = "台账.xlsx", **options: Any) -> FileResult:
    (result,) = run_files([Source(name, content)], by=actor(), options=Options(on=TODAY, **options), dry_run=dry_run)
    return result


def counts(result: FileResult) -> tuple[int, int, int]:
    assert result.unusable == ""
    return result.total("created"), result.total("unchanged"), result.refused


def out(kind: LedgerKind, year: int = 2025) -> list[list[Any]]:
    stream = BytesIO()
    asked = Asked.of_year(SystemReader(WHY), kind, year)
    write_ledger(stream, kind=kind, asked=asked, actor=actor())
    rows = openpyxl.load_workbook(stream).worksheets[0].iter_rows(values_only=True)
    return [[cell if cell is not None else "" for cell in row] for row in rows]


def reasons(result: FileResult) -> list[tuple[int, str | None, str]]:
    return [(one["row"], one["column"], one["code"]) for one in result.rejected]


def holdings() -> list[Holding]:
    return list(Holding.objects.unguarded(WHY).order_by("pk"))


def test_what_comes_in_goes_out_cell_for_cell(street: Street) -> None:
    rows = [
        meeting(street),
        meeting(
            street, 会议类型="党课", 会议名称="春季党课", 实际会议时间="2025-03-05 15:30", 计划会议时间="2025-03-05 15:30", 会议决议=""
        ),
        meeting(
            street, 会议名称="改期的大会", 计划会议时间="2025-06-03 09:00", 实际会议时间="2025-06-05 14:30", 列席人员="区委组织部 张三"
        ),
        meeting(
            street,
            会议类型="支部委员会",
            会议名称="补登的支委会",
            计划会议时间="",
            实际会议时间="2025-07-01",
            应到人数=5,
            实到人数=5,
            请假人数=0,
        ),
    ]
    assert counts(bring_in(ledger(*rows))) == (4, 0, 0)
    assert out(LedgerKind.THREE_MEETINGS) == [MEETINGS, *rows]


def test_a_theme_day_sheet_takes_the_branch_from_its_name(street: Street) -> None:
    row = ["赵敏", "三月主题党日", "2025-03-12 09:00", "2025-03-12 09:00", "社区广场", "学雷锋", "打扫楼道，慰问老人。", 20, 18, 1, 3]
    assert counts(bring_in(ledger(row, headings=THEME, sheet=FIRST))) == (1, 0, 0)
    assert out(LedgerKind.THEME_DAYS) == [THEME, row]
    assert [(one.organisation_id, one.kind) for one in holdings()] == [(street.sunny_first.pk, GatheringKind.THEME_DAY)]


def test_the_short_form_tells_the_kind_by_the_name(street: Street) -> None:
    rows = [
        ["三月主题党日", "2025年3月12日（周三）上午9时30分", "社区广场", "打扫楼道", 1, 90],
        ["一季度专题党课", "2025.3.20", "会议室", "学习", 1, 60],
        ["三月活动", "2025.3.21", "会议室", "学习", 1, 60],
        ["四月主题党日", "2025-04", "会议室", "学习", 3, 60],
    ]
    result = bring_in(ledger(*rows, headings=SHORT, sheet=FIRST))
    assert counts(result) == (2, 0, 2)
    assert reasons(result) == [(4, None, "unknown_kind"), (5, "实际时间", "month_only"), (5, "次数", "several_times")]
    kinds = Part.objects.unguarded(WHY).order_by("pk").values_list("kind", "gathering__begins", "minutes_long")
    assert list(kinds) == [(GatheringKind.THEME_DAY, time(9, 30), 90), (GatheringKind.LECTURE, None, 60)]


def test_rows_of_one_afternoon_become_parts_of_one_gathering(street: Street) -> None:
    lecture = meeting(street, 会议类型="党课", 会议名称="春季党课", 实际会议时间="2025-03-05 15:30", 计划会议时间="2025-03-05 15:30")
    elsewhere = meeting(street, 会议类型="支部委员会", 会议名称="支委会", 会议地点="书记办公室")
    bring_in(ledger(lecture, meeting(street), elsewhere))
    parts = (
        Part.objects.unguarded(WHY).order_by("gathering_id", "number").values_list("gathering__title", "number", "kind", "title", "begins")
    )
    assert list(parts) == [
        ("一季度党员大会", 1, GatheringKind.MEMBERS_MEETING, "", None),
        ("一季度党员大会", 2, GatheringKind.LECTURE, "春季党课", time(15, 30)),
        ("支委会", 1, GatheringKind.COMMITTEE_MEETING, "", None),
    ]


def test_rows_alike_in_all_but_branch_and_numbers_are_one_gathering_of_several(street: Street) -> None:
    bring_in(
        ledger(meeting(street), second(street, 应到人数=10, 实到人数=9, 请假人数=1), second(street, 会议名称="另一个会", 会议地点="活动室"))
    )
    held = Holding.objects.unguarded(WHY).order_by("gathering_id", "organisation_id")
    assert [(one.gathering.title, one.organisation_id, one.expected) for one in held.select_related("gathering")] == [
        ("一季度党员大会", street.sunny_first.pk, 20),
        ("一季度党员大会", street.sunny_second.pk, 10),
        ("另一个会", street.sunny_second.pk, 20),
    ]
    assert Gathering.objects.unguarded(WHY).order_by("pk").values_list("host_id", flat=True)[0] == street.sunny.pk


def test_branches_that_met_elsewhere_under_the_same_name_stay_apart(street: Street) -> None:
    bring_in(ledger(meeting(street), second(street, 会议地点="活动室")))
    assert Gathering.objects.unguarded(WHY).count() == 2


def test_imported_meetings_are_held_with_numbers_only_and_signed_by_the_ledger(street: Street) -> None:
    bring_in(
        ledger(
            meeting(street),
            second(street, 实到人数=9, 请假人数=0, 会议名称="到会不足"),
            second(street, 应到人数="", 实到人数="", 请假人数="", 会议名称="没有人数", 实际会议时间="2025-09-01"),
        )
    )
    told = [(one.by_name, one.confirmed_by, one.quorate, one.complete, one.signed_at is not None) for one in holdings()]
    assert told == [
        (False, "导入的台账", True, True, True),
        (False, "导入的台账", False, True, True),
        (False, "导入的台账", None, False, True),
    ]
    assert Attendance.objects.unguarded(WHY).count() == 0
    assert set(Gathering.objects.unguarded(WHY).values_list("state", flat=True)) == {"held"}


def test_a_lecture_whose_sheet_has_no_column_for_the_lecturer_may_be_complete(street: Street) -> None:
    bring_in(ledger(meeting(street, 会议类型="党课"), second(street)))
    assert [one.complete for one in holdings()] == [None, True]
    counted = complete_records([""], date(2025, 1, 1), date(2025, 12, 31))
    assert (counted[street.sunny_first.pk][1:], counted[street.sunny_second.pk][1:]) == ((0, 0), (1, 1))


def test_the_same_file_again_writes_nothing(street: Street) -> None:
    content = ledger(meeting(street), meeting(street, 会议类型="党课", 会议名称="春季党课", 实际会议时间="2025-03-05"), second(street))
    bring_in(content)
    with nothing_written():
        assert counts(bring_in(content)) == (0, 3, 0)


def test_our_own_ledger_comes_back_in_without_a_change(street: Street) -> None:
    bring_in(ledger(meeting(street), second(street)))
    stream = BytesIO()
    write_ledger(
        stream, kind=LedgerKind.THREE_MEETINGS, asked=Asked.of_year(SystemReader(WHY), LedgerKind.THREE_MEETINGS, 2025), actor=actor()
    )
    with nothing_written():
        assert counts(bring_in(stream.getvalue())) == (0, 2, 0)


def test_a_preview_says_what_the_import_does_and_writes_nothing(street: Street) -> None:
    content = ledger(meeting(street), meeting(street, 实际会议时间="明天"))
    with nothing_written():
        told = bring_in(content, dry_run=True)
    done = bring_in(content)
    assert counts(told) == counts(done) == (1, 0, 1)
    assert [line.title for line in told.sheets[0].created_lines] == ["2025-03-05 支部党员大会 一季度党员大会"]


def test_two_sheets_are_previewed_as_they_will_come_in(street: Street) -> None:
    row = ["赵敏", "三月主题党日", "", "2025-03-12", "社区广场", "学雷锋", "打扫楼道。", 20, 18, 1, 3]
    content = xlsx(("三会一课", [MEETINGS, meeting(street)]), (FIRST, [THEME, row]), (SECOND, [THEME, row]))
    with nothing_written():
        assert counts(bring_in(content, dry_run=True)) == (3, 0, 0)
    assert counts(bring_in(content)) == (3, 0, 0)


def test_what_cannot_be_is_refused_with_column_and_value(street: Street) -> None:
    result = bring_in(
        ledger(
            meeting(street, 所在党支部编码="", 所在党支部="没有的支部"),
            meeting(street, 会议类型="茶话会"),
            meeting(street, 实际会议时间="2027-01-01"),
            meeting(street, 实到人数=19, 请假人数=2),
            meeting(street, 实到人数="十八"),
            meeting(street, 所在党支部编码=street.street.code),
            meeting(street, 实际会议时间=""),
        )
    )
    assert counts(result) == (0, 0, 7)
    assert reasons(result) == [
        (2, "所在党支部", "unknown_organisation"),
        (3, "会议类型", "unknown_kind"),
        (4, "实际会议时间", "future_date"),
        (5, "实到人数", "too_many"),
        (6, "实到人数", "not_a_count"),
        (7, "所在党支部", "wrong_holder"),
        (8, "实际会议时间", "no_day"),
    ]


def test_other_numbers_of_a_meeting_that_is_signed_are_refused(street: Street) -> None:
    bring_in(ledger(meeting(street)))
    assert reasons(bring_in(ledger(meeting(street, 实到人数=17)))) == [(2, "实到人数", "other_numbers")]


def test_the_same_meeting_twice_with_different_text_is_refused(street: Street) -> None:
    result = bring_in(ledger(meeting(street), meeting(street, 会议内容="别的内容"), meeting(street)))
    assert (counts(result), reasons(result)) == ((1, 1, 1), [(3, None, "twice_different")])


OTHER_HOUR = {"实际会议时间": "2025-03-05 19:00", "计划会议时间": "2025-03-05 19:00"}


def test_another_name_at_another_hour_of_the_same_day_is_taken_and_remarked(street: Street) -> None:
    bring_in(ledger(meeting(street)))
    before = Gathering.objects.unguarded(WHY).get()
    result = bring_in(ledger(meeting(street, 会议名称="党员大会", **OTHER_HOUR)))
    (line,) = result.sheets[0].remark_lines
    assert counts(result) == (1, 0, 0)
    assert line.remarks == (f"这一天已有一次支部党员大会“一季度党员大会”（{before.code}），请核对是不是同一次。",)


@pytest.mark.parametrize("cells", [{"会议名称": "党员大会"}, OTHER_HOUR])
def test_the_same_hour_or_the_same_name_is_the_same_meeting_and_the_preview_says_so(street: Street, cells: dict[str, str]) -> None:
    bring_in(ledger(meeting(street)))
    before = Gathering.objects.unguarded(WHY).get()
    with nothing_written():
        told = bring_in(ledger(meeting(street, **cells)), dry_run=True)
        done = bring_in(ledger(meeting(street, **cells)))
    assert (counts(told), counts(done)) == ((0, 1, 0), (0, 1, 0))
    (line,) = told.sheets[0].remark_lines
    assert [f"“一季度党员大会”（{before.code}）同一天、同一时间或同名，认作同一次" in one for one in line.remarks] == [True]


@pytest.mark.parametrize("cells", [{"会议名称": "党员大会"}, OTHER_HOUR])
def test_whoever_knows_better_keeps_them_apart(street: Street, cells: dict[str, str]) -> None:
    bring_in(ledger(meeting(street)))
    assert counts(bring_in(ledger(meeting(street, **cells), meeting(street)), apart=True)) == (1, 1, 0)
    assert Gathering.objects.unguarded(WHY).count() == 2


def test_an_afternoon_typed_here_is_not_made_a_second_time_by_the_ledger(street: Street) -> None:
    """Entered with names and not signed yet: it has no numbers that could differ."""
    here = make_gathering(street.sunny_first, part(GatheringKind.MEMBERS_MEETING, street.sunny_first), on=date(2025, 3, 5))
    result = bring_in(ledger(meeting(street)))
    assert (counts(result), len(result.sheets[0].remark_lines)) == ((0, 1, 0), 1)
    assert list(Gathering.objects.unguarded(WHY).values_list("pk", flat=True)) == [here.pk]


def test_what_another_branch_or_another_kind_held_at_that_hour_is_another_meeting(street: Street) -> None:
    bring_in(ledger(meeting(street)))
    assert counts(bring_in(ledger(second(street), meeting(street, 会议类型="党课")))) == (2, 0, 0)


def dissolved(street: Street, on: date) -> None:
    assert dissolve_organisation(by=actor(), organisation=street.sunny_second, on=on).decision.objections == ()


@pytest.mark.parametrize("code", [True, False])
def test_a_branch_dissolved_since_held_what_it_held(street: Street, *, code: bool) -> None:
    row = second(street) if code else second(street, 所在党支部编码="")
    dissolved(street, date(2026, 3, 1))
    assert counts(bring_in(ledger(row))) == (1, 0, 0)
    assert [one.organisation_id for one in holdings()] == [street.sunny_second.pk]
    assert out(LedgerKind.THREE_MEETINGS)[1][3] == SECOND


def test_after_its_last_day_it_held_nothing(street: Street) -> None:
    dissolved(street, date(2026, 3, 1))
    result = bring_in(ledger(second(street, 所在党支部编码="", 实际会议时间="2026-03-01", 计划会议时间="")))
    assert (counts(result), len(reasons(result))) == ((0, 0, 1), 1)


def test_a_dissolved_branch_out_of_reach_is_not_named(street: Street) -> None:
    dissolved(street, date(2026, 3, 1))
    assert counts(bring_in(ledger(second(street)), paths=(street.spring.now_path,))) == (0, 0, 1)


def test_a_group_meeting_belongs_to_the_group_that_its_name_tells(street: Street) -> None:
    one, two = (make_organisation(name, OrganisationKind.GROUP, street.sunny_first) for name in ("第一党小组", "第二党小组"))
    rows = [meeting(street, 会议类型="党小组会", 会议名称=title) for title in ("第二党小组三月会", "三月小组会")]
    bring_in(ledger(*rows))
    assert [one_.organisation_id for one_ in holdings()] == [two.pk, street.sunny_first.pk]
    assert one.pk not in {one_.organisation_id for one_ in holdings()}


def test_a_ledger_is_complete_only_where_somebody_says_so(street: Street) -> None:
    bring_in(ledger(meeting(street)))
    assert RecordsFrom.objects.unguarded(WHY).count() == 0
    bring_in(ledger(meeting(street)), complete=True)
    told = RecordsFrom.objects.unguarded(WHY).order_by("pk").values_list("organisation_id", "kind", "complete_from")
    kinds = ("members_meeting", "committee_meeting", "group_meeting", "lecture")
    assert list(told) == [(street.sunny_first.pk, kind, date(2025, 1, 1)) for kind in kinds]
    bring_in(ledger(meeting(street, 实际会议时间="2024-03-05")), complete=True)
    assert set(RecordsFrom.objects.unguarded(WHY).values_list("complete_from", flat=True)) == {date(2024, 1, 1)}


def test_an_import_is_taken_back_as_a_whole(street: Street) -> None:
    result = bring_in(ledger(meeting(street), second(street)), complete=True)
    assert result.operation_id is not None
    operation = Operation.objects.get(pk=result.operation_id)
    assert take_back(by=actor(), operation=operation, whole_import=True).done
    left = [model.objects.unguarded(WHY).count() for model in (Gathering, Part, Holding, RecordsFrom)]
    assert left == [0, 0, 0, 0]


def test_what_lies_out_of_reach_is_not_named(street: Street) -> None:
    result = bring_in(ledger(meeting(street), second(street)), paths=(street.sunny_second.now_path,))
    assert counts(result) == (1, 0, 1)
    assert reasons(result) == [(2, "所在党支部", "unknown_organisation")]
