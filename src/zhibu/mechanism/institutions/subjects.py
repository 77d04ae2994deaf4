"""Institutions as subjects of the trail: where they stand, and what they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions.models import Institution
from zhibu.rulebook.loading import rulebook
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：制度所在的党组织和名称"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """An institution stands where its organisation stands."""
    found = Institution.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """Institutions are no secret."""
    del reader
    found = Institution.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "title")
    return {pk: Label(f"制度：{title}") for pk, title in found}


def says(parameter: str) -> str:
    """What a parameter is about; one that this version no longer knows stays as it was written."""
    known = rulebook().parameters.get(parameter)
    return known.says if known else parameter
