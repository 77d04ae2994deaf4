"""The read log: one line may concern many people, and each of them finds it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import actor
from zhibu.trail.models import ReadEntry, ReadPerson
from zhibu.trail.reads import note_read, note_read_of_many, reads_about
from zhibu.trail.seals import seal
from zhibu.trail.verifying import verify

pytestmark = pytest.mark.django_db


def many(*people: int) -> int:
    return note_read_of_many(actor(), "export_full", people=people, field="手机号码", reason="填报", path="0000001")


def test_a_line_of_many_is_one_line_with_their_number() -> None:
    number = many(3, 5, 8)
    (entry,) = ReadEntry.objects.all()
    assert (entry.pk, entry.person_id, entry.rows, entry.kind) == (number, None, 3, "export_full")
    assert sorted(ReadPerson.objects.values_list("read_id", "person_id")) == [(number, 3), (number, 5), (number, 8)]


def test_each_of_them_finds_it_among_the_own_lines() -> None:
    own, of_many = note_read(actor(), "page", person_id=5), many(3, 5)
    note_read(actor(), "page", person_id=8)
    assert [sorted(reads_about(people).values_list("pk", flat=True)) for people in ([5], [3], [9], [3, 5], [])] == [
        [own, of_many],
        [of_many],
        [],
        [own, of_many],
        [],
    ]


def test_nobody_is_concerned_by_an_empty_list() -> None:
    many()
    assert (ReadEntry.objects.get().rows, ReadPerson.objects.count()) == (0, 0)


def test_the_line_is_sealed_like_the_others() -> None:
    many(3, 5)
    seal(actor().at)
    assert list(verify()) == []
    ReadEntry.objects.update(rows=1)
    assert [one.kind for one in verify()] == ["changed"]


@pytest.mark.parametrize("count", [1, 3])
def test_finding_them_costs_one_query(count: int) -> None:
    for _ in range(count):
        many(5)
    with CaptureQueriesContext(connection) as captured:
        assert len(reads_about([5])) == count
    assert len(captured) == 1
