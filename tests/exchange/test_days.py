"""Every way to write a date that names one day or one month is taken; whatever could mean two is refused with its reason."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.exchange.cells import Cell
from zhibu.exchange.values import BadValue, parse_date
from zhibu.kernel.dates import PartialDate

DAY = PartialDate(date(1985, 7, 1))
MONTH = PartialDate(date(1985, 7, 1), month_only=True)
TODAY = date(2026, 7, 1)

days = st.dates(date(1927, 6, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "cell",
    [
        date(1985, 7, 1),
        datetime(1985, 7, 1, 8, 30),
        31229,
        31229.0,
        31229.4,
        "31229",
        "1985.07.01",
        "1985.7.1",
        "1985年7月1日",
        "1985年07月01号",
        "1985-7-1",
        "1985/7/1",
        "1985/07/01 0:00",
        "1985-07-01 00:00:00",
        "1985-07-01T00:00:00.000Z",
        "1985年7月1日 8时30分",
        "19850701",
        19850701,
        1985.0701,
        " １９８５．０７．０１ ",
        "'1985-07-01",
        "1985 年 7 月 1 日",
        "1985—07—01",
        "1985、7、1",
        "\u200e1985-07-01",
    ],
)
def test_a_day(cell: Cell) -> None:
    assert parse_date(cell, today=TODAY) == DAY


@pytest.mark.parametrize(
    "cell",
    ["1985.7", "1985.07", "1985年7月", "1985年07月份", "198507", 198507, "1985-7", "1985-07", "1985/7", 1985.7, 1985.07, "1985.7.", MONTH],
)
def test_a_month_without_a_day_is_kept_as_a_month(cell: Cell) -> None:
    assert parse_date(cell, today=TODAY) == MONTH


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "-", "——", "/", "无", "不详"])
def test_nothing_is_nothing(cell: Cell) -> None:
    assert parse_date(cell, today=TODAY) is None


@pytest.mark.parametrize(
    ("cell", "month"), [("1985.1", 1), ("1985.10", 10), (1985.2, 2), (1985.9, 9), (1985.11, 11), (1985.12, 12), (1985.01, 1)]
)
def test_text_says_which_month_and_so_do_most_numbers(cell: Cell, month: int) -> None:
    assert parse_date(cell) == PartialDate(date(1985, month, 1), month_only=True)


@pytest.mark.parametrize(
    ("code", "cell"),
    [
        ("ambiguous_month", 1985.1),
        ("two_digit_year", "85.7.1"),
        ("two_digit_year", "85年7月"),
        ("two_digit_year", "85-07-01"),
        ("two_digit_year", "850701"),
        ("two_digit_year", 850701),
        ("two_digit_year", "8507"),
        ("two_digit_year", 8507),
        ("year_only", "1985"),
        ("year_only", "1985年"),
        ("year_only", 1985),
        ("year_as_date", date(1905, 6, 7)),
        ("year_as_date", datetime(1905, 6, 7, 16, 48)),
        ("impossible_date", "1985-02-30"),
        ("impossible_date", "1985.13"),
        ("impossible_date", "1985-00"),
        ("impossible_date", "19850700"),
        ("impossible_date", 1985.13),
        ("year_out_of_range", "1785-07-01"),
        ("year_out_of_range", date(2443, 6, 30)),
        ("year_last", "7/1/1985"),
        ("future_date", "2026-07-02"),
        ("future_date", date(2027, 1, 1)),
        ("excel_error", "#N/A"),
        ("not_a_date", "七月"),
        ("not_a_date", "1985-07-01（农历）"),
        ("not_a_date", True),
        ("not_a_date", 0),
        ("not_a_date", -31229),
        ("not_a_date", 3.5),
        ("not_a_date", 1e18),
        ("not_a_date", float("inf")),
        ("not_a_date", "=TODAY()"),
    ],
)
def test_what_could_mean_something_else_is_refused(code: str, cell: Cell) -> None:
    with pytest.raises(BadValue) as caught:
        parse_date(cell, today=TODAY)
    assert caught.value.code == code
    assert caught.value.reason
    assert caught.value.remedy


def test_the_reason_says_what_was_seen_and_the_remedy_what_to_write() -> None:
    with pytest.raises(BadValue) as caught:
        parse_date(1985.1)
    assert caught.value.reason == "数字 1985.1 可能是 1985年1月，也可能是 1985年10月"
    assert caught.value.remedy == "请把单元格设为“文本”格式，填写 1985-01 或 1985-10。"


def test_without_a_present_a_later_day_is_a_day() -> None:
    assert parse_date("2030-01-01") == PartialDate(date(2030, 1, 1))


@given(
    days,
    st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y%m%d}", "{0:%Y/%m/%d} 00:00", "{0.year}.{0.month}.{0.day}", "{0.year}年{0.month}月{0.day}日"]),
)
def test_a_day_comes_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == PartialDate(day)


@given(days)
def test_a_day_comes_back_from_excels_serial(day: date) -> None:
    assert parse_date((day - date(1899, 12, 30)).days) == PartialDate(day)


@given(days, st.sampled_from(["{0:%Y-%m}", "{0:%Y%m}", "{0.year}.{0.month}", "{0.year}年{0.month}月"]))
def test_a_month_comes_back_from_every_form(day: date, form: str) -> None:
    assert parse_date(form.format(day)) == PartialDate(day.replace(day=1), month_only=True)


@given(st.integers(1901, 2099), st.integers(1, 12))
def test_a_number_with_a_month_behind_the_point_is_that_month_or_refused(year: int, month: int) -> None:
    cell = float(f"{year}.{month}")
    if month in {1, 10}:
        with pytest.raises(BadValue, match="ambiguous_month"):
            parse_date(cell)
    else:
        assert parse_date(cell) == PartialDate(date(year, month, 1), month_only=True)


def date_or_remedy(cell: Cell) -> PartialDate | str | None:
    try:
        return parse_date(cell, today=TODAY)
    except BadValue as refusal:
        return refusal.remedy


@given(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates() | st.datetimes())
def test_any_cell_is_a_date_or_nothing_or_refused(cell: Cell) -> None:
    found = date_or_remedy(cell)
    assert found is None or (found != "" if isinstance(found, str) else date(1880, 1, 1) <= found.day <= TODAY)
