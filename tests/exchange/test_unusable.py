"""A file that cannot be read is named for what it is, with the way out; and it never takes the server with it."""

import resource
import struct
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from tests.exchange.files import MAIN, by_hand, of_rows, old_container, text_cell, zipped
from zhibu.exchange import sniffing
from zhibu.exchange.limits import DEFAULT, MEBIBYTE, Limits
from zhibu.exchange.reading import open_workbook
from zhibu.exchange.reading_process import _TOO_HEAVY
from zhibu.exchange.sniffing import BROKEN, EMPTY, LOCKED, SAVE_AS
from zhibu.kernel.unusable import Unusable

ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'
SMALL = replace(DEFAULT, memory_bytes=600 * MEBIBYTE, seconds=20)


def reason(content: bytes, limits: Limits = SMALL) -> str:
    with pytest.raises(Unusable) as caught:
        open_workbook(content, name="名册.xlsx", limits=limits)
    return caught.value.reason


@pytest.mark.parametrize("content", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\0" * 99])
def test_an_empty_file_is_called_empty(content: bytes) -> None:
    assert reason(content) == EMPTY


def test_a_workbook_without_any_cell_is_called_empty() -> None:
    assert reason(by_hand("")) == EMPTY


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"%PDF-1.7\n...", "这是 PDF 文件，不是表格。请找到原来的表格文件再导入。"),
        (b"\x89PNG\r\n\x1a\n....", "这是图片，不是表格。请找到原来的表格文件再导入。"),
        (b"Rar!\x1a\x07\x00...", "这是压缩包，不是表格。请先解压，再导入里面的表格。"),
        (zipped({"名册.xlsx": of_rows(["x"])}), "这是压缩包，不是表格。请先解压，再导入里面的表格。"),
        (zipped({"word/document.xml": "<w/>", "_rels/.rels": "<r/>"}), dict(sniffing._OLE_STREAMS)["WordDocument"]),
        (zipped({"content.xml": "<o/>", "mimetype": "x"}), f"这是 OpenDocument 表格（.ods），系统不能读取。{SAVE_AS}"),
        (zipped({"xl/workbook.bin": "x", "_rels/.rels": "<r/>"}), f"这是二进制工作簿（.xlsb），系统不能读取。{SAVE_AS}"),
        (old_container("WordDocument"), dict(sniffing._OLE_STREAMS)["WordDocument"]),
        (old_container("SomethingElse"), f"这不是表格文件。{SAVE_AS}"),
        (b"<html><table><tr><td>1</td></tr></table></html>", f"这其实是网页文件（只是名称像表格），系统不能读取。{SAVE_AS}"),
        ("<!DOCTYPE html>".encode("utf-16"), f"这其实是网页文件（只是名称像表格），系统不能读取。{SAVE_AS}"),
        (b"MIME-Version: 1.0\nX-Document-Type: Workbook", f"这其实是网页文件（只是名称像表格），系统不能读取。{SAVE_AS}"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            f"这是 XML 表格（Excel 2003 格式），系统不能读取。{SAVE_AS}",
        ),
        (b"\x00\x01\x02\x03 binary \xff\xfe\xfd", f"无法识别文件的类型或文字编码。{SAVE_AS}"),
        ("姓名".encode("utf-8-sig") + b"\xff\xff", f"无法识别文件的类型或文字编码。{SAVE_AS}"),
    ],
)
def test_what_is_no_table_is_named(content: bytes, expected: str) -> None:
    assert reason(content) == expected


def test_a_workbook_with_a_password_is_named_as_such() -> None:
    assert reason(old_container("EncryptedPackage")) == LOCKED


@pytest.mark.parametrize("kind", [0, 1], ids=["obfuscated", "encrypted"])
def test_an_old_workbook_with_a_password_is_named_as_such(kind: int) -> None:
    begin = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 0x0005, 0, 0, 0, 0)
    locked = struct.pack("<HHHHH", 0x002F, 6, kind, 0x1234, 0x5678)
    end = struct.pack("<HH", 0x000A, 0)
    assert reason(old_container("Workbook", (begin + locked + end).ljust(8192, b"\0"))) == LOCKED


def test_a_zip_with_a_password_is_named_as_such() -> None:
    content = bytearray(by_hand(ONE))
    with zipfile.ZipFile(BytesIO(content)) as package:
        entry = package.infolist()[-1]
    at = content.rindex(entry.filename.encode()) - 46
    content[at + 8] |= 1
    assert reason(bytes(content)) == LOCKED


