"""Kinds of organisations from names, codes and endings; posts as sheets name them."""

import pytest

from zhibu.register.terms.organisations import KindReading, PostKind, kind_by_ending, read_kind, read_post, read_posts
from zhibu.register.terms.organisations import OrganisationKind as Kind

JOINT = KindReading(Kind.BRANCH, joint=True)
PROVISIONAL = KindReading(Kind.BRANCH, provisional=True)
BOTH = KindReading(Kind.BRANCH, joint=True, provisional=True)


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        ("611", KindReading(Kind.COMMITTEE)),
        (611, KindReading(Kind.COMMITTEE)),
        (612.0, KindReading(Kind.LEADING_GROUP)),
        ("621", KindReading(Kind.GENERAL_BRANCH)),
        ("631", KindReading(Kind.BRANCH)),
        ("632", JOINT),
        ("641", KindReading(Kind.GROUP)),
        ("911", KindReading(Kind.COMMITTEE, provisional=True)),
        ("921", KindReading(Kind.GENERAL_BRANCH, provisional=True)),
        ("931", PROVISIONAL),
        ("932", BOTH),
        ("632 联合党支部", JOINT),
        ("631-党支部", KindReading(Kind.BRANCH)),
        ("631 联合党支部", None),
        ("999", None),
    ],
)
def test_the_official_code(raw: str | float, reading: KindReading | None) -> None:
    assert read_kind(raw) == reading


@pytest.mark.parametrize(
    ("raw", "reading"),
    [
        ("党工委", KindReading(Kind.STREET_COMMITTEE)),
        ("街道党工委", KindReading(Kind.STREET_COMMITTEE)),
        ("党委", KindReading(Kind.COMMITTEE)),
        ("社区党委", KindReading(Kind.COMMITTEE)),
        ("基层党委", KindReading(Kind.COMMITTEE)),
        ("党组", KindReading(Kind.LEADING_GROUP)),
        ("党总支", KindReading(Kind.GENERAL_BRANCH)),
        ("党总支部", KindReading(Kind.GENERAL_BRANCH)),
        ("总支", KindReading(Kind.GENERAL_BRANCH)),
        ("党支部", KindReading(Kind.BRANCH)),
        (" 党 支 部 ", KindReading(Kind.BRANCH)),
        ("机关党支部", KindReading(Kind.BRANCH)),
        ("联合党支部", JOINT),
        ("联合支部", JOINT),
        ("临时党支部", PROVISIONAL),
        ("临时联合党支部", BOTH),
        ("联合临时党支部", BOTH),
        ("临时党委", KindReading(Kind.COMMITTEE, provisional=True)),
        ("临时总支", KindReading(Kind.GENERAL_BRANCH, provisional=True)),
        ("党小组", KindReading(Kind.GROUP)),
        ("区委组织部", KindReading(Kind.DEPARTMENT)),
        ("团支部", None),
        ("居委会", None),
        ("工会", None),
        ("", None),
        ("党" * 5000, None),
    ],
)
def test_the_name_of_a_kind(raw: str, reading: KindReading | None) -> None:
    assert read_kind(raw) == reading


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("中国共产党某市东城区委员会", KindReading(Kind.DISTRICT_COMMITTEE)),
        ("东城区委", KindReading(Kind.DISTRICT_COMMITTEE)),
        ("中共东城区委组织部", KindReading(Kind.DEPARTMENT)),
        ("中共东城区委社会工作部", KindReading(Kind.DEPARTMENT)),
        ("区直机关工委", KindReading(Kind.DEPARTMENT)),
        ("中国共产党东城区向阳街道工作委员会", KindReading(Kind.STREET_COMMITTEE)),
        ("中共东城区委向阳街道工作委员会", KindReading(Kind.STREET_COMMITTEE)),
        ("向阳街道党工委", KindReading(Kind.STREET_COMMITTEE)),
        ("中共向阳街道阳光社区委员会", KindReading(Kind.COMMITTEE)),
        ("中国共产党高新区委员会", KindReading(Kind.COMMITTEE)),
        ("阳光社区党委", KindReading(Kind.COMMITTEE)),
        ("园区联合党委", KindReading(Kind.COMMITTEE, joint=True)),
        ("中共某某有限公司总支部委员会", KindReading(Kind.GENERAL_BRANCH)),
        ("阳光社区党总支", KindReading(Kind.GENERAL_BRANCH)),
        ("中共某某有限公司支部委员会", KindReading(Kind.BRANCH)),
        ("阳光社区第一党支部", KindReading(Kind.BRANCH)),
        ("阳光社区退休第二支部", KindReading(Kind.BRANCH)),
        ("商圈联合党支部", JOINT),
        ("商圈联合第一党支部", JOINT),
        ("某工程临时党支部", PROVISIONAL),
        ("某工程临时联合党支部", BOTH),
        ("某商圈党支部（联合）", JOINT),
        ("阳光社区第一党支部（东区）", KindReading(Kind.BRANCH)),
        ("阳光社区第一党支部第三党小组", KindReading(Kind.GROUP)),
        ("某某局党组", KindReading(Kind.LEADING_GROUP)),
    ],
)
def test_the_ending_of_a_full_name(name: str, reading: KindReading) -> None:
    assert kind_by_ending(name) == reading


