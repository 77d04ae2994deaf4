"""The same persons again: who is meant, what changes from which day, what stays."""

from datetime import date

import pytest

from tests.register.factories import TODAY, actor
from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    WHY,
    ZHANG,
    counts,
    csv,
    number,
    objections,
    people_count,
    roster,
    seen,
    take,
    take_people,
    tree,
    xlsx,
)
from zhibu.kernel.dates import FAR
from zhibu.register.models import CheckNote, Membership, MemberStatus, Person
from zhibu.register.rules.masking import mask
from zhibu.register.services.members import leave
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


def test_the_same_file_twice_changes_nothing() -> None:
    odd = ZHANG | {
        "学历": "函授肄业",
        "入党日期": "1995.7",
        "是否流动党员": "是",
        "外出流向": "深圳",
        "管理类别": None,
        "联系电话": "0371-66668888",
    }
    headings = (*MEMBERS, "是否流动党员", "外出流向", "管理类别", "联系电话")
    take_people(odd, LI, headings=headings)
    before = AuditEntry.objects.count(), Operation.objects.count(), CheckNote.objects.unguarded(WHY).count()
    result = take_people(odd, LI, headings=headings)
    assert counts(result) == (0, 0, 2, 0)
    assert (AuditEntry.objects.count(), Operation.objects.count(), CheckNote.objects.unguarded(WHY).count()) == before


def test_the_same_file_on_a_later_day_changes_nothing_either() -> None:
    take_people(ZHANG, on=FIRST)
    assert counts(take_people(ZHANG, on=TODAY)) == (0, 0, 1, 0)
    assert seen("张三", FIRST).branch == "阳光社区第一党支部"


def test_other_facts_are_corrections() -> None:
    take_people(ZHANG, on=FIRST)
    result = take_people(ZHANG | {"民族": "回族", "手机号码": "13700003333", "姓名": "张珊"})
    assert counts(result) == (0, 1, 0, 0)
    (line,) = result.sheets[0].updated_lines
    assert [(one.label, one.old, one.new) for one in line.changes] == [
        ("姓名", "张三", "张珊"),
        ("民族", "汉族", "回族"),
        ("手机号码", "138******11", "137******33"),
    ]
    zhang = seen("张珊")
    assert (zhang.ethnicity, zhang.sealed("phone"), zhang.sealed("id_number"), zhang.pinyin) == (
        "hui",
        "13700003333",
        ZHANG["公民身份号码"],
        "zhangshan",
    )


def test_another_name_beside_a_known_number_is_taken_and_to_be_looked_at() -> None:
    """The number may have been copied into the wrong row."""
    take_people(ZHANG)
    message = "号码或编号相同，姓名由“张三”改为“李四”。"
    for dry_run in (True, False):
        result = take_people(ZHANG | {"姓名": "李四"}, dry_run=dry_run)
        (line,) = result.sheets[0].remark_lines
        assert (counts(result), result.total("checks"), line.remarks) == ((0, 1, 0, 0), 1, (message,))
    assert seen("李四").notes == [("name", "other_name", "李四")]
    assert counts(take_people(ZHANG | {"姓名": "李四"})) == (0, 0, 1, 0)
    assert seen("李四").notes == [("name", "other_name", "李四")]


def test_empty_cells_never_erase() -> None:
    take_people(ZHANG)
    empty = ZHANG | dict.fromkeys(("民族", "学历", "入党日期", "转正日期", "工作岗位", "手机号码", "性别", "出生日期"))
    assert counts(take_people(empty)) == (0, 0, 1, 0)
    assert (seen("张三").joined_on, seen("张三").sealed("phone")) == (date(1995, 7, 1), "13800001111")


def test_a_masked_cell_of_an_own_export_reads_as_not_given() -> None:
    take_people(ZHANG)
    masked = ZHANG | {"公民身份号码": mask(ZHANG["公民身份号码"]), "手机号码": "138******11"}
    assert (counts(take_people(masked)), people_count()) == ((0, 0, 1, 0), 1)


