"""Texts, numbers and answers are the same however they were typed."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.exchange.cells import Cell
from zhibu.exchange.values import BadValue, digits, is_blank, parse_count, parse_flag, text
from zhibu.kernel.dates import PartialDate


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        ("  张三\u3000", "张三"),
        ("张\u200b三\ufeff", "张三"),
        ("张\u00a0\u3000 三", "张 三"),
        ("向阳街道\r\n１２号Ａ座", "向阳街道 12号A座"),
        ("第一_x000D_\n支部", "第一 支部"),
        ("'0123", "0123"),
        ("’0123", "0123"),
        ("'=1+1", "=1+1"),
        ("=1+1", "=1+1"),
        ("O'Neill", "O'Neill"),
        ("张三（女），党员：是", "张三（女），党员：是"),
        ("０１０－８８８８", "010-8888"),
        ("a\tb", "a b"),
        (3, "3"),
        (3.0, "3"),
        (1985.1, "1985.1"),
        (True, "是"),
        (False, "否"),
        (date(1985, 7, 1), "1985-07-01"),
        (datetime(1985, 7, 1), "1985-07-01"),
        (datetime(1985, 7, 1, 8, 30), "1985-07-01 08:30"),
        (PartialDate(date(1985, 7, 1), month_only=True), "1985-07"),
    ],
)
def test_a_cell_as_text(cell: Cell, expected: str) -> None:
    assert text(cell) == expected


@given(st.text())
def test_a_text_that_was_evened_out_is_even(value: str) -> None:
    assert text(text(value)) == text(value)


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_chinese_characters_stay_as_they_are(value: str) -> None:
    assert text(value) == value


@pytest.mark.parametrize("cell", [None, "", " ", "-", "——", "/", "无", "N/A"])
def test_a_dash_is_nothing(cell: Cell) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["0", 0, False, "无业", "张三"])
def test_a_nought_is_something(cell: Cell) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("999999198507011234", "999999198507011234"),
        ("'99999919850701123x", "99999919850701123X"),
        ("９９９９９９　１９８５０７０１　１２３Ｘ", "99999919850701123X"),
        ("999999 19850701 1234", "999999198507011234"),
        ("010-8888", "010-8888"),
        (999999850701123, "999999850701123"),
        (13800000000, "13800000000"),
        (13800000000.0, "13800000000"),
        (None, ""),
    ],
)
def test_digits_are_kept_as_they_were_given(cell: Cell, expected: str) -> None:
    assert digits(cell) == expected


@pytest.mark.parametrize("cell", [999999198507011200, 9.99999198507011e17, "9.99999E+17", "9.99999198507011e17"])
def test_a_number_that_lost_digits_is_refused(cell: Cell) -> None:
    with pytest.raises(BadValue) as caught:
        digits(cell)
    assert caught.value.code == "digits_lost"
    assert caught.value.remedy == "请把这一列设为“文本”格式，重新填写完整号码。"


@pytest.mark.parametrize(("code", "cell"), [("not_digits", date(1985, 7, 1)), ("not_digits", True), ("excel_error", "#REF!")])
def test_what_is_no_number_is_refused(code: str, cell: Cell) -> None:
    with pytest.raises(BadValue, match=code):
        digits(cell)


@pytest.mark.parametrize("cell", ["是", "有", "√", "✔", "Y", "1", 1, True, " 是 "])
def test_yes(cell: Cell) -> None:
    assert parse_flag(cell) is True


@pytest.mark.parametrize("cell", ["否", "无", "×", "N", "0", 0, False, "-"])
def test_no(cell: Cell) -> None:
    assert parse_flag(cell) is False


def test_neither_is_nothing_or_refused() -> None:
    assert parse_flag(None) is None
    with pytest.raises(BadValue, match="not_yes_or_no"):
        parse_flag("也许")


@pytest.mark.parametrize("cell", [300, 300.0, "300", "３００", "300人", "300 名", "300.0"])
def test_a_count(cell: Cell) -> None:
    assert parse_count(cell) == 300


def test_counts_may_have_thousands_and_may_be_missing() -> None:
    assert [parse_count(cell) for cell in ("1,200", "1,200人", "12,345,678", None, "无", 0)] == [1200, 1200, 12345678, None, None, 0]


@pytest.mark.parametrize("cell", ["约300人", "200-300", "300余人", 3.5, -3, "-3", True, date(1985, 7, 1), "1,20", "三百"])
def test_an_estimate_is_no_count(cell: Cell) -> None:
    with pytest.raises(BadValue, match="not_a_count"):
        parse_count(cell)
