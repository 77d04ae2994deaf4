"""Rows come out of the reading process as they went in."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from zhibu.exchange.cells import Cells
from zhibu.exchange.frames import blocks, rows
from zhibu.kernel.dates import PartialDate

cells = st.one_of(
    st.none(),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False).filter(lambda value: not value.is_integer()),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.dates().map(lambda day: PartialDate(day, month_only=True)),
)


def through(*given_rows: tuple[Any, ...]) -> list[Cells]:
    return [row for block in blocks(given_rows) for row in rows(block)]


@given(st.integers(1, 5).flatmap(lambda width: st.lists(st.tuples(*[cells] * width), min_size=1)))
def test_what_goes_in_comes_out(table: list[tuple[object, ...]]) -> None:
    out = through(*table)
    assert out == table
    assert [[type(cell) for cell in row] for row in out] == [[type(cell) for cell in row] for row in table]


def test_whole_numbers_become_integers_and_empty_texts_nothing() -> None:
    assert through((3.0, "", -0.0, 1e300), (True, "a", 2.5, 1)) == [(3, None, 0, 1e300), (True, "a", 2.5, 1)]


def test_a_time_of_day_and_a_duration_become_text() -> None:
    assert through((time(8, 30), timedelta(hours=30), date(1985, 7, 1), datetime(1985, 7, 1, 8))) == [
        ("08:30:00", "1 day, 6:00:00", date(1985, 7, 1), datetime(1985, 7, 1, 8))
    ]


def test_numbers_beside_dates_in_one_column_stay_numbers() -> None:
    assert through((date(1985, 7, 1),), (31229,), ("1985",), (None,)) == [(date(1985, 7, 1),), (31229,), ("1985",), (None,)]
