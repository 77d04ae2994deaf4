"""Who holds which post: committees of branches, communities and the street, leaders of groups, and those who held them before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from random import Random
from typing import Final

from zhibu.config.sample.life import Held, Life
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned, Trade
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import MemberStatus

COMMITTEE_FROM: Final = 7
"""Full members from which a branch has a committee (branch regulation Art 18 to 21)."""
DEPUTY_FROM: Final = 34

BRANCH_POSTS: Final = (PostKind.SECRETARY, PostKind.ORGANISATION_MEMBER, PostKind.PUBLICITY_MEMBER, PostKind.DISCIPLINE_MEMBER)
COMMUNITY_POSTS: Final = (
    PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.ORGANISATION_MEMBER, PostKind.PUBLICITY_MEMBER, PostKind.DISCIPLINE_MEMBER,
    PostKind.MASS_WORK_MEMBER, PostKind.CONCURRENT_COMMITTEE_MEMBER,
)  # fmt: skip
STREET_POSTS: Final = (
    PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.DISCIPLINE_SECRETARY, PostKind.ORGANISATION_MEMBER, PostKind.PUBLICITY_MEMBER,
    PostKind.UNITED_FRONT_MEMBER, PostKind.COMMITTEE_MEMBER,
)  # fmt: skip
OFFICERS_AGES: Final = (26, 74)


class Chairs:
    """Hands out posts; one person seldom holds two."""

    def __init__(self, rng: Random, street: Street, lives: Iterable[Life], on: date, *, apart: Sequence[Life] = ()) -> None:
        self.rng = rng
        self.street = street
        self.on = on
        self._by_branch: dict[Planned, list[Life]] = defaultdict(list)
        self._taken = set(apart)
        self._filled: set[tuple[Planned, PostKind]] = set()
        for life in lives:
            self._by_branch[life.branch].append(life)
            self._filled |= {(post.organisation, post.kind) for post in life.posts}

    def fill(self) -> None:
        """Every organisation that has members, or branches below it."""
        root = self.street.root
        offices = [one for one in self.street.branches if one.trade is Trade.OFFICE]
        self._seat(root, STREET_POSTS, offices)
        for one in self.street.organisations:
            if one.dissolved is None and one.kind.kind in {OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH}:
                below = [branch for branch in self.street.branches if branch.parent is one]
                self._seat(one, COMMUNITY_POSTS[: 7 if len(below) > 3 else 4], below)
        for branch in self.street.branches:
            self._branch(branch)

    def _branch(self, branch: Planned) -> None:
        people = self._by_branch[branch]
        if not people:
            return
        full = sum(life.status is MemberStatus.FULL for life in people)
        posts = BRANCH_POSTS if full >= COMMITTEE_FROM else BRANCH_POSTS[:1]
        if full >= DEPUTY_FROM:
            posts = (*posts, PostKind.DEPUTY_SECRETARY)
        self._seat(branch, posts, [branch])
        for group in branch.groups:
            inside = [life for life in people if any(roll.organisation is group for roll in life.rolls)]
            for leader in self._free(inside)[:1]:
                self._give(leader, group, PostKind.GROUP_LEADER, max(leader.since, self._term(branch)))

    def _seat(self, organisation: Planned, posts: tuple[PostKind, ...], branches: list[Planned]) -> None:
        """One for each post, since the last election or since they came, and here and there who held it before."""
        since = self._term(organisation)
        people = self._free([life for branch in branches for life in self._by_branch[branch]])
        self.rng.shuffle(people)
        seats = iter(people)
        vacant = [kind for kind in posts if (organisation, kind) not in self._filled]
        for kind, life in zip(vacant, seats, strict=False):
            start = max(since, life.since)
            self._give(life, organisation, kind, start)
            self._predecessor(organisation, kind, seats, start)

    def _predecessor(self, organisation: Planned, kind: PostKind, others: Iterator[Life], until: date) -> None:
        before = next(others, None) if self.rng.random() < 0.4 else None
        if before is not None and before.since < until:
            start = max(before.since, until - timedelta(days=3 * 365), organisation.founded)
            if start < until:
                before.posts.append(Held(organisation, kind, start, until))

    def _give(self, life: Life, organisation: Planned, kind: PostKind, since: date) -> None:
        life.posts.append(Held(organisation, kind, max(since, organisation.founded)))
        self._taken.add(life)

    def _free(self, people: list[Life]) -> list[Life]:
        return [life for life in people if life not in self._taken and not life.posts and self._able(life)]

    def _able(self, life: Life) -> bool:
        low, high = OFFICERS_AGES
        return life.status is MemberStatus.FULL and not life.marks and low <= life.age(self.on) <= high

    def _term(self, organisation: Planned) -> date:
        """The last election: some day of the term of five years in a community, three elsewhere."""
        years = 5 if organisation.trade is Trade.COMMUNITY else 3
        return max(organisation.founded, self.on - timedelta(days=self.rng.randint(60, years * 365 - 30)))
