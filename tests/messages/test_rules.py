"""What is seen outside is neutral; a message stands for a time."""

from datetime import date, timedelta

import pytest

from zhibu.messages.rules import Wanted, may_publish, may_withdraw, revealing
from zhibu.messages.terms import LONGEST_SHOWN, REVEALING

DAY = date(2026, 12, 1)
SOUND = Wanted("周五下午三点开会", "社区二楼会议室，请带笔记本。", "召开支部党员大会，讨论三件事。", DAY)


def codes(wanted: Wanted) -> list[tuple[str, str]]:
    return [(one.code, one.field) for one in may_publish(wanted, on=DAY).objections]


def test_what_is_neutral_outside_may_say_what_it_is_about_inside() -> None:
    assert codes(SOUND) == []


@pytest.mark.parametrize("word", REVEALING)
def test_no_word_that_tells_a_stranger_who_somebody_is_stands_outside(word: str) -> None:
    assert codes(Wanted(f"周五{word}开会", f"带上{word}", "正文", DAY)) == [("not_neutral", "title"), ("not_neutral", "summary")]
    assert revealing(f"周五{word}开会")[0] in word


def test_everything_that_is_missing_is_said_at_once() -> None:
    assert codes(Wanted(" ", "", "", DAY - timedelta(days=1))) == [
        ("title_missing", "title"),
        ("body_missing", "body"),
        ("over_already", "until"),
    ]


@pytest.mark.parametrize(("days", "found"), [(-1, ["over_already"]), (0, []), (LONGEST_SHOWN, []), (LONGEST_SHOWN + 1, ["too_long"])])
def test_a_message_stands_from_today_for_a_year_at_the_most(days: int, found: list[str]) -> None:
    assert [code for code, _ in codes(Wanted(SOUND.title, "", "正文", DAY + timedelta(days=days)))] == found


def test_a_message_is_withdrawn_once_and_for_a_reason() -> None:
    assert may_withdraw(withdrawn=False, reason="写错了").allowed
    assert [one.code for one in may_withdraw(withdrawn=True, reason="").objections] == ["withdrawn", "reason_missing"]
