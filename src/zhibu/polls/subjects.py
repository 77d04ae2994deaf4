"""Polls as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.polls.models import Poll
from zhibu.polls.terms import PURPOSES
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：征求意见所在的党组织"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A poll stands where its organisation stands."""
    found = Poll.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
    """By its code."""
    del reader
    found = Poll.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "code")
    return {pk: Label(f"征求意见 {code}") for pk, code in found}


def purpose_word(purpose: str) -> str:
    """A stored purpose in words."""
    return {str(one): word for one, word in PURPOSES.items()}.get(purpose, purpose)
