"""How agreements stand on a day: every point worked out from records, rules and judgements when somebody looks; nothing is stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from zhibu.mechanism.appraisal.models import Agreement, Bonus, Judgement, Scheme
from zhibu.mechanism.appraisal.queries.measured import measured
from zhibu.mechanism.appraisal.queries.tables import Row, rows_of
from zhibu.mechanism.appraisal.rules.scoring import NOTHING, Measured, Scored, score
from zhibu.mechanism.appraisal.rules.totals import Part, band_of, total
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.terms import PartKind

WHY: Final = "已经确认可以看到的责任书，读取评分和加分"
UNKNOWN: Final = Measured()


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of one organisation: what was counted, and what it comes to."""

    row: Row
    measured: Measured
    scored: Scored


@dataclass(frozen=True, slots=True)
class Standing:
    """One agreement on a day."""

    agreement: Agreement
    lines: tuple[Line, ...]
    bonus: Decimal
    points: Decimal
    band: str


def last_day(scheme: Scheme, on: date) -> date:
    """A year is judged by its own days: afterwards it stands as on its last."""
    return min(on, date(scheme.year, 12, 31))


def standings(scheme: Scheme, agreements: Sequence[Agreement], on: date) -> list[Standing]:
    """All of them together, in the order given; seven queries, however many there are. ``taker`` has been read with each."""
    day, rows = last_day(scheme, on), rows_of(scheme)
    paths = [one.taker.now_path or "" for one in agreements]
    counted = measured(paths, {row.measure for row in rows if row.measure.name}, day)
    judged, given = _judged(scheme, agreements, day), _given(scheme, agreements)
    bands = bands_of(scheme.bands)
    found = []
    for one, path in zip(agreements, paths, strict=True):
        lines = tuple(_line(row, counted[path].get(row.measure, UNKNOWN), judged.get((one.pk, row.id)), day) for row in rows)
        bonus = given.get(one.pk, NOTHING)
        points = total(_parts(scheme, lines), bonus=bonus, cap=Decimal(scheme.bonus_cap))
        found.append(Standing(one, lines, bonus, points, band_of(points, bands)))
    return found


def _line(row: Row, counted: Measured, judged: Decimal | None, day: date) -> Line:
    whole = counted if judged is None else replace(counted, judged=judged)
    return Line(row, whole, score(row.points, row.versions, whole, day))


def _parts(scheme: Scheme, lines: Sequence[Line]) -> list[Part]:
    weights = {
        PartKind.REGULAR: scheme.regular_weight,
        PartKind.YEARLY: scheme.yearly_weight,
        PartKind.SATISFACTION: scheme.satisfaction_weight,
    }
    scored: dict[PartKind, list[Scored]] = defaultdict(list)
    for line in lines:
        scored[line.row.part].append(line.scored)
    return [Part(Decimal(weights[kind]), tuple(found)) for kind, found in scored.items()]


def _judged(scheme: Scheme, agreements: Sequence[Agreement], day: date) -> Mapping[tuple[int, int], Decimal]:
    """The latest up to the day counts."""
    found = Judgement.objects.unguarded(WHY).filter(_of(scheme, agreements), day__lte=day).order_by("day", "pk")
    return {(agreement, indicator): points for agreement, indicator, points in found.values_list("agreement_id", "indicator_id", "points")}


def _given(scheme: Scheme, agreements: Sequence[Agreement]) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    rows = Bonus.objects.unguarded(WHY).filter(_of(scheme, agreements)).exclude(given=None)
    for agreement, points in rows.values_list("agreement_id", "given"):
        found[agreement] += points or NOTHING
    return found


def _of(scheme: Scheme, agreements: Sequence[Agreement]) -> Q:
    """One, or all of a table."""
    return Q(agreement=agreements[0]) if len(agreements) == 1 else Q(agreement__scheme=scheme)
