"""The tasks of ``bench appraisal``: tables of sixty indicators with who takes them, and all of them scored."""

import time
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from typing import Any, Final

from django.db import connection

from zhibu.config.bench.exporting_task import Counter
from zhibu.config.sample.load import sample_actor
from zhibu.kernel.clock import now, today
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.scores import shown
from zhibu.mechanism.appraisal.queries.standing import standings_of
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.services.tables import begin_table, put_in_force
from zhibu.mechanism.appraisal.terms import Reach
from zhibu.register.models import Organisation
from zhibu.register.queries.measures.organisations import organisations
from zhibu.trail.door import recording

WHY: Final = "测速：目标考评"
INDICATORS: Final = 60
JUDGED: Final = 10
ALONE: Final = 12
"""Of all of them so many are also scored one by one, and compared."""


def targets(*, branches: int, communities: int) -> dict[str, Any]:
    """A table for branches and one for communities of the whole, last year's; once. Answers the codes of some agreements."""
    year, street = today().year - 1, _street()
    if not Scheme.objects.unguarded(WHY).exists():
        root = Organisation.objects.unguarded(WHY).filter(now_parent=None).order_by("pk")[0]
        for kind, number in (("branch", branches), ("committee", communities)):
            _table(root, kind, year, number)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    inside = Agreement.objects.unguarded(WHY).filter(taker__now_path__startswith=street.now_path).order_by("taker__now_path")
    return {"year": year, "codes": list(inside.values_list("code", flat=True)[:90])}


def _street() -> Organisation:
    """The one whose clerk asks."""
    streets = Organisation.objects.unguarded(WHY).filter(now_kind="street_committee").order_by("pk")
    return streets[streets.count() // 2]


def _table(root: Organisation, kind: str, year: int, number: int) -> None:
    by, draft = sample_actor(now()), TableDraft(year, kind, f"测速 {kind}", WHY)
    done = begin_table(by=by, organisation=root, draft=draft, rows=list(_rows(kind)))
    scheme = Scheme.objects.unguarded(WHY).get(pk=done.row_id)
    put_in_force(by=by, scheme=scheme)
    middle = _street().now_path
    found = Organisation.objects.unguarded(WHY).filter(now_kind=kind, dissolved_on=None).order_by("pk")
    inside = list(found.filter(now_path__startswith=middle).values_list("pk", flat=True))
    others = list(found.exclude(now_path__startswith=middle).values_list("pk", flat=True)[: max(0, number - len(inside))])
    with recording(by, "demo.load", reason=WHY) as work:
        takers = [*inside, *others][:number]
        numbers = work.reserve(Agreement, len(takers))
        rows = [(pk, f"A{pk:06d}", scheme.pk, taker) for pk, taker in zip(numbers, takers, strict=True)]
        work.put(Agreement, ("id", "code", "scheme_id", "taker_id"), rows)


def _rows(kind: str) -> Iterator[RowDraft]:
    """Every measure of the catalogue, several times over, and some that are judged."""
    for number, one in enumerate(islice(cycle(picks_for(kind)), INDICATORS - JUDGED)):
        reach = one.reach_for(kind) or Reach.OWN
        yield RowDraft(f"{one.title} {number}", Decimal(10), one.rule, one.measure, one.area, reach=reach)
    for number in range(JUDGED):
        yield RowDraft(f"评定 {number}", Decimal(10), Judged(), scorer="测速")


def appraise(*, year: int) -> dict[str, Any]:
    """All agreements of the year on its last day; the floor is reading the organisations of the same scope and day."""
    on = date(year, 12, 31)
    tables = [(one, _taken(one)) for one in Scheme.objects.unguarded(WHY).filter(year=year).order_by("kind")]
    counted, begin = Counter(), time.perf_counter()
    with connection.execute_wrapper(counted):
        found = standings_of(tables, on)
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    organisations(("",), on)
    floor = time.perf_counter() - begin
    alone = Counter()
    with connection.execute_wrapper(alone):
        standings_of([(scheme, agreements[:1]) for scheme, agreements in tables], on)
    numbers = {scheme.kind: len(agreements) for scheme, agreements in tables}
    return {
        "seconds": seconds,
        "floor": floor,
        "queries": counted.queries,
        "queries_of_one": alone.queries,
        "branches": numbers.get("branch", 0),
        "communities": numbers.get("committee", 0),
        "indicators": len(found[0][0].lines),
        "equal": all(one == shown(one.agreement, on).standing for some in found for one in some[:: max(1, len(some) // ALONE)]),
    }


def _taken(scheme: Scheme) -> list[Agreement]:
    found = Agreement.objects.unguarded(WHY).filter(scheme=scheme).select_related("taker", "scheme", "scheme__organisation")
    return list(found.order_by("taker__now_path", "pk"))
