"""What is written can be read back by others, looks tidy, and holds no formula."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from zhibu.exchange.reading import open_workbook
from zhibu.exchange.writing import Column, SheetOut, legal_titles, write_sheets
from zhibu.kernel.dates import PartialDate


def written(*sheets: SheetOut) -> bytes:
    stream = BytesIO()
    write_sheets(stream, sheets)
    return stream.getvalue()


def seen_by_openpyxl(content: bytes) -> Worksheet:
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert isinstance(sheet, Worksheet)
    return sheet


MEMBERS = SheetOut(
    title="党员",
    columns=[("姓名", 10), ("号码", 20), Column("入党日期", 12, "date"), Column("人数", 8, "number")],
    rows=[
        ("张三", "0123", date(1985, 7, 1), 3),
        ("李四", None, PartialDate(date(1985, 7, 1), month_only=True), 2.5),
        ("王五", 110, PartialDate(date(1985, 7, 1)), None),
    ],
    note="截至 2026-07-01",
)


def test_it_reads_back_with_our_own_reader() -> None:
    (sheet,) = open_workbook(written(MEMBERS), name="x").sheets
    assert sheet.name == "党员"
    assert sheet.rows == [
        ("截至 2026-07-01", None, None, None),
        ("姓名", "号码", "入党日期", "人数"),
        ("张三", "0123", date(1985, 7, 1), 3),
        ("李四", None, "1985-07", 2.5),
        ("王五", "110", date(1985, 7, 1), None),
    ]


def test_headings_are_frozen_and_filtered_and_columns_have_their_width() -> None:
    sheet = seen_by_openpyxl(written(MEMBERS))
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A3", "A2:D5")
    assert [round(sheet.column_dimensions[letter].width) for letter in "ABCD"] == [11, 21, 13, 9]
    assert sheet["A2"].font.b


def test_digits_are_text_that_stays_text_when_it_is_edited_and_dates_are_dates() -> None:
    sheet = seen_by_openpyxl(written(MEMBERS))
    assert (sheet["B3"].value, sheet["B3"].data_type, sheet["B3"].number_format) == ("0123", "s", "@")
    assert (sheet["C3"].value, sheet["C3"].number_format) == (datetime(1985, 7, 1), "yyyy-mm-dd")


@pytest.mark.parametrize("value", ["=1+1", "+86 138", "-1", "@SUM(A1)", "=cmd|'/c calc'!A0", "\t=1", "http://a.example", "{=1}"])
def test_nothing_becomes_a_formula_or_a_link(value: str) -> None:
    content = written(SheetOut("党员", [("姓名", 10), Column("日期", 10, "date"), Column("人数", 10, "number")], [(value, value, value)]))
    with zipfile.ZipFile(BytesIO(content)) as package:
        xml = package.read("xl/worksheets/sheet1.xml")
    assert [xml.count(mark) for mark in (b"<f>", b"<f ", b"hyperlink")] == [0, 0, 0]
    assert [cell.value for cell in seen_by_openpyxl(content)[2]] == [value] * 3


def test_two_columns_may_have_one_heading() -> None:
    columns = [("姓名", 10), ("申请入党日期", 10), ("申请入党日期", 10)]
    (sheet,) = open_workbook(written(SheetOut("党员", columns, [("张三", "2020", "2021")])), name="x").sheets
    assert sheet.rows == [("姓名", "申请入党日期", "申请入党日期"), ("张三", "2020", "2021")]


def test_a_table_without_rows_has_its_headings() -> None:
    content = written(SheetOut("空", [("姓名", 10), ("性别", 10)], []), SheetOut("也空", [("甲", 10)], [], note="只有一列"))
    assert [(sheet.name, sheet.rows) for sheet in open_workbook(content, name="x").sheets] == [
        ("空", [("姓名", "性别")]),
        ("也空", [("只有一列",), ("甲",)]),
    ]


def test_values_that_excel_cannot_hold_are_written_as_text() -> None:
    columns = [Column("日期", 10, "date"), Column("数", 10, "number"), Column("文", 10)]
    rows = [(date(1899, 12, 31), 10**17, True), (datetime(2026, 7, 1, 8, 30), True, "a\x00b\nc"), (None, None, "长" * 40_000)]
    (sheet,) = open_workbook(written(SheetOut("x", columns, rows)), name="x").sheets
    assert sheet.rows[1:3] == [("1899-12-31", "100000000000000000", "是"), ("2026-07-01 08:30", "是", "ab\nc")]
    assert sheet.rows[3] == (None, None, "长" * 32_766 + "…")


def test_rows_are_taken_one_by_one() -> None:
    taken = []

    def rows() -> Iterator[tuple[int]]:
        for number in range(3):
            taken.append(number)
            yield (number,)

    (sheet,) = open_workbook(written(SheetOut("x", [Column("数", 5, "number")], rows())), name="x").sheets
    assert (sheet.rows, taken) == ([("数",), (0,), (1,), (2,)], [0, 1, 2])


def test_a_row_of_another_width_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="zip"):
        written(SheetOut("x", [("甲", 5), ("乙", 5)], [("只有一个",)]))


def test_titles_are_made_legal_and_distinct() -> None:
    assert legal_titles(["党员[1]/2:*?\\", "'引'", "", "Ab", "aB", "长" * 40, "长" * 40]) == [
        "党员 1  2",
        "引",
        "表3",
        "Ab",
        "aB（2）",
        "长" * 31,
        "长" * 28 + "（2）",
    ]


def test_a_mark_stands_at_the_head_and_foot_of_every_printed_page() -> None:
    marked = SheetOut("党员", [("姓名", 10), ("号码", 20)], [("张三", "1")], note="第一行", mark="周敏 & 李四 2026-06-01 副本 F00001")
    sheet = seen_by_openpyxl(written(marked))
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    assert sheet.oddHeader.right.text == "周敏 && 李四 2026-06-01 副本 F00001"
    assert sheet.oddFooter.left.text == sheet.oddHeader.right.text
    assert (sheet.print_title_rows, sheet.page_setup.orientation, sheet["A1"].value) == ("$1:$2", "landscape", "第一行")


def test_every_sheet_of_a_workbook_bears_its_mark() -> None:
    sheets = [SheetOut(title, [("姓名", 10)], [("张三",)], mark="副本 F00001") for title in ("甲", "乙")]
    found = openpyxl.load_workbook(BytesIO(written(*sheets))).worksheets
    assert [sheet.oddHeader.right.text if sheet.oddHeader else "" for sheet in found] == ["副本 F00001"] * 2
    assert [sheet.print_title_rows for sheet in found] == ["$1:$1"] * 2


def test_a_sheet_without_a_mark_has_none() -> None:
    sheet = seen_by_openpyxl(written(MEMBERS))
    assert sheet.oddHeader is not None
    assert (sheet.oddHeader.right.text, sheet.print_title_rows) == (None, None)
