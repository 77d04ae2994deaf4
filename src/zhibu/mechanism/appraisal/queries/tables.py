"""The table of a year as scoring reads it: indicators with the rules that each had over time."""

import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from zhibu.mechanism.appraisal.models import Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.rules.scoring import Rule, Version
from zhibu.mechanism.appraisal.rules.spelling import read
from zhibu.mechanism.appraisal.terms import PartKind, Reach

WHY: Final = "已经确认可以看到的考评办法，读取其指标"


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
    return [_row(one, rules[one.pk]) for one in found]


def _row(one: Indicator, rules: list[tuple[str, Version]]) -> Row:
    measure = rules[-1][0] if rules else ""
    return Row(
        one.pk,
        one.number,
        one.area,
        one.title,
        one.standard,
        one.points,
        PartKind(one.part),
        one.scorer,
        one.veto_basis,
        Measure(measure, Reach(one.reach)),
        tuple(version for _, version in rules),
    )
