"""What a plan has come to follows from what was held; a plan is read as people have it; nothing is noted that was not."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.mechanism.study.rules.making_up import may_make_up
from zhibu.mechanism.study.rules.pasting import Typed, read_plan
from zhibu.mechanism.study.rules.plan import Line, Session, matched, may_plan, proposed_day, state_of
from zhibu.mechanism.study.terms import LineState

TODAY = date(2026, 6, 10)


def line(number: int = 1, *, quarter: int = 2, month: int = 0, topic: str = "基层治理", gathering: int | None = None) -> Line:
    return Line(number, 2026, quarter, month, topic, "刘志远", gathering)


def session(gathering: int, on: date, topic: str = "基层治理", *, held: bool = True) -> Session:
    return Session(gathering * 10, gathering, f"G{gathering}", on, topic, "", held)


def test_a_line_is_met_by_the_session_that_was_made_of_it_and_else_by_one_of_its_topic() -> None:
    lines = [line(1, gathering=7), line(2), line(3, topic="作风建设"), line(4, topic="城市更新")]
    sessions = [session(5, date(2026, 4, 1)), session(6, date(2026, 5, 6), "城市更新"), session(7, date(2026, 5, 20), "改过的主题")]
    assert {number: one.gathering_id for number, one in matched(lines, sessions).items()} == {1: 7, 2: 5, 4: 6}


def test_two_lines_never_claim_one_session() -> None:
    assert list(matched([line(1), line(2)], [session(5, date(2026, 4, 1))])) == [1]


@pytest.mark.parametrize(
    ("found", "today", "state"),
    [
        (None, date(2026, 6, 30), LineState.OPEN),
        (None, date(2026, 7, 1), LineState.PAST),
        (session(5, date(2026, 6, 20), held=False), TODAY, LineState.PLANNED),
        (session(5, date(2026, 6, 10), held=False), TODAY, LineState.PLANNED),
        (session(5, date(2026, 6, 9), held=False), TODAY, LineState.UNRECORDED),
        (session(5, date(2026, 6, 9)), TODAY, LineState.HELD),
    ],
)
def test_a_line_stands_where_its_session_stands(found: Session | None, today: date, state: LineState) -> None:
    assert state_of(line(), found, today=today) == state


def test_the_day_is_that_weekday_of_the_month_on_which_the_group_met_the_last_time() -> None:
    second_tuesday = date(2026, 3, 10)
    assert proposed_day(line(month=8, quarter=3), second_tuesday, today=TODAY) == date(2026, 8, 11)
    assert proposed_day(line(month=8, quarter=3), None, today=TODAY) == date(2026, 8, 17)


@given(
    st.integers(1, 12),
    st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2026, 12, 31))),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_a_proposed_day_is_a_working_day_that_is_still_to_come(month: int, last: date | None, today: date) -> None:
    one = line(month=month, quarter=(month + 2) // 3)
    day = proposed_day(one, last, today=today)
    assert day >= max(today, one.first)
    assert day.weekday() < 5
    if today <= one.first:
        assert day <= one.last + timedelta(days=2)


def test_a_line_becomes_one_session_and_that_ahead() -> None:
    codes = [one.code for one in may_plan(line(), session(5, TODAY), on=TODAY - timedelta(days=1), today=TODAY).objections]
    assert codes == ["planned", "past"]
    assert [one.code for one in may_plan(line(), None, on=date(2027, 1, 4), today=TODAY).objections] == ["other_year"]
    assert may_plan(line(), None, on=TODAY, today=TODAY).allowed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3月｜基层治理条例｜刘志远", Typed(1, 3, "基层治理条例", "刘志远")),
        ("第二季度\t党的创新理论\t主讲：何春燕", Typed(2, 0, "党的创新理论", "何春燕")),
        ("一季度  作风建设", Typed(1, 0, "作风建设")),
        ("十一月 城市更新和民生（主讲：陈立）", Typed(4, 11, "城市更新和民生", "陈立")),
        ("2026年12月份：调查研究成果交流，领学人 刘志远", Typed(4, 12, "调查研究成果交流", "刘志远")),
        ("4季度 | 全会精神", Typed(4, 0, "全会精神")),
    ],
)
def test_a_line_is_read_as_people_have_it(typed: str, read: Typed) -> None:
    found, decision = read_plan(f"\n {typed} \n")
    assert (decision.objections, found) == ((), [read])


@pytest.mark.parametrize("typed", ["传达文件精神", "3月", "13月 学习", "五季度 学习", "第一季度 ｜"])
def test_what_cannot_be_read_is_told_and_not_left_out(typed: str) -> None:
    found, decision = read_plan(f"1月 学习\n{typed}")
    assert ([one.code for one in decision.objections], len(found)) == (["unread"], 1)
    assert f"第 2 行“{typed}”" in decision.objections[0].message


@given(st.lists(st.text(max_size=40), max_size=50))
def test_every_line_is_read_or_objected_to(lines: list[str]) -> None:
    text = "\n".join(lines)
    found, decision = read_plan(text)
    written = [one for one in text.splitlines() if one.strip()]
    assert len(found) + sum(one.code == "unread" for one in decision.objections) == len(written)


@pytest.mark.parametrize(
    ("on", "signed", "missed", "codes"),
    [
        (TODAY, True, True, []),
        (date(2026, 5, 11), True, True, ["before_session"]),
        (TODAY + timedelta(days=1), True, True, ["not_yet"]),
        (TODAY, True, False, ["was_there"]),
        (date(2026, 5, 11), False, False, ["unsigned", "before_session"]),
    ],
)
def test_a_make_up_is_of_a_signed_session_that_was_missed(on: date, signed: bool, missed: bool, codes: list[str]) -> None:
    decision = may_make_up(session_on=date(2026, 5, 12), on=on, today=TODAY, signed=signed, missed=missed)
    assert [one.code for one in decision.objections] == codes
