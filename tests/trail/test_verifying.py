"""Whoever changes, takes out, puts in, exchanges or cuts off rows of the trail is found out, with the rows and the time."""

from datetime import timedelta
from typing import Final

import pytest
from django.db import connection, transaction

from tests.register.factories import actor, make_person, make_street
from tests.trail import tampering
from tests.trail.tampering import NOW, copy, delete, renumber, replace, sql, write_entries, write_reads
from zhibu.trail import rows, seals
from zhibu.trail.findings import KINDS, Finding
from zhibu.trail.models import AuditEntry, Operation, ReadEntry, Seal
from zhibu.trail.reads import note_read
from zhibu.trail.seals import seal
from zhibu.trail.verifying import verify

pytestmark = pytest.mark.django_db

HOUR: Final = timedelta(hours=1)
Found = tuple[str, str, int, int, int]


def found() -> list[Found]:
    return [(one.stream, one.kind, one.first, one.last, one.count) for one in verify()]


def write_some() -> None:
    one = make_person(make_street().sunny_first)
    note_read(actor(), "page", person_id=one.pk, path=one.now_path)
    note_read(actor(), "export", field="党员名册", reason="核对", rows=3)


# Each column of each log.

ALTERATIONS: Final[dict[str, tuple[str, str]]] = {
    "path": ("audit", "UPDATE trail_auditentry SET path = '0000009' WHERE id = {}"),
    "content": ("audit", "UPDATE trail_auditentry SET changes = mac WHERE id = {}"),
    "subject": ("audit", "UPDATE trail_auditentry SET subject_id = subject_id + 1 WHERE id = {}"),
    "mark of an entry": ("audit", "UPDATE trail_auditentry SET mac = changes WHERE id = {}"),
    "actor": ("operation", "UPDATE trail_operation SET actor = '别人' WHERE id = {}"),
    "time": ("operation", "UPDATE trail_operation SET at = '2026-06-01 04:00:01+00:00' WHERE id = {}"),
    "reason": ("operation", "UPDATE trail_operation SET reason = '改' WHERE id = {}"),
    "person": ("read", "UPDATE trail_readentry SET person_id = 7 WHERE id = {}"),
    "reader": ("read", "UPDATE trail_readentry SET actor = '别人' WHERE id = {}"),
    "rows": ("read", "UPDATE trail_readentry SET rows = 2 WHERE id = {}"),
}
LOGS: Final[dict[str, tampering.Log]] = {"operation": Operation, "audit": AuditEntry, "read": ReadEntry}


@pytest.mark.parametrize(("stream", "statement"), ALTERATIONS.values(), ids=ALTERATIONS.keys())
@pytest.mark.parametrize("sealed", [True, False], ids=["sealed", "not yet sealed"])
def test_a_changed_row_shows(stream: str, statement: str, *, sealed: bool) -> None:
    write_some()
    if sealed:
        seal(NOW)
    assert found() == []
    number = LOGS[stream].objects.order_by("pk").values_list("pk", flat=True)[1]
    sql(statement.format(number))
    assert found() == [(stream, "changed", number, number, 1)]


def test_the_mark_of_an_operation_is_that_of_its_entries_too() -> None:
    first = write_entries(20)[0]
    seal(NOW)
    number = Operation.objects.earliest("pk").pk
    sql("UPDATE trail_operation SET mac = %s WHERE id = %s", b"x" * 32, number)
    assert found() == [("operation", "changed", number, number, 1), ("audit", "changed", first, first + 9, 10)]


# A long log in several links.


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> int:
    """4,000 audit entries and 400 lines of the read log, sealed hour by hour, 1,000 to a link; the first number before them is given."""
    monkeypatch.setattr(seals, "BATCH", 1_000)
    numbers = write_entries(3_000)
    write_reads(400)
    seal(NOW)
    write_entries(1_000)
    seal(NOW + HOUR)
    assert found() == []
    return numbers[0] - 1


def entry(kind: str, first: int, last: int, count: int = 0) -> Found:
    return ("audit", kind, first, last, count or last - first + 1)


def test_missing_rows_are_named_by_their_numbers(log: int) -> None:
    delete(AuditEntry, log + 500, log + 500)
    delete(AuditEntry, log + 1_200, log + 1_349)
    assert found() == [entry("missing", log + 500, log + 500), entry("missing", log + 1_200, log + 1_349)]


def test_missing_lines_of_the_read_log_too(log: int) -> None:
    first = ReadEntry.objects.earliest("pk").pk
    delete(ReadEntry, first + 5, first + 6)
    assert found() == [("read", "missing", first + 5, first + 6, 2)]


def test_a_whole_link_of_rows_that_is_missing(log: int) -> None:
    delete(AuditEntry, log + 1_001, log + 2_000)
    assert found() == [entry("missing", log + 1_001, log + 2_000)]


