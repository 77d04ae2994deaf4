"""The trail shows whoever touches it: each row by its own mark, rows taken out or put in by the chain."""

import threading
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any, Final

import pytest
from django.db import connection, connections, transaction

from tests.register.factories import actor, make_organisation, make_person, make_street
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail import rows, seals
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation, ReadEntry, Seal
from zhibu.trail.reads import note_read
from zhibu.trail.seals import BATCH, heads, seal, verify

pytestmark = pytest.mark.django_db

NOW: Final = actor().at


def write_some() -> None:
    street = make_street()
    one = make_person(street.sunny_first)
    note_read(actor(), "page", person_id=one.pk, path=one.now_path)
    note_read(actor(), "export", field="党员名册", reason="核对", rows=3)


def found() -> list[tuple[str, str]]:
    return [(one.stream, one.code) for one in verify()]


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


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


def a_number(model: type[AuditEntry | Operation | ReadEntry]) -> int:
    return model.objects.order_by("pk").values_list("pk", flat=True)[1]


def altered_entry() -> None:
    sql("UPDATE trail_auditentry SET path = '0000009' WHERE id = %s", a_number(AuditEntry))


def altered_content() -> None:
    sql("UPDATE trail_auditentry SET changes = %s WHERE id = %s", b"[]", a_number(AuditEntry))


def altered_subject() -> None:
    sql("UPDATE trail_auditentry SET subject_id = subject_id + 1 WHERE id = %s", a_number(AuditEntry))


def altered_actor() -> None:
    sql("UPDATE trail_operation SET actor = %s WHERE id = %s", "别人", a_number(Operation))


def altered_time() -> None:
    sql("UPDATE trail_operation SET at = %s WHERE id = %s", NOW + timedelta(seconds=1), a_number(Operation))


def altered_reason() -> None:
    sql("UPDATE trail_operation SET reason = %s WHERE id = %s", "改", a_number(Operation))


def altered_reader() -> None:
    sql("UPDATE trail_readentry SET person_id = NULL WHERE person_id IS NOT NULL")


def altered_count() -> None:
    sql("UPDATE trail_readentry SET rows = 1 WHERE rows = 3")


ALTERATIONS: Final[dict[str, tuple[Callable[[], None], str]]] = {
    "path": (altered_entry, "audit"),
    "content": (altered_content, "audit"),
    "subject": (altered_subject, "audit"),
    "actor": (altered_actor, "operation"),
    "time": (altered_time, "operation"),
    "reason": (altered_reason, "operation"),
    "reader": (altered_reader, "read"),
    "rows": (altered_count, "read"),
}


@pytest.mark.parametrize(("tamper", "stream"), ALTERATIONS.values(), ids=ALTERATIONS.keys())
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "not yet sealed"])
def test_an_altered_row_shows(tamper: Callable[[], None], stream: str, *, sealed: bool) -> None:
    write_some()
    if sealed:
        seal(NOW)
    assert found() == []
    tamper()
    assert found() == [(stream, "altered")]


def test_the_finding_names_the_row() -> None:
    write_some()
    number = a_number(AuditEntry)
    altered_entry()
    (one,) = verify()
    assert (one.first, one.last, one.message) == (number, number, f"审计记录 {number}：内容与校验值不符，写入后被改动。")


def test_an_exchanged_mark_shows_in_a_sealed_range() -> None:
    """Whoever had the key could mark a row anew, but not the chain."""
    write_some()
    seal(NOW)
    first, second = ReadEntry.objects.order_by("pk")
    for one, other in ((first, second), (second, first)):
        columns = ("at", "actor", "kind", "person_id", "field", "reason", "path", "rows", "mac")
        values = [getattr(other, name) for name in columns]
        sql(f"UPDATE trail_readentry SET {', '.join(f'{name} = %s' for name in columns)} WHERE id = %s", *values, one.pk)  # noqa: S608  names above
    assert found() == [("read", "seal")]


def test_a_row_taken_out_shows() -> None:
    write_some()
    seal(NOW)
    sql("DELETE FROM trail_readentry WHERE id = %s", a_number(ReadEntry))
    assert found() == [("read", "removed")]


def test_a_row_put_in_shows() -> None:
    """A copy of a sound row under a number that was free."""
    write_some()
    with transaction.atomic():
        rows.reserve(ReadEntry, 5)
    note_read(actor(), "page")
    seal(NOW)
    free = a_number(ReadEntry) + 2
    columns = "at, actor, kind, person_id, field, reason, path, rows, mac"
    sql(f"INSERT INTO trail_readentry (id, {columns}) SELECT {free}, {columns} FROM trail_readentry WHERE id = %s", a_number(ReadEntry))  # noqa: S608  names above
    assert found() == [("read", "added")]


def test_a_link_taken_out_shows() -> None:
    write_some()
    seal(NOW)
    write_some_more()
    seal(NOW)
    sql("DELETE FROM trail_seal WHERE id = %s", Seal.objects.filter(stream="operation").earliest("pk").pk)
    assert found() == [("operation", "chain"), ("operation", "seal")]


def test_an_altered_link_shows() -> None:
    write_some()
    seal(NOW)
    sql("UPDATE trail_seal SET at = %s WHERE stream = 'read'", NOW + timedelta(days=1))
    assert found() == [("read", "seal")]


def test_an_operation_taken_out_takes_its_entries_along_and_shows_twice() -> None:
    write_some()
    seal(NOW)
    number = a_number(Operation)
    sql("DELETE FROM trail_auditentry WHERE operation_id = %s", number)
    sql("DELETE FROM trail_operation WHERE id = %s", number)
    assert found() == [("operation", "removed"), ("audit", "removed")]


def test_a_cut_off_end_shows_by_the_head_written_down() -> None:
    write_some()
    seal(NOW)
    written_down = heads()
    write_some_more()
    seal(NOW)
    sql("DELETE FROM trail_seal WHERE stream = 'audit' AND id = %s", Seal.objects.filter(stream="audit").latest("pk").pk)
    sql("DELETE FROM trail_auditentry WHERE id > %s", written_down[1].last_id)
    assert found() == []
    assert heads()[1] == written_down[1]
    sql("DELETE FROM trail_seal WHERE stream = 'audit'")
    assert [head.stream for head in heads()] != [head.stream for head in written_down]


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
