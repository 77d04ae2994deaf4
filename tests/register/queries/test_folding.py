"""Several readings in one statement give what each gives alone, whatever their columns hold."""

from datetime import date
from typing import Any, NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import TODAY, make_person, make_street
from zhibu.register.queries.folding import Part, together
from zhibu.register.queries.measures.organisations import organisations, organisations_part
from zhibu.register.queries.measures.people import Whose, watched
from zhibu.register.queries.scopes import Sql
from zhibu.register.terms.people import MemberStatus

pytestmark = pytest.mark.django_db


class Dated(NamedTuple):
    """A row of every kind."""

    day: date | None
    flag: bool | None
    word: str | None
    number: int | None


def dated(*values: Any) -> Part:
    """One row of given values, from no table."""
    typed = ("date", "boolean", "text", "bigint") if connection.vendor == "postgresql" else ("text", "boolean", "text", "bigint")
    columns = ", ".join(f"CAST(%s AS {kind})" for kind in typed)
    return Part(Sql(f"SELECT {columns}", values), ("day", "flag", "text", "number"), Dated)


def test_every_kind_of_value_comes_back_as_it_is() -> None:
    full, empty = (date(2028, 2, 29), True, "甲", 7), (None, None, None, None)
    numbers = Part(Sql("SELECT 1, 2, 3 UNION ALL SELECT 4, 5, 6"), ("number", "number", "number"))
    assert together(dated(*full), numbers, dated(*empty)) == [[Dated(*full)], [(1, 2, 3), (4, 5, 6)], [Dated(*empty)]]


def test_a_reading_without_rows_leaves_the_others_alone() -> None:
    nothing = Part(Sql("SELECT code FROM register_organisation WHERE 1 = 0"), ("text",), str)
    assert together(nothing, dated(None, None, "", 0)) == [[], [Dated(None, None, "", 0)]]


def test_rows_of_tables_are_those_of_the_readings_alone_in_one_query() -> None:
    street = make_street()
    make_person(street.sunny_first, "张三", status=MemberStatus.PROBATIONARY)
    paths = (street.street.now_path,)
    alone = organisations(paths, TODAY)
    with CaptureQueriesContext(connection) as captured:
        rows, people = together(organisations_part(paths, TODAY), watched(Whose(paths), TODAY))
    assert len(captured) == 1
    assert sorted(rows, key=lambda one: one.path) == alone
    assert [(one.name, one.status, type(one.status_since), one.hosted) for one in people] == [("张三", "probationary", date, False)]
