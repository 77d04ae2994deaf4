"""Background work: each day once, each hour once, and again after a failure."""

import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from pytest_django import Settings

from tests.access.cast import make_account
from tests.config.installations import PATIENCE, Installation
from tests.keeping.gone import gone
from tests.register.factories import TODAY, actor, make_person, make_street, person
from zhibu.accounts.services import save_draft, start_session
from zhibu.config.worker import JOBS, Job, Rounds, keep_times, seal_trail, seconds_to_next_round, turn_day
from zhibu.kernel.clock import today
from zhibu.register.services.facts import set_category
from zhibu.register.terms.people import ManagementCategory
from zhibu.trail.heads import kept, kept_in
from zhibu.trail.models import Operation, Seal
from zhibu.trail.reads import note_read
from zhibu.trail.seals import STREAMS
from zhibu.trail.verifying import verify

NOON: Final = actor().at
HOUR: Final = timedelta(hours=1)


class Notebook:
    """What was done, and whether it should fail."""

    def __init__(self) -> None:
        self.done: list[tuple[str, datetime]] = []
        self.broken = False

    def job(self, name: str, *, daily: bool) -> Job:
        def work(at: datetime) -> None:
            if self.broken:
                raise RuntimeError(name)
            self.done.append((name, at))

        return Job(name, daily=daily, work=work)


def test_each_day_once_and_each_hour_once() -> None:
    book = Notebook()
    rounds = Rounds((book.job("day", daily=True), book.job("hour", daily=False)))
    times = [NOON, NOON + timedelta(minutes=1), NOON + HOUR, NOON + 12 * HOUR, NOON + 12 * HOUR + timedelta(minutes=1)]
    for at in times:
        rounds.go(at)
    assert book.done == [("day", times[0]), ("hour", times[0]), ("hour", times[2]), ("day", times[3]), ("hour", times[3])]


def test_what_failed_is_tried_again_and_keeps_nothing_else_from_its_turn(caplog: pytest.LogCaptureFixture) -> None:
    book, other = Notebook(), Notebook()
    rounds = Rounds((book.job("day", daily=True), other.job("hour", daily=False)))
    book.broken = True
    rounds.go(NOON)
    assert (book.done, [name for name, _ in other.done]) == ([], ["hour"])
    assert [record.getMessage() for record in caplog.records] == ["day failed"]
    book.broken = False
    rounds.go(NOON + timedelta(minutes=1))
    assert book.done == [("day", NOON + timedelta(minutes=1))]


@pytest.mark.parametrize(
    ("clock", "seconds"), [("12:00:00", 60.0), ("23:59:00", 60.0), ("23:59:30", 30.1), ("23:59:59", 1.1), ("00:00:00", 60.0)]
)
def test_a_round_begins_with_the_day(clock: str, seconds: float) -> None:
    assert seconds_to_next_round(datetime.fromisoformat(f"2026-06-01T{clock}+08:00")) == pytest.approx(seconds)


def test_the_jobs() -> None:
    assert [(job.name, job.daily) for job in JOBS] == [
        ("turn day", True),
        ("keep times", True),
        ("seal trail", False),
        ("send heads", False),
        ("forget uploads", False),
        ("renew liaisons", False),
        ("carry post", False),
    ]


@pytest.mark.django_db
def test_a_span_that_begins_tomorrow_is_seen_tomorrow(caplog: pytest.LogCaptureFixture) -> None:
    one = make_person(make_street().sunny_first, category=ManagementCategory.RESIDENT)
    ahead = actor(TODAY + timedelta(days=1))
    set_category(by=ahead, person=one, category=ManagementCategory.RETIRED, on=ahead.day)
    turn_day(NOON)
    assert person(one.pk).now_category == "resident"
    with caplog.at_level("INFO"):
        turn_day(ahead.at)
        turn_day(ahead.at)
    assert person(one.pk).now_category == "retired"
    assert [record.getMessage() for record in caplog.records] == ["turned over 1 rows"]


