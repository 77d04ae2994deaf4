"""The programme a ceremony begins with, and who sits where."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhibu.mechanism.commemoration.rules.guests import may_be_invited, read
from zhibu.mechanism.commemoration.rules.programme import (
    MOST_LINES,
    Awarded,
    Line,
    Prepared,
    begin_with,
    begins_at,
    groups,
    may_begin,
    may_stand,
    placed,
    without,
)
from zhibu.mechanism.commemoration.rules.seating import Seat, Sitter, may_seat, may_swap, middle_out, plan_of
from zhibu.mechanism.commemoration.terms import LineKind, Occasion

MEMBERS = Awarded("excellent_member", "优秀共产党员", 12)


def sitters(mark: str, number: int, *, block: str = "") -> list[Sitter]:
    return [Sitter(f"{mark}{at}", f"{mark}{at}", block or mark) for at in range(1, number + 1)]


def lines(*titles: str) -> list[Line]:
    return [Line(LineKind.OTHER, title) for title in titles]


def titles(found: list[Line]) -> list[str]:
    return [one.title for one in found]


def test_the_first_of_july_has_oath_reading_awards_statement_and_speech() -> None:
    found = begin_with(Occasion.JULY_FIRST, [MEMBERS], secretary="刘志远")
    assert [(one.kind, one.presenter, one.honour) for one in found] == [
        ("opening", "", ""),
        ("anthem", "", ""),
        ("oath", "", ""),
        ("reading", "", ""),
        ("awarding", "", "excellent_member"),
        ("statement", "", ""),
        ("guest_speech", "", ""),
        ("speech", "刘志远", ""),
        ("anthem", "", ""),
        ("closing", "", ""),
    ]


def test_without_honours_nothing_is_read_out_and_nobody_called_up() -> None:
    kinds = {one.kind for one in begin_with(Occasion.JULY_FIRST, [])}
    assert kinds & {"reading", "awarding", "statement"} == set()


def test_army_day_has_no_oath_and_hears_the_unit_and_a_veteran() -> None:
    assert titles(begin_with(Occasion.ARMY_DAY, []))[2:4] == ["退役军人代表发言", "共建部队代表致辞"]


def test_one_occasion_one_day_unless_both_have_a_name_of_their_own() -> None:
    others = [Prepared(Occasion.JULY_FIRST, "庆“七一”大会", "G000001"), Prepared(Occasion.OTHER, "升旗仪式", "G000002")]
    asked = [(Occasion.JULY_FIRST, "红歌会"), (Occasion.ARMY_DAY, "座谈"), (Occasion.OTHER, "升旗仪式"), (Occasion.OTHER, "红歌会")]
    assert [may_begin(*one, others).allowed for one in asked] == [False, True, False, True]
    assert [one.field for one in may_begin(Occasion.OTHER, "", others).objections] == ["title"]


@pytest.mark.parametrize(
    ("line", "guest"),
    [
        ("周敏 某部队政治工作处主任", ("周敏", "某部队政治工作处主任")),
        ("李四，某部队政委", ("李四", "某部队政委")),
        ("王 五 某区委副书记", ("王五", "某区委副书记")),
        ("　赵六、 区委 组织部", ("赵六", "区委 组织部")),
        ("欧阳雪", ("欧阳雪", "")),
    ],
)
def test_a_guest_is_read_as_people_write_him(line: str, guest: tuple[str, str]) -> None:
    (found,) = read(line)
    assert (found.name, found.place) == guest


def test_what_is_unsure_of_guests_is_asked_at_once() -> None:
    found = read("张三丰 区委\n\n王 区委组织部\n张三丰\n李四 甲单位\n李四 乙单位")
    assert [one.message for one in may_be_invited(found).objections] == ["第 3 行“王”只有一个字。", "第 1 行和第 4 行都是“张三丰”。"]


def test_a_stage_holds_ten() -> None:
    assert [groups(number) for number in (1, 10, 11, 25)] == [1, 1, 2, 3]


def test_a_line_is_added_moved_and_taken_out() -> None:
    old = lines("一", "二", "三")
    new = Line(LineKind.PERFORMANCE, "合唱")
    assert titles(placed(old, new, at=2)) == ["一", "合唱", "二", "三"]
    assert titles(placed(old, old[2], at=1, was=3)) == ["三", "一", "二"]
    assert titles(placed(old, new, at=99)) == ["一", "二", "三", "合唱"]
    assert titles(without(old, 2)) == ["一", "三"]


def test_each_line_begins_when_the_one_before_ends() -> None:
    assert begins_at([Line("opening", "开始", minutes_long=5), Line("speech", "讲话", minutes_long=20), Line("closing", "结束")], 540) == [
        540,
        545,
        565,
    ]


def test_a_programme_says_at_once_all_that_is_wrong_with_it() -> None:
    found = may_stand([*lines(*"甲" * MOST_LINES), Line(LineKind.OTHER, " ")])
    assert [one.code for one in found.objections] == ["too_many", "no_title"]


def test_guests_sit_in_the_middle_of_the_first_row_and_receivers_begin_the_next() -> None:
    plan = plan_of(3, 5, [sitters("g", 2), sitters("h", 3), sitters("d", 4)])
    assert [[one.name if one else "" for one in plan.row(number)] for number in (1, 2, 3)] == [
        ["", "", "g1", "g2", ""],
        ["h1", "h2", "h3", "", ""],
        ["d1", "d2", "d3", "d4", ""],
    ]
    assert middle_out(4) == [2, 3, 1, 4]


def test_in_a_full_hall_nobody_waits_for_a_row_of_his_own() -> None:
    plan = plan_of(2, 4, [sitters("g", 1), sitters("h", 3), sitters("d", 5)])
    assert ([one.key for one in plan.left_over], plan.free) == (["d5"], 0)


def test_without_a_hall_nobody_sits() -> None:
    plan = plan_of(0, 0, [sitters("g", 2), []])
    assert (len(plan.taken), len(plan.left_over)) == (0, 2)


def test_who_changes_seats_keeps_the_change_while_both_come() -> None:
    sections = [sitters("g", 2), sitters("h", 1)]
    plan = plan_of(2, 3, sections, [("g1", "h1"), ("g2", "gone")])
    assert (plan.seat_of("h1"), plan.seat_of("g1"), plan.seat_of("g2")) == (Seat(1, 2), Seat(2, 1), Seat(1, 3))


def test_a_swap_asks_for_two_people_who_sit() -> None:
    plan = plan_of(1, 1, [sitters("g", 2)])
    assert [one.code for one in may_swap(plan, "g2", "g2").objections] == ["same", "no_seat", "no_seat"]
    assert [one.code for one in may_seat(0, 61).objections] == ["rows", "seats"]


@settings(max_examples=60)
@given(
    st.integers(0, 8),
    st.integers(0, 8),
    st.lists(st.integers(0, 12), min_size=3, max_size=3),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4),
)
def test_everybody_sits_once_or_is_left_over(rows: int, seats: int, numbers: list[int], swaps: list[tuple[int, int]]) -> None:
    sections = [sitters(mark, number) for mark, number in zip("ghd", numbers, strict=True)]
    plan = plan_of(rows, seats, sections, [(f"g{one}", f"h{two}") for one, two in swaps])
    found = Counter(one.key for one in [*plan.taken.values(), *plan.left_over])
    assert found == Counter(one.key for section in sections for one in section)
    assert all(1 <= seat.row <= rows and 1 <= seat.number <= seats for seat in plan.taken)
    assert plan.free == 0 or not plan.left_over
