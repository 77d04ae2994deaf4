"""Workbooks are read as they look to the one who made them."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest
import xlwt
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.files import MAIN, by_hand, by_openpyxl, of_rows, old_excel, saved, text_cell, zipped
from zhibu.exchange.cells import Cells
from zhibu.exchange.reading import open_workbook
from zhibu.kernel.dates import PartialDate


def rows_of(content: bytes) -> list[Cells]:
    workbook = open_workbook(content, name="名册.xlsx")
    assert len(workbook.sheets) == 1
    return workbook.sheets[0].rows


def test_cells_keep_their_types() -> None:
    content = of_rows(["姓名", 3, 3.5, date(1985, 7, 1), datetime(1985, 7, 1, 8, 30), True, None, "  张 三 "])
    assert rows_of(content) == [("姓名", 3, 3.5, date(1985, 7, 1), datetime(1985, 7, 1, 8, 30), True, None, "  张 三 ")]


def test_a_whole_number_is_an_int() -> None:
    (row,) = rows_of(of_rows([198507, 1985.0]))
    assert [type(cell) for cell in row] == [int, int]


def test_the_number_1985_1_differs_from_the_text_1985_10() -> None:
    assert rows_of(of_rows([1985.10, "1985.10", "1985.1"])) == [(1985.1, "1985.10", "1985.1")]


def test_an_identity_number_stored_as_a_number_stays_one_so_that_it_can_be_refused() -> None:
    ((cell,),) = rows_of(of_rows([999999198507011234]))
    assert isinstance(cell, int)
    assert len(str(cell)) == 18


def test_a_table_that_starts_in_b4_keeps_the_numbers_of_excels_margin() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B4"], sheet["C4"], sheet["C6"] = "姓名", "性别", "女"

    (sheet,) = open_workbook(by_openpyxl(fill), name="x").sheets
    filled = [(number, cells) for number, cells in sheet.numbered() if any(cells)]
    assert filled == [(4, (None, "姓名", "性别")), (6, (None, None, "女"))]
    assert (sheet.height, sheet.width) == (6, 3)


def test_the_1904_date_system_is_honoured() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    workbook.worksheets[0]["A1"] = date(1985, 7, 1)
    assert rows_of(saved(workbook)) == [(date(1985, 7, 1),)]


def test_a_formula_gives_the_value_that_was_saved_with_it() -> None:
    content = by_hand('<row r="1"><c r="A1" t="str"><f>B1&amp;"支部"</f><v>第一支部</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>')
    assert rows_of(content) == [("第一支部", 2)]


def test_an_error_in_a_cell_is_not_taken_for_an_empty_cell() -> None:
    content = by_hand('<row r="1"><c r="A1" t="e"><f>VLOOKUP(B1,C:D,2,0)</f><v>#N/A</v></c><c r="B1"><v>1</v></c></row>')
    assert rows_of(content) == [("#N/A", 1)]


def test_rich_text_is_joined_and_its_phonetic_guide_left_out() -> None:
    strings = "<si><r><t>张</t></r><r><t>三</t></r><rPh sb='0' eb='1'><t>zhang</t></rPh></si>"
    assert rows_of(by_hand('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', strings=strings)) == [("张三",)]


def test_a_cell_merged_over_rows_belongs_to_each_of_them_and_a_title_to_its_first_cell() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"], sheet["B2"], sheet["B3"], sheet["B4"] = "花名册", "第一党支部", "张三", "李四", "王五"
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A3")

    assert rows_of(by_openpyxl(fill)) == [("花名册", None), ("第一党支部", "张三"), ("第一党支部", "李四"), (None, "王五")]


@pytest.mark.parametrize("shown", ['yyyy"年"m"月"', "yyyy\\-mm;@", "[$-804]yyyy/m", "mmm-yy"])
def test_a_date_that_is_shown_as_a_month_is_a_month(shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["A2"] = date(1985, 7, 1), date(1985, 7, 15)
        sheet["A1"].number_format = sheet["A2"].number_format = shown

    assert rows_of(by_openpyxl(fill)) == [(PartialDate(date(1985, 7, 1), month_only=True),), (date(1985, 7, 15),)]


@pytest.mark.parametrize("shown", ['yyyy"年"m"月"d"日"', "yyyy-mm-dd", "m/d/yyyy", "yyyy-mm-dd hh:mm", "[DBNum1]yyyy年m月d日"])
def test_a_date_that_is_shown_with_its_day_is_a_day(shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = date(1985, 7, 1)
        sheet["A1"].number_format = shown

    assert rows_of(by_openpyxl(fill)) == [(date(1985, 7, 1),)]


@pytest.mark.parametrize(("number", "expected"), [(57, PartialDate(date(1985, 7, 1), month_only=True)), (31, date(1985, 7, 1))])
def test_the_date_formats_built_into_a_chinese_excel_are_known(number: int, expected: object) -> None:
    styles = f'<cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
    assert rows_of(by_hand('<row r="1"><c r="A1" s="1"><v>31229</v></c></row>', styles=styles)) == [(expected,)]


def test_hidden_sheets_are_flagged_and_charts_are_no_sheets() -> None:
    workbook = openpyxl.Workbook()
    workbook.worksheets[0]["A1"] = "x"
    for name, state in (("隐藏", "hidden"), ("深藏", "veryHidden")):
        sheet = workbook.create_sheet(name)
        sheet["A1"], sheet.sheet_state = "y", state
    workbook.create_chartsheet("图")
    read = open_workbook(saved(workbook), name="x")
    assert [(sheet.name, sheet.hidden) for sheet in read.sheets] == [("Sheet", False), ("隐藏", True), ("深藏", True)]


def test_an_empty_sheet_beside_a_full_one_has_no_rows() -> None:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("名册")["A1"] = "x"
    read = open_workbook(saved(workbook), name="x")
    assert [(sheet.height, sheet.rows) for sheet in read.sheets] == [(0, []), (1, [("x",)])]


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1"])
def test_a_space_typed_by_accident_far_outside_the_table_is_as_if_it_were_not_there(place: str) -> None:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    near = "".join(f'<c r="{chr(65 + column)}1"><v>{column}</v></c>' for column in range(20))
    far = text_cell(place, " ")
    content = by_hand(f'<row r="1">{near}{far}</row>' if row == "1" else f'<row r="1">{near}</row><row r="{row}">{far}</row>')
    assert [cells[:20] for _, cells in open_workbook(content, name="x").sheets[0].numbered() if any(map(text_or_number, cells))] == [
        tuple(range(20))
    ]


def text_or_number(cell: object) -> bool:
    return cell is not None and str(cell).strip() != ""


def test_formats_without_content_far_outside_the_table_do_no_harm() -> None:
    content = by_hand('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert rows_of(content) == [(1,)]


def test_macros_links_and_pictures_are_not_even_unpacked() -> None:
    junk: dict[str, str | bytes] = {
        "xl/vbaProject.bin": b"\xff" * 999,
        "xl/externalLinks/externalLink1.xml": "<broken",
        "xl/media/image1.png": b"\x89PNG",
        "xl/drawings/drawing1.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    }
    assert rows_of(by_hand('<row r="1"><c r="A1"><v>1</v></c></row>', more=junk)) == [(1,)]


@pytest.mark.parametrize(
    "rows",
    [
        "<row><c><v>1</v></c><c><v>2</v></c></row>",
        f'<x:row xmlns:x="{MAIN}" r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row>',
        "<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>2</v></c></row>",
    ],
    ids=["no places", "prefixes", "single quotes"],
)
def test_other_writers_spell_the_same_sheet_differently(rows: str) -> None:
    assert rows_of(by_hand(rows)) == [(1, 2)]


def test_an_xls_is_read_like_an_xlsx() -> None:
    def fill(sheet: xlwt.Worksheet) -> None:
        sheet.write(2, 1, "姓名")
        sheet.write(2, 2, 1985.1)
        sheet.write(2, 3, date(1985, 7, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
        sheet.write(2, 4, 300)
        sheet.write_merge(3, 4, 1, 1, "第一党支部")
        sheet.write(4, 2, 5)

    workbook = open_workbook(old_excel(fill), name="名册.xls")
    (sheet,) = workbook.sheets
    assert workbook.kind == "xls"
    assert sheet.name == "名册"
    assert [(number, cells) for number, cells in sheet.numbered() if any(cells)] == [
        (3, (None, "姓名", 1985.1, date(1985, 7, 1), 300)),
        (4, (None, "第一党支部", None, None, None)),
        (5, (None, "第一党支部", 5, None, None)),
    ]


def test_the_type_is_told_from_the_content_and_not_from_the_name() -> None:
    assert open_workbook(of_rows(["x"]), name="名册.csv").kind == "xlsx"
    assert open_workbook(b"a,b\n1,2\n", name="名册.xlsx").kind == "csv"


def test_rows_can_be_walked_again_and_over_the_edge_of_a_block() -> None:
    content = of_rows(*[[number] for number in range(1, 9_001)])
    (sheet,) = open_workbook(content, name="x").sheets
    first, again = list(sheet.numbered()), list(sheet.numbered())
    assert first == again == [(number, (number,)) for number in range(1, 9_001)]
    assert sheet.head(2) == [(1, (1,)), (2, (2,))]


def test_a_package_with_backslashes_in_its_names_is_still_a_workbook() -> None:
    plain = by_hand('<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row>')
    with zipfile.ZipFile(BytesIO(plain)) as package:
        content = zipped({name.replace("/", "\\"): package.read(name) for name in package.namelist()})
    assert rows_of(content) == [("#N/A",)]
