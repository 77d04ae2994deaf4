"""The organisations of the sample street 向阳街道, with a little history of each sort."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final

from zhibu.config.sample.areas import AREAS, SIZES, STANDING_ALONE, UNDER_STREET, Area
from zhibu.config.sample.tree import (
    BRANCH,
    COMMITTEE,
    GENERAL_BRANCH,
    JOINT,
    PROVISIONAL,
    Planned,
    Trade,
    add_groups,
    full_name,
    ordinal,
)
from zhibu.register.terms.organisations import KindReading, OrganisationKind

DISTRICT: Final = "云溪区"
STREET: Final = "向阳街道"
MEMBERS: Final = 4200


GROUPS_FROM: Final = 50


@dataclass(slots=True)
class Street:
    """A street with everything that stands in and above it."""

    name: str
    district: str
    root: Planned
    organisations: list[Planned] = field(default_factory=list)
    communities: dict[str, Planned] = field(default_factory=dict)
    community_ids: dict[str, int] = field(default_factory=dict)
    """Numbers of the communities, once they are written."""
    came_from: dict[Planned, tuple[date, Planned, float]] = field(default_factory=dict)
    """Where part of a branch's members stood until a day: splits, mergers, upgrades."""

    def add(
        self,
        short_name: str,
        kind: KindReading,
        parent: Planned,
        founded: date,
        *,
        trade: Trade = Trade.COMMUNITY,
        community: str = "",
    ) -> Planned:
        """One more organisation of the street; those of a unit bear the unit's name alone."""
        area, prefix = community or parent.community, ""
        if short_name.startswith(self.name):
            prefix = self.district
        elif area and short_name.startswith(area):
            prefix = f"{self.district}{self.name}"
        one = Planned(short_name, full_name(short_name, prefix), kind, parent, founded, trade, community=area)
        self.organisations.append(one)
        return one

    def named(self, short_name: str) -> Planned:
        """The organisation of that short name."""
        return next(one for one in self.organisations if one.short_name == short_name)

    @property
    def branches(self) -> list[Planned]:
        """Those with a roll."""
        return [one for one in self.organisations if one.holds_roll]


def sample_street(rng: Random, on: date) -> Street:
    """The whole plan: some 110 branches, groups under the large ones, history."""
    street = _above()
    for area in AREAS:
        _community(street, rng, area)
    for short_name, trade, branches in UNDER_STREET:
        _with_branches(street, rng, short_name, trade, branches)
    for short_name, trade in STANDING_ALONE:
        street.add(short_name, kind_of(short_name), street.root, _day(rng, 2004, 2018), trade=trade)
    _history(street, on)
    share_out(street, rng, MEMBERS)
    number(street)
    return street


def _above() -> Street:
    district = Planned(f"{DISTRICT}委", f"中共{DISTRICT}委员会", KindReading(OrganisationKind.DISTRICT_COMMITTEE), None, date(1983, 10, 1))
    department = KindReading(OrganisationKind.DEPARTMENT)
    bureaux = [Planned(f"{DISTRICT}委{name}", f"中共{DISTRICT}委{name}", department, district, day) for name, day in BUREAUX]
    short_name = f"{STREET}党工委"
    root = Planned(short_name, full_name(short_name, DISTRICT), KindReading(OrganisationKind.STREET_COMMITTEE), district, date(1985, 4, 1))
    return Street(STREET, DISTRICT, root, [district, *bureaux, root])


BUREAUX: Final = (("组织部", date(1983, 10, 1)), ("社会工作部", date(2024, 3, 1)))


def _community(street: Street, rng: Random, area: Area) -> None:
    kind = COMMITTEE if area.ending == "党委" else GENERAL_BRANCH
    committee = street.add(area.name + area.ending, kind, street.root, _day(rng, 2001, 2003), community=area.name)
    street.communities[area.name] = committee
    for count in range(1, area.numbered + 1):
        street.add(f"{area.name}{ordinal(count)}党支部", BRANCH, committee, _day(rng, 2003, 2009))
    for estate in area.estates:
        street.add(f"{area.name}{estate}党支部", BRANCH, committee, _day(rng, 2010, 2019))
    for short_name, trade in area.others:
        street.add(short_name, kind_of(short_name), committee, _day(rng, 2009, 2020), trade=trade)


