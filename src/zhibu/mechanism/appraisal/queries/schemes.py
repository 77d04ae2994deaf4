"""Tables as lists and pages show them, and what a table may ask of whom."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from django.db.models import Count, Q, QuerySet, Sum

from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Agreement, Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.drafts import RowDraft
from zhibu.mechanism.appraisal.rules.spelling import read
from zhibu.mechanism.appraisal.terms import PREPARE, SEE, PartKind, Reach, SchemeState
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within

WHY: Final = "已经确认可以看到的考评办法，读取其指标"
MOST: Final = 6
"""Tables of a year that a page leads to."""
TAKERS: Final = (OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH)
"""Kinds that can take a target: what stands above and decides for itself, and groups, do not."""


def kinds_below(place: Organisation) -> list[str]:
    """Kinds of organisations that stand below and can take a target."""
    below = Organisation.objects.unguarded(WHY).filter(within("now_path", [place.now_path or ""]), dissolved_on=None).exclude(pk=place.pk)
    found = set(below.values_list("now_kind", flat=True).distinct().order_by())
    return [str(kind) for kind in TAKERS if str(kind) in found]


@lru_cache(maxsize=16)
def measures_for(kind: str) -> frozenset[str]:
    """What a table may read of a kind: measures of the catalogue alone."""
    return frozenset(one.measure for one in picks_for(kind))


def drafts_of(scheme: Scheme) -> dict[int, RowDraft]:
    """By number, each with the rule of its last day; two queries."""
    rules = {}
    for one in IndicatorRule.objects.unguarded(WHY).filter(scheme=scheme).order_by("valid_from"):
        rules[one.indicator_id] = one
    found = Indicator.objects.unguarded(WHY).filter(scheme=scheme).order_by("number")
    return {one.number: draft_of(one, rules[one.pk]) for one in found}


def draft_of(one: Indicator, rule: IndicatorRule) -> RowDraft:
    """A row that can be written again."""
    return RowDraft(
        one.title,
        one.points,
        read(json.loads(rule.rule)),
        rule.measure,
        one.area,
        one.standard,
        PartKind(one.part),
        Reach(one.reach),
        one.scorer,
        one.veto_basis,
    )


def schemes_seen(reader: Reader) -> QuerySet[Scheme]:
    """Tables of organisations in reach, and those in force that bind an organisation in reach; the newest first."""
    if reader.everywhere:
        found = Scheme.objects.seen_by(reader, SEE)
    else:
        bound = Agreement.objects.seen_by(reader, SEE).values("scheme_id")
        own = Scheme.objects.seen_by(reader, SEE).values("pk")
        found = Scheme.objects.unguarded(WHY).filter(Q(pk__in=own) | (Q(pk__in=bound) & ~Q(state=SchemeState.DRAFT.value)))
    return found.select_related("organisation").order_by("-year", "kind", "pk")


def of_year(reader: Reader, year: int) -> list[Scheme]:
    """Tables of a year of organisations in reach: whoever prepares them acts on their page, others read it. One query."""
    found = Scheme.objects.seen_by(reader, SEE).filter(year=year).exclude(state=SchemeState.DRAFT.value)
    return list(found.order_by("kind", "code")[:MOST])


def preparing_at(reader: Reader) -> Organisation | None:
    """The organisation on which the grant to prepare stands: a new table is its own. One query."""
    found = Organisation.objects.seen_by(reader, PREPARE).filter(now_path__in=reader.paths(PREPARE))
    return found.order_by("now_path").first()


def counts_of(schemes: QuerySet[Scheme]) -> Mapping[int, tuple[int, Decimal]]:
    """How many indicators each has, and their points together; one query."""
    rows = Indicator.objects.unguarded(WHY).filter(scheme__in=schemes.order_by().values("pk")).order_by()
    return {pk: (number, points) for pk, number, points in rows.values_list("scheme_id").annotate(Count("pk"), Sum("points"))}


def takers_of(schemes: QuerySet[Scheme]) -> Mapping[int, int]:
    """How many have taken each; one query."""
    rows = Agreement.objects.unguarded(WHY).filter(scheme__in=schemes.order_by().values("pk")).order_by()
    return dict(rows.values_list("scheme_id").annotate(Count("pk")))
