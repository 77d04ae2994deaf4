"""Tables as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.terms import KIND_LABELS, SEE, PartKind, Reach, SchemeState
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：考评办法所在的党组织和名称"


def schemes(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A table stands where the organisation stands whose table it is."""
    found = Scheme.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def agreements(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """An agreement stands where the organisation stands that took the target."""
    found = Agreement.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "taker__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def agreement_names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By the organisation and the year."""
    view = "agreement" if reader.paths(SEE) else ""
    found = Agreement.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "taker__now_name", "scheme__year", "code")
    return {pk: Label(f"{name} {year}年目标责任书", view, code) for pk, name, year, code in found}


def scheme_names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By title."""
    view = "scheme" if reader.paths(SEE) else ""
    found = Scheme.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "title", "code")
    return {pk: Label(title, view, code) for pk, title, code in found}


WORDS: Final[Mapping[tuple[str, str], Callable[[str], str]]] = {
    ("appraisal_scheme", "state"): lambda value: SchemeState(value).label,
    ("appraisal_scheme", "kind"): lambda value: KIND_LABELS.get(value, value),
    ("appraisal_indicator", "part"): lambda value: PartKind(value).label,
    ("appraisal_indicator", "reach"): lambda value: Reach(value).label,
}