def test_dated_facts_begin_on_the_day_of_reference_and_the_past_stays() -> None:
    take_people(ZHANG, on=FIRST)
    take_people(ZHANG | {"学历": "硕士研究生", "工作岗位": "退休"}, on=date(2026, 4, 1))
    assert (seen("张三", date(2026, 3, 31)).education, seen("张三", date(2026, 3, 31)).occupation) == (
        ("university", "大学"),
        ("civil_servant", "公务员"),
    )
    assert (seen("张三").education, seen("张三").occupation, seen("张三").category) == (
        ("master", "硕士研究生"),
        ("retired", "退休"),
        ("retired", True),
    )
    assert seen("张三").now_category == "retired"


def test_a_confirmation_begins_on_its_own_day() -> None:
    young = ZHANG | {"人员类别": "预备党员", "入党日期": "2025-02-01", "转正日期": None}
    take_people(young, on=date(2025, 6, 1))
    result = take_people(young | {"人员类别": "正式党员", "转正日期": "2026-02-10"})
    assert counts(result) == (0, 1, 0, 0)
    spans = MemberStatus.objects.unguarded(WHY).order_by("valid_from").values_list("status", "valid_from", "valid_to")
    assert list(spans) == [("probationary", date(2025, 2, 1), date(2026, 2, 10)), ("full", date(2026, 2, 10), FAR)]


def test_a_category_that_somebody_set_is_not_derived_anew() -> None:
    take_people(ZHANG | {"管理类别": "退役军人"}, headings=(*MEMBERS, "管理类别"), on=FIRST)
    take_people(ZHANG | {"工作岗位": "退休"})
    assert (seen("张三").category, seen("张三").occupation[0]) == (("veteran", False), "retired")


def test_a_mark_that_the_sheet_denies_ends() -> None:
    headings = (*MEMBERS, "是否流动党员")
    take_people(ZHANG | {"是否流动党员": "是"}, headings=headings, on=FIRST)
    take_people(ZHANG | {"是否流动党员": "否"}, headings=headings)
    assert ([mark for mark, *_ in seen("张三", FIRST).marks], seen("张三").marks) == (["floating_out"], [])


def test_a_month_does_not_undo_a_day() -> None:
    take_people(ZHANG)
    assert counts(take_people(ZHANG | {"入党日期": "1995.7"})) == (0, 0, 1, 0)
    take_people(LI | {"入党日期": "2010.7"})
    result = take_people(LI | {"入党日期": "2010-07-09"})
    assert (counts(result), seen("李四").joined_on, seen("李四").month_only) == ((0, 1, 0, 0), date(2010, 7, 9), "")


def test_an_earlier_sheet_lets_the_roll_begin_earlier() -> None:
    take_people(ZHANG, on=date(2026, 3, 1))
    result = take_people(ZHANG, on=FIRST)
    assert (counts(result), seen("张三", FIRST).branch) == ((0, 1, 0, 0), "阳光社区第一党支部")
    assert Membership.objects.unguarded(WHY).count() == 1


def test_without_a_number_name_birth_and_branch_tell_who_is_meant() -> None:
    take_people(ZHANG)
    result = take_people(ZHANG | {"公民身份号码": None, "民族": "回族"})
    assert (counts(result), people_count(), seen("张三").ethnicity) == ((0, 1, 0, 0), 1, "hui")


def test_another_birth_or_branch_is_another_person() -> None:
    take_people(ZHANG)
    result = take_people(
        ZHANG | {"公民身份号码": None, "出生日期": "1971-01-01"}, ZHANG | {"公民身份号码": None, "所在党支部": "阳光社区第二党支部"}
    )
    assert (counts(result), people_count()) == ((2, 0, 0, 0), 3)


def test_a_number_that_was_not_known_is_added() -> None:
    take_people(ZHANG | {"公民身份号码": None})
    result = take_people(ZHANG)
    assert (counts(result), seen("张三").sealed("id_number")) == ((0, 1, 0, 0), ZHANG["公民身份号码"])
    assert counts(take_people(ZHANG)) == (0, 0, 1, 0)


def test_several_hits_are_refused() -> None:
    take_people(ZHANG, ZHANG | {"公民身份号码": number("19700304", 3)})
    result = take_people(ZHANG | {"公民身份号码": None})
    assert (objections(result), people_count()) == ([(2, "姓名", "张三", "several_persons")], 2)