@pytest.mark.django_db
def test_each_day_those_whose_time_is_over_are_destroyed_and_the_log_counts_them(caplog: pytest.LogCaptureFixture) -> None:
    street = make_street()
    one = gone(street.sunny_first, "张三", on=date(2020, 5, 1))
    with caplog.at_level("INFO"):
        keep_times(NOON)
        keep_times(NOON + timedelta(days=29))
        assert person(one.pk).name == "张三"
        keep_times(NOON + timedelta(days=30))
    assert person(one.pk).name == "资料已按期销毁"
    assert [record.getMessage() for record in caplog.records] == [
        "erased 0 people, 0 once more, 1 new on the list",
        "erased 1 people, 0 once more, 0 new on the list",
    ]
    operation = Operation.objects.get(act="keeping.erase")
    assert (operation.actor, operation.account_id, operation.channel) == ("系统", None, "job")
    assert operation.reason == "组织关系转出的党员：保存期限已到，1 人"


@pytest.mark.django_db
def test_what_the_program_keeps_for_itself_goes_too(caplog: pytest.LogCaptureFixture) -> None:
    account = make_account("zhou")
    long_ago = NOON - timedelta(days=400)
    for at in (long_ago, NOON):
        start_session(account=account, now=at, address="127.0.0.1")
    save_draft(account_id=account.pk, key="form", fields={"name": "张三"}, now=long_ago)
    with caplog.at_level("INFO"):
        keep_times(NOON)
    assert [record.getMessage() for record in caplog.records] == ["1 drafts and 1 sessions forgotten"]


@pytest.mark.django_db
def test_the_head_of_the_chain_leaves_the_database(caplog: pytest.LogCaptureFixture) -> None:
    make_street()
    with caplog.at_level("INFO"):
        seal_trail(NOON)
    expected = [f"sealed {link.stream} {link.first_id}-{link.last_id} {bytes(link.digest).hex()}" for link in Seal.objects.order_by("pk")]
    assert [record.getMessage() for record in caplog.records] == expected


@pytest.mark.django_db
def test_the_head_of_the_day_goes_to_a_file_and_to_another_place(
    tmp_path: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.HEADS_DIR, settings.HEADS_ELSEWHERE = tmp_path / "heads", tmp_path / "disk"
    make_street()
    rounds = Rounds(tuple(job for job in JOBS if job.name in {"seal trail", "send heads"}))
    rounds.go(NOON)
    assert [record.getMessage() for record in caplog.records] == [
        f"the head of the trail did not reach {tmp_path / 'disk'}: No such file or directory"
    ]
    (tmp_path / "disk").mkdir()
    rounds.go(NOON + HOUR)
    rounds.go(NOON + 2 * HOUR)
    assert len(caplog.records) == 1
    assert [kept_in(place)[0][0].at for place in (tmp_path / "heads", tmp_path / "disk")] == [NOON, NOON]
    assert list(verify(kept()[0])) == []


@pytest.mark.django_db
def test_no_job_ever_takes_a_row_out_of_the_trail(tmp_path: Path, settings: Settings) -> None:
    """The law asks for six months; here a row of the trail is kept until somebody decides otherwise outside the program."""
    settings.HEADS_DIR, settings.HEADS_ELSEWHERE = tmp_path / "heads", None
    make_person(make_street().sunny_first)
    note_read(actor(), "page", person_id=1)
    Rounds().go(NOON)
    before = [set(stream.model.objects.values_list("pk", flat=True)) for stream in STREAMS]
    for years in (1, 10, 60):
        Rounds().go(NOON + timedelta(days=366 * years))
    after = [set(stream.model.objects.values_list("pk", flat=True)) for stream in STREAMS]
    assert [first - last for first, last in zip(before, after, strict=True)] == [set(), set(), set()]
    assert list(verify(kept()[0])) == []


# The process.


def test_it_works_until_its_server_has_gone(tmp_path: Path) -> None:
    here = Installation(tmp_path)
    here.python("from tests.register.factories import make_street; make_street()")
    worker = subprocess.Popen(
        [sys.executable, "-m", "zhibu.config.background", str(today())],
        env=here.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert worker.stdout is not None
    first = worker.stdout.readline()
    assert first.split()[2:6] == ["INFO", "zhibu.config.worker", "sealed", "operation"]
    assert worker.stdin is not None
    worker.stdin.close()
    said = worker.stdout.read()
    worker.stdout.close()
    worker.wait(timeout=PATIENCE)
    assert (worker.returncode, [line.split()[2] for line in said.splitlines()]) == (0, ["INFO"])
