"""Pages of the roll: in each order, by number and by cursor, without gap or repetition."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.register.factories import TODAY, Street, make_person, make_street, organisation
from tests.register.queries.twelve import YESTERDAY, everybody, make_twelve, names, roll
from zhibu.register.models import Person
from zhibu.register.queries.roll_pages import roll_after, roll_page
from zhibu.register.queries.rolls import RollRow

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> list[Person]:
    return make_twelve(street)


KEYS: dict[str, Callable[[RollRow], Any]] = {
    "birth_date": lambda row: row.birth_date,
    "joined_on": lambda row: row.joined_on,
    "confirmed_on": lambda row: row.confirmed_on,
    "sex": lambda row: row.sex,
    "status": lambda row: row.status,
    "category": lambda row: row.category,
    "organisation": lambda row: organisation(row.organisation_id).now_sort,
}


def by_pinyin(row: RollRow) -> tuple[str, int]:
    return row.sort_key, row.id


@pytest.mark.parametrize("on", [TODAY, YESTERDAY])
@pytest.mark.parametrize("sign", ["", "-"])
@pytest.mark.parametrize("column", KEYS)
@pytest.mark.usefixtures("people")
def test_each_order_puts_unknown_values_last_and_equals_by_pinyin(street: Street, column: str, sign: str, on: date) -> None:
    rows = sorted(everybody(roll(street, on)), key=by_pinyin)
    known = [row for row in rows if KEYS[column](row) is not None]
    unknown = [row for row in rows if KEYS[column](row) is None]
    known.sort(key=KEYS[column], reverse=bool(sign))  # keeps the order of equals, downwards too
    found = roll_page(roll(street, on), sort=f"{sign}{column}", first=0)
    assert [row.id for row in found] == [row.id for row in (*known, *unknown)]


@pytest.mark.usefixtures("people")
def test_by_age_is_by_birth_date_the_other_way_round(street: Street) -> None:
    wanted = roll(street)
    known = [row.id for row in roll_page(wanted, sort="birth_date", first=0) if row.birth_date]
    assert [row.id for row in roll_page(wanted, sort="-age", first=0) if row.birth_date] == known
    assert [row.id for row in roll_page(wanted, sort="age", first=0) if row.birth_date] == known[::-1]


@pytest.mark.parametrize("sort", ["", "-sort_key", "birth_date", "-category", "organisation", "unheard_of"])
@pytest.mark.parametrize("size", [1, 5, 12])
@pytest.mark.usefixtures("people")
def test_numbered_pages_have_no_gap_and_no_repetition(street: Street, sort: str, size: int) -> None:
    whole = roll_page(roll(street), sort=sort, first=0)
    pages = [roll_page(roll(street), sort=sort, first=first, size=size) for first in range(0, 12, size)]
    assert [row.id for page in pages for row in page] == [row.id for row in whole]
    assert len({row.id for row in whole}) == 12


@pytest.mark.parametrize("on", [TODAY, YESTERDAY])
@pytest.mark.parametrize("size", [1, 5, 11, 12, 13])
@pytest.mark.usefixtures("people")
def test_pages_by_cursor_equal_the_whole_list_forwards_and_backwards(street: Street, size: int, on: date) -> None:
    wanted = roll(street, on)
    whole = [row.id for row in roll_page(wanted, sort="", first=0)]
    forwards: list[list[int]] = []
    rows, beside = roll_after(wanted, size=size)
    assert beside.before is None
    forwards.append([row.id for row in rows])
    while beside.after is not None:
        rows, beside = roll_after(wanted, after=beside.after, size=size)
        forwards.append([row.id for row in rows])
    assert [pk for page in forwards for pk in page] == whole
    backwards = [forwards[-1]]
    while beside.before is not None:
        rows, beside = roll_after(wanted, before=beside.before, size=size)
        backwards.insert(0, [row.id for row in rows])
    assert [pk for page in backwards for pk in page] == whole


@pytest.mark.usefixtures("people")
def test_a_letter_leads_to_the_first_name_that_begins_with_it(street: Street) -> None:
    rows, beside = roll_after(roll(street), letter="Z", size=2)
    assert names(rows) == ["曾国", "张三"]
    assert beside.before is not None
    rows, _ = roll_after(roll(street), letter="D", size=2)
    assert names(rows) == ["李娜", "刘洋"]


def test_behind_the_last_name_is_the_last_page_and_before_the_first_the_first(street: Street) -> None:
    for name in ("安平", "白云", "陈静"):
        make_person(street.sunny_first, name)
    last, beside = roll_after(roll(street), letter="Z", size=2)
    assert (names(last), beside.after) == (["白云", "陈静"], None)
    first, beside = roll_after(roll(street), before=(last[0].sort_key[:1] + "0", 0), size=2)
    assert (names(first), beside.before) == (["安平"], None)


@pytest.mark.parametrize("cursor", [("x",), (1, 2), ("a'b", 1), ("ab", -1), ("ab", 2**70), ("é", 1), ("ab", 1, 2)])
@pytest.mark.usefixtures("people")
def test_an_edge_written_by_hand_is_no_edge(street: Street, cursor: Any) -> None:
    whole = [row.id for row in roll_page(roll(street), sort="", first=0)]
    assert [row.id for row in roll_after(roll(street), after=cursor)[0]] == whole
