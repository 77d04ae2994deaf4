"""How organisations stand: the list of a table, the page of one, one line of it down to the records, its year so far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet

from zhibu.gatherings.queries.lacking import Lacking, lacking_records
from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Agreement, Judgement, Scheme
from zhibu.mechanism.appraisal.queries.measured import Records, counted, records_of
from zhibu.mechanism.appraisal.queries.satisfaction import Polled, polled_of
from zhibu.mechanism.appraisal.queries.standing import Line, Standing, last_day, standings, standings_of, stood
from zhibu.mechanism.appraisal.queries.tables import Measure, Row, rows_of
from zhibu.mechanism.appraisal.queries.unsigned import Unsigned, unsigned_of
from zhibu.mechanism.appraisal.rules.listing import by_points
from zhibu.mechanism.appraisal.rules.scoring import Measured
from zhibu.mechanism.appraisal.terms import RECORDS, SEE, PartKind, Reach, SchemeState
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import judged
from zhibu.oversight.terms import State
from zhibu.parameters.queries import local_values
from zhibu.rulebook.loading import rulebook

WHY: Final = "已经确认可以看到的责任书，读取评分理由"
COMING: Final = 6
"""Things that fall due next, as the page of a score shows them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One organisation of a list: how it stands, and its points at the end of the month before (None in the first month)."""

    standing: Standing
    before: Decimal | None = None

    @property
    def change(self) -> Decimal | None:
        """Against its own past, nobody else's."""
        return None if self.before is None else self.standing.points - self.before


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of one organisation's score."""

    standing: Standing
    coming: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Below:
    """One organisation that stands below, in a line that counts what stands below."""

    code: str
    name: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class LineShown:
    """One indicator of one organisation, down to the records."""

    standing: Standing
    line: Line
    below: tuple[Below, ...]
    judgements: tuple[Judgement, ...]
    polled: Polled | None = None
    unsigned: tuple[Unsigned, ...] = ()
    lacking: tuple[Lacking, ...] = ()
    """The records behind the misses, where it is records that are counted."""


def agreements_seen(reader: Reader) -> QuerySet[Agreement]:
    """Of tables in force, of organisations in reach, in the order of the tree."""
    found = Agreement.objects.seen_by(reader, SEE).exclude(scheme__state=SchemeState.DRAFT.value)
    return found.select_related("scheme", "scheme__organisation", "taker").order_by("taker__now_path", "pk")


def month_before(day: date) -> date | None:
    """The last day of the month before, within the year."""
    found = day.replace(day=1) - timedelta(days=1)
    return found if found.year == day.year else None


def placed(tables: Sequence[tuple[Scheme, Sequence[Agreement]]], on: date) -> list[Placed]:
    """Of tables of one year, in the order of the tree; two days are read, however many organisations there are."""
    before = month_before(last_day(tables[0][0], on))
    earlier = {one.agreement.pk: one.points for some in standings_of(tables, before) for one in some} if before else {}
    found = [Placed(one, earlier.get(one.agreement.pk)) for some in standings_of(tables, on) for one in some]
    return sorted(found, key=lambda one: (one.standing.agreement.taker.now_path or "", one.standing.agreement.pk))


def in_order_of_points(scheme: Scheme, on: date) -> bool:
    """Only where the street has turned it on: off by default (DESIGN.md, What it is not)."""
    path = scheme.organisation.now_path or ""
    return by_points(rulebook().on(on, local_values([path], on=on).of(path)))


def shown(agreement: Agreement, on: date) -> Shown:
    """As it stands on a day, with what falls due next; the records are read once for both."""
    scheme = agreement.scheme
    day, rows = last_day(scheme, on), rows_of(scheme)
    records = records_of([agreement.taker.now_path or ""], day, complete=any(row.measure.name == RECORDS for row in rows))
    (standing,) = stood(scheme, [agreement], rows, records, on)
    return Shown(standing, tuple(_coming(records, rows, agreement.taker.now_path or "")) if day == on else ())


def _coming(records: Records, rows: Sequence[Row], path: str) -> list[Finding]:
    """What is due and not late yet, of what the table counts."""
    reach = {row.measure.name: row.measure.reach for row in rows if row.measure.name}
    measured = [("organisation", records.organisations), ("step", records.steps)]
    found = judged(measured, records.values, on=records.on, clauses=list(reach) or ["-"])
    due = (one for one in found if one.state is State.DUE)
    near = [one for one in due if reach[one.clause.id] is Reach.BELOW or one.subject.path == path]
    return sorted(near, key=lambda one: (one.until or date.max, one.subject.path))[:COMING]


def line_shown(agreement: Agreement, number: int, on: date) -> LineShown | None:
    """One indicator; None where the table has none of this number."""
    scheme, path = agreement.scheme, agreement.taker.now_path or ""
    rows = rows_of(scheme)
    wanted = next((row for row in rows if row.number == number), None)
    if wanted is None:
        return None
    records = records_of([path], last_day(scheme, on))
    (standing,) = stood(scheme, [agreement], rows, records, on)
    line = next(one for one in standing.lines if one.row.number == number)
    below = tuple(_below(records, wanted.measure)) if wanted.measure.reach is Reach.BELOW and wanted.measure.name else ()
    given = Judgement.objects.unguarded(WHY).filter(agreement=agreement, indicator_id=wanted.id, day__lte=on).order_by("-day", "-pk")
    polled = polled_of(agreement) if wanted.part is PartKind.SATISFACTION else None
    unsigned = unsigned_of(wanted.measure.name, agreement.taker_id, records.on) if line.measured.misses and not below else ()
    gaps = wanted.measure.name == RECORDS and line.measured.misses and not below
    lacking = lacking_records(agreement.taker_id, date(records.on.year, 1, 1), records.on) if gaps else ()
    return LineShown(standing, line, below, tuple(given), polled, tuple(unsigned), tuple(lacking))


def _below(records: Records, measure: Measure) -> list[Below]:
    """Those that owed any of it, in the order of the tree."""
    own = Measure(measure.name, Reach.OWN)
    found = counted(records, [one.path for one in records.organisations], {own})
    told = [(one, found[one.path][own]) for one in records.organisations]
    return [Below(one.code, one.name, what) for one, what in told if what.owed or what.unknown]


def year_so_far(agreement: Agreement, on: date) -> list[Standing]:
    """At the end of each month and on the day."""
    scheme = agreement.scheme
    day = last_day(scheme, on)
    ends = [date(scheme.year, month, 1) - timedelta(days=1) for month in range(2, day.month + 1)]
    return [standings(scheme, [agreement], one)[0] for one in ends] + standings(scheme, [agreement], on)
