"""The minutes of a part, version by version, and what a page of writing starts from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q

from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Minutes, Part, Vote
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.queries.votes import question_of
from zhibu.gatherings.rules.deciding import Headed, Resolved, by_item
from zhibu.gatherings.terms import MinutesState, Presence
from zhibu.kernel.readers import Reader

RECORD: Final = "record_gatherings"
LOOKED_AT: Final = 40
OFFERED: Final = 5
WHY: Final = "会议记录：所属会议已在可见范围内"


@dataclass(frozen=True, slots=True)
class Version:
    """One version with what it decided."""

    minutes: Minutes
    decided: tuple[Resolved, ...]
    items: tuple[tuple[int, str], ...] = ()

    @property
    def resolutions(self) -> list[Headed]:
        """Under the lines of the agenda."""
        return by_item(self.items, self.decided)

    def typed(self, item: int | None) -> str:
        """What was typed for a line of the agenda, or beside all of them; results of votes are ticked, not typed."""
        known = {pk for pk, _ in self.items}
        lines = [one.text for one in self.decided if one.vote_id is None and (one.item_id if one.item_id in known else None) == item]
        return "\n".join(lines)

    @property
    def votes(self) -> list[int]:
        """Those whose results it holds."""
        return [one.vote_id for one in self.decided if one.vote_id is not None]

    def beyond(self, offered: Collection[int]) -> list[Resolved]:
        """Results that this writer is not offered, of an organisation out of reach: they stay as they stand."""
        return [one for one in self.decided if one.vote_id is not None and one.vote_id not in offered]

    @property
    def is_correction(self) -> bool:
        """It puts right a version that was signed."""
        return self.minutes.corrects_id is not None

    @property
    def is_signed(self) -> bool:
        """It never changes again."""
        return self.minutes.state in {MinutesState.SIGNED, MinutesState.SUPERSEDED}


def versions_of(part: Part) -> list[Version]:
    """The newest first; three queries, one where nothing is written yet."""
    found = list(Minutes.objects.unguarded(WHY).filter(part=part).order_by("-version"))
    if not found:
        return []
    decided, items = resolved(one.pk for one in found), tuple(agenda_of(part))
    return [Version(one, tuple(decided.get(one.pk, ())), items) for one in found]


def kept_before(reader: Reader, gathering: Gathering) -> list[str]:
    """Where hand-written minutes of the same host lie, the latest first; one query."""
    hosted = Gathering.objects.seen_by(reader, RECORD).filter(host_id=gathering.host_id)
    found = Minutes.objects.unguarded(WHY).filter(gathering_id__in=hosted.values("pk"), on_paper=True).exclude(kept_at="").order_by("-pk")
    return list(dict.fromkeys(found.values_list("kept_at", flat=True)[:LOOKED_AT]))[:OFFERED]


def is_called_up(part: Part) -> bool:
    """Whether somebody was counted as present, by name or by number, in any organisation that holds it; one query."""
    there = [str(one) for one in Presence if one.is_there]
    named = Exists(Attendance.objects.unguarded(WHY).filter(holding=OuterRef("pk"), presence__in=there))
    return Holding.objects.unguarded(WHY).filter(Q(named) | Q(present__gt=0), part=part).exists()


def agenda_of(part: Part) -> list[tuple[int, str]]:
    """Number in the table and title of each line, in their order."""
    return list(AgendaItem.objects.unguarded(WHY).filter(part=part).order_by("number").values_list("pk", "title"))


def decided_by_votes(reader: Reader, part: Part) -> Mapping[int, Resolved]:
    """Results of votes as they would stand in the minutes, by vote."""
    votes = (
        Vote.objects.seen_by(reader, RECORD)
        .filter(holding__part=part, void_because="")
        .exclude(settled_on=None)
        .order_by("pk")
        .select_related("person")
    )
    return {one.pk: Resolved(f"{question_of(one)}：{as_resolution(one)}", one.item_id, one.pk) for one in votes}


def as_resolution(vote: Vote) -> str:
    """The result with its computation and the article; its question is the vote's."""
    return f"{vote.computation}（{vote.article}）"[:500]