def test_an_inserted_row_is_told_from_the_gap_that_was_there() -> None:
    """A copy of a sound row under a number that was never used."""
    write_entries(30)
    with transaction.atomic():
        rows.reserve(AuditEntry, 5)
        rows.reserve(ReadEntry, 5)
    last = write_entries(30)[-1]
    reads = write_reads(3)
    seal(NOW)
    assert found() == []
    copy(AuditEntry, last, last - 32)
    copy(ReadEntry, reads[0], reads[0] - 2)
    assert found() == [entry("inserted", last - 32, last - 32), ("read", "inserted", reads[0] - 2, reads[0] - 2, 1)]


def test_exchanged_entries_are_reordered_not_changed(log: int) -> None:
    renumber(AuditEntry, [(log + 100, log + 900), (log + 900, log + 100)])
    assert found() == [entry("reordered", log + 100, log + 100), entry("reordered", log + 900, log + 900)]


def test_entries_shifted_by_one_are_reordered(log: int) -> None:
    """One out, the ones behind it moved up: only the last number is missing in the end."""
    renumber(AuditEntry, [(log + number, log + number - 1) for number in range(102, 111)] + [(log + 101, log + 110)])
    assert found() == [entry("reordered", log + 101, log + 110)]


def test_an_entry_moved_into_a_gap_is_reordered_not_missing() -> None:
    first = write_entries(20)[0]
    with transaction.atomic():
        rows.reserve(AuditEntry, 3)
    write_entries(20)
    seal(NOW)
    renumber(AuditEntry, [(first + 4, first + 21)])
    assert found() == [entry("reordered", first + 4, first + 4), entry("reordered", first + 21, first + 21)]


def test_exchanged_lines_of_the_read_log_are_found_by_their_time(log: int) -> None:
    first = ReadEntry.objects.earliest("pk").pk
    renumber(ReadEntry, [(first + 10, first + 20), (first + 20, first + 10)])
    assert found() == [("read", "reordered", first + number, first + number, 1) for number in (10, 20)]


def test_a_line_of_the_read_log_written_over_another_one_shows_by_the_link(log: int) -> None:
    first = ReadEntry.objects.earliest("pk").pk
    replace(ReadEntry, first + 10, first + 20)
    assert found() == [("read", "changed", first, first + 399, 400)]


def test_an_operation_taken_out_alone_leaves_its_entries_without_a_sound_mark(log: int) -> None:
    number = Operation.objects.order_by("pk")[3].pk
    with connection.cursor() as cursor:
        cursor.execute("SELECT actor FROM trail_operation WHERE id = %s", [number])
    renumber(Operation, [(number, number + 1_000_000)])
    try:
        told = found()
    finally:
        renumber(Operation, [(number + 1_000_000, number)])
    assert told == [
        ("operation", "missing", number, number, 1),
        ("operation", "changed", number + 1_000_000, number + 1_000_000, 1),
        entry("changed", log + 31, log + 40),
    ]


def test_an_operation_taken_out_with_its_entries_shows_twice(log: int) -> None:
    number = Operation.objects.order_by("pk")[3].pk
    sql("DELETE FROM trail_auditentry WHERE operation_id = %s", number)
    delete(Operation, number, number)
    assert found() == [("operation", "missing", number, number, 1), entry("missing", log + 31, log + 40)]


def test_the_end_cut_off_while_its_seals_stay(log: int) -> None:
    delete(AuditEntry, log + 3_991, log + 4_000)
    assert found() == [entry("cut_off", log + 3_991, log + 4_000)]


def test_rows_are_named_with_the_hour_in_which_they_were_sealed(log: int) -> None:
    delete(AuditEntry, log + 3_991, log + 4_000)
    delete(AuditEntry, log + 7, log + 7)
    one, two = verify()
    assert (one.since, one.until, two.since, two.until) == (None, NOW, NOW, NOW + HOUR)
    assert one.message == f"审计记录第 {log + 7} 条缺失（2026-06-01 12:00 之前写入）。"
    assert two.message == f"审计记录第 {log + 3_991} 至 {log + 4_000} 条被截去（2026-06-01 12:00 至 2026-06-01 13:00 写入）。"
    assert two.means == KINDS["cut_off"].means


def test_many_faults_in_a_link_are_told_as_one(log: int) -> None:
    sql("UPDATE trail_auditentry SET path = '9' WHERE id %% 2 = 0 AND id <= %s", log + 1_000)
    (one,) = verify()
    assert (one.kind, one.count, one.last - one.first) == ("changed", 500, 998)
    assert one.rows == f"第 {one.first} 至 {one.last} 条中的 500 条"


