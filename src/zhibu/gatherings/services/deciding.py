"""The decisions of a version of the minutes: each below its line of the agenda, those by vote without the name of whom they are about."""

from collections.abc import Sequence
from typing import Final

from zhibu.gatherings.models import AgendaItem, Part, Resolution, Vote
from zhibu.gatherings.queries.minutes import as_resolution
from zhibu.gatherings.rules.deciding import Resolved, in_order
from zhibu.gatherings.terms import MinutesState
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.door import Work

WHY: Final = "登记会议决议时核对"


def decided_of(part: Part, wanted: Sequence[str | Resolved]) -> list[Resolved]:
    """In the order of the agenda; what a vote settled says what the vote says."""
    said = [one if isinstance(one, Resolved) else Resolved(one) for one in wanted]
    results = {one.pk: as_resolution(one) for one in _settled(part, said)}
    items = AgendaItem.objects.unguarded(WHY).filter(part=part).order_by("number").values_list("pk", flat=True)
    told = (one._replace(text=results.get(one.vote_id, "")) if one.vote_id is not None else one for one in said)
    return in_order(told, list(items))


def _settled(part: Part, said: Sequence[Resolved]) -> list[Vote]:
    asked = [one.vote_id for one in said if one.vote_id is not None]
    if not asked:
        return []
    return list(Vote.objects.unguarded(WHY).filter(pk__in=asked, holding__part=part, void_because="").exclude(settled_on=None))


def stands(part: Part, decided: Sequence[Resolved]) -> Decision:
    """A decision points at the agenda of its own meeting."""
    asked = {one.item_id for one in decided if one.item_id is not None}
    known = set(AgendaItem.objects.unguarded(WHY).filter(part=part, pk__in=asked).values_list("pk", flat=True)) if asked else asked
    said = "议程在您打开以后改过，有决议找不到对应的议题。"
    return Decision.of(Objection("item_gone", said, remedy="请重新打开页面，写在现在的议题下。") if asked - known else None)


def put_resolutions(work: Work, part: Part, minutes: int, decided: Sequence[Resolved]) -> None:
    """As they stand on the page, in their order."""
    known = list(Resolution.objects.unguarded(WHY).filter(minutes_id=minutes).order_by("number").values_list("pk", flat=True))
    for pk, (number, one) in zip(known, enumerate(decided, 1), strict=False):
        work.change(Resolution, pk, number=number, text=one.text, item_id=one.item_id, vote_id=one.vote_id)
    work.remove(Resolution, known[len(decided) :])
    new = list(enumerate(decided, 1))[len(known) :]
    work.put(
        Resolution,
        ("id", "gathering_id", "part_id", "minutes_id", "number", "text", "item_id", "vote_id"),
        [
            (pk, part.gathering_id, part.pk, minutes, number, one.text, one.item_id, one.vote_id)
            for pk, (number, one) in zip(work.reserve(Resolution, len(new)), new, strict=True)
        ],
    )


def drop_result(work: Work, vote: Vote) -> None:
    """What is void does not stand in minutes that are still written."""
    unsigned = [str(MinutesState.DRAFT), str(MinutesState.CHECKED)]
    found = Resolution.objects.unguarded(WHY).filter(vote=vote, minutes__state__in=unsigned).order_by("pk")
    work.remove(Resolution, list(found.values_list("pk", flat=True)))
