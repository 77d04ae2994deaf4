"""What happened to institutions, as the rules read it: three queries, however many there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Final

from zhibu.mechanism.institutions.models import InForce, InstitutionReview, InstitutionVersion
from zhibu.mechanism.institutions.rules.standing import History, InForceSpan, ReviewFacts, VersionFacts

WHY: Final = "制度的版本、施行和复审：制度已在可见范围内"
VERSION: Final = ("institution_id", "pk", "number", "written_on", "written_by", "changes")
SPAN: Final = (
    "institution_id", "pk", "version__number", "valid_from", "valid_to", "adopted_on", "adopted_by", "review_due", "resolution_id",
    "ended_because",
)  # fmt: skip
REVIEW: Final = ("institution_id", "on", "next_due", "note", "reviewed_by")


def histories(institutions: Collection[int]) -> Mapping[int, History]:
    """By institution."""
    ids = list(institutions)
    versions, spans, reviews = defaultdict(list), defaultdict(list), defaultdict(list)
    for pk, *row in InstitutionVersion.objects.unguarded(WHY).filter(institution_id__in=ids).order_by("number").values_list(*VERSION):
        versions[pk].append(VersionFacts(*row))
    for pk, *row in InForce.objects.unguarded(WHY).filter(institution_id__in=ids).order_by("valid_from").values_list(*SPAN):
        spans[pk].append(InForceSpan(*row))
    for pk, *row in InstitutionReview.objects.unguarded(WHY).filter(institution_id__in=ids).order_by("on", "pk").values_list(*REVIEW):
        reviews[pk].append(ReviewFacts(*row))
    return {pk: History(versions[pk], spans[pk], reviews[pk]) for pk in ids}


def history_of(institution: int) -> History:
    """Of one."""
    return histories([institution])[institution]
