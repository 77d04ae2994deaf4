"""The table of a year as scoring reads it: indicators with the rules that each had over time."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, NamedTuple

from zhibu.mechanism.appraisal.models import Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.rules.scoring import Rule, Version
from zhibu.mechanism.appraisal.rules.spelling import read
from zhibu.mechanism.appraisal.terms import PartKind, Reach

WHY: Final = "已经确认可以看到的考评办法，读取其指标"

COLUMNS: Final = ("pk", "number", "area", "title", "standard", "points", "part", "scorer", "veto_basis", "reach")


class Measure(NamedTuple):
    """What records are counted, and whose."""

    name: str
    reach: Reach


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator. The measure is that of its newest rule: a rule may change in mid-year, what is counted does not."""

    id: int
    number: int
    area: str
    title: str
    standard: str
    points: Decimal
    part: PartKind
    scorer: str
    veto: str
    measure: Measure
    versions: tuple[Version, ...]


@lru_cache(maxsize=1024)
def rule_kept(text: str) -> Rule:
    """A rule out of its text; a table is read far more often than it changes."""
    return read(json.loads(text))


def rows_of(scheme: Scheme) -> list[Row]:
    """In the order of the table; two queries."""
    rules: dict[int, list[tuple[str, Version]]] = defaultdict(list)
    kept = IndicatorRule.objects.unguarded(WHY).filter(scheme=scheme).order_by("indicator_id", "valid_from")
    for indicator, first_day, rule, measure in kept.values_list("indicator_id", "valid_from", "rule", "measure"):
        rules[indicator].append((measure, Version(first_day, rule_kept(rule))))
    found = Indicator.objects.unguarded(WHY).filter(scheme=scheme).order_by("number")
    return [_row(columns, rules[columns[0]]) for columns in found.values_list(*COLUMNS)]


def _row(columns: Sequence[Any], rules: Sequence[tuple[str, Version]]) -> Row:
    """Out of ``COLUMNS``: sixty rows are read for each page of a score, and models are slow to make."""
    pk, number, area, title, standard, points, part, scorer, veto, reach = columns
    measure, versions = Measure(rules[-1][0] if rules else "", Reach(reach)), tuple([version for _, version in rules])
    return Row(pk, number, area, title, standard, points, PartKind(part), scorer, veto, measure, versions)
