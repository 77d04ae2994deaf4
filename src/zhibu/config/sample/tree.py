"""Organisations before they are written: what they are today, and what they were before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from zhibu.register.terms.organisations import KindReading, OrganisationKind

CHINESE: Final = "〇一二三四五六七八九十"

COMMITTEE: Final = KindReading(OrganisationKind.COMMITTEE)
GENERAL_BRANCH: Final = KindReading(OrganisationKind.GENERAL_BRANCH)
BRANCH: Final = KindReading(OrganisationKind.BRANCH)
JOINT: Final = KindReading(OrganisationKind.BRANCH, joint=True)
PROVISIONAL: Final = KindReading(OrganisationKind.BRANCH, provisional=True)
GROUP: Final = KindReading(OrganisationKind.GROUP)

ENDINGS: Final = (
    ("临时联合党支部", "临时联合支部委员会"),
    ("联合党支部", "联合支部委员会"),
    ("临时党支部", "临时支部委员会"),
    ("党总支", "总支部委员会"),
    ("党支部", "支部委员会"),
    ("党工委", "工作委员会"),
    ("党委", "委员会"),
)
"""How the short name of a kind ends, and the full one."""


class Trade(StrEnum):
    """Who the members of a branch are; decides their ages, categories and jobs."""

    COMMUNITY = "community"
    RETIRED = "retired"
    OFFICE = "office"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    STATE = "state"
    PRIVATE = "private"
    SOCIAL = "social"
    FLOATING = "floating"


@dataclass(slots=True, eq=False)
class Planned:
    """An organisation to be written; earlier names, kinds and superiors stand with the day on which they ended."""

    short_name: str
    name: str
    kind: KindReading
    parent: "Planned | None"
    founded: date
    trade: Trade = Trade.COMMUNITY
    size: int = 0
    """Members on the roll; only branches have any."""
    community: str = ""
    official_code: str = ""
    contact: str = ""
    phone: str = ""
    names: list[tuple[date, str, str]] = field(default_factory=list)
    forms: list[tuple[date, KindReading]] = field(default_factory=list)
    parents: list[tuple[date, "Planned"]] = field(default_factory=list)
    dissolved: date | None = None
    how: str = ""
    successor: "Planned | None" = None
    id: int = 0
    path: str = ""
    groups: list["Planned"] = field(default_factory=list)

    @property
    def holds_roll(self) -> bool:
        """Whether members stand on its roll today."""
        return self.kind.kind is OrganisationKind.BRANCH and self.dissolved is None

    def lineage(self) -> Iterator["Planned"]:
        """Itself and what it stands below today, upwards."""
        here: Planned | None = self
        while here is not None:
            yield here
            here = here.parent


def full_name(short_name: str, prefix: str = "") -> str:
    """晨光社区第一党支部 is 中共云溪区向阳街道晨光社区第一支部委员会; groups have no other name than their short one."""
    for ending, formal in ENDINGS:
        if short_name.endswith(ending):
            return f"中共{prefix}{short_name.removesuffix(ending)}{formal}"
    return short_name


def ordinal(number: int) -> str:
    """第一 to 第十九."""
    if number <= 10:
        return f"第{CHINESE[number]}"
    return f"第十{CHINESE[number - 10]}"


def add_groups(branch: Planned, count: int) -> None:
    """Groups exist where members are many or dispersed."""
    for number in range(1, count + 1):
        name = f"{branch.short_name}{ordinal(number)}党小组"
        branch.groups.append(Planned(name, name, GROUP, branch, branch.founded, branch.trade, community=branch.community))
