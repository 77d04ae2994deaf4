"""The minutes of a part, version by version, and what a page of writing starts from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.models import AgendaItem, Gathering, Minutes, Part, Resolution, Vote
from zhibu.gatherings.queries.votes import question_of
from zhibu.gatherings.terms import MinutesState
from zhibu.kernel.readers import Reader

RECORD: Final = "record_gatherings"
LOOKED_AT: Final = 40
OFFERED: Final = 5
WHY: Final = "会议记录：所属会议已在可见范围内"


@dataclass(frozen=True, slots=True)
class Version:
    """One version with what it decided."""

    minutes: Minutes
    resolutions: tuple[str, ...]

    @property
    def is_signed(self) -> bool:
        """It never changes again."""
        return self.minutes.state in {MinutesState.SIGNED, MinutesState.SUPERSEDED}


def versions_of(part: Part) -> list[Version]:
    """The newest first; two queries."""
    found = list(Minutes.objects.unguarded(WHY).filter(part=part).order_by("-version"))
    texts: dict[int, list[str]] = {one.pk: [] for one in found}
    for resolution in Resolution.objects.unguarded(WHY).filter(part=part).order_by("number"):
        texts[resolution.minutes_id].append(resolution.text)
    return [Version(one, tuple(texts[one.pk])) for one in found]


def kept_before(reader: Reader, gathering: Gathering) -> list[str]:
    """Where hand-written minutes of the same host lie, the latest first; one query."""
    hosted = Gathering.objects.seen_by(reader, RECORD).filter(host_id=gathering.host_id)
    found = Minutes.objects.unguarded(WHY).filter(gathering_id__in=hosted.values("pk"), on_paper=True).exclude(kept_at="").order_by("-pk")
    return list(dict.fromkeys(found.values_list("kept_at", flat=True)[:LOOKED_AT]))[:OFFERED]


def agenda_of(part: Part) -> list[str]:
    """As the frame of a text that nobody has begun."""
    return list(AgendaItem.objects.unguarded(WHY).filter(part=part).order_by("number").values_list("title", flat=True))


def decided_by_votes(reader: Reader, part: Part, written: Sequence[str]) -> Mapping[int, str]:
    """Results of votes that no decision of the minutes mentions yet, as they would stand there."""
    votes = (
        Vote.objects.seen_by(reader, RECORD)
        .filter(holding__part=part, void_because="")
        .exclude(settled_on=None)
        .order_by("pk")
        .select_related("person")
    )
    lines = {one.pk: as_resolution(one) for one in votes}
    return {pk: line for pk, line in lines.items() if line not in written}


def as_resolution(vote: Vote) -> str:
    """The question, the result with its computation, the article."""
    return f"{question_of(vote)}：{vote.computation}（{vote.article}）"[:500]
