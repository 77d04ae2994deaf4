"""What lies in an envelope: plain values, enough to reckon every score anew without our software.

``{"form": 1, "year", "title", "made_on", "on", "basis", "weights", "cap", "bands", "organisations": [{"name", "code", "bonus", "points",
"band", "lines": [{"number", "area", "title", "of", "part", "veto", "says", "rules": [[first day, rule]], "judged", "reasons", "items",
"points"}], "findings": [[state, text, article]]}]}``; decimals are text, days ISO.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any, Final

from zhibu.mechanism.appraisal.models import Agreement, Judgement, Scheme
from zhibu.mechanism.appraisal.queries.measured import records_of
from zhibu.mechanism.appraisal.queries.proofs import Item, proofs_of
from zhibu.mechanism.appraisal.queries.standing import Line, Standing, last_day, stood
from zhibu.mechanism.appraisal.queries.tables import Measure, Row, rows_of
from zhibu.mechanism.appraisal.rules.scoring import in_force
from zhibu.mechanism.appraisal.rules.spelling import kept, says_for
from zhibu.mechanism.appraisal.terms import PartKind
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import judged
from zhibu.oversight.terms import State

FORM: Final = 1
WHY: Final = "已经确认可以看到的得分，列出评分理由"
TOLD: Final = frozenset({State.OVERDUE, State.CHECK})
"""Findings about organisations alone: those about a person are nobody else's (PRACTICE.md 4.5)."""


def content_of(scheme: Scheme, agreements: Sequence[Agreement], on: date) -> dict[str, Any]:
    """Of all of them at once; as many queries, however many there are. ``taker`` has been read with each."""
    rows, day = rows_of(scheme), last_day(scheme, on)
    records = records_of([one.taker.now_path or "" for one in agreements], day)
    standings = stood(scheme, agreements, rows, records, on)
    measures = {row.measure for row in rows if row.measure.name}
    proofs = proofs_of(records, [one.taker.now_path or "" for one in agreements], measures)
    found = judged([("organisation", records.organisations)], records.values, on=day)
    findings = _by_path(found)
    reasons = _reasons(agreements, on)
    return {
        "form": FORM,
        "year": scheme.year,
        "title": scheme.title,
        "giver": str(scheme.organisation),
        "basis": scheme.basis,
        "on": day.isoformat(),
        "made_on": on.isoformat(),
        "weights": {str(part): str(weight) for part, weight in _weights(scheme).items()},
        "cap": str(scheme.bonus_cap),
        "bands": scheme.bands,
        "organisations": [
            _organisation(one, proofs[one.agreement.taker.now_path or ""], findings, reasons[one.agreement.pk], day) for one in standings
        ],
    }


def _weights(scheme: Scheme) -> dict[PartKind, Decimal]:
    return {
        PartKind.REGULAR: scheme.regular_weight,
        PartKind.YEARLY: scheme.yearly_weight,
        PartKind.SATISFACTION: scheme.satisfaction_weight,
    }


def _organisation(
    one: Standing,
    proofs: Mapping[Measure, Sequence[Item]],
    findings: Mapping[str, Sequence[Finding]],
    reasons: Mapping[int, str],
    day: date,
) -> dict[str, Any]:
    taker = one.agreement.taker
    return {
        "name": str(taker),
        "code": one.agreement.code,
        "bonus": str(one.bonus),
        "points": str(one.points),
        "band": one.band,
        "lines": [_line(line, proofs.get(line.row.measure, ()), reasons.get(line.row.id, ""), day) for line in one.lines],
        "findings": [[each.state.label, each.message, each.cited] for each in findings.get(taker.now_path or "", ())],
    }


def _line(line: Line, items: Sequence[Item], reason: str, day: date) -> dict[str, Any]:
    row, judged_at = line.row, line.measured.judged
    return {
        "number": row.number,
        "area": row.area,
        "title": row.title,
        "of": str(row.points),
        "part": str(row.part),
        "veto": row.veto,
        "says": _says(row, day),
        "rules": [[version.first_day.isoformat(), kept(version.rule)] for version in row.versions],
        "judged": None if judged_at is None else str(judged_at),
        "reason": reason,
        "items": [_item(one) for one in items],
        "points": str(line.scored.points),
    }


def _says(row: Row, day: date) -> str:
    rule = in_force(row.versions, day)
    return says_for(row.part, rule) if rule else "这一天还没有施行。"


def _item(one: Item) -> dict[str, Any]:
    """What is empty is left out: an envelope of a street holds tens of thousands of them."""
    values = asdict(one) | {"day": one.day.isoformat() if one.day else "", "records": list(one.records)}
    return {key: value for key, value in values.items() if value}


def _by_path(found: Any) -> Mapping[str, list[Finding]]:
    told: dict[str, list[Finding]] = defaultdict(list)
    for one in found:
        if one.state in TOLD:
            told[one.subject.path].append(one)
    return told


def _reasons(agreements: Sequence[Agreement], on: date) -> Mapping[int, Mapping[int, str]]:
    """The latest of each indicator, with who gave it."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Judgement.objects.unguarded(WHY).filter(agreement__in=[one.pk for one in agreements], day__lte=on).order_by("day", "pk")
    for agreement, indicator, reason, scorer in rows.values_list("agreement_id", "indicator_id", "reason", "scorer"):
        found[agreement][indicator] = f"{reason}（{scorer}）"
    return found
