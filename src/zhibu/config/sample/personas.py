"""Who signs in to the demonstration: a persona for each role of DESIGN.md, those of the register as real members of it.

Ballots of the street are counted by two people under two accounts, so that it has a second clerk, who is on no roll of the sample.
"""

from dataclasses import dataclass
from typing import Final

from zhibu.access.terms import Role
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, Sex

CLERKS_BRANCH: Final = "向阳街道机关第一党支部"
STREET: Final = "向阳街道党工委"
COMMUNITY: Final = "晨光社区党委"
BRANCH: Final = "晨光社区第二党支部"
IN_UNIT, RETIRED = ManagementCategory.IN_UNIT, ManagementCategory.RETIRED


@dataclass(frozen=True, slots=True)
class Persona:
    """An account of the demonstration. Without a branch it belongs to nobody in the register."""

    username: str
    name: str
    role: Role
    basis: str
    organisation: str = ""
    """Short name of the organisation that the grant is on; keepers have none."""
    branch: str = ""
    sex: Sex = Sex.MALE
    age: int = 40
    category: ManagementCategory = IN_UNIT
    job: Occupation = Occupation.CIVIL_SERVANT
    post: PostKind | None = None
    """The post in ``organisation`` on which the grant rests."""


PERSONAS: Final = (
    Persona("ganshi", "周敏", Role.STREET_CLERK, "街道党工委指定的组织干事", STREET, CLERKS_BRANCH, Sex.FEMALE, 34),
    Persona("shuji", "刘志远", Role.STREET_SECRETARY, "任街道党工委书记", STREET, CLERKS_BRANCH, Sex.MALE, 51, post=PostKind.SECRETARY),
    Persona("ganshi2", "孙倩", Role.STREET_CLERK, "街道党工委指定的组织干事，另一位计票人", STREET),
    Persona(
        "shequ", "何春燕", Role.COMMUNITY_SECRETARY, "任社区党委书记", COMMUNITY, "晨光社区第一党支部", Sex.FEMALE, 47,
        job=Occupation.COMMUNITY_WORKER, post=PostKind.SECRETARY,
    ),
    Persona(
        "zhibu", "陈立", Role.BRANCH_SECRETARY, "任党支部书记", BRANCH, BRANCH, Sex.MALE, 63, RETIRED, Occupation.RETIRED,
        PostKind.SECRETARY,
    ),
    Persona(
        "weiyuan", "张晓芸", Role.BRANCH_OFFICER, "任党支部组织委员", BRANCH, BRANCH, Sex.FEMALE, 39,
        job=Occupation.COMMUNITY_WORKER, post=PostKind.ORGANISATION_MEMBER,
    ),
    Persona("dangyuan", "赵国强", Role.MEMBER, "党支部党员", BRANCH, BRANCH, Sex.MALE, 71, RETIRED, Occupation.RETIRED),
    Persona("shouquan", "林岚", Role.RIGHTS_KEEPER, "街道指定的授权管理员"),
    Persona("shenji", "韩松", Role.AUDITOR, "街道指定的审计员"),
    Persona("xitong", "罗一凡", Role.SYSTEM_KEEPER, "街道指定的系统管理员"),
)  # fmt: skip