def _with_branches(street: Street, rng: Random, short_name: str, trade: Trade, branches: tuple[str, ...]) -> None:
    kind = COMMITTEE if short_name.endswith("党委") else GENERAL_BRANCH
    above = street.add(short_name, kind, street.root, _day(rng, 1996, 2006), trade=trade)
    for name in branches:
        street.add(name, kind_of(name), above, _day(rng, 2006, 2016), trade=Trade.RETIRED if "离退休" in name else trade)


def kind_of(short_name: str) -> KindReading:
    """Branches by their ending."""
    if short_name.endswith("临时党支部"):
        return PROVISIONAL
    return JOINT if short_name.endswith("联合党支部") else BRANCH


def _history(street: Street, on: date) -> None:
    """Renamed, split, merged, upgraded, moved, dissolved: one of each."""
    renamed = street.named("铁新社区第三党支部")
    old = "铁路三村党支部"
    renamed.names.append((_ago(on, 1130), full_name(old, f"{DISTRICT}{STREET}"), old))

    part = street.named("桂园社区第八党支部")
    part.founded = _ago(on, 512)
    street.came_from[part] = (part.founded, street.named("桂园社区第二党支部"), 0.8)

    merged = street.add("滨溪社区第七党支部", BRANCH, street.communities["滨溪社区"], date(2007, 7, 1))
    merged.dissolved, merged.how, merged.successor = _ago(on, 318), "merged", street.named("滨溪社区第五党支部")
    street.came_from[merged.successor] = (merged.dissolved, merged, 0.35)

    _upgraded(street, on)
    moved = street.named("云溪绿源环保公司党支部")
    moved.founded = _ago(on, 655)
    moved.parents.append((_ago(on, 421), street.communities["翠屏社区"]))

    gone = street.add("云溪宝利鞋业公司党支部", BRANCH, street.communities["东风里社区"], date(2012, 3, 20), trade=Trade.PRIVATE)
    gone.dissolved, gone.how = _ago(on, 207), "dissolved"
    street.came_from[street.named("东风里社区老街党支部")] = (gone.dissolved, gone, 0.15)


def _upgraded(street: Street, on: date) -> None:
    """A branch that became a general branch: what were its members stand in the branches below it since."""
    community, since = street.communities["翠屏社区"], _ago(on, 700)
    old = "翠屏社区党支部"
    community.names.append((since, full_name(old, f"{DISTRICT}{STREET}"), old))
    community.forms.append((since, BRANCH))
    for branch in [one for one in street.organisations if one.parent is community and one.dissolved is None]:
        branch.founded = since
        street.came_from[branch] = (since, community, 0.93)


def share_out(street: Street, rng: Random, members: int, *, groups_from: int = GROUPS_FROM) -> None:
    """Bring the branches' sizes to the total, and give the large ones their groups."""
    branches = [one for one in street.branches if not one.kind.provisional]
    drawn = {one: rng.uniform(*SIZES[one.trade]) * _share(one) for one in branches}
    small = {Trade.PRIVATE, Trade.SOCIAL, Trade.FLOATING} if members > sum(drawn.values()) / 2 else set()
    fixed = {one: round(size) for one, size in drawn.items() if one.trade in small}
    rest = {one: size for one, size in drawn.items() if one not in fixed}
    factor = (members - sum(fixed.values())) / sum(rest.values())
    for one in branches:
        one.size = fixed.get(one) or int(drawn[one] * factor)
    for one in list(rest)[: members - sum(one.size for one in branches)]:
        one.size += 1
    for one in branches:
        if one.size >= groups_from:
            add_groups(one, 2 if one.size < groups_from + 12 else 3)
            street.organisations += one.groups


def _share(branch: Planned) -> float:
    """A general branch has 50 to 99 members, so its branches are smaller."""
    small = branch.parent is not None and branch.parent.kind == GENERAL_BRANCH and branch.trade is Trade.COMMUNITY
    return 0.75 if small else 1


def number(street: Street) -> None:
    """Invented official codes with their leading zero; some organisations have none, as in life."""
    for count, one in enumerate(street.organisations, start=1):
        if one.kind.kind in {OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH} and count % 11:
            one.official_code = f"0999{count:08d}"


def _ago(on: date, days: int) -> date:
    return on - timedelta(days=days)


def _day(rng: Random, first: int, last: int) -> date:
    return date(rng.randint(first, last), rng.randint(1, 12), rng.randint(1, 28))
