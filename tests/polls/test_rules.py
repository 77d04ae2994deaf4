"""What may be asked, what may be answered, and what of a result may be shown; nothing tells of fewer than eight."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.polls.rules import (
    Part,
    Plan,
    Question,
    Shown,
    Standing,
    added,
    may_answer,
    may_close,
    may_count,
    may_open,
    of_consequence,
    read_questions,
    shown,
)
from zhibu.polls.terms import LEAST, LONGEST_OPEN, OF_CONSEQUENCE, SWITCH
from zhibu.rulebook.book import LocalValue, Rules
from zhibu.rulebook.loading import rulebook

DAY = date(2026, 11, 28)
FOOD = Question("饭菜怎么样", ("好", "不好"))
OPEN = Standing(DAY)


def rules(on: int = 1) -> Rules:
    return rulebook().on(DAY, {SWITCH: LocalValue(on, "测试文件")})


def plan(**more: object) -> Plan:
    facts = {"title": "食堂", "questions": [FOOD], "until": DAY, "entitled": 30, **more}
    return Plan(**facts)  # type: ignore[arg-type]  # facts as they are named


def codes(one: Plan, on: int = 1) -> list[tuple[str, str]]:
    return [(objection.code, objection.field) for objection in may_open(one, rules(on), today=DAY).objections]


@pytest.mark.parametrize(
    ("one", "objections"),
    [
        (plan(), []),
        (plan(title=" "), [("title_missing", "title")]),
        (plan(questions=[]), [("no_question", "questions")]),
        (plan(questions=[FOOD] * 6), [("many", "questions")]),
        (plan(questions=[Question("好吗", ("好",))]), [("choices", "questions")]),
        (plan(questions=[Question("好吗", ("好", "好"))]), [("choices", "questions")]),
        (plan(questions=[Question("好吗", tuple("一二三四五六七八九"))]), [("choices", "questions")]),
        (plan(until=DAY - timedelta(days=1)), [("over_already", "until")]),
        (plan(until=DAY + timedelta(days=LONGEST_OPEN)), []),
        (plan(until=DAY + timedelta(days=LONGEST_OPEN + 1)), [("too_long", "until")]),
        (plan(entitled=LEAST - 1), [("few", "")]),
        (plan(parts=[Part("1", "一", 8), Part("2", "二", 8)]), []),
        (plan(parts=[Part("1", "一", 8), Part("2", "二", 7)]), [("small_part", "by_part")]),
        (plan(parts=[Part("1", "一", 8), Part("2", "二", 8)], outside=1), [("outside", "by_part")]),
        (plan(parts=[Part("1", "一", 30)]), [("one_part", "by_part")]),
        (plan(asked_before=True), [("overlaps", "")]),
    ],
)
def test_a_poll_asks_enough_people_something_that_can_be_answered(one: Plan, objections: list[tuple[str, str]]) -> None:
    assert codes(one) == objections


def test_it_is_off_unless_the_street_has_turned_it_on_and_says_on_what_that_stands() -> None:
    assert codes(plan(), on=0) == [("not_on", "")]
    assert [str(one) for one in may_open(plan(), rules(), today=DAY).read] == [SWITCH]


@pytest.mark.parametrize("word", OF_CONSEQUENCE)
@pytest.mark.parametrize("where", ["title", "lead", "question", "choice"])
def test_nothing_of_consequence_is_asked_on_a_screen_wherever_it_is_written(word: str, where: str) -> None:
    texts = {"title": f"关于{word}", "lead": f"说说{word}", "question": f"{word}怎么样", "choice": f"同意{word}"}
    if where in {"title", "lead"}:
        wanted = plan(**{where: texts[where]})
    else:
        text, choice = (texts["question"], "好") if where == "question" else ("怎么样", texts["choice"])
        wanted = plan(questions=[Question(text, (choice, "不"))])
    (objection,) = may_open(wanted, rules(), today=DAY).objections
    assert (objection.code, bool(objection.article), "纸质票" in objection.remedy) == ("consequence", True, True)
    assert word in of_consequence([word])


def test_each_refusal_says_what_to_do() -> None:
    wrong = plan(title="", questions=[Question("选举谁", ("甲",))] * 6, until=date(2020, 1, 1), entitled=1, asked_before=True)
    assert all(one.remedy for one in may_open(wrong, rules(0), today=DAY).objections)


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("", []),
        ("好吗\n好\n不好", [Question("好吗", ("好", "不好"))]),
        ("\n\n好吗\n 好 \n不好\n\n\n几点\n早\n晚\n", [Question("好吗", ("好", "不好")), Question("几点", ("早", "晚"))]),
    ],
)
def test_questions_are_typed_as_lines(text: str, questions: list[Question]) -> None:
    assert read_questions(text) == questions


@pytest.mark.parametrize(
    ("standing", "chosen", "opinion", "done", "objections"),
    [
        (OPEN, [1], "", False, []),
        (OPEN, [2], "", False, ["unanswered"]),
        (OPEN, [-1], "", False, ["unanswered"]),
        (OPEN, [], "", False, ["unanswered"]),
        (OPEN, [0], "字" * 400, False, []),
        (OPEN, [0], "字" * 401, False, ["opinion_long"]),
        (OPEN, [0], "", True, ["answered"]),
        (Standing(DAY, closed=True), [0], "", False, ["closed"]),
        (Standing(DAY - timedelta(days=1)), [0], "", False, ["over"]),
        (Standing(DAY, readable=False), [0], "", False, ["unreadable"]),
    ],
)
def test_an_answer_is_given_once_and_whole_while_the_poll_is_open(
    standing: Standing, chosen: list[int], opinion: str, done: bool, objections: list[str]
) -> None:
    found = may_answer(standing, [FOOD], chosen, opinion, answered=done, today=DAY)
    assert [one.code for one in found.objections] == objections


@pytest.mark.parametrize(
    ("counts", "most", "objections"),
    [([[3, 2], [4, 1]], 5, []), ([[3, 2], [4, 2]], 9, ["uneven"]), ([[3, 2]], 4, ["too_many"]), ([[0, 0]], 4, ["none"])],
)
def test_papers_are_as_many_for_each_question_and_no_more_than_people_without_an_account(
    counts: list[list[int]], most: int, objections: list[str]
) -> None:
    assert [one.code for one in may_count(OPEN, counts, most=most, today=DAY).objections] == objections


def test_it_ends_once_and_not_while_papers_are_unsettled() -> None:
    assert [one.code for one in may_close(closed=True, unmatched=True).objections] == ["closed", "unmatched"]
    assert may_close(closed=False, unmatched=False).allowed


@pytest.mark.parametrize(
    ("answered", "counts", "found"),
    [
        ([7], [[[7, 0]]], Shown(7)),
        ([8], [[[5, 3]]], Shown(8, [[5, 3]])),
        ([8, 7], [[[8, 0]], [[0, 7]]], Shown(15, [[8, 7]])),
        ([8, 8], [[[8, 0]], [[0, 8]]], Shown(16, [[8, 8]], [[[8, 0]], [[0, 8]]])),
    ],
)
def test_under_eight_nothing_is_shown_and_parts_only_where_each_has_eight(
    answered: list[int], counts: list[list[list[int]]], found: Shown
) -> None:
    assert shown(answered, counts) == found


@pytest.mark.parametrize(
    ("papers", "found"),
    [
        ([22, 2], Shown(30)),
        ([22, 1], Shown(30)),
        ([22, 8], Shown(30, [[22, 8]], [[[22, 0]], [[0, 8]]])),
        ([14, 0], Shown(30, [[22, 8]], [[[22, 0]], [[0, 8]]])),
        ([16, 0], Shown(30, [[22, 8]])),
    ],
)
def test_what_is_left_without_the_papers_is_of_nobody_or_of_eight(papers: list[int], found: Shown) -> None:
    assert shown([22, 8], [[[22, 0]], [[0, 8]]], papers=papers) == found


SIZES = st.lists(st.integers(0, 20), min_size=1, max_size=6)


@given(sizes=SIZES, data=st.data())
def test_no_difference_of_what_is_shown_tells_of_fewer_than_eight(sizes: list[int], data: st.DataObject) -> None:
    """Every sum and difference of the figures that are shown is of nobody, or of eight and more."""
    counts = []
    for size in sizes:
        first = data.draw(st.integers(0, size))
        counts.append([[first, size - first]])
    found = shown(sizes, counts)
    groups = {sum(found.whole[0])} if found.whole else set()
    cells = [sum(one[0]) for one in found.parts]
    for chosen in range(1, 2 ** len(cells)):
        part = sum(cell for at, cell in enumerate(cells) if chosen >> at & 1)
        groups |= {part, sum(found.whole[0]) - part}
    assert [one for one in groups if 0 < one < LEAST] == []
    assert not found.whole or added(counts) == [list(one) for one in found.whole]
