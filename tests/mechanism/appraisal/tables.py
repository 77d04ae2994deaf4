"""A small table of a street for its branches, as tests put it into the database."""

import json
from datetime import date
from decimal import Decimal
from typing import Final

from tests.register.factories import actor
from zhibu.mechanism.appraisal.models import Agreement, Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.rules.scoring import Rule
from zhibu.mechanism.appraisal.rules.spelling import kept
from zhibu.mechanism.appraisal.terms import PartKind, Reach, SchemeState
from zhibu.register.models import Organisation
from zhibu.trail.door import recording

WHY: Final = "测试"
YEAR: Final = date(2026, 1, 1)


def make_scheme(organisation: Organisation, *, kind: str = "branch", year: int = 2026) -> Scheme:
    with recording(actor(), "demo.load", reason=WHY) as work:
        row_id = work.add(
            Scheme, code=f"K{year}{kind[:2]}", organisation_id=organisation.pk, year=year, title=f"{year}年党支部目标考评", kind=kind,
            basis="街道文件", state=SchemeState.IN_FORCE.value,
        )  # fmt: skip
    return Scheme.objects.unguarded(WHY).get(pk=row_id)


def add_indicator(
    scheme: Scheme,
    title: str,
    rule: Rule,
    measure: str = "",
    *,
    points: str = "10",
    reach: Reach = Reach.OWN,
    part: PartKind = PartKind.REGULAR,
) -> Indicator:
    number = Indicator.objects.unguarded(WHY).filter(scheme=scheme).count() + 1
    with recording(actor(), "demo.load", reason=WHY) as work:
        row_id = work.add(
            Indicator, scheme_id=scheme.pk, number=number, title=title, points=Decimal(points), part=part.value, reach=reach.value,
        )  # fmt: skip
        work.add(
            IndicatorRule, scheme_id=scheme.pk, indicator_id=row_id, rule=json.dumps(kept(rule)), measure=measure,
            valid_from=date(scheme.year, 1, 1),
        )  # fmt: skip
    return Indicator.objects.unguarded(WHY).get(pk=row_id)


def agree(scheme: Scheme, *takers: Organisation) -> list[Agreement]:
    with recording(actor(), "demo.load", reason=WHY) as work:
        for taker in takers:
            work.add(Agreement, code=f"Z{scheme.year}{taker.pk}", scheme_id=scheme.pk, taker_id=taker.pk)
    return list(Agreement.objects.unguarded(WHY).filter(scheme=scheme).select_related("taker").order_by("pk"))
