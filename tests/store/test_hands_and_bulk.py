"""A second pair of hands does what the first would do; a bulk load leaves the tables as they were, fuller."""

import os

import pytest
from django.db import connection, transaction

from zhibu.register.models import Person
from zhibu.store import bulk
from zhibu.store.hands import OWN_HANDS, Broken, SecondProcess, second_pair


def test_what_is_given_away_comes_back_in_whatever_order_it_is_asked_for() -> None:
    with second_pair() as hands:
        tasks = [hands.give(divmod, number, 7) for number in range(50)]
        assert [task.result() for task in reversed(tasks)] == [divmod(number, 7) for number in reversed(range(50))]


def test_something_large_goes_there_and_back_while_something_large_comes() -> None:
    content = os.urandom(5_000_000)
    with second_pair() as hands:
        tasks = [hands.give(bytes.__add__, content, bytes([number])) for number in range(4)]
        assert [task.result() == content + bytes([number]) for number, task in enumerate(tasks)] == [True] * 4


def test_it_is_really_another_process() -> None:
    process = SecondProcess()
    try:
        given = process.give(os.getpid)
        assert given.done.wait(timeout=60)
        assert given.result() == process._process.pid
    finally:
        process.close()


def test_a_failure_there_is_a_failure_here() -> None:
    with second_pair() as hands:
        task = hands.give(divmod, 1, 0)
        with pytest.raises((Broken, ZeroDivisionError)):
            task.result()


def test_own_hands_do_it_at_once() -> None:
    assert OWN_HANDS.give(divmod, 9, 7).result() == (1, 2)


def indexes() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, Person._meta.db_table)
    return sorted((name, str(one["columns"])) for name, one in constraints.items() if one["index"])


@pytest.mark.django_db
def test_indexes_are_there_again_after_a_bulk_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "WORTH_IT", 1)
    before = indexes()
    with transaction.atomic(), bulk.bulk_load([Person], rows=1_000_000_000):
        assert (indexes() == before) == (connection.vendor == "postgresql")
    assert indexes() == before


@pytest.mark.django_db
def test_indexes_are_there_again_after_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "WORTH_IT", 1)
    before = indexes()

    def fail() -> None:
        with transaction.atomic(), bulk.bulk_load([Person], rows=1_000_000_000):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert indexes() == before
