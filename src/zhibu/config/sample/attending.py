"""Who is expected at a meeting of the sample and how each was there: the roll and the posts of the day, as plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Final, NamedTuple

from zhibu.config.sample.life import Life
from zhibu.config.sample.tree import Planned
from zhibu.gatherings.rules.catalogue import CATALOGUE, Expects, Voters
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.terms.organisations import COMMITTEE_SEATS, PostKind
from zhibu.register.terms.people import MarkKind, MembershipRelation, MembershipState, MemberStatus

AWAY: Final = frozenset({MarkKind.FLOATING_OUT, MarkKind.ABROAD, MarkKind.OUT_OF_CONTACT})
OFTEN, SELDOM, OLD, FEW = 0.93, 0.1, 0.7, 0.3
"""How probably somebody comes: as a rule, when bound to the house, beyond eighty, and where too few came."""


class Place(NamedTuple):
    """Somebody on a roll or in a seat for a span."""

    life: Life
    since: date
    until: date
    post: str = ""


class Guest(NamedTuple):
    """Somebody on the list of a meeting."""

    number: int
    votes: bool
    presence: Presence


class Attending:
    """The lists of every organisation of the street, on any day."""

    def __init__(self, rng: Random, lives: Sequence[Life], numbers: Iterable[int]) -> None:
        self.rng = rng
        self._numbers = dict(zip(lives, numbers, strict=True))
        self._members: dict[Planned, list[Place]] = defaultdict(list)
        self._seats: dict[Planned, list[Place]] = defaultdict(list)
        for life in lives:
            for roll in life.rolls:
                if roll.relation in {MembershipRelation.ROLL, MembershipRelation.GROUP}:
                    self._members[roll.organisation].append(Place(life, roll.since, roll.until))
            for post in life.posts:
                if post.kind in COMMITTEE_SEATS:
                    self._seats[post.organisation].append(Place(life, post.since, post.until, post.kind))

    def seated(self, organisation: Planned, on: date) -> list[Life]:
        """Who sits on the committee, once each; the secretary first."""
        found = [one for one in self._seats[organisation] if one.since <= on < one.until]
        found.sort(key=lambda one: one.post != PostKind.SECRETARY)
        return list(dict.fromkeys(one.life for one in found))

    def expected(self, organisation: Planned, kind: GatheringKind, on: date) -> list[tuple[Life, bool]]:
        """As ``gatherings.queries.expected`` reads them from the database, with their votes."""
        entry = CATALOGUE[kind]
        if entry.expects == Expects.COMMITTEE:
            return [(life, entry.voters == Voters.COMMITTEE and _in_force(life, on)) for life in self.seated(organisation, on)]
        if entry.expects == Expects.INVITED:
            return []
        found = {one.life: _status(one.life, on) for one in self._members[organisation] if one.since <= on < one.until}
        voting = entry.voters == Voters.FULL_MEMBERS
        return [
            (life, voting and status is MemberStatus.FULL and _in_force(life, on))
            for life, status in found.items()
            if status is not None and status.is_member
        ]

    def came(self, people: Iterable[Life], on: date, *, short: bool) -> Mapping[Life, Presence]:
        """How each was there, the same for every part of an afternoon."""
        return {life: self._presence(life, on, short=short) for life in people}

    def guest(self, life: Life, *, votes: bool, presence: Presence) -> Guest:
        """As a row needs it."""
        return Guest(self._numbers[life], votes, presence)

    def _presence(self, life: Life, on: date, *, short: bool) -> Presence:
        chance = self.rng.random()
        marks = {mark for mark, _, since, until in life.marks if since <= on < until}
        if marks & AWAY:
            return Presence.REMOTE if chance < OLD and not short else Presence.ON_LEAVE
        likely = SELDOM if MarkKind.HOME_BOUND in marks else OLD if life.age(on) > 80 else OFTEN
        if chance < (FEW if short else likely):
            return Presence.PRESENT
        return Presence.ON_LEAVE if chance < 0.98 else Presence.ABSENT


def _status(life: Life, on: date) -> MemberStatus | None:
    return next((status for status, since, until in life.statuses if since <= on < until), None)


def _in_force(life: Life, on: date) -> bool:
    return all(state is MembershipState.IN_FORCE or not since <= on < until for state, since, until in life.states)


def leader(attending: Attending, organisation: Planned, on: date) -> str:
    """The name under which a meeting is chaired."""
    seated = attending.seated(organisation, on)
    return seated[0].name if seated else "王建国"
