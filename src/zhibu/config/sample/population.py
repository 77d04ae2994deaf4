"""Everybody of a street: members to the size of each branch, those on the way, those who left, and what happened to them."""

from datetime import date
from random import Random
from typing import Final

from zhibu.config.sample import careers, events
from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Held, Life
from zhibu.config.sample.misplaced import misplace
from zhibu.config.sample.personas import PERSONAS
from zhibu.config.sample.posts import Chairs
from zhibu.config.sample.profiles import PROFILES
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned, Trade
from zhibu.register.terms.people import ManagementCategory, MemberStatus

ON_THE_WAY: Final = ((MemberStatus.APPLICANT, 58), (MemberStatus.ACTIVIST, 40), (MemberStatus.PROSPECTIVE_MEMBER, 22))
PROBATIONARY: Final = 46
MOVES: Final = 132
ELDERS: Final = (("云溪动力机械公司离退休第一党支部", 97), ("文澜社区离退休党支部", 96), ("向阳街道机关离退休党支部", 96))
"""Who joined before the founding of the republic; in the bulletin one in fifteen hundred."""


def sample_population(street: Street, draw: Draw) -> list[Life]:
    """The people of the sample street."""
    lives = [*_personas(street, draw), *_elders(street, draw)]
    lives += _members(street, draw, lives)
    for life in lives[len(PERSONAS) :]:
        events.mark(draw, life)
    Chairs(draw.rng, street, lives, draw.on, apart=lives[: len(PERSONAS)]).fill()
    events.move(draw, street, lives[len(PERSONAS) :], MOVES)
    events.host(draw, lives[len(PERSONAS) :], street.named("向阳街道流动党员党支部"), street.named("滨溪片区更新改造项目临时党支部"))
    events.doubts(draw, lives)
    events.proposals(draw, street, lives)
    applying = [_candidate(street, draw, status) for status, count in ON_THE_WAY for _ in range(count)]
    gone = [events.former(draw, street, ending) for ending, count in events.DEPARTURES for _ in range(count)]
    misplace(draw, lives[len(PERSONAS) :])
    return [*lives, *applying, *gone]


def _personas(street: Street, draw: Draw) -> list[Life]:
    """Those who sign in to the demonstration; they hold their posts before anybody else is chosen."""
    lives = []
    for persona in PERSONAS:
        if not persona.branch:
            continue
        branch = street.named(persona.branch)
        ages = (persona.age + 0.2, persona.age + 0.8)
        life = careers.member(draw, street, branch, persona.category, ages=ages, cast=(persona.sex, persona.name))
        life.occupation = persona.job
        life.jobs[-1] = (persona.job, *life.jobs[-1][1:])
        if persona.post is not None:
            organisation = street.named(persona.organisation)
            life.posts.append(Held(organisation, persona.post, max(life.since, organisation.founded, draw.days_ago(400, 700))))
        lives.append(life)
    return lives


def _elders(street: Street, draw: Draw) -> list[Life]:
    return [
        careers.member(
            draw, street, street.named(name), ManagementCategory.RETIRED, ages=(age + 0.1, age + 0.9), joined=date(1949, 10 - number * 2, 6)
        )
        for number, (name, age) in enumerate(ELDERS, start=1)
    ]


def _members(street: Street, draw: Draw, already: list[Life]) -> list[Life]:
    """Up to the size of each branch; the last ones of some branches are probationary."""
    lives = []
    newcomers = _spread(
        draw.rng, [one for one in street.branches if one.size and one.trade not in {Trade.RETIRED, Trade.FLOATING}], PROBATIONARY
    )
    for branch in street.branches:
        fresh = newcomers.get(branch, 0)
        there = sum(life.branch is branch for life in already)
        lives += [full_member(street, draw, branch) for _ in range(branch.size - fresh - there)]
        lives += [careers.newcomer(draw, street, branch, MemberStatus.PROBATIONARY) for _ in range(fresh)]
    return lives


def full_member(street: Street, draw: Draw, branch: Planned) -> Life:
    """A full member as the branch's trade has them."""
    return careers.member(draw, street, branch, PROFILES[branch.trade].categories.draw(draw.rng))


def _spread(rng: Random, branches: list[Planned], count: int) -> dict[Planned, int]:
    spread: dict[Planned, int] = {}
    for branch in rng.choices(branches, k=count):
        spread[branch] = spread.get(branch, 0) + 1
    return spread


def _candidate(street: Street, draw: Draw, status: MemberStatus) -> Life:
    return careers.newcomer(draw, street, draw.rng.choice(_open(street)), status)


def _open(street: Street) -> list[Planned]:
    """Where people join: not among pensioners, not on the move."""
    return [one for one in street.branches if one.size and one.trade not in {Trade.RETIRED, Trade.FLOATING}]
