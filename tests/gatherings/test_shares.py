"""Half, more than half, two thirds: the smallest number that is enough."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.gatherings.rules.shares import Share

SHARES = st.fractions(min_value=Fraction(1, 10), max_value=1).map(lambda one: Share(one.limit_denominator(12)))


def test_twenty_entitled_and_ten_there_is_half_and_not_more_than_half() -> None:
    half, more = Share.read("≥ 1/2"), Share.read("> 1/2")
    assert (half.least(20), more.least(20)) == (10, 11)
    assert (half.reached(10, 20), more.reached(10, 20)) == (True, False)


@pytest.mark.parametrize(
    ("said", "base", "least"),
    [("≥ 2/3", 9, 6), ("≥ 2/3", 10, 7), ("≥ 4/5", 20, 16), ("≥ 1/2", 5, 3), ("> 1/2", 5, 3), (66, 9, 6), (50, 9, 5)],
)
def test_a_share_of_a_number_is_rounded_up(said: object, base: int, least: int) -> None:
    assert Share.read(said).least(base) == least


@pytest.mark.parametrize("said", ["half", "1/2", "≥ 1/0", "≥ -1/2", ""])
def test_what_is_no_share_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="no share"):
        Share.read(said)


def test_an_empty_meeting_reaches_nothing() -> None:
    assert not Share.read("≥ 1/2").reached(0, 0)


@given(share=SHARES, base=st.integers(1, 3000))
def test_the_least_number_is_enough_and_one_less_is_not(share: Share, base: int) -> None:
    least = share.least(base)
    assert share.reached(least, base)
    assert not share.reached(least - 1, base)


@given(share=SHARES, base=st.integers(1, 3000))
def test_exceeding_a_share_never_needs_less_than_reaching_it(share: Share, base: int) -> None:
    assert share.least(base) <= Share(share.of, exceeded=True).least(base) <= base + 1
