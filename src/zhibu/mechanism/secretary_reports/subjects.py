"""Reports as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.secretary_reports.terms import SEE
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：述职评议考核所在的党组织和编号"


def reports(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A report stands where the organisation above stands."""
    found = SecretaryReport.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "superior__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By number alone."""
    view = "secretary_report" if reader.paths(SEE) else ""
    found = SecretaryReport.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "code")
    return {pk: Label(f"述职评议 {code}", view, code) for pk, code in found}
