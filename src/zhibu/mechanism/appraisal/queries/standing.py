"""How agreements stand on a day: every point worked out from records, rules and judgements when somebody looks; nothing is stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import Q

from zhibu.kernel.collecting import uncollected
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Judgement, Scheme
from zhibu.mechanism.appraisal.queries.measured import Records, counted, records_of
from zhibu.mechanism.appraisal.queries.satisfaction import shares
from zhibu.mechanism.appraisal.queries.tables import Measure, Row, rows_of
from zhibu.mechanism.appraisal.rules.satisfaction import FROM_POLL, NO_SHARE
from zhibu.mechanism.appraisal.rules.scoring import NOTHING, Measured, Scored, score
from zhibu.mechanism.appraisal.rules.totals import Part, band_of, total
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.terms import RECORDS, PartKind

WHY: Final = "已经确认可以看到的责任书，读取评分和加分"
UNKNOWN: Final = Measured()
NOBODY: Final[Mapping[int, Decimal]] = {}


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
    vetoed: tuple[str, ...] = ()
    """Veto rows that lost points; there is no grade then. Each stands on a basis document of its own."""
    parts: Mapping[PartKind, Part] = field(default_factory=dict)


def last_day(scheme: Scheme, on: date) -> date:
    """A year is judged by its own days: afterwards it stands as on its last."""
    return min(on, date(scheme.year, 12, 31))


def standings(scheme: Scheme, agreements: Sequence[Agreement], on: date) -> list[Standing]:
    """All of them together, in the order given; seven queries, however many there are. ``taker`` has been read with each."""
    return standings_of([(scheme, agreements)], on)[0]


def standings_of(tables: Sequence[tuple[Scheme, Sequence[Agreement]]], on: date) -> list[list[Standing]]:
    """The same for tables of one year; the records are read once."""
    if not tables:
        return []
    rows = [rows_of(scheme) for scheme, _ in tables]
    paths = {one.taker.now_path or "" for _, agreements in tables for one in agreements}
    complete = any(row.measure.name == RECORDS for some in rows for row in some)
    with uncollected():
        records = records_of(paths, last_day(tables[0][0], on), complete=complete)
        return [stood(scheme, agreements, some, records, on) for (scheme, agreements), some in zip(tables, rows, strict=True)]


def stood(scheme: Scheme, agreements: Sequence[Agreement], rows: Sequence[Row], records: Records, on: date) -> list[Standing]:
    """The same out of records that were read."""
    paths = [one.taker.now_path or "" for one in agreements]
    counts = counted(records, paths, {row.measure for row in rows if row.measure.name})
    judged, content, given = _judged(scheme, agreements, on), _content(scheme, agreements, rows, on), _given(scheme, agreements, on)
    bands, lines_of, weighed = bands_of(scheme.bands), _Lines(rows, records.on), _weighed(scheme, rows)
    found = []
    for one, path in zip(agreements, paths, strict=True):
        lines = lines_of(counts[path], {**content.get(one.pk, NOBODY), **judged.get(one.pk, NOBODY)})
        bonus = given.get(one.pk, NOTHING)
        parts = _parts(weighed, lines)
        points = total(parts.values(), bonus=bonus, cap=Decimal(scheme.bonus_cap))
        vetoed = tuple(line.row.title for line in lines if line.row.veto and line.scored.lost)
        found.append(Standing(one, lines, bonus, points, "" if vetoed else band_of(points, bands), vetoed, parts))
    return found


class _Lines:
    """The lines of one organisation after the other: where the records say the same of a measure, its lines are worked out once."""

    def __init__(self, rows: Sequence[Row], day: date) -> None:
        self._rows, self._day = {row.id: row for row in rows}, day
        asked: dict[Measure, list[Row]] = defaultdict(list)
        for row in rows:
            asked[row.measure].append(row)
        self._asked = [(measure, some, dict[int, dict[int, Line]]()) for measure, some in asked.items()]

    def __call__(self, counts: Mapping[Measure, Measured], judged: Mapping[int, Decimal]) -> tuple[Line, ...]:
        """Those whose ``judged`` are by indicator; what was counted lives as long as this does."""
        found: dict[int, Line] = {}
        for measure, rows, made in self._asked:
            known = counts.get(measure, UNKNOWN)
            lines = made.get(id(known))
            if lines is None:
                lines = made[id(known)] = {row.id: self._line(row, known) for row in rows}
            found.update(lines)
        for number in judged.keys() & self._rows.keys():
            found[number] = self._line(self._rows[number], replace(found[number].measured, judged=judged[number]))
        return tuple([found[number] for number in self._rows])

    def _line(self, row: Row, measured: Measured) -> Line:
        scored = score(row.points, row.versions, measured, self._day)
        if row.part is PartKind.SATISFACTION:
            scored = replace(scored, said=NO_SHARE if measured.judged is None else FROM_POLL)
        return Line(row, measured, scored)


def _weighed(scheme: Scheme, rows: Sequence[Row]) -> list[tuple[PartKind, Decimal, list[int]]]:
    """The parts that the table has: what each weighs, and where its rows stand."""
    weights = {
        PartKind.REGULAR: scheme.regular_weight,
        PartKind.YEARLY: scheme.yearly_weight,
        PartKind.SATISFACTION: scheme.satisfaction_weight,
    }
    places = {kind: [at for at, row in enumerate(rows) if row.part is kind] for kind in PartKind}
    return [(kind, Decimal(weights[kind]), places[kind]) for kind in PartKind if places[kind]]


def _parts(weighed: Sequence[tuple[PartKind, Decimal, Sequence[int]]], lines: Sequence[Line]) -> dict[PartKind, Part]:
    return {kind: Part(weight, tuple([lines[at].scored for at in places])) for kind, weight, places in weighed}


def _judged(scheme: Scheme, agreements: Sequence[Agreement], on: date) -> Mapping[int, Mapping[int, Decimal]]:
    """By agreement and indicator; the latest up to the day counts. A year that is over is judged in the one after it."""
    rows = Judgement.objects.unguarded(WHY).filter(_of(scheme, agreements), day__lte=on).order_by("day", "pk")
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    for agreement, indicator, points in rows.values_list("agreement_id", "indicator_id", "points"):
        found[agreement][indicator] = points
    return found


def _content(scheme: Scheme, agreements: Sequence[Agreement], rows: Sequence[Row], on: date) -> Mapping[int, Mapping[int, Decimal]]:
    """What polls on satisfaction bring to the rows of that part; a query only where the table has any."""
    asked = [row for row in rows if row.part is PartKind.SATISFACTION]
    found = shares(_of(scheme, agreements), on) if asked else {}
    return {agreement: {row.id: row.points * share / 100 for row in asked} for agreement, share in found.items()}


def _given(scheme: Scheme, agreements: Sequence[Agreement], on: date) -> Mapping[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(lambda: NOTHING)
    rows = Bonus.objects.unguarded(WHY).filter(_of(scheme, agreements), decided_on__lte=on).exclude(given=None)
    for agreement, points in rows.values_list("agreement_id", "given"):
        found[agreement] += points or NOTHING
    return found


def _of(scheme: Scheme, agreements: Sequence[Agreement]) -> Q:
    """One, or all of a table."""
    return Q(agreement=agreements[0]) if len(agreements) == 1 else Q(agreement__scheme=scheme)
