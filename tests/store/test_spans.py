"""Dated facts with the same keys never share a day, whoever writes them: the database holds it, on SQLite and on PostgreSQL."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import IntegrityError, connection, connections, models, transaction
from django.db.utils import DatabaseError
from django.test.utils import isolate_apps

from tests.register.factories import actor, make_person, make_street
from zhibu.accounts.models import Account
from zhibu.config.checkout import ROOT
from zhibu.kernel.dates import FAR
from zhibu.register.models import ManagementCategory, Mark
from zhibu.store.spans import NoOverlap, Span, span_check
from zhibu.trail import rows
from zhibu.trail.door import recording

ON_SQLITE = connection.vendor == "sqlite"

JANUARY: Final = date(2026, 1, 1)
MARCH: Final = date(2026, 3, 1)
MAY: Final = date(2026, 5, 1)
JULY: Final = date(2026, 7, 1)


@pytest.fixture
def person_id(db: None) -> int:
    return make_person(make_street().sunny_first, category=None).pk


def put(person_id: int, *spans: tuple[date, date], mark: str = "abroad") -> None:
    with recording(actor(), "test") as work:
        numbers = work.reserve(Mark, len(spans))
        columns = ("id", "person_id", "mark", "valid_from", "valid_to")
        work.put(Mark, columns, [(number, person_id, mark, *span) for number, span in zip(numbers, spans, strict=True)])


def marks(person_id: int) -> list[tuple[str, date, date]]:
    found = Mark.objects.unguarded("test").filter(person_id=person_id).order_by("mark", "valid_from")
    return list(found.values_list("mark", "valid_from", "valid_to"))


@pytest.mark.parametrize(
    "second",
    [(MARCH, MAY), (JANUARY, MARCH.replace(day=2)), (MAY.replace(day=1, month=4), FAR), (JANUARY, FAR), (MARCH, FAR)],
    ids=["the same", "its first day", "its end", "around it", "open"],
)
def test_a_second_span_on_a_day_of_the_first_is_refused(person_id: int, second: tuple[date, date]) -> None:
    put(person_id, (MARCH, MAY))
    with pytest.raises(IntegrityError, match="overlap: mark_once"), transaction.atomic():
        put(person_id, second)
    assert marks(person_id) == [("abroad", MARCH, MAY)]


def test_spans_that_only_touch_are_taken(person_id: int) -> None:
    put(person_id, (MARCH, MAY))
    put(person_id, (JANUARY, MARCH), (MAY, FAR))
    assert marks(person_id) == [("abroad", JANUARY, MARCH), ("abroad", MARCH, MAY), ("abroad", MAY, FAR)]


def test_another_key_is_another_fact(person_id: int) -> None:
    put(person_id, (MARCH, MAY))
    put(person_id, (MARCH, MAY), mark="home_bound")
    assert marks(person_id) == [("abroad", MARCH, MAY), ("home_bound", MARCH, MAY)]


def test_two_of_one_statement_are_refused_together(person_id: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put(person_id, (JANUARY, MARCH), (MARCH, FAR), (MAY, JULY))
    assert marks(person_id) == []


def test_a_thousand_rows_are_refused_for_one(person_id: int) -> None:
    spans = [(date(1000 + year, 1, 1), date(1001 + year, 1, 1)) for year in range(1000)]
    with pytest.raises(IntegrityError), transaction.atomic():
        put(person_id, *spans, (date(1500, 6, 1), date(1500, 7, 1)))
    assert marks(person_id) == []
    put(person_id, *spans)
    assert len(marks(person_id)) == 1000


def test_a_change_into_another_span_is_refused(person_id: int) -> None:
    put(person_id, (JANUARY, MARCH), (MAY, JULY))
    first = Mark.objects.unguarded("test").filter(person_id=person_id).earliest("valid_from")
    with pytest.raises(IntegrityError), recording(actor(), "test") as work:
        work.change(Mark, first.pk, valid_to=MAY.replace(day=2))
    with recording(actor(), "test") as work:
        work.change(Mark, first.pk, valid_to=MAY)
    assert marks(person_id) == [("abroad", JANUARY, MAY), ("abroad", MAY, JULY)]


def test_a_span_of_no_day_is_refused(person_id: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        put(person_id, (MARCH, MARCH))
    with pytest.raises(IntegrityError), transaction.atomic():
        put(person_id, (MAY, MARCH))
    assert marks(person_id) == []


def test_reads_compose(person_id: int) -> None:
    put(person_id, (JANUARY, MARCH), (MAY, FAR))
    spans: Any = Mark.objects.unguarded("test").filter(person_id=person_id)
    assert [one.valid_from for one in spans.on(JANUARY)] == [JANUARY]
    assert [one.valid_from for one in spans.on(MARCH)] == []
    assert [one.valid_from for one in spans.open()] == [MAY]
    assert [one.valid_from for one in spans.during(MARCH, JULY)] == [MAY]
    assert [one.valid_from for one in spans.during(date(2026, 2, 28), MAY)] == [JANUARY]


# The constraint through the life of a table.


@isolate_apps("zhibu.store")
def stay_model() -> type[models.Model]:
    class Stay(Span):
        guest = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False)
        room = models.CharField(max_length=10)

        class Meta:
            app_label = "store"
            db_table = "test_stay"
            constraints = [span_check("stay_span"), NoOverlap("guest", "room", name="stay_once")]

        def __str__(self) -> str:
            return self.room

    return Stay


@pytest.fixture
def stay(transactional_db: None) -> Iterator[type[models.Model]]:
    model = stay_model()
    with connection.schema_editor() as editor:
        editor.create_model(model)
    yield model
    with connection.schema_editor() as editor:
        editor.delete_model(model)


def two_stays(**others: str) -> bool:
    """Whether the database takes two that overlap; nothing of them stays."""
    guest = Account.objects.create(
        username=os.urandom(8).hex(),
        password="",
        display_name="客",
        created_at="2026-01-01T00:00Z",
        password_changed_at="2026-01-01T00:00Z",
    )
    names = ("guest_id", "room", "valid_from", "valid_to", *others)
    refused = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for span in ((JANUARY, MAY), (MARCH, FAR)):
                marks = ", ".join(["%s"] * len(names))
                cursor.execute(
                    f"INSERT INTO test_stay ({', '.join(names)}) VALUES ({marks})",  # noqa: S608  names of this test
                    [guest.pk, "101", *span, *others.values()],
                )
            cursor.execute("DELETE FROM test_stay")
    except DatabaseError as error:
        refused = str(error).splitlines()[0]
    assert refused in {"", "overlap: stay_once"}
    return not refused


@pytest.mark.usefixtures("stay")
def test_it_holds_in_a_new_table() -> None:
    assert two_stays() is False


def test_it_survives_the_remaking_of_its_table(stay: type[models.Model]) -> None:
    """Django remakes a table on SQLite for nearly every change."""
    field = models.CharField(max_length=5, default="")
    field.set_attributes_from_name("bed")
    field.model = stay
    with connection.schema_editor() as editor:
        editor.add_field(stay, field)
    stay.add_to_class("bed", field)
    assert two_stays(bed="a") is False
    with connection.schema_editor() as editor:
        wider = models.CharField(max_length=50, default="")
        wider.set_attributes_from_name("room")
        room: Any = stay._meta.get_field("room")
        editor.alter_field(stay, room, wider)
    assert two_stays(bed="a") is False


def test_it_can_be_taken_off_and_put_on(stay: type[models.Model]) -> None:
    constraint = stay._meta.constraints[1]
    without = [one for one in stay._meta.constraints if one is not constraint]
    stay._meta.constraints = without
    with connection.schema_editor() as editor:
        editor.remove_constraint(stay, constraint)
    assert two_stays() is True
    stay._meta.constraints = [*without, constraint]
    with connection.schema_editor() as editor:
        editor.add_constraint(stay, constraint)
    assert two_stays() is False


def test_a_table_can_be_made_again(stay: type[models.Model]) -> None:
    with connection.schema_editor() as editor:
        editor.delete_model(stay)
    with connection.schema_editor() as editor:
        editor.create_model(stay)
    assert two_stays() is False


@pytest.mark.usefixtures("stay")
def test_its_index_begins_with_the_key() -> None:
    """Without it the triggers of SQLite read the whole table for each row."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "test_stay")
    assert found["stay_once_ix"]["columns"] == ["guest_id", "room", "valid_from", "valid_to"]


