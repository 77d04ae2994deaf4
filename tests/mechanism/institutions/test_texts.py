"""A text reads as it was typed, and a comparison loses nothing of either side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.mechanism.institutions.rules.texts import Block, Compared, blocks, compared, lines_of

LINES = st.lists(st.text("第一二三条会议每月至少两次。， 书记", max_size=30), max_size=12)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("第一章　总则", Block("heading", "第一章　总则")),
        ("# 总则", Block("heading", "总则")),
        ("第十二条　书记主持。", Block("article", "书记主持。", "第十二条")),
        ("第十二条之一 另有规定的除外。", Block("article", "另有规定的除外。", "第十二条之一")),
        ("- 会前发材料", Block("item", "会前发材料")),
        ("印发执行。", Block("plain", "印发执行。")),
        ("<b>加粗</b>", Block("plain", "<b>加粗</b>")),
        ("第一季度集体学习一次。", Block("plain", "第一季度集体学习一次。")),
    ],
)
def test_a_line_reads_as_what_it_is(typed: str, read: Block) -> None:
    assert blocks(f"\n  {typed}  \n\n") == [read]


def test_what_was_altered_in_a_line_stands_in_the_line() -> None:
    (line,) = compared("第三条　集体学习每季度至少一次。", "第三条　集体学习每季度至少两次，其中一次结合实地调研。")
    assert [(piece.change, piece.text) for piece in line.pieces] == [
        ("same", "第三条　集体学习每季度至少"),
        ("removed", "一次"),
        ("added", "两次，其中一次结合实地调研"),
        ("same", "。"),
    ]


def test_lines_that_have_little_in_common_are_one_taken_out_and_one_put_in() -> None:
    lines = compared("第一条　由书记负责。\n印发执行。", "第一条　由书记负责。\n本办法自发布之日起施行，由党政办解释。")
    assert [one.change for one in lines] == ["same", "removed", "added"]


@given(LINES, LINES)
def test_both_texts_can_be_read_off_a_comparison(before: list[str], after: list[str]) -> None:
    old, new = "\n".join(before), "\n".join(after)
    lines = compared(old, new)
    assert (side(lines, "added"), side(lines, "removed")) == (lines_of(old), lines_of(new))


def side(lines: list[Compared], without: str) -> list[str]:
    """One of the two texts, as the comparison holds it."""
    kept = [[piece.text for piece in line.pieces if piece.change != without] for line in lines if line.change != without]
    return ["".join(texts) for texts in kept]


@given(LINES)
def test_a_text_compared_with_itself_has_no_change(text: list[str]) -> None:
    assert {one.change for one in compared("\n".join(text), "\n".join(text))} <= {"same"}
