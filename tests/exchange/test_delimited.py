"""Text tables, in the encodings and with the marks that Excel, WPS and the national system write."""

import pytest

from zhibu.exchange.cells import Numbered, Sheet
from zhibu.exchange.reading import open_workbook
from zhibu.kernel.unusable import Unusable

TABLE = "姓名,性别,家庭住址\n张三,男,向阳街道１号\n"
ROWS = [("姓名", "性别", "家庭住址"), ("张三", "男", "向阳街道１号")]


def sheet_of(content: bytes | str) -> Sheet:
    raw = content.encode() if isinstance(content, str) else content
    (sheet,) = open_workbook(raw, name="名册.csv").sheets
    return sheet


def numbered(content: str) -> list[Numbered]:
    return list(sheet_of(content).numbered())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_every_encoding_in_use_is_read(encoding: str) -> None:
    assert sheet_of(TABLE.encode(encoding)).rows == ROWS


def test_utf_16_with_the_other_byte_order_is_read() -> None:
    assert sheet_of(b"\xfe\xff" + TABLE.encode("utf-16-be")).rows == ROWS


def test_a_rare_character_that_only_gb18030_has_is_read() -> None:
    assert sheet_of("姓名,性别\n䶮𠮷,男\n".encode("gb18030")).rows == [("姓名", "性别"), ("䶮𠮷", "男")]


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_the_mark_between_the_fields_is_found(mark: str) -> None:
    assert sheet_of(TABLE.replace(",", mark)).rows == ROWS


def test_commas_inside_addresses_do_not_make_a_table_of_tabs_one_of_commas() -> None:
    content = "姓名\t住址\n张三\t向阳街道,1号,2室\n李四\t向阳街道,3号,4室\n"
    assert sheet_of(content).rows == [("姓名", "住址"), ("张三", "向阳街道,1号,2室"), ("李四", "向阳街道,3号,4室")]


def test_a_title_and_notes_above_do_not_hide_the_mark() -> None:
    assert sheet_of("向阳街道党员花名册\n单位：向阳街道\n姓名;性别\n张三;男\n").rows[2:] == [("姓名", "性别"), ("张三", "男")]


def test_excels_hint_of_the_mark_is_followed_and_is_no_row() -> None:
    assert numbered("sep=;\n姓名;性别\n") == [(2, ("姓名", "性别"))]


def test_a_record_has_the_line_on_which_it_begins() -> None:
    content = '姓名,住址\r\n张三,"向阳街道\r\n1号"\r\n\r\n李四,"2号"\r\n'
    assert numbered(content) == [(1, ("姓名", "住址")), (2, ("张三", "向阳街道\r\n1号")), (4, (None, None)), (5, ("李四", "2号"))]


def test_doubled_quotes_and_marks_inside_quotes_belong_to_the_text() -> None:
    assert sheet_of('姓名,备注\n张三,"他说""好"", 就来"\n').rows[1] == ("张三", '他说"好", 就来')


def test_quotes_that_are_not_doubled_are_taken_as_they_stand() -> None:
    assert sheet_of('姓名,备注\n张三,"好"的\n').rows[1] == ("张三", "好的")


def test_a_quote_that_is_never_closed_is_named_with_its_line() -> None:
    with pytest.raises(Unusable) as caught:
        sheet_of('姓名,备注\n张三,好\n李四,"不好\n王五,好\n')
    assert caught.value.reason == "第 2 行以后有一个引号没有成对，后面的内容无法分列。请补上或删去多余的双引号后再导入。"


def test_short_records_are_as_wide_as_the_widest() -> None:
    assert sheet_of("a,b,c\n1\n").rows == [("a", "b", "c"), ("1", None, None)]


def test_digits_kept_by_an_equals_sign_are_read_and_other_formulas_are_data() -> None:
    assert sheet_of('号码,备注\n="0123",=1+1\n').rows[1] == ("0123", "=1+1")


def test_old_line_ends_and_an_end_of_file_mark_are_no_matter() -> None:
    assert sheet_of(b"a,b\r1,2\r\x1a").rows == [("a", "b"), ("1", "2")]


def test_a_text_table_has_one_sheet_without_a_name() -> None:
    workbook = open_workbook(TABLE.encode(), name="名册.csv")
    assert (workbook.kind, workbook.sheets[0].name, workbook.sheets[0].hidden) == ("csv", None, False)
    assert (workbook.sheets[0].width, workbook.sheets[0].height) == (3, 2)
