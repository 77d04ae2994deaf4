"""Pages outside and arrivals as subjects of the trail: they stand at no place, and are called by their kind."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.postbox.models import Arrived, Publication
from zhibu.postbox.terms import page_label
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：门户页面和来件的名称"


def nowhere(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """They belong to no organisation."""
    return {one: SubjectFacts("") for one in ids}


def pages(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
    """By the kind of page; the key may be a secret."""
    del reader
    found = Publication.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "page")
    return {pk: Label(f"门户页面：{page_label(page)}") for pk, page in found}


def arrivals(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
    """By its number."""
    del reader
    found = Arrived.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "number")
    return {pk: Label(f"门户来件 {number}") for pk, number in found}