def test_the_progress_is_told(log: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibu.trail.verifying.STEP", 2_000)
    told: list[tuple[int, int]] = []
    assert list(verify(tell=lambda done, total: told.append((done, total)))) == []
    newest = sum(model.objects.latest("pk").pk for model in LOGS.values())
    assert told == [(2_000, newest), (4_000, newest), (4_800, 4_800)]


# The chain itself.


def links(stream: str = "audit") -> list[Seal]:
    return list(Seal.objects.filter(stream=stream).order_by("pk"))


def test_a_link_taken_out_is_a_chain_that_does_not_hold(log: int) -> None:
    sql("DELETE FROM trail_seal WHERE id = %s", links()[1].pk)
    sql("UPDATE trail_auditentry SET path = '9' WHERE id = %s", log + 1_500)
    assert found() == [entry("unlinked", log + 1_001, log + 2_000), entry("changed", log + 1_500, log + 1_500)]


def test_a_link_put_in_is_one_too_many(log: int) -> None:
    two = links()[1]
    columns = "at, stream, first_id, last_id, count, numbers, digest"
    sql(f"INSERT INTO trail_seal ({columns}) SELECT {columns} FROM trail_seal WHERE id = %s", two.pk)  # noqa: S608  names above
    assert found() == [entry("unlinked", log + 1_001, log + 2_000)]


CHANGES_OF_A_LINK: Final[dict[str, str]] = {
    "time": "UPDATE trail_seal SET at = '2026-06-02 04:00:00+00:00' WHERE id = %s",
    "digest": "UPDATE trail_seal SET digest = (SELECT mac FROM trail_auditentry ORDER BY id LIMIT 1) WHERE id = %s",
    "numbers erased": "UPDATE trail_seal SET numbers = '' WHERE id = %s",
}


@pytest.mark.parametrize("statement", CHANGES_OF_A_LINK.values(), ids=CHANGES_OF_A_LINK.keys())
def test_a_link_that_was_altered_shows(log: int, statement: str) -> None:
    last = links()[3]
    sql(statement, last.pk)
    assert found() == [entry("changed", log + 3_001, log + 4_000)]


def test_numbers_added_to_a_link_are_missing_rows() -> None:
    write_entries(10)
    seal(NOW)
    link = links()[0]
    sql("UPDATE trail_seal SET numbers = %s WHERE id = %s", f"{link.numbers} 8000000000-9999999999 x 5-", link.pk)
    (one,) = verify()
    assert (one.kind, one.first, one.last) == ("missing", 8_000_000_000, 9_999_999_999)


def test_a_row_taken_out_of_the_link_too_shows_by_the_digest(log: int) -> None:
    delete(AuditEntry, log + 3_500, log + 3_500)
    numbers = f"{log + 3_001}-{log + 3_499} {log + 3_501}-{log + 4_000}"
    sql("UPDATE trail_seal SET numbers = %s, count = 999 WHERE id = %s", numbers, links()[3].pk)
    assert found() == [entry("changed", log + 3_001, log + 4_000)]


def test_a_link_of_old_knows_only_how_many_rows_it_holds() -> None:
    """Links made before there were numbers in them: the digest does not cover any."""
    first = write_entries(10)[0]
    reads = write_reads(10)
    seal(NOW)
    before = b""
    for link in links():
        link.numbers = ""
        contents = seals.Contents()
        for row in seals.STREAMS[1].rows(link.first_id, link.last_id):
            contents.take(row[0], bytes(row[1]))
        sql("UPDATE trail_seal SET numbers = '', digest = %s WHERE id = %s", seals.digest_of(link, contents.digest(), before), link.pk)
    assert found() == []
    delete(AuditEntry, first + 3, first + 4)
    assert found() == [entry("missing", first, first + 9, 2)]
    assert len(reads) == 10


def test_without_the_key_nothing_is_worth_anything(log: int) -> None:
    """What somebody writes who has the database alone: an entry made up whole, and a link made up for it."""
    sql("UPDATE trail_auditentry SET changes = %s, mac = %s WHERE id = %s", b"[]", b"y" * 32, log + 3_500)
    sql("UPDATE trail_seal SET digest = %s WHERE id = %s", b"z" * 32, links()[3].pk)
    assert found() == [entry("changed", log + 3_500, log + 3_500)]


def test_each_kind_says_what_it_means() -> None:
    assert [kind for kind, words in KINDS.items() if not (words.label and words.means.endswith("。"))] == []
    assert Finding("read", "查阅记录", "changed", 3, 3, 1).told() == {
        "stream": "read",
        "kind": "changed",
        "first": 3,
        "last": 3,
        "count": 1,
        "since": None,
        "until": None,
        "message": "查阅记录第 3 条被改动（还没有封存）。",
        "means": KINDS["changed"].means,
    }
