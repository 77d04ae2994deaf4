"""The headings are found wherever people put them, and every column that isn't taken is listed as it is written."""

from collections.abc import Sequence

import pytest

from zhibu.exchange.cells import Cell, Numbered
from zhibu.exchange.headings import Header, bare, find_header, normalise

KNOWN = {
    normalise(synonym): name
    for synonym, name in {
        "姓名": "name",
        "性别": "sex",
        "公民身份号码": "number",
        "身份证号码": "number",
        "所在党支部": "branch",
        "出生日期": "birth",
        "入党时间": "joined",
        "转正时间": "confirmed",
        "申请入党日期": "applied",
        "是否农民工": "migrant",
        "从事专业技术服务(职务)": "profession",
        "联系人": "contact",
        "入党介绍人姓名": "introducer",
    }.items()
}


def table(*rows: Sequence[Cell]) -> list[Numbered]:
    width = max(map(len, rows))
    return [(number, (*row, *(None,) * (width - len(row)))) for number, row in enumerate(rows, start=1)]


def found(*rows: Sequence[Cell]) -> Header:
    header = find_header(table(*rows), KNOWN)
    assert header is not None
    return header


@pytest.mark.parametrize(
    "written",
    [
        "姓名",
        " 姓 名 ",
        "姓\n名",
        "姓　名",
        "姓名：",
        "姓名:",
        "*姓名",
        "姓名＊",
        "\ufeff姓\u200b名",
        "姓_x000D_\n名",
    ],
)
def test_a_heading_is_known_however_it_is_spaced(written: str) -> None:
    assert normalise(written) == "姓名"


def test_full_width_and_large_letters_are_evened_out() -> None:
    assert normalise("ＩＤ　Ｎｏ．（必填）") == "idno.(必填)"


@pytest.mark.parametrize(
    "written",
    ["出生日期（必填）", "出生日期(格式：1985-07-01)", "出生日期【年月日】", "3.出生日期", "③出生日期", "（3）出生日期", "三、出生日期"],
)
def test_notes_and_numbers_beside_a_heading_are_left_out_of_it(written: str) -> None:
    assert bare(normalise(written)) == "出生日期"


def test_a_plain_header() -> None:
    header = found(["序号", "姓名", "性别", "备注"], [1, "张三", "男", None])
    assert header == Header(
        row=1,
        row_index=0,
        columns={1: "name", 2: "sex"},
        written={0: "序号", 1: "姓名", 2: "性别", 3: "备注"},
        untaken=["备注"],
        index_column=0,
        places={"name": (1,), "sex": (2,)},
    )


def test_titles_and_notes_may_stand_above_and_columns_may_be_blank() -> None:
    header = found(["向阳街道党员花名册"], [None], ["单位：向阳街道", None, "2026年7月"], [None, "姓名", None, "性别"], [None, "张三"])
    assert (header.row, header.columns) == (4, {1: "name", 3: "sex"})
    assert header.untaken == []


def test_headings_are_listed_as_they_are_written() -> None:
    header = found(["姓名", "性别", "是否农民工 ", "信息完整度\n(%)"])
    assert header.columns[2] == "migrant"
    assert (header.written[2], header.untaken) == ("是否农民工 ", ["信息完整度\n(%)"])


def test_notes_in_brackets_do_not_hide_a_heading_nor_make_one_of_another() -> None:
    header = found(["姓名（必填）", "性别(男/女)", "从事专业技术服务（职务）", "联系人（单位）", "姓名（配偶）"])
    assert header.columns == {0: "name", 1: "sex", 2: "profession", 3: "contact"}
    assert header.untaken == ["姓名（配偶）"]


def test_the_bare_heading_comes_before_the_one_with_a_note() -> None:
    header = found(["出生日期（档案）", "姓名", "出生日期"])
    assert (header.columns, header.untaken) == ({1: "name", 2: "birth"}, ["出生日期（档案）"])


def test_of_the_same_heading_twice_the_first_that_is_filled_counts() -> None:
    header = found(["姓名", "申请入党日期", "性别", "申请入党日期"])
    assert header.places["applied"] == (1, 3)
    assert [
        header.value(row, "applied") for row in (("张三", "2020", "男", "2021"), ("李四", " ", "女", "2022"), ("王五", None, "男", None))
    ] == [
        "2020",
        "2022",
        None,
    ]
    assert header.place(("李四", None, "女", "2022"), "applied") == 3
    assert header.place(("王五", None, "男", None), "applied") == 1
    assert header.value(("张三", None, "男", None), "birth") is None


def test_groups_above_the_headings_are_read_together_with_them() -> None:
    header = found(
        ["序号", "姓名", "性别", "入党情况", None, "公民身份号码"], [None, None, None, "入党时间", "转正时间", None], [1, "张三"]
    )
    assert (header.row, header.columns) == (2, {1: "name", 2: "sex", 3: "joined", 4: "confirmed", 5: "number"})


def test_headings_merged_over_both_rows_stand_in_both() -> None:
    header = found(["姓名", "性别", "入党情况", None], ["姓名", "性别", "入党时间", "转正时间"], ["张三"])
    assert (header.row, header.columns) == (2, {0: "name", 1: "sex", 2: "joined", 3: "confirmed"})


def test_a_group_may_say_whose_name_it_is() -> None:
    header = found(["基本情况", None, "入党介绍人", None, "配偶", None], ["姓名", "性别", "姓名", "性别", "姓名", "出生日期"])
    assert header.columns == {0: "name", 1: "sex", 2: "introducer"}
    assert header.untaken == ["性别", "姓名", "出生日期"]


def test_a_group_and_its_heading_may_be_one_known_heading() -> None:
    assert found(["姓名", "入党", None], [None, "时间", "地点"], ["张三"]).columns == {0: "name", 1: "joined"}


def test_a_repeated_header_is_found_where_it_stands_first() -> None:
    assert found(["姓名", "性别"], ["张三", "男"], ["姓名", "性别"], ["李四", "女"]).row == 1


def test_a_sheet_of_which_nothing_is_known_has_no_header() -> None:
    assert find_header(table(["品名", "数量"], ["笔", 3]), KNOWN) is None
    assert find_header([], KNOWN) is None


def test_one_known_heading_is_not_enough() -> None:
    assert find_header(table(["姓名", "数量"], ["笔", 3]), KNOWN) is None


def test_what_is_required_must_be_there() -> None:
    rows = table(["性别", "出生日期"])
    assert find_header(rows, KNOWN, required=["name"]) is None
    assert find_header(rows, KNOWN, required=["sex"]) is not None
