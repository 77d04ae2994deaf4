"""What a sound row of a member's roster becomes."""

from datetime import date, datetime

import pytest

from tests.register.factories import TODAY
from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    ZHANG,
    counts,
    number,
    objections,
    organisation,
    people_count,
    seen,
    take_people,
    tree,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


def test_a_row_becomes_a_person_with_every_fact() -> None:
    result = take_people(ZHANG)
    assert counts(result) == (1, 0, 0, 0)
    zhang = seen("张三")
    assert (zhang.sex, zhang.ethnicity, zhang.birth_date, zhang.joined_on, zhang.confirmed_on) == (
        "male",
        "han",
        date(1970, 3, 4),
        date(1995, 7, 1),
        date(1996, 7, 1),
    )
    assert (zhang.sealed("id_number"), zhang.sealed("phone")) == (ZHANG["公民身份号码"], "13800001111")
    assert (zhang.branch, zhang.status, zhang.state) == ("阳光社区第一党支部", ("full", date(1996, 7, 1)), ("in_force", date(1995, 7, 1)))
    assert (zhang.education, zhang.occupation, zhang.category) == (("university", "大学"), ("civil_servant", "公务员"), ("in_unit", True))
    assert (zhang.code, zhang.initials, zhang.generated, zhang.notes) == (f"R{zhang.pk:06d}", "zs", False, [])


def test_projections_say_what_the_spans_say() -> None:
    take_people(ZHANG)
    zhang = seen("张三").person
    branch = organisation(pk=zhang.now_organisation_id)
    assert (branch.now_short_name, zhang.now_status, zhang.now_category) == ("阳光社区第一党支部", "full", "in_unit")
    assert zhang.now_path == branch.now_path


def test_the_roll_begins_on_the_day_of_reference() -> None:
    take_people(ZHANG, on=date(2025, 12, 31))
    assert seen("张三", date(2025, 12, 30)).branch == ""
    assert seen("张三", date(2025, 12, 31)).branch == "阳光社区第一党支部"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (datetime(1995, 7, 1), date(1995, 7, 1)),  # noqa: DTZ001  as Excel gives it
        (34881, date(1995, 7, 1)),
        ("1995.07.01", date(1995, 7, 1)),
        ("1995年7月1日", date(1995, 7, 1)),
        ("1995-7-1", date(1995, 7, 1)),
        ("19950701", date(1995, 7, 1)),
        (19950701, date(1995, 7, 1)),
    ],
)
def test_dates_are_taken_as_people_write_them(written: object, stored: date) -> None:
    result = take_people(ZHANG | {"入党日期": written})
    assert (counts(result), seen("张三").joined_on, seen("张三").month_only) == ((1, 0, 0, 0), stored, "")


@pytest.mark.parametrize("written", ["1995.7", "199507", "1995-07", 1995.07])
def test_a_month_without_a_day_is_kept_as_a_month(written: object) -> None:
    take_people(ZHANG | {"入党日期": written, "转正日期": "1996-07"})
    assert (seen("张三").joined_on, seen("张三").month_only) == (date(1995, 7, 1), "joined_on,confirmed_on")


@pytest.mark.parametrize(
    "written",
    [
        ZHANG["公民身份号码"],
        f"'{ZHANG['公民身份号码']}",
        f" {ZHANG['公民身份号码'][:6]} {ZHANG['公民身份号码'][6:]}",
        "".join(chr(ord(one) + 0xFEE0) for one in ZHANG["公民身份号码"]),
        f"\u200b{ZHANG['公民身份号码']}\ufeff",
    ],
)
def test_numbers_are_read_with_apostrophes_spaces_full_width_and_invisible_characters(written: str) -> None:
    result = take_people(ZHANG | {"公民身份号码": written})
    assert (counts(result), seen("张三").sealed("id_number")) == ((1, 0, 0, 0), ZHANG["公民身份号码"])


def test_a_small_x_is_an_x() -> None:
    with_x = next(one for sequence in range(1, 999, 2) if (one := number("19700304", sequence)).endswith("X"))
    take_people(ZHANG | {"公民身份号码": with_x.lower()})
    assert seen("张三").sealed("id_number") == with_x


def test_fifteen_digits_and_eighteen_are_one_number() -> None:
    old = ZHANG["公民身份号码"][:6] + ZHANG["公民身份号码"][8:17]
    take_people(ZHANG | {"公民身份号码": int(old)})
    result = take_people(ZHANG)
    assert (counts(result), people_count()) == ((0, 0, 1, 0), 1)


def test_sex_and_birth_are_told_by_the_number_where_the_sheet_says_nothing() -> None:
    take_people(ZHANG | {"性别": None, "出生日期": None}, LI | {"性别": "不详者"})
    assert (seen("张三").sex, seen("张三").birth_date) == ("male", date(1970, 3, 4))
    assert seen("李四").sex == "female"


def test_a_birth_known_by_its_month_agrees_with_the_number() -> None:
    take_people(ZHANG | {"出生日期": "1970.3"})
    assert (seen("张三").birth_date, seen("张三").month_only) == (date(1970, 3, 4), "")


def test_names_are_evened_out() -> None:
    take_people(ZHANG | {"姓名": "张　三"}, LI | {"姓名": "阿布都•热合曼"})
    assert {seen("张三").pinyin, seen("阿布都·热合曼").name} == {"zhangsan", "阿布都·热合曼"}


