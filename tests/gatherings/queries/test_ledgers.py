"""The rows of a ledger say what was recorded, and nothing that lies out of reach."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.access.cast import make_account
from tests.gatherings.meetings import holdings, make_gathering, mark, part, sign, write
from tests.register.factories import TODAY, Street, actor, make_organisation, make_person, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.gatherings.ledger_tables import TABLES, remark_of
from zhibu.gatherings.ledgers import write_ledger
from zhibu.gatherings.queries.ledgers import Asked, ledger_rows
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.register.models import Organisation
from zhibu.register.services.organisations import rename_organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.models import ReadEntry
from zhibu.web.tables import record

pytestmark = pytest.mark.django_db

Kind = GatheringKind
EVERYBODY = SystemReader("测试")
HELD = TODAY - timedelta(days=20)


@pytest.fixture
def street() -> Street:
    return make_street()


def asked(kind: LedgerKind = LedgerKind.THREE_MEETINGS, *, reader: Reader = EVERYBODY, scope: str = "") -> Asked:
    return Asked.of_year(reader, kind, HELD.year, scope=scope)


def cells(kind: LedgerKind = LedgerKind.THREE_MEETINGS) -> list[list[str]]:
    table = TABLES[kind]
    return [[str(column.value(row) or "") for column in table.columns] for row in ledger_rows(asked(kind))]


def held(street: Street, branch: Organisation, kind: Kind = Kind.MEMBERS_MEETING, *, signed: bool = True) -> None:
    """Two expected, one on leave, a guest from outside."""
    one = make_gathering(branch, part(kind, branch, items=("学习文件", "讨论计划")), on=HELD, by=actor(HELD), title="五月会议")
    (holding,) = holdings(one)
    assert type_numbers(by=actor(HELD), holding=holding, expected=20, present=18, on_leave=2, in_attendance=1).done
    write(one, "学习了文件。", "同意计划。", "推荐先进。", by=actor(HELD))
    if signed:
        sign(one, on=HELD)


def test_headings_are_those_of_the_sheet_in_use() -> None:
    headings = {kind: " | ".join(column.label for column in TABLES[kind].columns) for kind in LedgerKind}
    assert headings[LedgerKind.THREE_MEETINGS] == (
        "所在分党委编码 | 所在分党委 | 所在党支部编码 | 所在党支部 | 会议类型 | 主持人 | 记录人 | 会议名称 | 计划会议时间 | 实际会议时间"
        " | 会议地点 | 应到人数 | 实到人数 | 请假人数 | 列席人员 | 会议议题 | 会议内容 | 会议决议"
    )
    assert headings[LedgerKind.THEME_DAYS] == (
        "记录人 | 活动名称 | 计划时间 | 实际时间 | 活动地点 | 活动主题 | 主要内容及特色 | 应到 | 实到 | 请假 | 列席"
    )


def test_a_row_says_what_was_recorded(street: Street) -> None:
    held(street, street.sunny_first)
    assert cells() == [
        [
            street.sunny.code,
            "中共向阳街道阳光社区委员会",
            street.sunny_first.code,
            "中共向阳街道阳光社区第一支部委员会",
            "支部党员大会",
            "王芳",
            "赵敏",
            "五月会议",
            "2026-05-12 14:00",
            "2026-05-12 14:00",
            "社区会议室",
            "20",
            "18",
            "2",
            "",
            "1. 学习文件\n2. 讨论计划",
            "学习了文件。",
            "1. 同意计划。\n2. 推荐先进。",
        ]
    ]


def test_one_afternoon_of_two_parts_and_two_branches_is_four_rows(street: Street) -> None:
    both = (street.sunny_first, street.sunny_second)
    one = make_gathering(street.sunny, part(Kind.MEMBERS_MEETING, *both), part(Kind.LECTURE, *both), on=HELD)
    for holding in holdings(one):
        assert type_numbers(by=actor(), holding=holding, expected=3, present=3, on_leave=0, in_attendance=0).done
    told = [(row[3], row[4]) for row in cells()]
    first, second = "中共向阳街道阳光社区第一支部委员会", "中共向阳街道阳光社区第二支部委员会"
    assert sorted(told) == sorted([(first, "支部党员大会"), (first, "党课"), (second, "支部党员大会"), (second, "党课")])


def test_a_group_meeting_stands_under_its_branch_and_names_the_group(street: Street) -> None:
    group = make_organisation("第一党小组", OrganisationKind.GROUP, street.sunny_first)
    write(make_gathering(group, part(Kind.GROUP_MEETING, group), on=HELD))
    (row,) = cells()
    assert (row[1], row[3], row[4]) == ("中共向阳街道阳光社区委员会", "中共向阳街道阳光社区第一支部委员会", "党小组会")
    assert row[7] == f"{group.now_name}：党小组会"


def test_a_branch_is_called_as_it_was_called_that_day(street: Street) -> None:
    held(street, street.sunny_first)
    done = rename_organisation(
        by=actor(), organisation=street.sunny_first, name="中共向阳街道阳光社区红旗支部委员会", short_name="红旗党支部", on=TODAY
    )
    assert done.done
    assert [row[3] for row in cells()] == ["中共向阳街道阳光社区第一支部委员会"]


def test_what_the_sheet_has_no_column_for_is_a_remark(street: Street) -> None:
    make_person(street.sunny_first, "甲")
    absent = make_person(street.sunny_first, "乙")
    open_one = make_gathering(street.sunny_first, part(Kind.MEMBERS_MEETING, street.sunny_first), on=HELD)
    mark(open_one, {absent: Presence.ON_LEAVE}, rest=str(Presence.PRESENT))
    short = make_gathering(street.sunny_second, part(Kind.MEMBERS_MEETING, street.sunny_second), on=HELD, by=actor(HELD))
    (holding,) = holdings(short)
    assert type_numbers(by=actor(HELD), holding=holding, expected=20, present=9, on_leave=0, in_attendance=0).done
    write(short)
    sign(short)
    rows = {row.branch.name[-7:]: row for row in ledger_rows(asked())}
    first, second = rows["第一支部委员会"], rows["第二支部委员会"]
    assert (first.expected, first.present, first.on_leave) == (None, 1, 1)
    assert remark_of(first) == "未签批；补录（2026-06-01 录入）"
    assert remark_of(second) == "到会人数不够，不算开过一次"


def test_planned_and_cancelled_meetings_stand_in_no_ledger(street: Street) -> None:
    make_gathering(street.sunny_first, part(Kind.LECTURE, street.sunny_first), on=TODAY + timedelta(days=3))
    off = make_gathering(street.sunny_first, part(Kind.LECTURE, street.sunny_first), on=TODAY)
    assert cancel_gathering(by=actor(), gathering=off, reason="改为线上").done
    assert cells() == []


def test_a_branch_sees_its_own_rows_alone(street: Street) -> None:
    held(street, street.sunny_first)
    held(street, street.sunny_second)
    account = make_account("wang", Role.BRANCH_SECRETARY, street.sunny_first)
    reader = reader_of(account_id=account.pk, label="王芳", on=TODAY)
    rows = list(ledger_rows(asked(reader=reader)))
    assert [row.branch.code for row in rows] == [street.sunny_first.code]
    assert list(ledger_rows(asked(reader=reader, scope=street.sunny_second.now_path))) == []


def test_three_rows_cost_no_more_than_one(street: Street) -> None:
    held(street, street.sunny_first)
    with CaptureQueriesContext(connection) as one:
        assert len(list(ledger_rows(asked()))) == 1
    held(street, street.sunny_second)
    held(street, street.spring_first, Kind.LECTURE)
    with CaptureQueriesContext(connection) as three:
        assert len(list(ledger_rows(asked()))) == 3
    assert (len(one), len(three)) == (9, 9)


def test_the_workbook_holds_the_sheet_and_the_remarks_apart_and_is_logged(street: Street) -> None:
    held(street, street.sunny_first, signed=False)
    stream = BytesIO()
    assert write_ledger(stream, kind=LedgerKind.THREE_MEETINGS, asked=asked(), actor=actor()) == 1
    book = load_workbook(stream)
    assert book.sheetnames == ["三会一课", "备注"]
    heading, row = book["三会一课"].iter_rows(values_only=True)
    assert len(heading) == 18
    assert (row[7], row[11], row[14]) == ("五月会议", 20, None)
    assert list(book["备注"].iter_rows(values_only=True))[1] == (
        "三会一课",
        2,
        "中共向阳街道阳光社区第一支部委员会",
        "五月会议",
        "未签批",
    )
    assert ReadEntry.objects.values_list("kind", "field", "rows").get() == ("export", "台账：三会一课", 1)


def test_a_theme_day_has_a_sheet_for_each_branch(street: Street) -> None:
    held(street, street.sunny_first, Kind.THEME_DAY)
    held(street, street.spring_first, Kind.THEME_DAY)
    stream = BytesIO()
    assert write_ledger(stream, kind=LedgerKind.THEME_DAYS, asked=asked(LedgerKind.THEME_DAYS), actor=actor()) == 2
    assert load_workbook(stream).sheetnames == ["中共向阳街道阳光社区第一支部委员会", "中共向阳街道春晖社区第一支部委员会", "备注"]


def test_keys_of_columns_are_those_of_the_answer(street: Street) -> None:
    held(street, street.sunny_first, Kind.THEME_DAY)
    (row,) = ledger_rows(asked(LedgerKind.THEME_DAYS))
    told = record(TABLES[LedgerKind.THEME_DAYS].columns, row)
    assert (told["held"], told["expected"], told["guests"]) == ("2026-05-12 14:00", 20, 1)
