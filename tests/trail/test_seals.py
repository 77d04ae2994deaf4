"""Committed rows are chained in batches, each once, also while somebody writes."""

import threading
from datetime import timedelta
from itertools import pairwise
from typing import Final

import pytest
from django.db import connection, connections

from tests.register.factories import actor, make_organisation, make_person, make_street
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail import seals
from zhibu.trail.door import recording
from zhibu.trail.models import Seal
from zhibu.trail.reads import note_read
from zhibu.trail.seals import BATCH, heads, seal
from zhibu.trail.verifying import verify

pytestmark = pytest.mark.django_db

NOW: Final = actor().at


def write_some() -> None:
    street = make_street()
    one = make_person(street.sunny_first)
    note_read(actor(), "page", person_id=one.pk, path=one.now_path)
    note_read(actor(), "export", field="党员名册", reason="核对", rows=3)


def found() -> list[tuple[str, str]]:
    return [(one.stream, one.kind) for one in verify()]


def test_a_seal_covers_every_row_once() -> None:
    write_some()
    made = seal(NOW)
    assert [(one.stream, one.count) for one in made] == [("operation", 8), ("audit", 8), ("read", 2)]
    assert seal(NOW) == []
    write_some_more()
    second = seal(NOW + timedelta(hours=1))
    assert [(one.stream, one.count) for one in second] == [("operation", 1), ("audit", 1)]
    assert [one.first_id for one in second] == [one.last_id + 1 for one in made[:2]]
    assert found() == []


def write_some_more() -> None:
    make_organisation("中共新阳区另一个街道工作委员会", OrganisationKind.STREET_COMMITTEE)


def test_nothing_to_seal() -> None:
    assert seal(NOW) == []
    assert found() == []
    assert heads() == []


def test_the_head_is_what_to_write_down() -> None:
    write_some()
    made = seal(NOW)
    assert [(head.stream, head.last_id, head.digest) for head in heads()] == [
        (one.stream, one.last_id, bytes(one.digest).hex()) for one in made
    ]


def test_long_logs_are_sealed_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "BATCH", 3)
    write_some()
    made = [one for one in seal(NOW) if one.stream == "audit"]
    assert [one.count for one in made] == [3, 3, 2]
    assert [two.first_id - one.last_id for one, two in pairwise(made)] == [1, 1]
    assert found() == []
    assert BATCH == 50_000


# While somebody writes.


def seal_and_leave() -> None:
    seal(NOW)
    connections.close_all()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: numbers are committed in their order")
@pytest.mark.django_db(transaction=True)
def test_a_seal_waits_for_a_writer_who_holds_a_lower_number() -> None:
    street = make_street()
    seal(NOW)
    held, go = threading.Event(), threading.Event()

    def slow() -> None:
        with recording(actor(), "test.slow") as work:
            work.change(Organisation, street.sunny.pk, contact="甲")
            held.set()
            go.wait()
        connections.close_all()

    writer = threading.Thread(target=slow)
    writer.start()
    held.wait()
    with recording(actor(), "test.quick") as work:
        work.change(Organisation, street.spring.pk, contact="乙")
    sealing = threading.Thread(target=seal_and_leave)
    sealing.start()
    sealing.join(0.3)
    assert sealing.is_alive()
    go.set()
    writer.join()
    sealing.join()
    assert Seal.objects.filter(stream="operation").latest("pk").count == 2
    assert found() == []


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer: numbers are committed in their order")
@pytest.mark.django_db(transaction=True)
def test_a_seal_gives_up_on_a_writer_who_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "PATIENCE", "100ms")
    street = make_street()
    made: list[list[Seal]] = []

    def sealing() -> None:
        made.append(seal(NOW))
        connections.close_all()

    with recording(actor(), "test.slow") as work:
        work.change(Organisation, street.sunny.pk, contact="甲")
        thread = threading.Thread(target=sealing)
        thread.start()
        thread.join()
    assert made == [[]]
    assert [one.stream for one in seal(NOW)] == ["operation", "audit"]
    assert found() == []
