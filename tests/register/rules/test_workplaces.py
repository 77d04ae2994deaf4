"""Texts of a record that name a place: by the words that stand in them, never by likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhibu.register.rules.workplaces import estate_in_name, longest_name, told_by_address, unit_in_name

NAMES = some.lists(some.text(some.sampled_from("晨光云溪小学厂"), min_size=1, max_size=6))


@given(NAMES, some.text(some.sampled_from("晨光云溪小学厂"), max_size=9))
def test_no_longer_name_would_have_fitted(names: list[str], place: str) -> None:
    lengths = sorted({len(name) for name in names}, reverse=True)
    found = longest_name(place, set(names), lengths)
    assert found == max((name for name in names if place.startswith(name)), key=len, default="")


@pytest.mark.parametrize(
    ("organisation", "unit"),
    [
        ("云溪启明软件公司党支部", "云溪启明软件公司"),
        ("中共云溪启明软件公司支部委员会", "云溪启明软件公司"),
        ("云溪动力机械公司党委", "云溪动力机械公司"),
        ("向阳实验中学党总支", "向阳实验中学"),
        ("柳荫社区物业行业联合党支部", "柳荫社区物业行业"),
        ("机关党支部", ""),
        ("第一党小组", ""),
    ],
)
def test_the_unit_in_the_name_of_its_organisation(organisation: str, unit: str) -> None:
    assert unit_in_name(organisation) == unit


@pytest.mark.parametrize(
    ("branch", "estate"),
    [("晨光社区翠湖花园党支部", "翠湖花园"), ("晨光社区第一党支部", ""), ("晨光社区老街党支部", ""), ("晨光社区书香苑党支部", "书香苑")],
)
def test_the_estate_in_the_name_of_a_branch(branch: str, estate: str) -> None:
    assert estate_in_name(branch, "晨光社区") == estate


def test_an_address_names_the_longest_words_first() -> None:
    words = {"晨光社区": ["第一党支部", "翠湖花园党支部"], "翠湖花园小区": ["翠湖花园党支部"], "书香苑": ["书香苑党支部"]}
    assert told_by_address("云溪区向阳街道晨光社区翠湖花园小区6栋", words) == ["翠湖花园党支部", "第一党支部"]
    assert told_by_address("云溪区向阳街道翠湖花园小区6栋", words) == ["翠湖花园党支部"]
    assert told_by_address("云溪区向阳街道晨光路6号", words) == []
    assert told_by_address("", words) == []
