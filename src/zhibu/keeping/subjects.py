"""Copies with full numbers as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.keeping.models import FullExport, copy_code
from zhibu.kernel.readers import Reader
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "导出副本所在组织，供审计记录使用"


def exports(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A copy stands where the organisation stands of which it tells."""
    found = FullExport.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By the number on its sheets; a page for those who look after copies."""
    view = "export" if reader.paths("see_copies") else ""
    return {number: Label(f"导出副本 {copy_code(number)}", view, str(number)) for number in numbers}