def test_it_describes_itself_for_migrations() -> None:
    constraint = NoOverlap("guest", "room", name="stay_once")
    path, keys, kwargs = constraint.deconstruct()
    assert (path, keys, kwargs) == ("zhibu.store.spans.NoOverlap", ("guest", "room"), {"name": "stay_once"})
    assert NoOverlap(*keys, **kwargs) == constraint
    assert NoOverlap("guest", name="stay_once") != constraint


# Two writers at once.

PERSONS: Final = 20
WRITERS: Final = 4


def people(count: int) -> list[int]:
    branch = make_street().sunny_first
    return [make_person(branch, f"张{number}", category=None).pk for number in range(count)]


@pytest.mark.skipif(ON_SQLITE, reason="one writer at a time; the test with processes is below")
@pytest.mark.django_db(transaction=True)
def test_of_several_sessions_one_wins_each_person() -> None:
    ids = people(PERSONS)
    together = threading.Barrier(WRITERS)
    taken: list[int] = []

    def write() -> None:
        together.wait()
        for person_id in ids:
            try:
                with transaction.atomic():
                    (number,) = rows.reserve(ManagementCategory, 1)
                    rows.insert(ManagementCategory, ("id", "person_id", "category", "valid_from"), [(number, person_id, "resident", MARCH)])
            except IntegrityError:
                continue
            taken.append(person_id)
        connections.close_all()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == ids


