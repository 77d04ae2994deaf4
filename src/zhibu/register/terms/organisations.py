"""Kinds of Party organisations and posts, and how sheets name them.

A kind is read from the cell 组织类别 (a name or the official code of REGULATIONS.md 10) or from the ending of an
organisation's full name. Bodies that sound alike but are no Party organisations (社区居民委员会, 团支部, 纪委, 大党委 as the
alias of a steering committee) are never read as one.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from zhibu.register.terms.term import Term, spelled


class OrganisationKind(Term):
    """The kinds of the tree, from the district down; 联合 and 临时 are flags beside it."""

    DISTRICT_COMMITTEE = "district_committee", "区委", "县委", "市委", "旗委", "州委"
    DEPARTMENT = "department", "区委部门", "组织部", "社会工作部", "社工部", "区委组织部", "区委社会工作部", "县委组织部", "市委组织部"
    STREET_COMMITTEE = "street_committee", "街道党工委", "党工委", "街道工委", "工委", "工作委员会", "党的工作委员会", "街道工作委员会"
    COMMITTEE = "committee", "党委", "基层党委", "社区党委", "党的基层委员会", "基层委员会", "二级党委", "分党委", "机关党委", "总党委"
    LEADING_GROUP = "leading_group", "党组"
    GENERAL_BRANCH = "general_branch", "党总支", "党总支部", "总支", "总支部", "总支部委员会", "总支委员会"
    BRANCH = "branch", "党支部", "支部", "基层党支部", "支部委员会", "支委会"
    GROUP = "group", "党小组", "小组"

    @property
    def holds_members(self) -> bool:
        """Members live Party life in a branch and its groups; the rest of the tree is made of organisations."""
        return self in {OrganisationKind.BRANCH, OrganisationKind.GROUP}


@dataclass(frozen=True, slots=True)
class KindReading:
    """What a cell says of an organisation: its kind, and whether it is 联合 or 临时."""

    kind: OrganisationKind
    joint: bool = False
    provisional: bool = False

    @property
    def label(self) -> str:
        """The name of the kind as sheets write it: 临时联合党支部."""
        return f"{'临时' if self.provisional else ''}{'联合' if self.joint else ''}{self.kind.label}"

    @property
    def code(self) -> str:
        """The official code, empty where the list has none (the organs above the street); a joint committee has that of a committee."""
        codes = {reading: code for code, reading in reversed(KIND_CODES.items())}
        return codes.get(self) or codes.get(KindReading(self.kind, provisional=self.provisional), "")


KIND_CODES: Final = {
    "611": KindReading(OrganisationKind.COMMITTEE),
    "612": KindReading(OrganisationKind.LEADING_GROUP),
    "621": KindReading(OrganisationKind.GENERAL_BRANCH),
    "631": KindReading(OrganisationKind.BRANCH),
    "632": KindReading(OrganisationKind.BRANCH, joint=True),
    "641": KindReading(OrganisationKind.GROUP),
    "911": KindReading(OrganisationKind.COMMITTEE, provisional=True),
    "921": KindReading(OrganisationKind.GENERAL_BRANCH, provisional=True),
    "931": KindReading(OrganisationKind.BRANCH, provisional=True),
    "932": KindReading(OrganisationKind.BRANCH, joint=True, provisional=True),
    "699": KindReading(OrganisationKind.GROUP),
}
"""组织类别 [S: REGULATIONS.md 10]; 699 as a second code of 党小组 stands in one public repository only."""

CODE_AND_NAME: Final = re.compile(r"([0-9]{3})[-.、:_]?(.*)")
REMARK: Final = re.compile(r"\(([^()]*)\)$")
"""A remark behind the name, (联合) or (东区), says nothing against its ending."""


def read_kind(raw: str | float) -> KindReading | None:
    """The kind that a cell 组织类别 means: a code, a name, or both ('632 联合党支部'); None when unknown or contradictory."""
    text = spelled(raw)
    return None if len(text) > LONGEST_NAME else _kind_in_cell(text)


@lru_cache(maxsize=4096)
def _kind_in_cell(text: str) -> KindReading | None:
    match = CODE_AND_NAME.fullmatch(text)
    if match is None:
        return _named_kind(text) or _kind_by_ending(text)
    by_code = KIND_CODES.get(match[1])
    if not match[2]:
        return by_code
    by_name = _kind_in_cell(match[2])
    return by_code if by_code == by_name else None


def _named_kind(text: str) -> KindReading | None:
    bare, flags = text, ""
    while bare.startswith(("联合", "临时")):
        bare, flags = bare[2:], flags + bare[:2]
    kind = OrganisationKind.read(bare)
    return None if kind is None else _reading(kind, flags)


def _reading(kind: OrganisationKind, flags: str) -> KindReading:
    """联合 and 临时 mean something for committees, general branches and branches only."""
    flagged = kind in {OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH, OrganisationKind.BRANCH}
    return KindReading(kind, joint=flagged and "联合" in flags, provisional=flagged and "临时" in flags)


PARTY: Final = r"(?:中共|中国共产党)"
NUMERAL: Final = r"[一二三四五六七八九十百0-9]"
DISTRICT: Final = r"(?<![社小园校景厂矿库院林灌新发])[区县市旗州盟]"
"""A district's 区, not that of 社区, 小区, 园区, 开发区 …"""