def test_a_village_called_union_has_no_joint_branch() -> None:
    assert kind_by_ending("联合村党支部") == KindReading(Kind.BRANCH)
    assert kind_by_ending("联合社区第一党支部") == KindReading(Kind.BRANCH)


@pytest.mark.parametrize(
    "name",
    [
        "阳光社区居民委员会",
        "阳光社区居委会",
        "阳光社区委员会",
        "阳光花园业主委员会",
        "阳光社区大党委",
        "向阳街道大工委",
        "向阳街道党建工作指导委员会",
        "向阳街道纪工委",
        "中共东城区纪律检查委员会",
        "共青团东城区委员会",
        "阳光小学团支部",
        "向阳街道关工委",
        "疫情防控工作领导小组",
        "向阳街道办事处",
        "",
    ],
)
def test_bodies_that_only_sound_like_party_organisations(name: str) -> None:
    assert kind_by_ending(name) is None


def test_party_group_and_leading_group_are_never_mixed_up() -> None:
    assert (read_kind("党组"), read_kind("党小组")) == (KindReading(Kind.LEADING_GROUP), KindReading(Kind.GROUP))


@pytest.mark.parametrize(
    ("reading", "label", "code"),
    [
        (KindReading(Kind.BRANCH), "党支部", "631"),
        (JOINT, "联合党支部", "632"),
        (BOTH, "临时联合党支部", "932"),
        (KindReading(Kind.GROUP), "党小组", "641"),
        (KindReading(Kind.COMMITTEE, joint=True), "联合党委", "611"),
        (KindReading(Kind.STREET_COMMITTEE), "街道党工委", ""),
    ],
)
def test_a_kind_goes_back_into_a_sheet(reading: KindReading, label: str, code: str) -> None:
    assert (reading.label, reading.code) == (label, code)


@pytest.mark.parametrize(
    ("raw", "posts"),
    [
        ("书记", (PostKind.SECRETARY,)),
        ("党支部书记", (PostKind.SECRETARY,)),
        ("和平社区党委书记", (PostKind.SECRETARY,)),
        ("党工委书记", (PostKind.SECRETARY,)),
        ("社区党组织书记", (PostKind.SECRETARY,)),
        ("专职副书记", (PostKind.DEPUTY_SECRETARY,)),
        ("第一书记", (PostKind.FIRST_SECRETARY,)),
        ("支委", (PostKind.COMMITTEE_MEMBER,)),
        ("党委委员", (PostKind.COMMITTEE_MEMBER,)),
        ("组织委员", (PostKind.ORGANISATION_MEMBER,)),
        ("组织、宣传委员", (PostKind.ORGANISATION_MEMBER, PostKind.PUBLICITY_MEMBER)),
        ("副书记兼纪检委员", (PostKind.DEPUTY_SECRETARY, PostKind.DISCIPLINE_MEMBER)),
        ("兼职委员", (PostKind.CONCURRENT_COMMITTEE_MEMBER,)),
        ("纪工委书记", (PostKind.DISCIPLINE_SECRETARY,)),
        ("第一党小组组长", (PostKind.GROUP_LEADER,)),
        ("党建工作指导员", (PostKind.PARTY_BUILDING_INSTRUCTOR,)),
        ("书记、居委会主任", (PostKind.SECRETARY,)),
        ("总经理兼党支部书记", (PostKind.SECRETARY,)),
        ("书记、随便写的", ()),
        ("居委会主任", ()),
        ("团支部书记", ()),
        ("书记助理", ()),
        ("", ()),
    ],
)
def test_posts(raw: str, posts: tuple[PostKind, ...]) -> None:
    assert read_posts(raw) == posts
    assert read_post(raw) == (posts[0] if len(posts) == 1 else None)
