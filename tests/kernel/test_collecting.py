"""The collector is set aside for a while and comes back, whatever happens, and stays away where it was away."""

import gc

import pytest

from zhibu.kernel.collecting import uncollected


def failing() -> None:
    with uncollected():
        assert not gc.isenabled()
        raise ZeroDivisionError


def test_it_comes_back_also_after_a_failure() -> None:
    with pytest.raises(ZeroDivisionError):
        failing()
    assert gc.isenabled()


def test_who_had_set_it_aside_before_finds_it_so() -> None:
    with uncollected():
        with uncollected():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