LONGEST_NAME: Final = 120
FLAGGED_ENDING: Final = re.compile(
    rf"((?:联合|临时)+)(?:第?{NUMERAL}+)?(?:党委会?|委员会|党?总支部?(?:委员会)?|党?支(?:部(?:委员会)?|委会))$"
)
NO_PARTY_ORGANISATION: Final = re.compile(
    r".*(?:共青团|团支部|团总支|团委|团工委|团支委|妇联|工会|(?<!机)关工委|纪委|纪工委|纪律检查.*委员会|监察.*委员会).*"
    r"|.*(?:大党委|大工委|关心下一代工作委员会|居民委员会|村民委员会|业主委员会|居委会|村委会|社区委|指导委员会)"
)
ENDINGS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (OrganisationKind.GROUP, rf".*党小组{NUMERAL}*"),
        (OrganisationKind.LEADING_GROUP, r".*党组"),
        (OrganisationKind.GENERAL_BRANCH, r".*总支部?(?:委员会)?"),
        (OrganisationKind.BRANCH, r".*支(?:部(?:委员会)?|委会)"),
        (OrganisationKind.DEPARTMENT, r".*[区县市旗州盟]委(?:组织部|社会工作部|社工部|宣传部|统战部|政法委|办公室|老干部局)"),
        (OrganisationKind.DEPARTMENT, rf"{PARTY}.*委员会(?:组织部|社会工作部|宣传部|统战部)"),
        (OrganisationKind.DEPARTMENT, r".*(?:机关|两新组织|非公|社会组织|教育|卫生|国资)(?:党的?)?(?:工委|工作委员会)"),
        (OrganisationKind.STREET_COMMITTEE, rf".*(?:党工委|街道(?:党的?)?(?:工委|工作委员会))|{PARTY}.*工作委员会"),
        (OrganisationKind.DISTRICT_COMMITTEE, rf"{PARTY}.*{DISTRICT}委员会|(?:{PARTY})?.{{0,12}}{DISTRICT}委"),
        (OrganisationKind.COMMITTEE, rf".*党委会?|{PARTY}.*委员会"),
    )
)
"""Endings of full names; the first that fits wins. A bare 委员会 is a Party committee only behind 中共."""


def kind_by_ending(name: str) -> KindReading | None:
    """The kind that an organisation's own name tells; 联合 and 临时 count only next to the ending (联合村党支部 is a village)."""
    text = spelled(name)
    return None if len(text) > LONGEST_NAME else _kind_by_ending(text)


@lru_cache(maxsize=4096)
def _kind_by_ending(text: str) -> KindReading | None:
    remark = REMARK.search(text)
    bare = text[: remark.start()] if remark else text
    if NO_PARTY_ORGANISATION.fullmatch(bare):
        return None
    kind = next((kind for kind, pattern in ENDINGS if pattern.fullmatch(bare)), None)
    beside = FLAGGED_ENDING.search(bare)
    flags = (beside[1] if beside else "") + (remark[1] if remark else "")
    return None if kind is None else _reading(kind, flags)


