"""Topics as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import Topic
from zhibu.mechanism.sessions.terms import SEE, TopicKind
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：议题所在的党组织和编号"


def topics(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A topic stands where the organisation stands that proposed it."""
    found = Topic.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "proposer__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By number alone: what it is about stays on its page."""
    view = "topic" if reader.paths(SEE) else ""
    found = Topic.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "code")
    return {pk: Label(f"议题 {code}", view, code) for pk, code in found}


WORDS: Final[Mapping[tuple[str, str], Callable[[str], str]]] = {
    ("sessions_topic", "kind"): TopicKind.word,
    ("sessions_listedmatter", "kind"): TopicKind.word,
}