def test_a_broken_file_is_called_broken() -> None:
    whole = of_rows(["姓名", "性别"])
    assert reason(whole[: len(whole) // 2]) == BROKEN
    assert reason(old_container("Workbook", b"\xab" * 8192)) == BROKEN
    assert reason(by_hand('<row r="1"><c r="A1"><v>1</v></c>', more={"xl/sharedStrings.xml": "<sst><si>"})) == BROKEN
    assert reason(by_hand('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')) == BROKEN


def test_an_entry_that_does_not_keep_its_checksum_is_called_broken() -> None:
    content = bytearray(by_hand(ONE))
    at = content.rindex(b"xl/worksheets/sheet1.xml") - 46
    content[at + 16 : at + 20] = b"\0\0\0\0"
    assert reason(bytes(content)) == BROKEN


def test_two_entries_of_one_name_are_called_broken_since_readers_differ_on_which_counts() -> None:
    stream = BytesIO(by_hand(ONE))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("XL/worksheets/sheet1.xml", "<worksheet/>")
    assert reason(stream.getvalue()) == BROKEN


def test_a_file_over_the_limit_is_told_its_size() -> None:
    assert reason(b"a,b\n" * MEBIBYTE, replace(SMALL, file_bytes=2 * MEBIBYTE)) == (
        "文件有 4 MB，超过 2 MB 的上限。请删去图片和无关的工作表，或分成几个文件导入。"
    )


UNPACKS_TOO_FAR = "文件展开后有 {} MB，超过上限。多半是整行整列设了格式：请只选中有内容的区域，复制到新的工作簿再导入。"


def test_a_file_that_unpacks_too_far_is_refused_before_it_is_unpacked() -> None:
    bomb = by_hand(ONE, more={"xl/worksheets/sheet1.xml": b" " * (20 * MEBIBYTE)})
    assert reason(bomb) == UNPACKS_TOO_FAR.format(20)
    assert reason(bomb, replace(SMALL, unpacked_bytes=10 * MEBIBYTE, ratio=10**6)) == UNPACKS_TOO_FAR.format(20)


def test_a_bomb_among_the_parts_that_are_not_read_is_not_unpacked_at_all() -> None:
    content = by_hand(ONE, more={"xl/media/image1.xml": b" " * (20 * MEBIBYTE)})
    assert open_workbook(content, name="x", limits=SMALL).sheets[0].rows == [(1,)]


def test_too_many_parts_sheets_and_cells_are_refused_with_their_numbers() -> None:
    assert reason(by_hand(ONE), replace(SMALL, entries=5)) == "文件里包着 7 个部件，超过 5 个的上限。请删去图片和无关的工作表后再导入。"
    assert reason(by_hand(ONE, sheets=3), replace(SMALL, sheets=2)) == "文件有 3 张工作表，超过 2 张的上限。请分成几个文件导入。"
    small = replace(SMALL, cells=20_000)
    assert reason(b"a,b,c\n" * 10_000, small) == "表格超过 2 万个单元格的上限。请分成几个文件导入。"
    assert reason(of_rows(*[["a"] * 30] * 1_000), small) == ("表格超过 2 万个单元格的上限。请删去表格以外的内容，或分成几个文件导入。")


FAR_OUT = "工作表“表1”的内容一直延伸到 {} 附近，超过能读取的范围。请删去表格以外的内容后再导入。"


def test_something_written_far_outside_the_table_is_named_by_its_place() -> None:
    content = by_hand(f'<row r="1">{text_cell("A1", "姓名")}</row><row r="1048576">{text_cell("XFD1048576", "x")}</row>')
    assert reason(content) == FAR_OUT.format("XFD1048576")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="4294967295"><c r="A4294967295"><v>1</v></c></row>', FAR_OUT.format("A4294967295")),
        ("<row>" + "<c><v>1</v></c>" * 20_000 + '</row><row r="900000"><c r="A900000"><v>1</v></c></row>', FAR_OUT.format("A900000")),
        ('<row r="1"><c r = "XFD1048576"><v>1</v></c><c r="A1"><v>1</v></c></row>', _TOO_HEAVY),
    ],
    ids=["a row beyond all rows", "cells without places", "an unusual spelling"],
)
def test_a_hostile_sheet_ends_the_reading_and_nothing_else(rows: str, expected: str) -> None:
    assert reason(by_hand(rows)) == expected


def test_a_long_text_used_a_million_times_is_bounded_by_memory() -> None:
    strings = f"<si><t>{'长' * 30_000}</t></si>"
    rows = "".join(f'<row r="{row}">' + '<c t="s"><v>0</v></c>' * 20 + "</row>" for row in range(1, 2_001))
    assert reason(by_hand(rows, strings=strings)) == _TOO_HEAVY


def test_what_many_sheets_say_together_is_bounded_where_it_arrives() -> None:
    said_often = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 501))
    content = by_hand(said_often, strings=f"<si><t>{'长' * 10_000}</t></si>", sheets=40)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert reason(content, replace(SMALL, answer_bytes=16 * MEBIBYTE)) == _TOO_HEAVY
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 200 * 1024


def test_entities_are_not_expanded() -> None:
    declared = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    sheet = f"<!DOCTYPE w [<!ENTITY e0 'ha'>{declared}]><worksheet xmlns='{MAIN}'><sheetData><row><c t='str'><v>&e11;</v></c></row>"
    assert reason(by_hand("", more={"xl/worksheets/sheet1.xml": sheet + "</sheetData></worksheet>"})) == BROKEN


def test_reading_that_takes_too_long_is_ended() -> None:
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 150_000))
    assert reason(by_hand(rows), replace(SMALL, seconds=0)) == _TOO_HEAVY
