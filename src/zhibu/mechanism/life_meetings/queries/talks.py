"""Talks before a meeting: who takes part, who has talked, who has still to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.expected import expected_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.life_meetings.models import TalkHeld
from zhibu.mechanism.life_meetings.rules.talks import LOOKED_BACK, Pair, Somebody, missing, still_with
from zhibu.register.models import Post
from zhibu.register.terms.organisations import PostKind

WHY: Final = "谈心谈话：生活会已在可见范围内，读取班子成员和已登记的谈话"


class TalkRow(NamedTuple):
    """A talk: two names and a day."""

    on: date
    speaker: str
    other: str


@dataclass(frozen=True, slots=True)
class Talks:
    """Before one organisation's meeting."""

    everybody: tuple[Somebody, ...]
    held: frozenset[Pair]
    rows: tuple[TalkRow, ...]

    @property
    def missing(self) -> list[tuple[Somebody, Somebody | None]]:
        """Those that are still to be."""
        return missing(self.everybody, self.held)

    @property
    def seats(self) -> list[Somebody]:
        """Who may be the one who talks, the secretary first."""
        return sorted((one for one in self.everybody if one.seat), key=lambda one: not one.head)

    def seat(self, code: str) -> Somebody | None:
        """By the code of an address; nobody where it names none of them."""
        return next((one for one in self.seats if one.code == code), None)

    def still(self, speaker: Somebody) -> list[Somebody]:
        """Whom somebody has still to talk with."""
        return still_with(speaker, self.everybody, self.held)


def talks_of(meeting: Holding) -> Talks:
    """Who stands on the list of the meeting's day, with the talks of the time before it; four queries."""
    kinds = [str(GatheringKind.COMMITTEE_MEETING), meeting.kind]
    lists = expected_of(kinds, [meeting.organisation_id], on=meeting.on)
    seated = lists.get((str(GatheringKind.COMMITTEE_MEETING), meeting.organisation_id), [])
    members = lists.get((meeting.kind, meeting.organisation_id), [])
    heads = _heads(meeting)
    seats = {one.person_id for one in seated}
    known = {one.person_id: one for one in [*seated, *members]}
    everybody = [Somebody(one.person_id, one.code, one.name, one.person_id in seats, one.person_id in heads) for one in known.values()]
    rows = _held(meeting, list(known))
    return Talks(
        tuple(everybody),
        frozenset(Pair.of(one, other) for one, other, _ in rows),
        tuple(row for _, _, row in rows),
    )


def _heads(meeting: Holding) -> set[int]:
    posts = Post.objects.unguarded(WHY).on(meeting.on).filter(organisation_id=meeting.organisation_id, kind=str(PostKind.SECRETARY))
    return set(posts.values_list("person_id", flat=True))


def _held(meeting: Holding, people: Sequence[int]) -> list[tuple[int, int, TalkRow]]:
    """Newest first; those of meetings that were called off are none."""
    found = TalkHeld.objects.unguarded(WHY).filter(
        holding__organisation_id=meeting.organisation_id,
        holding__cancelled=False,
        holding__on__gt=meeting.on - LOOKED_BACK,
        holding__on__lte=meeting.on,
        person_id__in=people,
        other_id__in=people,
    )
    rows = found.order_by("-holding__on", "pk").values_list("person_id", "other_id", "holding__on", "person__name", "other__name")
    return [(one, other, TalkRow(on, speaker, name)) for one, other, on, speaker, name in rows]
