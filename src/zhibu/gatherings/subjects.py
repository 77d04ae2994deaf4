"""Gatherings as subjects of the trail: where they stand, and how they are called."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from zhibu.access.queries.subjects import Label
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.rules.voting import Matter
from zhibu.gatherings.terms import Ballot, GatheringKind, GatheringState, MinutesState, Presence, Standing
from zhibu.kernel.readers import Reader
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "会议活动所在组织和名称，供审计记录使用"


def gatherings(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A gathering stands where the organisation stands that called it."""
    found = Gathering.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "host__now_path")
    return {pk: SubjectFacts(path) for pk, path in found}


def names(numbers: Iterable[int], reader: Reader) -> dict[int, Label]:
    """By day and title, with its page, for those who reach it; the others read its code."""
    found = Gathering.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "code", "title", "on", "host__now_path")
    return {
        pk: Label(f"{on.isoformat()} {title}", "gathering", code) if reader.may("see_gatherings", path) else Label(f"会议活动 {code}")
        for pk, code, title, on, path in found
    }


WORDS: Final[Mapping[tuple[str, str], Callable[[str], str]]] = {
    ("gatherings_gathering", "state"): GatheringState.word,
    ("gatherings_part", "kind"): GatheringKind.word,
    ("gatherings_attendance", "presence"): Presence.word,
    ("gatherings_attendance", "standing"): Standing.word,
    ("gatherings_minutes", "state"): MinutesState.word,
    ("gatherings_vote", "matter"): Matter.word,
    ("gatherings_vote", "ballot"): Ballot.word,
}
"""How columns of this package are told to whoever reads the trail."""
