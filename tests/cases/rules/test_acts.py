"""What may be done with a case as it stands: every objection at once, with article and remedy."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.cases.tables import ARTICLE, BOTH, BRANCHING, ENDED, JOINED, OPENED, STARTED, day, state
from zhibu.cases.rules import acts
from zhibu.cases.rules.acts import Deed
from zhibu.kernel.decisions import Decision

TODAY = day("02-01")
NOTE = {"note": "已核对"}
PAUSED = (*STARTED, ("paused", "01-08"))
CANCELLED = (*STARTED, ("cancelled", "01-08"))


def codes(found: Decision) -> list[str]:
    return [one.code for one in found.objections]


def doing(
    deed: Deed, *lines: tuple[str, str] | tuple[str, str, str], documents: tuple[str, ...] = ("form",), today: date = TODAY
) -> Decision:
    return acts.may_do(state(*lines), deed, documents=documents, today=today)


def test_a_step_whose_time_has_come_may_be_done() -> None:
    assert doing(Deed("left", day("01-11")), *STARTED).allowed
    assert doing(Deed("right", day("01-06"), NOTE), *STARTED).allowed


def test_everything_that_stands_against_a_step_is_said_at_once() -> None:
    found = doing(Deed("left", day("01-10")), *STARTED, documents=(), today=day("01-09"))
    assert codes(found) == ["after_today", "too_early", "document_missing"]
    assert [one.article for one in found.objections] == ["", ARTICLE, ARTICLE]
    assert found.objections[1].message == "最早2026-01-11才能办理。"
    assert found.objections[2].message == "还缺“申请表”。"


def test_a_step_is_not_done_before_it_began() -> None:
    assert codes(doing(Deed("right", day("01-05"), NOTE), *STARTED)) == ["before_entered"]


def test_what_a_step_asks_for_has_to_be_written() -> None:
    found = doing(Deed("right", day("01-06"), {"note": "  "}), *STARTED)
    assert [(one.code, one.field) for one in found.objections] == [("text_missing", "note")]


def test_who_takes_it_and_until_when_has_to_be_named() -> None:
    assert codes(doing(Deed("join", day("01-13")), *BOTH)) == ["assignee_missing", "until"]
    assert codes(doing(Deed("join", day("01-13"), organisation=8, until=day("01-12")), *BOTH)) == ["until"]
    assert doing(Deed("join", day("01-13"), organisation=8, until=day("01-13")), *BOTH).allowed


@pytest.mark.parametrize(
    ("lines", "step", "message"),
    [
        ((OPENED,), "left", "还没有轮到“左边一步”。"),
        (STARTED, "start", "“受理”已于2026-01-06办理。"),
        (PAUSED, "right", "事项已暂停。"),
        (CANCELLED, "right", "事项已经取消。"),
        (ENDED, "end", "事项已经办结。"),
    ],
)
def test_a_step_that_does_not_wait_says_why(lines: tuple[tuple[str, str], ...], step: str, message: str) -> None:
    assert [one.message for one in doing(Deed(step, TODAY), *lines).objections] == [message]


def test_what_comes_before_is_named() -> None:
    assert doing(Deed("join", TODAY), *STARTED).objections[0].remedy == "请先办理“左边一步”、“右边一步”。"


def test_only_what_is_under_way_may_rest_and_there_is_a_reason() -> None:
    assert acts.may_pause(state(*STARTED), reason="等回函").allowed
    assert codes(acts.may_pause(state(*PAUSED), reason=" ")) == ["not_open", "reason_missing"]


def test_only_what_rests_goes_on() -> None:
    assert acts.may_resume(state(*PAUSED)).allowed
    assert codes(acts.may_resume(state(*STARTED))) == ["not_paused"]


def test_a_case_goes_to_another_organisation_not_to_the_same() -> None:
    assert acts.may_hand(state(*STARTED), to=8, reason="不属本社区").allowed
    assert [codes(acts.may_hand(state(*lines), to=to, reason="改")) for lines, to in ((STARTED, 7), (JOINED, 8), (JOINED, 7))] == [
        ["same_organisation"],
        ["same_organisation"],
        [],
    ]


def test_what_has_ended_is_not_given_up() -> None:
    assert [codes(acts.may_cancel(state(*lines), reason="")) for lines in (STARTED, PAUSED, CANCELLED, ENDED)] == [
        ["reason_missing"],
        ["reason_missing"],
        ["ended", "reason_missing"],
        ["ended", "reason_missing"],
    ]


@pytest.mark.parametrize(("lines", "expected"), [(STARTED, []), (ENDED, []), (PAUSED, ["not_open"]), (CANCELLED, ["not_open"])])
def test_a_step_is_void_while_the_case_stands(lines: tuple[tuple[str, str], ...], expected: list[str]) -> None:
    assert codes(acts.may_void(state(*lines), "start", reason="日期写错")) == expected


def test_what_was_not_done_is_not_void() -> None:
    assert codes(acts.may_void(state(*STARTED), "left", reason="错")) == ["not_done"]


def test_it_goes_back_only_where_the_waiting_step_allows_it() -> None:
    assert acts.may_reopen(state(*JOINED), "right", reason="没有解决").allowed
    assert [codes(acts.may_reopen(state(*lines), "right", reason="没有解决")) for lines in (BOTH, ENDED)] == [["not_reopened"]] * 2


def opening(title: str = "楼道灯", on: date = TODAY, texts: dict[str, str] | None = None, *, dissolved: bool = False) -> Decision:
    deed = Deed("", on, {"what": "不亮"} if texts is None else texts)
    return acts.may_open(BRANCHING, title=title, deed=deed, today=TODAY, dissolved=dissolved)


def test_a_case_has_a_name_a_day_that_has_come_and_an_organisation_that_is_there() -> None:
    assert opening().allowed
    assert codes(opening(" ", day("02-02"), {}, dissolved=True)) == ["title_missing", "dissolved", "after_today", "text_missing"]


REFUSING: list[Callable[[], Decision]] = [
    lambda: opening(" ", day("02-02"), {}, dissolved=True),
    lambda: doing(Deed("left", day("01-10")), *STARTED, documents=(), today=day("01-09")),
    lambda: doing(Deed("join", day("01-13")), *BOTH),
    lambda: acts.may_hand(state(*PAUSED), to=7, reason=""),
    lambda: acts.may_void(state(*STARTED), "left", reason=""),
    lambda: acts.may_reopen(state(*BOTH), "right", reason=""),
]


@pytest.mark.parametrize("refuse", REFUSING)
def test_every_objection_tells_what_to_do(refuse: Callable[[], Decision]) -> None:
    assert [one.code for one in refuse().objections if not one.remedy.endswith("。")] == []