class PostKind(Term):
    """A post or portfolio that a person holds for a span."""

    SECRETARY = "secretary", "书记", "支书"
    DEPUTY_SECRETARY = "deputy_secretary", "副书记", "专职副书记", "兼职副书记", "常务副书记"
    FIRST_SECRETARY = "first_secretary", "第一书记"
    DISCIPLINE_SECRETARY = "discipline_secretary", "纪（工）委书记", "纪委书记", "纪工委书记"
    COMMITTEE_MEMBER = "committee_member", "委员", "支委", "支部委员", "支委委员"
    ORGANISATION_MEMBER = "organisation_member", "组织委员", "组织", "组工委员"
    PUBLICITY_MEMBER = "publicity_member", "宣传委员", "宣传"
    DISCIPLINE_MEMBER = "discipline_member", "纪检委员", "纪检", "纪律检查委员", "纪律委员", "纪检监察委员"
    UNITED_FRONT_MEMBER = "united_front_member", "统战委员", "统战"
    YOUTH_MEMBER = "youth_member", "青年委员", "青年"
    MASS_WORK_MEMBER = "mass_work_member", "群众工作委员", "群工委员", "群众委员", "群工"
    CONCURRENT_COMMITTEE_MEMBER = "concurrent_committee_member", "兼职委员"
    GROUP_LEADER = "group_leader", "党小组组长", "党小组长", "小组长", "组长"
    DEPUTY_GROUP_LEADER = "deputy_group_leader", "党小组副组长", "副组长", "小组副组长"
    PARTY_BUILDING_INSTRUCTOR = "party_building_instructor", "党建指导员", "党建工作指导员", "指导员"
    PARTY_BUILDING_LIAISON = "party_building_liaison", "党建联络员", "联络员", "党建工作联络员"
    PARTY_WORKER = "party_worker", "党务工作者", "党务干部", "党务工作人员", "专职党务工作者", "党建专员"


COMMITTEE_SEATS: Final = (
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.DISCIPLINE_SECRETARY,
    PostKind.COMMITTEE_MEMBER,
    PostKind.ORGANISATION_MEMBER,
    PostKind.PUBLICITY_MEMBER,
    PostKind.DISCIPLINE_MEMBER,
    PostKind.UNITED_FRONT_MEMBER,
    PostKind.YOUTH_MEMBER,
    PostKind.MASS_WORK_MEMBER,
)
"""Posts that are a seat of a committee. Concurrent members take none (PRACTICE.md 2), instructors and workers hold none."""
NO_PARTY_POST: Final = re.compile(r"共青团|团(?:支部|总支|委|工委)|妇联|工会|居委会|居民委员会|村委会|业委会|助理|原任|候选")
OTHER_POST: Final = re.compile(r".*(?:主任|主席|站长|经理|董事长?|校长|园长|院长|厂长|所长|会长|理事长|秘书长|网格员|网格长)")
BODY: Final = re.compile(r"^.*(?:党工委|党委|党总支|总支部?|支部(?:委员会)?|党组织|党组|党支委|支委会?|党小组|社区|街道)(?=.)")
JOINTS: Final = re.compile(r"[、,;/和及]+|兼(?!职)")


def read_post(raw: str | float) -> PostKind | None:
    """The one post that a cell names; 阳光社区党委书记 is a secretary, 团支部书记 is none of ours."""
    posts = read_posts(raw)
    return posts[0] if len(posts) == 1 else None


def read_posts(raw: str | float) -> tuple[PostKind, ...]:
    """Every Party post that a cell names ('副书记兼组织委员', '书记、居委会主任'); empty when a part is unknown or none is the Party's."""
    text = spelled(raw)
    return () if len(text) > LONGEST_NAME else _posts(text)


@lru_cache(maxsize=4096)
def _posts(text: str) -> tuple[PostKind, ...]:
    whole = _single_post(text)
    if whole is not None:
        return (whole,)
    parts = [part for part in JOINTS.split(text) if part and not OTHER_POST.fullmatch(part) and not NO_PARTY_POST.search(part)]
    posts = [_single_post(part) for part in parts]
    return tuple(dict.fromkeys(one for one in posts if one is not None)) if None not in posts else ()


def _single_post(text: str) -> PostKind | None:
    return None if NO_PARTY_POST.search(text) else PostKind.read(text) or PostKind.read(BODY.sub("", text))