@pytest.mark.skipif(ON_SQLITE, reason="one writer at a time; the test with processes is below")
@pytest.mark.django_db(transaction=True)
def test_the_second_session_waits_for_the_first() -> None:
    (person_id,) = people(1)
    begun, waited = threading.Event(), threading.Event()
    seen: list[str] = []

    def second() -> None:
        begun.wait()
        try:
            put(person_id, (MAY, FAR))
        except IntegrityError:
            seen.append("refused after the first was done" if waited.is_set() else "refused before")
        connections.close_all()

    thread = threading.Thread(target=second)
    thread.start()
    with transaction.atomic():
        put(person_id, (MARCH, FAR))
        begun.set()
        thread.join(0.5)
        assert thread.is_alive()
        waited.set()
    thread.join()
    assert seen == ["refused after the first was done"]
    assert marks(person_id) == [("abroad", MARCH, FAR)]


WRITER: Final = """
import django; django.setup()
import sys
from datetime import date
from django.db import IntegrityError, connection, transaction
from zhibu.register.models import ManagementCategory, Person
from zhibu.trail import rows
ids = list(Person.objects.unguarded("test").order_by("pk").values_list("pk", flat=True))
connection.close()
print("ready", flush=True)
sys.stdin.readline()
for person_id in ids:
    try:
        with transaction.atomic():
            (number,) = rows.reserve(ManagementCategory, 1)
            columns = ("id", "person_id", "category", "valid_from")
            rows.insert(ManagementCategory, columns, [(number, person_id, "resident", date(2026, 3, 1))])
    except IntegrityError:
        continue
    print(person_id)
"""
MAKER: Final = f"""
import django; django.setup()
from zhibu.config.migrate import prepare_database
from tests.store.test_spans import people
prepare_database()
people({PERSONS})
"""


@pytest.mark.skipif(not ON_SQLITE, reason="the same on either run")
def test_of_several_processes_one_wins_each_person(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "DJANGO_SETTINGS_MODULE": "zhibu.config.settings",
        "ZHIBU_DATA_DIR": str(tmp_path),
        "ZHIBU_DATABASE": "",
    }
    subprocess.run([sys.executable, "-c", MAKER], env=environment, check=True)
    command = [sys.executable, "-c", WRITER]
    writers = [subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(WRITERS)]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    taken = [int(line) for writer in writers for line in writer.communicate()[0].split()]
    assert sorted(taken) == list(range(1, PERSONS + 1))
