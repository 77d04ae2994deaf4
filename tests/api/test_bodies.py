"""What is sent is read as it was declared, or every mistake is named at once in words that a clerk can act on."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from zhibu.api.bodies import FIRST, LAST, Code, Day, Hour, Line, Sent, read_asked, read_body
from zhibu.api.problems import Refused


class Meeting(Sent):
    on: Day
    begins: Hour | None = None
    place: Line = ""
    organisations: list[Code] = Field(default_factory=list, max_length=2)
    late: bool = False


def refused(body: str) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as found:
        read_body(Meeting, body.encode())
    return [(one.field, one.code) for one in found.value.objections]


def test_what_is_in_order_is_read() -> None:
    assert read_body(Meeting, b'{"on": "2026-06-01", "begins": "09:00", "place": "  hall "}') == Meeting(
        on=date(2026, 6, 1), begins="09:00", place="hall"
    )
    assert read_asked(Meeting, {"on": "2026-06-01", "late": "true"}).late


@pytest.mark.parametrize(
    ("body", "objections"),
    [
        ("{}", [("on", "missing")]),
        ("[1]", [("", "unreadable")]),
        ("{", [("", "unreadable")]),
        ('{"on": "2026-02-30"}', [("on", "type")]),
        ('{"on": 20260601}', [("on", "type")]),
        ('{"on": "0001-01-01"}', [("on", "day_range")]),
        ('{"on": "2026-06-01", "begins": "24:00"}', [("begins", "string_pattern_mismatch")]),
        ('{"on": "2026-06-01", "place": "a\\u0000b"}', [("place", "string_pattern_mismatch")]),
        ('{"on": "2026-06-01", "late": "true"}', [("late", "type")]),
        ('{"on": "2026-06-01", "organisations": ["A", "B", "C"]}', [("organisations", "too_long")]),
        ('{"wo": 1, "late": 7}', [("on", "missing"), ("late", "type"), ("wo", "extra_forbidden")]),
    ],
)
def test_every_mistake_is_named_at_once(body: str, objections: list[tuple[str, str]]) -> None:
    assert refused(body) == objections


def test_every_mistake_says_what_to_do() -> None:
    with pytest.raises(Refused) as found:
        read_body(Meeting, b'{"wo": 1, "begins": 7, "organisations": ["!"]}')
    assert all(one.message.endswith("。") and one.remedy.endswith("。") for one in found.value.objections)


@given(st.dates())
def test_days_are_those_on_which_something_can_have_been(day: date) -> None:
    body = f'{{"on": "{day.isoformat()}"}}'
    if FIRST <= day <= LAST:
        assert read_body(Meeting, body.encode()).on == day
    else:
        assert refused(body) == [("on", "day_range")]


@given(st.text(max_size=8))
def test_an_hour_is_one_of_a_day(text: str) -> None:
    sound = re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text.strip()) is not None
    try:
        read = read_asked(Meeting, {"on": "2026-06-01", "begins": text}).begins
    except Refused:
        read = None
    assert (read is not None) == sound