def test_somebody_known_in_another_branch_is_unchanged_with_a_proposal() -> None:
    take_people(ZHANG)
    result = take_people(ZHANG | {"所在党支部": "春晖社区第一党支部", "民族": "回族"})
    zhang = seen("张三")
    assert (counts(result), zhang.branch, zhang.ethnicity, zhang.proposals) == (
        (0, 0, 1, 0),
        "阳光社区第一党支部",
        "han",
        ["春晖社区第一党支部"],
    )
    (line,) = result.sheets[0].remark_lines
    assert line.remarks == ("已在“阳光社区第一党支部”的名册上；未更改，已提出转接建议。",)
    take_people(ZHANG | {"所在党支部": "春晖社区第一党支部"})
    assert seen("张三").proposals == ["春晖社区第一党支部"]


def test_persons_missing_from_a_later_sheet_stay() -> None:
    take_people(ZHANG, LI, on=FIRST)
    take_people(ZHANG)
    assert seen("李四").branch == "阳光社区第二党支部"


def test_twice_with_the_same_facts_the_second_is_unchanged() -> None:
    result = take_people(ZHANG, ZHANG)
    assert (counts(result), people_count()) == ((1, 0, 1, 0), 1)


def test_twice_with_different_facts_both_rows_are_refused() -> None:
    result = take_people(ZHANG, LI, ZHANG | {"手机号码": "13600000000"})
    assert (counts(result), objections(result), people_count()) == (
        (1, 0, 0, 2),
        [(2, None, None, "twice_different"), (4, None, None, "twice_different")],
        1,
    )


def test_twice_in_two_branches_is_different() -> None:
    result = take_people(ZHANG, ZHANG | {"所在党支部": "阳光社区第二党支部"})
    assert (counts(result), people_count()) == ((0, 0, 0, 2), 0)


def test_twice_without_a_number_is_seen_by_name_birth_and_branch() -> None:
    nameless = ZHANG | {"公民身份号码": None}
    result = take_people(ZHANG, nameless | {"民族": "回族"})
    assert (counts(result), people_count()) == ((0, 0, 0, 2), 0)


def test_twice_on_two_sheets_of_one_file_is_seen_as_well() -> None:
    (result,) = take(("党员.xlsx", xlsx(("一", roster(ZHANG)), ("二", roster(ZHANG | {"民族": "回族"})))))
    assert (counts(result), people_count()) == ((0, 0, 0, 2), 0)


def test_each_file_stands_alone() -> None:
    first, second = take(("一.csv", csv(roster(ZHANG))), ("二.csv", csv(roster(ZHANG | {"民族": "回族"}))))
    assert (counts(first), counts(second), seen("张三").ethnicity) == ((1, 0, 0, 0), (0, 1, 0, 0), "hui")


def test_an_own_export_comes_back_by_its_local_number() -> None:
    take_people(ZHANG)
    code = seen("张三").code
    result = take_people(ZHANG | {"编号": code, "公民身份号码": None, "出生日期": None, "民族": "回族"}, headings=(*MEMBERS, "编号"))
    assert (counts(result), seen("张三").ethnicity) == ((0, 1, 0, 0), "hui")


def test_whoever_left_comes_back_by_a_proposal_only() -> None:
    take_people(ZHANG, on=FIRST)
    assert leave(by=actor(), person=seen("张三").person, how="left", on=date(2026, 3, 1)).done
    result = take_people(ZHANG)
    assert (counts(result), seen("张三").branch, seen("张三").proposals) == ((0, 0, 1, 0), "", ["阳光社区第一党支部"])


def test_a_note_is_settled_when_the_value_is_corrected_later() -> None:
    take_people(ZHANG | {"学历": "函授肄业"}, today=date(2026, 5, 1), on=FIRST)
    take_people(ZHANG)
    assert (seen("张三").notes, seen("张三").education) == ([], ("university", "大学"))


def test_audit_rows_are_sealed_and_one_operation_stands_for_the_file() -> None:
    before = Operation.objects.count()
    result = take_people(ZHANG, LI)
    assert result.operation_id is not None
    operation = Operation.objects.get(pk=result.operation_id)
    assert (Operation.objects.count() - before, operation.act, operation.channel, operation.reason) == (
        1,
        "import.rosters",
        "command",
        "党员.xlsx",
    )
    entries = AuditEntry.objects.filter(operation=operation)
    assert sorted(entries.values_list("subject_id", "sealed")) == sorted(
        (pk, True) for pk in Person.objects.unguarded(WHY).values_list("pk", flat=True)
    )
