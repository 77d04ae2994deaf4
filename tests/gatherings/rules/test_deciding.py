"""Decisions below the lines of the agenda: nothing is lost, whatever was typed where."""

from hypothesis import given
from hypothesis import strategies as st

from zhibu.gatherings.rules.deciding import Headed, Resolved, by_item, in_order, under_items, with_numbers

AGENDA = [(7, "学习文件"), (5, "讨论计划")]


def test_decisions_stand_in_the_order_of_the_agenda_and_those_beside_it_last() -> None:
    typed = [Resolved("散会前的一条"), Resolved("同意计划。", 5), Resolved("  "), Resolved("学完了。", 7)]
    assert in_order(typed, [7, 5]) == [Resolved("学完了。", 7), Resolved("同意计划。", 5), Resolved("散会前的一条")]


def test_each_stands_below_its_line_and_lines_without_decision_are_left_out() -> None:
    assert by_item(AGENDA, [Resolved("同意计划。", 5), Resolved("另一条")]) == [
        Headed("讨论计划", ("同意计划。",)),
        Headed("", ("另一条",)),
    ]


def test_on_paper_titles_head_them_where_the_agenda_has_several_lines() -> None:
    decided = [Resolved("学完了。", 7), Resolved("同意计划。", 5), Resolved("另一条")]
    assert under_items(AGENDA, decided) == "学习文件\n　　学完了。\n讨论计划\n　　同意计划。\n其他\n　　另一条"
    assert under_items(AGENDA[:1], [Resolved("学完了。", 7)]) == "学完了。"
    assert under_items(AGENDA, [Resolved("一"), Resolved("二")]) == "1. 一\n2. 二"


def test_in_a_ledger_each_names_its_line_where_there_are_several() -> None:
    decided = [Resolved("同意计划。", 5), Resolved("另一条")]
    assert with_numbers([7, 5], decided) == ["（议题 2）同意计划。", "另一条"]
    assert with_numbers([5], decided) == ["同意计划。", "另一条"]


@given(st.lists(st.builds(Resolved, st.text("同意。", min_size=1), st.sampled_from([None, 5, 7, 9]))))
def test_no_decision_is_lost_and_none_is_doubled(typed: list[Resolved]) -> None:
    ordered = in_order(typed, [7, 5])
    shown = [text for one in by_item(AGENDA, ordered) for text in one.texts]
    assert sorted(shown) == sorted(one.text for one in typed)