def test_an_unknown_education_or_occupation_goes_in_to_be_checked_with_its_text() -> None:
    result = take_people(ZHANG | {"学历": "函授肄业", "工作岗位": "网约车司机"})
    assert counts(result) == (1, 0, 0, 0)
    zhang = seen("张三")
    assert (zhang.education, zhang.occupation, zhang.category) == (("", "函授肄业"), ("", "网约车司机"), ("resident", True))
    assert zhang.notes == [("education", "unknown_value", "函授肄业"), ("occupation", "unknown_value", "网约车司机")]


def test_synonyms_of_education_are_read() -> None:
    take_people(ZHANG | {"学历": "全日制本科"})
    assert (seen("张三").education, seen("张三").notes) == (("university", "全日制本科"), [])


def test_joining_between_14_and_18_is_taken_and_shown_as_to_check() -> None:
    result = take_people(ZHANG | {"入党日期": "1986-07-01", "转正日期": "1987-07-01"})
    assert counts(result) == (1, 0, 0, 0)
    assert [(field, code) for field, code, _ in seen("张三").notes] == [("joined_on", "joined_under_18")]


def test_confirmation_on_the_day_of_joining_is_taken_for_those_who_joined_without_probation() -> None:
    born_1945 = number("19450304", 1)
    result = take_people(ZHANG | {"公民身份号码": born_1945, "出生日期": None, "入党日期": "1973-07-01", "转正日期": "1973-07-01"})
    assert (counts(result), seen("张三").status, seen("张三").notes) == ((1, 0, 0, 0), ("full", date(1973, 7, 1)), [])


def test_full_members_without_a_confirmation_date_stand_since_joining_or_since_the_sheet() -> None:
    born_1945 = number("19450304", 1)
    take_people(
        ZHANG | {"公民身份号码": born_1945, "出生日期": None, "入党日期": "1973-07-01", "转正日期": None},
        LI | {"转正日期": None},
        on=date(2026, 1, 1),
    )
    assert (seen("张三").status, seen("李四").status) == (("full", date(1973, 7, 1)), ("full", date(2026, 1, 1)))


def test_a_probationary_member_is_one_since_joining() -> None:
    take_people(ZHANG | {"人员类别": "预备党员", "入党日期": "2026-01-15", "转正日期": None})
    assert (seen("张三").status, seen("张三").now_status) == (("probationary", date(2026, 1, 15)), "probationary")


def test_the_status_follows_the_dates_where_none_is_written() -> None:
    headings = [one for one in MEMBERS if one != "人员类别"]
    take_people(ZHANG, LI | {"入党日期": "2026-01-15", "转正日期": None}, headings=headings)
    assert (seen("张三").status[0], seen("李四").status[0]) == ("full", "probationary")


def test_marks_begin_on_their_own_day_or_on_the_day_of_reference() -> None:
    extra = ("是否为流动党员", "外出流向", "是否失联党员", "失联日期")
    take_people(ZHANG | dict(zip(extra, ("是", "广东省深圳市", "是", "2024-05-01"), strict=True)), headings=(*MEMBERS, *extra))
    assert seen("张三").marks == [("floating_out", "广东省深圳市", TODAY), ("out_of_contact", "", date(2024, 5, 1))]


def test_a_category_is_read_from_its_own_column_or_proposed_from_the_work_post() -> None:
    take_people(ZHANG | {"管理类别": "退役军人"}, LI, headings=(*MEMBERS, "管理类别"))
    assert (seen("张三").category, seen("李四").category) == (("veteran", False), ("retired", True))


def test_a_text_that_begins_like_a_formula_is_data() -> None:
    result = take_people(ZHANG | {"工作单位及职务": '=HYPERLINK("http://x")', "籍贯": "+86 河南"}, headings=(*MEMBERS, "籍贯"))
    assert (counts(result), seen("张三").native_place) == ((1, 0, 0, 0), "+86 河南")


def test_a_telephone_column_may_hold_a_mobile_or_a_landline() -> None:
    headings = (*[one for one in MEMBERS if one != "手机号码"], "联系电话")
    take_people(ZHANG | {"联系电话": "138-0000-1111"}, LI | {"联系电话": "0371-66668888"}, headings=headings)
    assert (seen("张三").sealed("phone"), seen("张三").sealed("landline")) == ("13800001111", "")
    assert (seen("李四").sealed("phone"), seen("李四").sealed("landline")) == ("", "037166668888")


def test_a_mobile_number_of_another_length_is_kept_and_noted() -> None:
    take_people(ZHANG | {"手机号码": "1380000111"})
    assert (seen("张三").sealed("phone"), seen("张三").notes) == ("1380000111", [("phone", "phone_shape", "138*****11")])


def test_a_member_of_a_suspended_state_is_taken_so() -> None:
    take_people(ZHANG | {"党籍状态": "停止党籍"}, headings=(*MEMBERS, "党籍状态"))
    assert seen("张三").state == ("suspended", TODAY)


def test_untaken_columns_are_listed_without_the_one_that_counts() -> None:
    result = take_people(ZHANG | {"序号": 1, "党龄": 30, "备注": "x"}, headings=("序号", *MEMBERS, "党龄", "备注"))
    assert [sheet.untaken for sheet in result.sheets] == [("党龄", "备注")]


def test_too_long_a_text_is_refused() -> None:
    result = take_people(ZHANG | {"籍贯": "长" * 101}, headings=(*MEMBERS, "籍贯"))
    assert objections(result) == [(2, "籍贯", "长" * 101, "too_long")]
