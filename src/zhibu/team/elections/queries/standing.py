"""An election with everything that its page and its services need: as many queries, whatever its length."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.readers import Reader
from zhibu.rulebook.book import Rules
from zhibu.team.elections.models import Ballot, BallotCount, BallotMark, BallotName, Candidate, Elected, Election
from zhibu.team.elections.rules.candidates import Seats
from zhibu.team.elections.rules.counting import Count, Mark, Sheet
from zhibu.team.elections.terms import Office

WHY: Final = "换届选举：所属事项已在可见范围内"
WHO: Final = ("person_id", "person__code", "person__name", "person__sort_key")


class Who(NamedTuple):
    """Somebody who stands, or was written in."""

    id: int
    code: str
    name: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class Counted:
    """One count with its counter."""

    row: BallotCount
    count: Count


@dataclass(frozen=True, slots=True)
class Round:
    """One ballot: the names on it by pinyin, its counts, and everybody who got a vote."""

    row: Ballot
    names: Sequence[Who]
    counts: Sequence[Counted] = ()
    written_in: Sequence[Who] = ()

    @property
    def office(self) -> Office:
        """What it elects to."""
        return Office.stored(self.row.office)

    @property
    def sheet(self) -> Sheet:
        """As the rules take it."""
        return Sheet(self.row.seats, self.row.there, self.row.issued, frozenset(one.id for one in self.names))

    @property
    def title(self) -> str:
        """As people say it: 选举委员（第 2 次投票）."""
        again = f"（第 {self.row.number} 次投票）" if self.row.number > 1 else ""
        return f"选举{self.office.label}{again}"

    @property
    def void(self) -> bool:
        """Declared not to count."""
        return bool(self.row.void_because)

    @property
    def open(self) -> bool:
        """Neither settled nor void."""
        return self.row.settled_on is None and not self.void

    @property
    def settled(self) -> Count | None:
        """The count on which both agreed."""
        return self.counts[0].count if self.row.settled_on is not None and self.counts else None

    @property
    def everybody(self) -> list[Who]:
        """Names on the ballot, then those written in."""
        return [*self.names, *self.written_in]

    def own(self, account_id: int | None) -> Counted | None:
        """What this account has entered."""
        return next((one for one in self.counts if account_id is not None and one.row.account_id == account_id), None)

    def seen_by(self, reader: Reader) -> Sequence[Counted]:
        """Nobody reads the other's numbers before entering his own."""
        own = self.own(reader.account_id)
        if not self.open or (own is not None and len(self.counts) > 1):
            return self.counts
        return (own,) if own is not None else ()


class Seated(NamedTuple):
    """Somebody elected."""

    id: int
    who: Who
    office: Office
    portfolio: str
    votes: int
    ballot_id: int
    elected_on: Any
    post_from: Any


@dataclass(frozen=True)
class Stand:
    """All of one election."""

    row: Election
    candidates: Mapping[Office, Sequence[Who]] = field(default_factory=dict)
    rounds: Sequence[Round] = ()
    elected: Sequence[Seated] = ()

    @property
    def seats(self) -> Seats:
        """How many are elected to each office."""
        return Seats(self.row.seats, self.row.deputies)

    @cached_property
    def rules(self) -> Rules:
        """Those of the day of the meeting, or of the beginning before it is planned; one query."""
        row = self.row
        return rules_at(row.organisation.now_path, row.gathering.on if row.gathering is not None else row.begun_on)

    def rounds_of(self, office: Office) -> list[Round]:
        """In their order, void ones left out."""
        return [one for one in self.rounds if one.office is office and not one.void]

    def seated(self, office: Office) -> list[Seated]:
        """Who was elected to an office."""
        return [one for one in self.elected if one.office is office]

    def left(self, office: Office) -> int:
        """Seats that nobody was elected to."""
        return self.seats.of(office) - len(self.seated(office))


def stand_of(row: Election) -> Stand:
    """Six queries."""
    names: dict[int, list[Who]] = defaultdict(list)
    found = BallotName.objects.unguarded(WHY).filter(election=row).order_by("person__sort_key", "person_id")
    for ballot, *who in found.values_list("ballot_id", *WHO):
        names[ballot].append(Who(*who))
    counts, people = _counts(row)
    rounds = [
        _round(ballot, names[ballot.pk], counts[ballot.pk], people)
        for ballot in Ballot.objects.unguarded(WHY).filter(election=row).order_by("pk")
    ]
    return Stand(row, _candidates(row), rounds, _elected(row))


def _round(ballot: Ballot, names: Sequence[Who], counts: Sequence[Counted], people: Mapping[int, Who]) -> Round:
    printed = {one.id for one in names}
    others = {mark.person_id for one in counts for mark in one.count.marks} - printed
    return Round(ballot, names, counts, sorted((people[pk] for pk in others), key=lambda one: (one.sort_key, one.id)))


def _counts(row: Election) -> tuple[Mapping[int, list[Counted]], Mapping[int, Who]]:
    marks: dict[int, list[Mark]] = defaultdict(list)
    people: dict[int, Who] = {}
    columns = ("count_id", "for_it", "against", *WHO)
    for count, for_it, against, *who in BallotMark.objects.unguarded(WHY).filter(election=row).order_by("pk").values_list(*columns):
        marks[count].append(Mark(who[0], for_it, against))
        people[who[0]] = Who(*who)
    found: dict[int, list[Counted]] = defaultdict(list)
    for one in BallotCount.objects.unguarded(WHY).filter(election=row).order_by("counter"):
        found[one.ballot_id].append(Counted(one, Count(one.returned, one.invalid, frozenset(marks[one.pk]))))
    return found, people


def _candidates(row: Election) -> Mapping[Office, list[Who]]:
    found: dict[Office, list[Who]] = defaultdict(list)
    rows = Candidate.objects.unguarded(WHY).filter(election=row).order_by("person__sort_key", "person_id")
    for office, *who in rows.values_list("office", *WHO):
        found[Office.stored(office)].append(Who(*who))
    return found


def _elected(row: Election) -> list[Seated]:
    rows = Elected.objects.unguarded(WHY).filter(election=row).order_by("-votes", "person__sort_key", "person_id")
    columns = ("pk", "office", "portfolio", "votes", "ballot_id", "elected_on", "post_from", *WHO)
    return [
        Seated(pk, Who(*who), Office.stored(office), portfolio, votes, ballot, day, post_from)
        for pk, office, portfolio, votes, ballot, day, post_from, *who in rows.values_list(*columns)
    ]
