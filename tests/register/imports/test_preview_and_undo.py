"""First a preview that writes nothing; then one transaction; taken back as a whole while nothing was built on it."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.register.factories import TODAY, actor
from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    TREE,
    WHY,
    ZHANG,
    counts,
    csv,
    names_of_organisations,
    number,
    objections,
    organisation,
    people_count,
    roster,
    seen,
    take,
    take_people,
    take_rows,
    tree,
    xlsx,
)
from zhibu.register.imports.findings import FileResult, as_json
from zhibu.register.imports.refused_rows import write_refused
from zhibu.register.models import CheckNote, Installation, Membership, Organisation, Person, Post
from zhibu.register.services.members import correct_person
from zhibu.register.services.undo import take_back
from zhibu.store.keys import key_store
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
POSTS = [("党组织", "姓名", "职务"), ("阳光社区第一党支部", "张三", "书记")]


def operation_of(result: FileResult) -> Operation:
    assert result.operation_id is not None
    return Operation.objects.get(pk=result.operation_id)


def everything() -> tuple[int, ...]:
    counted = (Organisation, Person, Membership, Post, CheckNote)
    return (*(model.objects.unguarded(WHY).count() for model in counted), AuditEntry.objects.count(), Operation.objects.count())


def test_a_preview_says_what_the_import_then_does_and_writes_nothing() -> None:
    files = [
        (
            "党员.xlsx",
            xlsx(("党员", roster(ZHANG, LI, LI | {"手机号码": "1"}, ZHANG | {"姓名": "王五", "公民身份号码": number("19600101", 3)}))),
        ),
        ("组织.xlsx", xlsx(("组织", TREE))),
        ("职务.xlsx", xlsx(("职务", POSTS))),
    ]
    before, keys = everything(), len(list(key_store().stored()))
    previewed = take(*files, dry_run=True)
    assert (everything(), len(list(key_store().stored()))) == (before, keys)
    done = take(*files)
    assert as_json(previewed) == as_json(done)
    assert [counts(one) for one in done] == [(1, 0, 0, 3), (6, 0, 0, 0), (1, 0, 0, 0)]


def test_a_preview_of_several_files_with_new_persons_organisations_and_units_goes_through() -> None:
    units = [("单位名称", "单位类别", "所在社区"), ("金水软件公司", "非公有制企业", "阳光社区")]
    schools = [("单位名称", "单位类别", "所在社区"), ("金水小学", "事业单位", "阳光社区")]
    groups = [("名称", "上级党组织", "组织类别"), ("春晖社区第二党支部", "春晖社区党委", "党支部")]
    applicant = {"姓名": "孙七", "所在党支部": "春晖社区第二党支部", "公民身份号码": number("20000101", 1), "人员类别": "入党申请人"}
    files = [
        ("党员.xlsx", xlsx(("党员", roster(ZHANG)))),
        ("党员二.xlsx", xlsx(("党员", roster(LI)))),
        ("申请人.xlsx", xlsx(("入党申请人", roster(applicant)))),
        ("组织.xlsx", xlsx(("组织", TREE))),
        ("组织二.xlsx", xlsx(("组织", groups))),
        ("单位.xlsx", xlsx(("单位", units))),
        ("单位二.xlsx", xlsx(("单位", schools))),
        ("职务.xlsx", xlsx(("职务", POSTS))),
    ]
    previewed = take(*files, dry_run=True)
    assert as_json(previewed) == as_json(take(*files))
    assert [counts(one) for one in previewed] == [(1, 0, 0, 0)] * 3 + [(6, 0, 0, 0)] + [(1, 0, 0, 0)] * 4


def test_a_preview_of_known_persons_shows_field_by_field() -> None:
    tree()
    take_people(ZHANG, LI)
    result = take_people(ZHANG | {"民族": "回族", "学历": "大专", "人员类别": "预备党员", "转正日期": None}, LI, dry_run=True)
    assert counts(result) == (0, 1, 1, 0)
    (line,) = result.sheets[0].updated_lines
    assert (line.row, line.title, line.place) == (2, "张三", "阳光社区第一党支部")
    assert [(one.label, one.old, one.new) for one in line.changes] == [
        ("民族", "汉族", "回族"),
        ("人员类别", "正式党员", "预备党员"),
        ("学历", "大学", "大专"),
    ]


def test_an_import_is_taken_back_as_a_whole() -> None:
    tree()
    take_people(ZHANG, on=date(2026, 1, 1))
    zhang = seen("张三").person
    before = everything()[:5]
    result = take_people(
        ZHANG | {"民族": "回族", "学历": "大专", "工作岗位": "退休"},
        LI,
        ZHANG | {"姓名": "赵六", "公民身份号码": number("19610101", 1), "出生日期": None},
    )
    operation = operation_of(result)
    assert take_back(by=actor(), operation=operation, whole_import=True).done
    after = seen("张三")
    assert (everything()[:5], people_count()) == (before, 1)
    assert (after.ethnicity, after.education, after.category, after.person.now_category, after.person.now_path) == (
        "han",
        ("university", "大学"),
        ("in_unit", True),
        "in_unit",
        zhang.now_path,
    )


def test_nothing_is_taken_back_when_something_was_built_on_it() -> None:
    tree()
    result = take_people(ZHANG)
    assert correct_person(by=actor(), person=seen("张三").person, facts={"native_place": "河南郑州"}).done
    outcome = take_back(by=actor(), operation=operation_of(result), whole_import=True)
    assert ([one.code for one in outcome.decision.objections], people_count()) == (["built_on"], 1)


def test_organisations_are_taken_back_as_well() -> None:
    (result,) = take(("组织.xlsx", xlsx(("组织", TREE))))
    assert take_back(by=actor(), operation=operation_of(result), whole_import=True).done
    assert names_of_organisations() == []


def test_a_failure_half_way_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    tree()
    before = everything()
    monkeypatch.setattr("zhibu.register.imports.people_new.put_notes", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_people(ZHANG, LI)
    assert everything() == before


def mended(result: FileResult) -> list[list[Any]]:
    stream = BytesIO()
    write_refused(stream, [result])
    (sheet,) = openpyxl.load_workbook(stream).worksheets
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_refused_rows_come_back_with_their_reasons_and_go_in_when_mended() -> None:
    tree()
    result = take_people(ZHANG | {"民族": "火星族", "序号": 1}, LI, headings=("序号", *MEMBERS))
    rows = mended(result)
    assert (rows[0], rows[1][:3], rows[1][-1]) == (
        ["序号", *MEMBERS, "未导入原因"],
        ["1", "张三", "阳光社区第一党支部"],
        "民族：民族“火星族”不在代码表中。请填写代码表中的名称：汉族、蒙古族、回族、藏族、维吾尔族、苗族等。",
    )
    rows[1][rows[0].index("民族")] = "汉族"
    (again,) = take(("改正.xlsx", xlsx(("党员", rows))))
    assert (counts(again), again.sheets[0].untaken, seen("张三").ethnicity) == ((1, 0, 0, 0), ("未导入原因",), "han")


def test_a_branch_from_the_title_gets_a_column_in_the_workbook() -> None:
    tree()
    headings = tuple(one for one in MEMBERS if one != "所在党支部")
    result = take_rows([["阳光社区第一党支部党员花名册"], *roster(ZHANG | {"民族": "火星族"}, headings=headings)])
    rows = mended(result)
    assert (rows[0][-2:], rows[1][-2]) == (["所在党支部", "未导入原因"], "阳光社区第一党支部")


def test_an_ambiguous_month_stays_refused_until_it_is_mended() -> None:
    tree()
    rows = mended(take_people(ZHANG | {"入党日期": 1995.1}))
    (again,) = take(("再来.xlsx", xlsx(("党员", rows))))
    assert [(column, code) for _, column, _, code in objections(again)] == [("入党日期", "not_a_date")]


def test_a_real_roster_is_refused_where_demo_data_lies() -> None:
    tree()
    Installation.objects.update(holds_demo=True, holds_real=False)
    result = take_people(ZHANG)
    assert (result.unusable.startswith("这里装的是演示数据"), people_count()) == (True, 0)


def test_demo_data_may_come_back_into_the_demo() -> None:
    tree()
    Installation.objects.update(holds_demo=True, holds_real=False)
    result = take_people(ZHANG | {"公民身份号码": number("19700304", 1, region="999999")})
    assert (counts(result), seen("张三").generated, Installation.objects.get().holds_real) == ((1, 0, 0, 0), True, False)


def test_the_first_real_roster_is_remembered() -> None:
    tree()
    Installation.objects.all().delete()
    take_people(ZHANG)
    assert Installation.objects.get().holds_real is True


def test_the_operation_names_the_file_and_who_did_it() -> None:
    tree()
    (result,) = take(("六月.csv", csv(roster(ZHANG))))
    operation = operation_of(result)
    assert (operation.actor, operation.reason, operation.at.date()) == ("命令行", "六月.csv", TODAY)
    assert organisation(now_short_name="阳光社区第一党支部").dissolved_on is None
