"""A statement that the server keeps ready answers as any other does, and leaves the connection as it was."""

from datetime import date

import pytest
from django.db import connection, transaction

from tests.register.factories import Street, make_person, make_street
from zhibu.config.settings import postgres
from zhibu.oversight.queries import findings as found_by
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.queries.scopes import narrow
from zhibu.store.plans import planned_once

ON = date(2026, 10, 15)


@pytest.fixture
def street(db: None) -> Street:
    street = make_street()
    make_person(street.sunny_first, "张三")
    return street


def test_a_branch_or_a_street_is_narrow_and_what_holds_more_is_not() -> None:
    assert [narrow(paths) for paths in (["0000001" * 3], ["0000001" * 2], [""], [], ["0000001" * 3, "0000002" * 3])] == [
        *[True, False, False, False, False]
    ]


def test_findings_are_the_same_however_the_server_plans(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked((street.sunny_first.now_path,), (street.sunny_first.now_path,), ON)
    ready = [findings(asked) for _ in range(2)]
    monkeypatch.setattr(found_by, "narrow", lambda _: False)
    assert ready == [findings(asked)] * 2
    assert ready[0] != []


def test_the_server_keeps_it_and_the_cursors_after_it_are_as_before(db: None) -> None:
    with planned_once() as cursor:
        cursor.execute("SELECT %s + 1", [41])
        assert cursor.fetchall() == [(42,)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s", ["x"])
        assert cursor.fetchall() == [("x",)]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1 + 1%%'")
            assert cursor.fetchall() == [(1,)]
            assert connection.connection.prepare_threshold is None


def test_what_fails_leaves_the_connection_as_it_was(db: None) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic(), planned_once():
        raise ZeroDivisionError
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchall() == [(1,)]


def test_behind_a_pooler_nothing_is_kept_and_no_option_is_sent() -> None:
    kept, pooled = postgres("postgres://a@b/c"), postgres("postgres://a@b/c?pooled=yes&sslmode=require")
    assert (kept["PREPARED"], kept["OPTIONS"]) == (True, {"options": "-c jit=off -c plan_cache_mode=force_generic_plan"})
    assert (pooled["PREPARED"], pooled["OPTIONS"]) == (False, {"sslmode": "require"})
