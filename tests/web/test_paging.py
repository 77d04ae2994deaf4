"""Pages by number up to 10,000 rows, by cursor above."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.web.paging import (
    FARTHEST,
    Count,
    Neighbours,
    by_cursor,
    decode_cursor,
    encode_cursor,
    letter_strip,
    numbered,
    pages,
    window,
)


def href(**changes: object) -> str:
    return "?" + "&".join(f"{name}={value}" for name, value in changes.items() if value is not None)


@pytest.mark.parametrize(("total", "count"), [(0, 1), (1, 1), (50, 1), (51, 2), (10_000, 200)])
def test_number_of_pages(total: int, count: int) -> None:
    assert pages(total) == count


@pytest.mark.parametrize(
    ("page", "last", "numbers"),
    [
        (1, 1, (1,)),
        (1, 5, (1, 2, 3, 4, 5)),
        (1, 20, (1, 2, 3, 0, 20)),
        (5, 20, (1, 2, 3, 4, 5, 6, 7, 0, 20)),
        (10, 20, (1, 0, 8, 9, 10, 11, 12, 0, 20)),
        (20, 20, (1, 0, 18, 19, 20)),
    ],
)
def test_numbers_shown_around_a_page(page: int, last: int, numbers: tuple[int, ...]) -> None:
    assert window(page, last) == numbers


@given(st.integers(1, 200), st.integers(1, 200))
def test_numbers_shown_always_hold_first_last_and_this_one_in_order(page: int, last: int) -> None:
    page = min(page, last)
    shown = [number for number in window(page, last) if number]
    assert (shown[0], shown[-1], page in shown, shown) == (1, last, True, sorted(set(shown)))


def test_count_in_words() -> None:
    assert Count(4216).words("名") == "共 4,216 名"
    assert Count(10_000, capped=True).words("名") == "超过 10,000 名"


def test_one_page_needs_no_pager() -> None:
    assert numbered(page=1, last=1, href=href) == ""


def test_pager_leads_back_on_and_to_numbers() -> None:
    assert numbered(page=2, last=3, href=href) == (
        '<nav class="pager" aria-label="分页"><a rel="prev" href="?">← 上一页</a><a class="far" href="?">1</a>'
        '<span aria-current="page"><span class="only-read">第</span>2<span class="only-read">页</span></span>'
        '<a class="far" href="?page=3">3</a><a rel="next" href="?page=3">下一页 →</a></nav>'
    )


@given(st.lists(st.one_of(st.text(), st.integers(-FARTHEST + 1, FARTHEST - 1)), min_size=1, max_size=4))
def test_cursor_comes_back_as_it_went(parts: list[str | int]) -> None:
    assert decode_cursor(encode_cursor(tuple(parts))) == tuple(parts)


@pytest.mark.parametrize("word", ["", "x", "e30", "W10", "WzEuNV0", "W1tdXQ", "bnVsbA", "张", "WzEsMiwzLDQsNV0"])
def test_a_changed_cursor_means_nothing(word: str) -> None:
    assert decode_cursor(word) is None


@pytest.mark.parametrize("cursor", [[10**30], ["zhang", 2**63], [-(2**63)]])
def test_a_number_beyond_any_row_means_nothing(cursor: list[str | int]) -> None:
    assert decode_cursor(encode_cursor(tuple(cursor))) is None


def test_a_cursor_nested_without_end_means_nothing() -> None:
    assert decode_cursor(base64.urlsafe_b64encode(b"[" * 20_000).decode()) is None


@given(st.text())
def test_whatever_an_address_holds_is_a_cursor_or_nothing(word: str) -> None:
    found = decode_cursor(word)
    assert found is None or decode_cursor(encode_cursor(found)) == found


def test_pager_by_cursor() -> None:
    before, after = ("chen", 7), ("wang", 9)
    assert by_cursor(neighbours=Neighbours(before, after), href=href) == (
        f'<nav class="pager" aria-label="分页"><a rel="prev" href="?before={encode_cursor(before)}">← 上一页</a>'
        f'<a rel="next" href="?after={encode_cursor(after)}">下一页 →</a></nav>'
    )
    assert by_cursor(neighbours=Neighbours(), href=href) == ""


def test_letters_without_those_that_begin_no_syllable() -> None:
    strip = letter_strip(current="Z", href=href, letters="UVWZ")
    assert strip == (
        '<nav class="letters" aria-label="按拼音跳转"><span>按拼音跳到</span>'
        '<a href="?letter=W">W</a><a href="?letter=Z" aria-current="true">Z</a></nav>'
    )
