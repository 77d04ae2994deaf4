"""What is refused, not silently taken; each with row, column as written, value, code, and nothing written."""

import pytest

from tests.register.imports.rosters import LI, MEMBERS, ZHANG, counts, number, objections, people_count, seen, take_people, tree
from zhibu.register.imports.findings import as_json

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


WRONG = [
    pytest.param({"性别": "女"}, "性别", "女", "sex_contradicts_number", id="number against sex"),
    pytest.param({"出生日期": "1971-03-04"}, "出生日期", "1971-03-04", "birth_contradicts_number", id="number against birth"),
    pytest.param({"出生日期": "1970.4"}, "出生日期", "1970.4", "birth_contradicts_number", id="number against month of birth"),
    pytest.param({"入党日期": "1969-07-01"}, "入党日期", "1969-07-01", "joined_before_birth", id="joined before birth"),
    pytest.param({"入党日期": "1983-07-01"}, "入党日期", "1983-07-01", "joined_as_child", id="joined as a child"),
    pytest.param({"转正日期": "2027-01-01"}, "转正日期", "2027-01-01", "future_date", id="confirmed in the future"),
    pytest.param({"转正日期": "1994-07-01"}, "转正日期", "1994-07-01", "confirmed_before_joining", id="confirmed before joining"),
    pytest.param({"民族": "火星族"}, "民族", "火星族", "unknown_ethnicity", id="unknown ethnicity"),
    pytest.param({"人员类别": "荣誉党员"}, "人员类别", "荣誉党员", "unknown_status", id="unknown member status"),
    pytest.param({"人员类别": "群众"}, "人员类别", "群众", "not_a_member", id="no member"),
    pytest.param({"性别": "男女", "公民身份号码": None}, "性别", "男女", "unknown_sex", id="unknown sex without a number"),
    pytest.param({"入党日期": 1985.1}, "入党日期", "1985.1", "ambiguous_month", id="January or October"),
    pytest.param({"入党日期": "95.7.1"}, "入党日期", "95.7.1", "two_digit_year", id="two-digit year"),
    pytest.param({"入党日期": "一九九五年"}, "入党日期", "一九九五年", "not_a_date", id="no date"),
    pytest.param({"入党日期": "1995-02-30"}, "入党日期", "1995-02-30", "impossible_date", id="a day that no calendar has"),
    pytest.param({"所在党支部": "火星支部"}, "所在党支部", "火星支部", "unknown_branch", id="unknown branch"),
    pytest.param({"所在党支部": "阳光社区1支部"}, "所在党支部", "阳光社区1支部", "unclear_branch", id="unclear branch"),
    pytest.param({"所在党支部": "阳光社区党委"}, "所在党支部", "阳光社区党委", "not_a_branch", id="a committee holds nobody"),
    pytest.param({"所在党支部": None}, "所在党支部", None, "no_branch", id="no branch at all"),
    pytest.param({"姓名": None}, "姓名", None, "name_missing", id="no name"),
]


@pytest.mark.parametrize(("wrong", "column", "value", "code"), WRONG)
def test_a_row_is_refused_with_its_column_and_value(wrong: dict[str, object], column: str, value: str | None, code: str) -> None:
    result = take_people(LI, ZHANG | wrong)
    assert (counts(result), objections(result)) == ((1, 0, 0, 1), [(3, column, value, code)])
    assert (people_count(), seen("李四").branch) == (1, "阳光社区第二党支部")


@pytest.mark.parametrize("wrong", [one.values[0] for one in WRONG], ids=[one.id for one in WRONG])
def test_every_refusal_says_why_and_what_to_do(wrong: dict[str, object]) -> None:
    (entry,) = as_json([take_people(ZHANG | wrong)])["rejected"]
    assert set(entry) == {"file", "sheet", "row", "column", "value", "code", "reason", "remedy"}
    assert (entry["file"], entry["sheet"], entry["reason"].endswith("。"), entry["remedy"].endswith(("。", "……"))) == (
        "党员.xlsx",
        "党员",
        True,
        True,
    )


SPOILT = [
    pytest.param(number("19700304", 1)[:-1], "identity_number_length", id="a digit is missing"),
    pytest.param(int(number("19700304", 1)[:15] + "000"), "identity_number_digits_lost", id="kept as a number"),
    pytest.param("4.10105E+17", "identity_number_digits_lost", id="scientific"),
    pytest.param(number("19700304", 1)[:16] + "99", "identity_number_check_digit", id="check digit"),
    pytest.param(number("19700304", 1, region="999999"), "identity_number_generated", id="invented"),
    pytest.param(number("19700304", 1, region="990101"), "identity_number_region", id="no such region"),
]


@pytest.mark.parametrize(("written", "code"), SPOILT)
def test_a_number_that_cannot_be_is_refused_and_told_masked(written: object, code: str) -> None:
    result = take_people(ZHANG | {"公民身份号码": written})
    ((row, column, value, found),) = objections(result)
    assert (row, column, found, people_count()) == (2, "公民身份号码", code, 0)
    assert value is not None
    assert (len(value.replace("*", "")), "*" in value) == (5, True)


def test_no_number_stands_in_the_answer_unmasked_wherever_it_was_written() -> None:
    written = ZHANG["公民身份号码"]
    result = take_people(ZHANG | {"入党日期": written, "所在党支部": None, "民族": f"{written}族"})
    assert (len(objections(result)), written in str(as_json([result]))) == (3, False)


def test_a_row_with_several_objections_is_one_refused_row_with_several_entries() -> None:
    result = take_people(ZHANG | {"性别": "女", "民族": "火星族", "所在党支部": "火星支部", "转正日期": "1994-07-01"}, LI)
    assert counts(result) == (1, 0, 0, 1)
    assert sorted((row, code) for row, _, _, code in objections(result)) == [
        (2, "confirmed_before_joining"),
        (2, "sex_contradicts_number"),
        (2, "unknown_branch"),
        (2, "unknown_ethnicity"),
    ]


def test_the_column_is_the_heading_as_written() -> None:
    headings = tuple("入党时间（年月日）" if one == "入党日期" else one for one in MEMBERS)
    result = take_people(ZHANG | {"入党时间（年月日）": "95.7"}, headings=headings)
    assert objections(result) == [(2, "入党时间（年月日）", "95.7", "two_digit_year")]
