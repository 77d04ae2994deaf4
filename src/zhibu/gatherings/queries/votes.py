"""Votes as pages show them: a count of paper is seen by whoever has entered his own, and by everybody once it is settled."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.models import AgendaItem, Gathering, Vote, VoteCount
from zhibu.gatherings.terms import Ballot
from zhibu.kernel.readers import Reader

WHY: Final = "计票：所属表决已在可见范围内"
AGENDA: Final = "表决：所属会议已在可见范围内"


@dataclass(frozen=True, slots=True)
class VoteShown:
    """One vote with the counts that this reader may see."""

    vote: Vote
    counts: tuple[VoteCount, ...]
    entered: int
    """How many have counted, seen or not."""
    own: VoteCount | None

    @property
    def question(self) -> str:
        """With the person whom it is about."""
        return question_of(self.vote)

    @property
    def paper(self) -> bool:
        """By two counters."""
        return self.vote.ballot == Ballot.PAPER

    @property
    def open(self) -> bool:
        """Neither settled nor void."""
        return self.vote.settled_on is None and not self.vote.void_because

    @property
    def differs(self) -> bool:
        """Two counts of paper that do not agree yet."""
        return self.open and self.entered == 2

    @property
    def hidden(self) -> bool:
        """Somebody has counted, and the reader has not yet."""
        return self.entered > len(self.counts)


def question_of(vote: Vote) -> str:
    """With the name of the person whom it is about."""
    return asked(vote.question, vote.person.name if vote.person is not None else None)


def asked(question: str, name: str | None) -> str:
    """The person is named from the register, so that a name forgotten there is forgotten here."""
    return f"{question}：{name}" if name else question


def votes_of(reader: Reader, gathering: Gathering, act: str) -> list[VoteShown]:
    """In the order in which they were opened; two queries."""
    return shown(reader, _found(reader, gathering, act))


def vote_of(reader: Reader, gathering: Gathering, act: str, pk: int) -> VoteShown | None:
    """One of them."""
    return next(iter(shown(reader, [one for one in _found(reader, gathering, act) if one.pk == pk])), None)


def agendas_of(parts: Collection[int]) -> Mapping[int, list[AgendaItem]]:
    """By part, in their order; one query."""
    found: dict[int, list[AgendaItem]] = {}
    for one in AgendaItem.objects.unguarded(AGENDA).filter(part_id__in=parts).order_by("part_id", "number"):
        found.setdefault(one.part_id, []).append(one)
    return found


def _found(reader: Reader, gathering: Gathering, act: str) -> list[Vote]:
    found = Vote.objects.seen_by(reader, act).filter(gathering_id=gathering.pk).order_by("pk")
    return list(found.select_related("holding__organisation", "holding__part", "person", "item"))


def shown(reader: Reader, votes: Sequence[Vote]) -> list[VoteShown]:
    """With what the reader may see of their counts."""
    by_vote: dict[int, list[VoteCount]] = {one.pk: [] for one in votes}
    for count in VoteCount.objects.unguarded(WHY).filter(vote_id__in=by_vote).order_by("counter"):
        by_vote[count.vote_id].append(count)
    return [_shown(reader, one, by_vote[one.pk]) for one in votes]


def _shown(reader: Reader, vote: Vote, counts: Sequence[VoteCount]) -> VoteShown:
    own = next((one for one in counts if reader.account_id is not None and one.account_id == reader.account_id), None)
    closed = vote.settled_on is not None or bool(vote.void_because)
    both = len(counts) == 2 and own is not None
    seen = tuple(counts) if closed or both else (own,) if own is not None else ()
    return VoteShown(vote, seen, len(counts), own)
