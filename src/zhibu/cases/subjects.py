"""Cases as subjects of the trail: where they stand, how they are called, and what their keys mean."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.cases.models import Case
from zhibu.cases.registry import place_in_trail, title_of
from zhibu.cases.terms import SEE, EntryKind, Status
from zhibu.kernel.readers import Reader
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：办理事项所在的党组织和名称"


def paths(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A case stands where the organisation stands that holds it, unless it is confided."""
    found = Case.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "procedure", "now_holder__now_path")
    return {pk: SubjectFacts(place_in_trail(procedure, path)) for pk, procedure, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By number and procedure; what it is about stays on its page."""
    view = "case" if reader.paths(SEE) else ""
    found = Case.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "code", "procedure")
    return {pk: Label(f"{title_of(procedure)} {code}", view, code) for pk, code, procedure in found}


def _kind(value: str) -> str:
    return EntryKind(value).label


def _status(value: str) -> str:
    return Status(value).label


WORDS: Final[tuple[tuple[str, str, Callable[[str], str]], ...]] = (
    ("cases_case", "procedure", title_of),
    ("cases_case", "now_state", _status),
    ("cases_caseentry", "kind", _kind),
)
