"""The tasks of ``bench cases``: the cases made, a board read, every projection rebuilt."""

import time
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet

from zhibu.access.readers import AccountReader, Held
from zhibu.access.terms import Role
from zhibu.cases.models import Case, CaseEntry, StepSpan
from zhibu.cases.queries.log import logs_of
from zhibu.cases.queries.projections import cases_astray
from zhibu.cases.queries.waiting import board
from zhibu.cases.services.opening import case_code
from zhibu.cases.services.turning import turn_over_cases
from zhibu.cases.terms import EntryKind
from zhibu.config.bench.exporting_task import Counter
from zhibu.config.bench.figures import median
from zhibu.config.sample.load import sample_actor
from zhibu.kernel.clock import now
from zhibu.kernel.dates import FAR
from zhibu.mechanism.ties.rules import VISIT_MATTER
from zhibu.register.models import Organisation
from zhibu.store.guards import within
from zhibu.trail.door import Work, recording

WHY: Final = "测速"
AT_ONCE: Final = 10_000
SEED: Final = 20260702
CASE: Final = ("id", "code", "procedure", "version", "title", "opened_on", "now_holder_id")
ENTRY: Final = ("id", "case_id", "number", "kind", "step", "day", "at", "actor", "organisation_id", "limits")
LATEST: Final = 60
"""Days before today within which they were opened."""


def cases(*, number: int) -> dict[str, Any]:
    """Open cases among all organisations: opened, two of three assigned, one of four answered. The columns for lists stay empty."""
    rng = Random(SEED)  # noqa: S311  invented cases, no secret
    places: list[tuple[int, int | None]] = list(
        Organisation.objects.unguarded(WHY).filter(dissolved_on=None).order_by("pk").values_list("pk", "now_parent_id")
    )
    by = sample_actor(now())
    for first in range(0, number, AT_ONCE):
        with recording(by, "demo.load", reason=WHY) as work:
            _put(work, rng, places, min(AT_ONCE, number - first), by.day)
    begin = time.perf_counter()
    written = turn_over_cases(by=by)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return {"written": written, "first_seconds": time.perf_counter() - begin}


def _put(work: Work, rng: Random, places: list[tuple[int, int | None]], number: int, on: date) -> None:
    at = work.actor.at
    rows, lines = [], []
    for case_id in work.reserve(Case, number):
        holder, above = rng.choice(places)
        day = on - timedelta(days=rng.randrange(LATEST))
        rows.append((case_id, case_code(case_id), VISIT_MATTER.key, 1, f"事项{case_id}", day, holder))
        happened = [
            (EntryKind.OPENED, "", holder, ""),
            (EntryKind.STEP, "assign", above or holder, "answer=10"),
            (EntryKind.STEP, "answer", None, ""),
        ]
        for line, (kind, step, place, limits) in enumerate(happened[: rng.choice((1, 2, 2, 3))], start=1):
            lines.append((case_id, line, kind.value, step, day + timedelta(days=line), at, WHY, place, limits))
    work.put(Case, CASE, rows)
    numbers = work.reserve(CaseEntry, len(lines))
    work.put(CaseEntry, ENTRY, [(row_id, *line) for row_id, line in zip(numbers, lines, strict=True)])


def cases_board(*, times: int, **_: Any) -> dict[str, Any]:
    """The board of the street in the middle, as its clerk; the floor is the numbers of the same rows in the same order."""
    path = _street_path()
    reader = AccountReader(0, WHY, (Held(Role.STREET_CLERK, path, WHY),))
    taken, floors, queries, cards, total = [], [], 0, 0, 0
    for _run in range(times):
        counted, begin = Counter(), time.perf_counter()
        with connection.execute_wrapper(counted):
            found = board(reader, path=path)
        taken.append(time.perf_counter() - begin)
        queries, cards, total = max(queries, counted.queries), len(found.cards), found.counts.total()
        begin = time.perf_counter()
        len(list(_bare(path)))
        floors.append(time.perf_counter() - begin)
    more = {"queries": queries, "cards": cards, "waiting": total, "cases": Case.objects.unguarded(WHY).count()}
    return {"seconds": median(taken), "floor": median(floors), "more": more}


def _bare(path: str) -> "QuerySet[StepSpan, int]":
    found = StepSpan.objects.unguarded(WHY).filter(within("organisation__now_path", [path]), valid_to=FAR)
    return found.order_by("latest", "pk").values_list("pk", flat=True)


def _street_path() -> str:
    streets = Organisation.objects.unguarded(WHY).filter(now_kind="street_committee").order_by("pk")
    return streets.values_list("now_path", flat=True)[streets.count() // 2]


def cases_rebuild(*, times: int, written: int, first_seconds: float) -> dict[str, Any]:
    """Every case folded anew and compared with its columns, as ``verify --projections`` does; the floor reads the logs alone."""
    del times
    begin = time.perf_counter()
    differing = sum(1 for _ in cases_astray())
    taken = time.perf_counter() - begin
    begin = time.perf_counter()
    lines = sum(len(log) for _, log in logs_of())
    floor = time.perf_counter() - begin
    open_cases = Case.objects.unguarded(WHY).filter(now_ended_on=None, now_latest__lt=FAR).count()
    more = {"differing": differing, "cases": open_cases, "lines": lines, "written_first": written, "first_seconds": first_seconds}
    return {"seconds": taken, "floor": floor, "more": more}
