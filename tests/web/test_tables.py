"""A column declared once: what a reader may see, sort and take away."""

from datetime import date
from typing import NamedTuple

import pytest

from zhibu.kernel.dates import PartialDate
from zhibu.web.html import link
from zhibu.web.tables import Column, Table, record, render_head, render_rows, values


class Person(NamedTuple):
    id: int
    name: str
    age: int | None
    phone: str = "139******07"


NAME = Column[Person]("name", "姓名", lambda p: p.name, html=lambda p: link(f"/{p.id}/", p.name), sort="name_key", phone="title")
AGE = Column[Person]("age", "年龄", lambda p: p.age, sort="birth_date", align="right", phone="label", width=6)
PHONE = Column[Person]("phone", "手机", lambda p: p.phone, sort="phone_index", act="see_phone", width=16)
CODE = Column[Person]("code", "党员编号", lambda p: f"R{p.id:06}", default=False)
PEOPLE = Table((NAME, AGE, PHONE, CODE), order="name", unit="名")

NOBODY: frozenset[str] = frozenset()
CLERK = frozenset({"see_phone"})


def test_usual_columns_are_those_that_are_on_by_default_and_allowed() -> None:
    assert PEOPLE.choose((), NOBODY) == (NAME, AGE)
    assert PEOPLE.choose((), CLERK) == (NAME, AGE, PHONE)


def test_columns_asked_for_stand_in_the_order_of_the_declaration() -> None:
    assert PEOPLE.choose(("code", "name"), CLERK) == (NAME, CODE)


def test_forbidden_and_unknown_columns_are_not_there_however_they_are_asked_for() -> None:
    assert PEOPLE.choose(("phone", "password"), NOBODY) == (NAME, AGE)
    assert PEOPLE.choose(("phone", "age"), NOBODY) == (AGE,)
    assert PEOPLE.open_to(NOBODY) == (NAME, AGE, CODE)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("", "name_key"),
        ("age", "birth_date"),
        ("-age", "-birth_date"),
        ("code", "name_key"),
        ("--age", "name_key"),
        ("birth_date", "name_key"),
    ],
)
def test_order_is_by_key_of_a_column_that_sorts(asked: str, field: str) -> None:
    assert PEOPLE.sorting(asked, NOBODY).field == field


def test_a_list_is_not_sorted_by_a_column_that_the_reader_may_not_see() -> None:
    assert PEOPLE.sorting("-phone", NOBODY).field == "name_key"
    assert PEOPLE.sorting("-phone", CLERK).field == "-phone_index"


def test_two_columns_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        Table((NAME, NAME), order="name")


def test_the_usual_order_must_sort() -> None:
    with pytest.raises(ValueError, match="does not sort"):
        Table((NAME, CODE), order="code")


def test_excel_and_json_take_plain_values_from_the_same_columns() -> None:
    rows = [Person(1, "张淑兰", 74), Person(2, "赵树", None)]
    assert list(values((NAME, AGE), rows)) == [["张淑兰", 74], ["赵树", None]]
    assert record((NAME, AGE, CODE), rows[0]) == {"name": "张淑兰", "age": 74, "code": "R000001"}


def test_rows_are_rendered_with_what_a_phone_needs() -> None:
    assert render_rows((NAME, AGE), [Person(1, "张淑兰", 74), Person(2, "赵树", None)]) == (
        '<tr role="row"><td role="cell" class="t"><a href="/1/">张淑兰</a><td role="cell" class="num" data-label="年龄">74</tr>'
        '<tr role="row"><td role="cell" class="t"><a href="/2/">赵树</a><td role="cell" class="num" data-label="年龄"></tr>'
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
        ("阿不都热依木·买买提", "阿不都热依木·买买提"),
        (None, ""),
        (True, "是"),
        (False, "否"),
        (0, "0"),
        (date(1973, 6, 18), "1973-06-18"),
        (PartialDate(date(1985, 7, 1), month_only=True), "1985-07"),
    ],
)
def test_values_in_words_and_escaped(value: object, shown: str) -> None:
    column = Column[Person]("x", "值", lambda _: value)
    assert render_rows((column,), [Person(1, "张淑兰", 74)]) == f'<tr role="row"><td role="cell">{shown}</tr>'


def test_wide_texts_may_take_a_second_line() -> None:
    assert Column[Person]("x", "党组织", lambda p: p.name, width=24, phone="hidden").opening == '<td role="cell" class="h w">'


def test_heading_says_its_order_and_leads_to_the_other() -> None:
    head = render_head((NAME, AGE, CODE), PEOPLE.sorting("-age", NOBODY), lambda asked: f"?sort={asked}&x=1")
    assert head == (
        '<tr role="row"><th role="columnheader" scope="col" class="sorts"><a href="?sort=name&amp;x=1">姓名</a></th>'
        '<th role="columnheader" scope="col" class="num sorts" aria-sort="descending"><a href="?sort=age&amp;x=1">年龄</a></th>'
        '<th role="columnheader" scope="col">党员编号</th></tr>'
    )


def test_where_only_the_usual_order_can_be_had_no_heading_leads_anywhere() -> None:
    assert render_head((NAME,), PEOPLE.sorting("", NOBODY), None) == ('<tr role="row"><th role="columnheader" scope="col">姓名</th></tr>')
