"""A plain street by its number: eight communities, some 85 branches, 2,500 people; without a history of its organisations."""

from datetime import date
from random import Random
from typing import Final

from zhibu.config.sample import careers, events
from zhibu.config.sample.draw import Draw
from zhibu.config.sample.life import Life
from zhibu.config.sample.population import full_member
from zhibu.config.sample.posts import Chairs
from zhibu.config.sample.street import Street, share_out
from zhibu.config.sample.tree import BRANCH, COMMITTEE, GENERAL_BRANCH, JOINT, Planned, Trade, full_name, ordinal
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.register.terms.people import MemberStatus

A_STREET: Final = 2500
FIRST: Final = "朝永新和平安东西南北金玉青红白清华福康宁"
SECOND: Final = "晖昌兴顺泰乐门桥河湖山林泉园塔街亭港口台"
AREAS: Final = ("春江", "书院", "临湖", "桥头", "老街", "工人新村", "梅园", "松涛")
OTHERS: Final = (
    ("街道机关党总支", Trade.OFFICE, ("街道机关第一党支部", "街道机关第二党支部", "街道机关离退休党支部")),
    ("街道两新组织综合党委", Trade.PRIVATE, tuple(f"街道新兴领域{ordinal(count)}联合党支部" for count in range(1, 8))),
    ("实验学校党总支", Trade.SCHOOL, ("实验学校第一党支部", "实验学校第二党支部", "实验学校离退休党支部")),
)
GROUPS_FROM: Final = 37
MOVED, APPLYING, GONE = 60, 24, 40
"""In each street: moved from another of its branches, on the way to membership, gone within three years."""


def chance(seed: int, number: int) -> Random:
    """The street's own source of chance."""
    return Random(f"{seed} {number}")  # noqa: S311  invented people, no secret


def plain_street(rng: Random, number: int, district: Planned, members: int) -> Street:
    """The street of that number."""
    name = f"{FIRST[number // len(SECOND) % len(FIRST)]}{SECOND[number % len(SECOND)]}街道"
    place = district.short_name.removesuffix("委")
    kind = KindReading(OrganisationKind.STREET_COMMITTEE)
    short_name = f"{name}党工委"
    root = Planned(short_name, full_name(short_name, place), kind, district, date(1986, 1, 1))
    street = Street(name, place, root, [root])
    stem = name.removesuffix("街道")
    for area in AREAS:
        _area(street, f"{stem}{area}社区")
    _others(street, stem)
    share_out(street, rng, members, groups_from=GROUPS_FROM)
    return street


def _area(street: Street, name: str) -> None:
    committee = street.add(f"{name}党委", COMMITTEE, street.root, date(2002, 5, 1), community=name)
    street.communities[name] = committee
    for count in range(1, 9):
        street.add(f"{name}{ordinal(count)}党支部", BRANCH, committee, date(2006, 6, 1))
    street.add(f"{name}离退休党支部", BRANCH, committee, date(2008, 6, 1), trade=Trade.RETIRED)


def _others(street: Street, stem: str) -> None:
    for short_name, trade, branches in OTHERS:
        kind = COMMITTEE if short_name.endswith("党委") else GENERAL_BRANCH
        above = street.add(stem + short_name, kind, street.root, date(2005, 7, 1), trade=trade)
        for name in branches:
            kind = JOINT if "联合" in name else BRANCH
            street.add(stem + name, kind, above, date(2010, 7, 1), trade=Trade.RETIRED if "离退休" in name else trade)


def head_count(members: int) -> int:
    """How many people a street of so many members has in all."""
    return members + sum(_share(one, members) for one in (APPLYING, GONE))


def _share(count: int, members: int) -> int:
    return count * members // A_STREET


def plain_population(street: Street, draw: Draw) -> list[Life]:
    """The people of a plain street: as in the sample, without personas and doubts."""
    lives = [full_member(street, draw, branch) for branch in street.branches for _ in range(branch.size)]
    for life in lives:
        events.mark(draw, life)
    Chairs(draw.rng, street, lives, draw.on).fill()
    events.move(draw, street, lives, _share(MOVED, len(lives)))
    there = [one for one in street.branches if one.size]
    on_the_way = range(_share(APPLYING, len(lives)))
    applying = [careers.newcomer(draw, street, draw.rng.choice(there), MemberStatus.ACTIVIST) for _ in on_the_way]
    gone = [events.former(draw, street, draw.rng.choice(("died", "left"))) for _ in range(_share(GONE, len(lives)))]
    return [*lives, *applying, *gone]
