"""Somebody is found by what people type: a name or a part of it, pinyin, initials, a code, the last four digits."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.factories import TODAY, Street, identity_number, make_person, make_street
from zhibu.register.queries.matching_text import is_number, next_word, text_condition
from zhibu.register.queries.roll_pages import stream_roll
from zhibu.register.queries.rolls import RollFilter
from zhibu.register.queries.scopes import NOBODY, Sql, ranges

pytestmark = pytest.mark.django_db

EVERYBODY = Sql("1 = 1")
NUMBER = identity_number(date(1985, 7, 1))
OLD_NUMBER = "999999750701001"


@pytest.fixture
def street() -> Street:
    street = make_street()
    make_person(street.sunny_first, "张三", id_number=NUMBER)
    for name in ("赵树", "曾国藩", "单雄信", "欧阳锋", "吕布", "100%真", "任_一", "李振藻"):
        make_person(street.sunny_first, name)
    return street


def found(street: Street, text: str, *, last_four: Sql = EVERYBODY, wide: bool = False) -> list[str]:
    condition = text_condition(text, last_four=last_four, wide=wide)
    wanted = RollFilter(paths=(street.street.now_path,), on=TODAY, today=TODAY, text=condition)
    return [row.name for part in stream_roll(wanted) for row in part]


@pytest.mark.parametrize("size", ["a street", "everywhere"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("张三", ["张三"]),
        (" 张　三 ", ["张三"]),
        ("zs", ["张三", "赵树"]),
        ("ZS", ["张三", "赵树"]),
        ("zhangs", ["张三"]),
        ("zhang san", ["张三"]),
        ("zeng", ["曾国藩"]),
        ("sx", ["单雄信"]),
        ("shan", ["单雄信"]),
        ("ouyang", ["欧阳锋"]),
        ("lv", ["吕布"]),
        ("lü", ["吕布"]),
        ("lǚ bu", ["吕布"]),
        ("lzz", ["李振藻"]),
        ("lz", ["李振藻"]),
        (NUMBER[-4:], ["张三"]),
        ("", ["100%真", "李振藻", "吕布", "欧阳锋", "任_一", "单雄信", "曾国藩", "张三", "赵树"]),
        ("zz", []),
        ("'", []),
        ("·", []),
        ("九九九", []),
        ("\x00", []),
    ],
)  # fmt: skip
def test_what_is_typed_finds_who_is_meant(street: Street, text: str, expected: list[str], size: str) -> None:
    assert sorted(found(street, text, wide=size == "everywhere")) == sorted(expected)


def test_a_part_of_a_name_is_found_in_a_street_and_its_beginning_everywhere(street: Street) -> None:
    assert found(street, "国藩") == ["曾国藩"]
    assert (found(street, "国藩", wide=True), found(street, "曾国", wide=True)) == ([], ["曾国藩"])


def test_wildcards_stand_for_themselves(street: Street) -> None:
    assert (found(street, "%真"), found(street, "_一"), found(street, "0%真")) == (["100%真"], ["任_一"], ["100%真"])
    assert (found(street, "张%"), found(street, "张_"), found(street, "!")) == ([], [], [])


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.lower(), OLD_NUMBER, f" {NUMBER[:6]} {NUMBER[6:]}", "１" * 18])
def test_a_whole_number_is_known_as_one_and_looked_for_elsewhere(street: Street, typed: str) -> None:
    assert (is_number(typed), found(street, typed)) == (True, [])


@pytest.mark.parametrize("typed", ["", "张三", NUMBER[:17], NUMBER[-4:], f"{NUMBER}1"])
def test_nothing_else_is_a_number(typed: str) -> None:
    assert not is_number(typed)


def test_a_code_finds_one_record(street: Street) -> None:
    person = make_person(street.sunny_first, "有编号")
    assert found(street, person.code.lower()) == ["有编号"]


def test_last_four_digits_are_looked_for_only_among_those_whose_numbers_may_be_asked(street: Street) -> None:
    elsewhere = ranges("p.now_path", [street.spring.now_path])
    assert found(street, NUMBER[-4:], last_four=elsewhere) == []
    assert found(street, NUMBER[-4:], last_four=NOBODY) == []
    assert found(street, NUMBER[-4:], last_four=ranges("p.now_path", [street.sunny_first.now_path])) == ["张三"]


letters = st.text(alphabet="abyz", min_size=1, max_size=4)


@given(word=letters, other=letters)
def test_one_range_holds_exactly_the_words_with_a_beginning(word: str, other: str) -> None:
    end = next_word(word)
    assert other.startswith(word) == (word <= other and (not end or other < end))
