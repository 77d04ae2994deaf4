"""The security table names every requirement once, counts itself rightly, and points at tests that exist."""

import ast
import re
from collections import Counter
from functools import cache
from typing import Final

import pytest

from zhibu.config.checkout import ROOT

TABLE: Final = (ROOT / "docs" / "security.zh-CN.md").read_text(encoding="utf-8")
ROW: Final = re.compile(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| (达到|部分|没有|部署) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
LEFT_OUT: Final = re.compile(r"^\| ((?:\d+\.\d+\.\d+、?)+) \| [^|]+ \|$", re.MULTILINE)
TEST: Final = re.compile(r"`(tests/[\w/]+\.py)::([\w:]+)`")
NAMED: Final = sorted(set(TEST.findall(TABLE)))

ONE_AND_TWO: Final = (
    "1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2 4.1.1-3 4.2.1 4.3.1-2"
    " 4.4.1-4 5.1.1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5"
    " 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1 8.4.1 9.1.1-3 9.2.1-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3"
    " 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1 12.1.1-3 12.2.1-2 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4"
    " 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2"
)
"""Numbers of ASVS 5.0.0 at levels 1 and 2, as its list of requirements gives them."""


def wanted() -> list[str]:
    numbers = []
    for part in ONE_AND_TWO.split():
        first, _, last = part.partition("-")
        section, start = first.rsplit(".", 1)
        numbers += [f"{section}.{number}" for number in range(int(start), int(last or start) + 1)]
    return numbers


def told() -> list[str]:
    return [number for number, _, _ in ROW.findall(TABLE)] + [one for group in LEFT_OUT.findall(TABLE) for one in group.split("、")]


def in_order(numbers: list[str]) -> list[str]:
    return sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])


def test_every_requirement_of_the_two_levels_stands_there_once() -> None:
    assert in_order(told()) == in_order(wanted())


def test_the_summary_counts_the_rows() -> None:
    states = Counter(state for _, state, _ in ROW.findall(TABLE))
    left_out = len(told()) - states.total()
    parts = "，".join(f"{state} {states[state]} 条" for state in ("达到", "部分", "没有", "部署"))
    assert f"一级、二级共 {len(wanted())} 条：{parts}，不适用 {left_out} 条。" in TABLE


def test_what_is_said_to_be_met_says_by_which_test_or_where_it_is_written() -> None:
    bare = [number for number, state, proof in ROW.findall(TABLE) if state == "达到" and not TEST.search(proof)]
    assert bare == ["5.1.1", "7.1.1", "7.1.2", "11.1.2", "14.1.1", "14.1.2", "16.1.1"]


@cache
def names_in(file: str) -> frozenset[str]:
    """Functions and classes of a file of tests, and the methods that are written out."""
    names = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}::{inner.name}" for inner in node.body if isinstance(inner, ast.FunctionDef)}
    return frozenset(names)


@pytest.mark.parametrize(("file", "name"), NAMED, ids=["::".join(one) for one in NAMED])
def test_a_test_that_is_named_exists(file: str, name: str) -> None:
    assert name in names_in(file)
