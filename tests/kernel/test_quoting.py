"""Quotation marks inside of others."""

import pytest

from zhibu.kernel.decisions import Objection
from zhibu.kernel.quoting import nested


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“庆“七一”大会”", "“庆‘七一’大会”"),
        ("“一”和“二”", "“一”和“二”"),
        ("“甲“乙“丙”丁”戊”和“己”", "“甲‘乙‘丙’丁’戊”和“己”"),
        ("“庆“七一大会”", "“庆“七一大会”"),
        ("”庆“，”七一“", "”庆“，”七一“"),
        ("没有引号", "没有引号"),
    ],
)
def test_single_marks_stand_inside_of_double_ones(text: str, said: str) -> None:
    assert (nested(text), Objection("x", text).message) == (said, said)
