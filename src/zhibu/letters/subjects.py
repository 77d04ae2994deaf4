"""Letters as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.letters.models import Letter
from zhibu.letters.terms import kind_word
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：公文所在的党组织"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A letter stands where its sender stands."""
    found = Letter.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "sender__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
    """By kind and code; the title is for those who see the letter."""
    del reader
    found = Letter.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "kind", "code")
    return {pk: Label(f"{kind_word(kind)} {code}") for pk, kind, code in found}
