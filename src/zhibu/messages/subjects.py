"""Messages as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader
from zhibu.messages.models import Message
from zhibu.messages.terms import LABELS
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：消息所在的党组织"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A message stands where its organisation stands."""
    found = Message.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "organisation__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: set[int], reader: Reader) -> Mapping[int, Label]:
    """By who published it and when; what it says is for those to whom it was addressed."""
    del reader
    found = Message.objects.unguarded(WHY).filter(pk__in=numbers).select_related("organisation")
    return {one.pk: Label(f"{one.organisation} {one.published_at.astimezone(SHANGHAI).date().isoformat()} 的消息") for one in found}


def audience_word(audience: str) -> str:
    """An audience in words."""
    return {one.value: label for one, label in LABELS.items()}.get(audience, audience)
