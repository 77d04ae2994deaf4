"""Bundles are taken in any order, twice, and late without harm; one altered byte, another key or a gap is refused."""

import json
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibu.exchange.bundles import Bundle, Refused, fresh, look_up_key, public_of, read, seal, signature, unseal, write

KEY: Final = b"k" * 32
OTHER: Final = b"o" * 32


def items(*numbers: int) -> tuple[dict[str, object], ...]:
    return tuple({"number": number, "page": "honours", "content": {"name": "张三"}} for number in numbers)


def bundle(base: int, to: int, *numbers: int) -> Bundle:
    return Bundle("portal", "", base, to, 0, 1, items(*numbers))


WHOLE: Final = write(bundle(0, 3, 1, 3), KEY)


def refusal(raw: bytes, key: bytes = KEY) -> str:
    with pytest.raises(Refused) as refused:
        read(raw, key, towards="portal")
    return refused.value.code


def test_what_is_written_is_read() -> None:
    assert read(WHOLE, KEY, towards="portal") == bundle(0, 3, 1, 3)


@settings(max_examples=200)
@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_any_altered_byte_is_refused(place: int, by: int) -> None:
    altered = WHOLE[:place] + bytes([WHOLE[place] ^ by]) + WHOLE[place + 1 :]
    assert refusal(altered) in {"altered", "another_key", "not_a_bundle"}


@settings(max_examples=30)
@given(st.integers(0, len(WHOLE) - 1))
def test_a_bundle_cut_short_is_refused(length: int) -> None:
    assert refusal(WHOLE[:length]) == "not_a_bundle"


def test_each_refusal_says_what_it_is() -> None:
    assert refusal(WHOLE, OTHER) == "another_key"
    assert refusal(WHOLE + b" ") == "altered"
    assert refusal(b" " * 33 * 2**20) == "too_large"
    assert refusal(json.dumps([1]).encode()) == "not_a_bundle"
    assert refusal(write(Bundle("inside", "", 0, 0, 0), KEY)) == "wrong_way"


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_in_any_order_and_however_often_each_item_is_taken_once(spans: list[tuple[int, int]]) -> None:
    """Whoever tells begins at what was acknowledged: in the end everything is there, nothing twice."""
    known, taken = 0, []
    for one, other in [*spans, (0, 9)]:
        base, to = min(one, other), max(one, other)
        told = bundle(base, to, *range(base + 1, to + 1))
        if base > known:
            with pytest.raises(Refused, match="没有收到"):
                fresh(told, known)
            continue
        taken += [item["number"] for item in fresh(told, known)]
        known = max(known, to)
    assert taken == list(range(1, 10))


def test_only_the_inside_opens_a_letter_and_only_as_what_it_is() -> None:
    private = b"p" * 32
    sealed = seal(public_of(private), "帮助".encode(), b"7")
    assert unseal(private, sealed, b"7").decode() == "帮助"
    for key, letter, context in ((b"q" * 32, sealed, b"7"), (private, sealed, b"8"), (private, sealed[:-1], b"7"), (private, b"", b"7")):
        with pytest.raises(Refused):
            unseal(key, letter, context)
    assert seal(public_of(private), "帮助".encode(), b"7") != sealed


def test_words_are_looked_up_however_they_are_spaced_and_never_told() -> None:
    assert look_up_key(KEY, "certificate", "ab12 cd34", "张") == look_up_key(KEY, "certificate", "AB12CD34", " 张 ")
    assert look_up_key(KEY, "certificate", "AB12CD34", "张") != look_up_key(KEY, "certificate", "AB12CD3", "4张")
    assert look_up_key(OTHER, "certificate", "AB12CD34", "张") != look_up_key(KEY, "certificate", "AB12CD34", "张")
    assert signature(KEY, "liaison", "a") != signature(KEY, "honours", "a")
