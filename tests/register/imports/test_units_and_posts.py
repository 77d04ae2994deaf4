"""Resident units and posts."""

from datetime import date
from typing import Any

import pytest

from tests.register.factories import TODAY
from tests.register.imports.rosters import LI, WHY, ZHANG, counts, number, objections, organisation, seen, take_people, take_rows, tree
from zhibu.kernel.dates import FAR
from zhibu.register.imports.findings import FileResult
from zhibu.register.models import HeadCount, Post, ResidentUnit, UnitOrganisation

pytestmark = pytest.mark.django_db
UNITS = ("单位名称", "单位类别", "所在社区", "从业人数", "党组织")
POSTS = ("党组织", "姓名", "职务", "任职日期", "公民身份号码")
MILL: tuple[Any, ...] = ("向阳棉纺有限公司", "非公企业", "阳光社区", 120, "")


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


def community_of(unit: ResidentUnit) -> str:
    return unit.community.name if unit.community else ""


def take_units(*rows: tuple[Any, ...], headings: tuple[str, ...] = UNITS, **decided: Any) -> FileResult:
    return take_rows([headings, *rows], sheet="单位", **decided)


def take_posts(*rows: tuple[Any, ...], headings: tuple[str, ...] = POSTS, **decided: Any) -> FileResult:
    return take_rows([headings, *rows], sheet="职务", **decided)


@pytest.mark.parametrize("count", [1_000_001, 10**12, 10**30, 1e300, "99999999999999999999"])
def test_a_head_count_beyond_any_unit_is_refused(count: Any) -> None:
    result = take_units(("向阳棉纺有限公司", "非公企业", "阳光社区", count, ""), MILL)
    assert [code for *_, code in objections(result)][:1] in (["count_out_of_range"], ["not_a_count"])
    assert result.unusable == ""


def test_a_unit_stands_in_its_community_with_its_head_count_and_party_organisation() -> None:
    result = take_units(("向阳棉纺有限公司", "非公企业", "阳光社区", "120人", "阳光社区第一党支部"))
    unit = ResidentUnit.objects.unguarded(WHY).get()
    assert (counts(result), unit.code, unit.ownership, community_of(unit), unit.organisation.now_short_name) == (
        (1, 0, 0, 0),
        f"D{unit.pk:04d}",
        "private_enterprise",
        "阳光社区",
        "阳光社区党委",
    )
    assert list(HeadCount.objects.unguarded(WHY).values_list("count", "valid_from")) == [(120, TODAY)]
    assert list(UnitOrganisation.objects.unguarded(WHY).values_list("organisation__now_short_name", flat=True)) == ["阳光社区第一党支部"]


def test_the_same_units_again_change_nothing_and_a_new_head_count_begins_on_the_day() -> None:
    take_units(MILL, on=date(2026, 1, 1))
    assert counts(take_units(MILL)) == (0, 0, 1, 0)
    assert counts(take_units((*MILL[:3], 150, ""), on=date(2026, 5, 1))) == (0, 1, 0, 0)
    assert list(HeadCount.objects.unguarded(WHY).order_by("valid_from").values_list("count", "valid_from")) == [
        (120, date(2026, 1, 1)),
        (150, date(2026, 5, 1)),
    ]


def test_an_unknown_ownership_keeps_its_text() -> None:
    take_units(("某合作社", "农业合作社联盟", "阳光社区", "", ""))
    assert ResidentUnit.objects.unguarded(WHY).values_list("ownership", "ownership_raw").get() == ("", "农业合作社联盟")


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("甲公司", "企业", "火星社区", 1, ""), "所在社区", "unknown_community"),
        (("甲公司", "企业", "阳光社区", "约300", ""), "从业人数", "not_a_count"),
        (("甲公司", "企业", "阳光社区", 3, "火星党支部"), "党组织", "unknown_organisation"),
        (("", "企业", "阳光社区", 3, "阳光社区第一党支部"), "单位名称", "name_missing"),
    ],
)
def test_a_unit_is_refused(row: tuple[Any, ...], column: str, code: str) -> None:
    result = take_units(row)
    assert ([(where, found) for _, where, _, found in objections(result)], ResidentUnit.objects.unguarded(WHY).count()) == (
        [(column, code)],
        0,
    )


def test_a_unit_without_a_community_stands_where_its_party_organisation_stands() -> None:
    take_units(("甲公司", "企业", "", "", "春晖社区第一党支部"))
    assert community_of(ResidentUnit.objects.unguarded(WHY).get()) == "春晖社区"


def test_the_same_unit_twice_with_other_facts_is_refused_twice() -> None:
    result = take_units(MILL, (*MILL[:3], 130, ""))
    assert ([(row, code) for row, _, _, code in objections(result)], counts(result)) == (
        [(2, "twice_different"), (3, "twice_different")],
        (0, 0, 0, 2),
    )


def test_a_post_is_held_since_its_own_day() -> None:
    take_people(ZHANG)
    result = take_posts(("阳光社区第一党支部", "张三", "书记", "2024-03-01", ZHANG["公民身份号码"]))
    assert (counts(result), seen("张三").posts) == ((1, 0, 0, 0), [("secretary", date(2024, 3, 1), FAR)])
    assert counts(take_posts(("阳光社区第一党支部", "张三", "书记", "2024-03-01", ""))) == (0, 0, 1, 0)


def test_without_a_day_a_post_is_held_from_the_day_of_reference() -> None:
    take_people(ZHANG)
    take_posts(("阳光社区第一党支部", "张三", "副书记兼组织委员", "", ""), on=date(2026, 2, 1))
    assert [(kind, first) for kind, first, _ in seen("张三").posts] == [
        ("deputy_secretary", date(2026, 2, 1)),
        ("organisation_member", date(2026, 2, 1)),
    ]


def test_a_holder_is_found_by_name_in_the_organisation_and_below() -> None:
    take_people(ZHANG, LI)
    take_posts(("阳光社区党委", "李四", "委员", "", ""))
    assert seen("李四").posts == [("committee_member", TODAY, FAR)]


def test_namesakes_are_told_apart_by_number_only() -> None:
    other = ZHANG | {"公民身份号码": number("19800101", 5), "出生日期": None, "所在党支部": "阳光社区第二党支部"}
    take_people(ZHANG, other)
    result = take_posts(("阳光社区党委", "张三", "书记", "", ""))
    assert ([code for *_, code in objections(result)], Post.objects.unguarded(WHY).count()) == (["several_persons"], 0)
    assert counts(take_posts(("阳光社区党委", "张三", "书记", "", other["公民身份号码"]))) == (1, 0, 0, 0)


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("阳光社区第一党支部", "王五", "书记", "", ""), "姓名", "unknown_person"),
        (("春晖社区第一党支部", "张三", "书记", "", ""), "姓名", "unknown_person"),
        (("阳光社区第一党支部", "张三", "团支部书记", "", ""), "职务", "unknown_post"),
        (("阳光社区第一党支部", "张三", "书记", "24.3", ""), "任职日期", "two_digit_year"),
        (("阳光社区第一党支部", "张三", "书记", "2030-01-01", ""), "任职日期", "future_date"),
        (("火星支部", "张三", "书记", "", ""), "党组织", "unknown_organisation"),
        (("春晖社区第一党支部", "张三", "书记", "", ZHANG["公民身份号码"]), "党组织", "not_inside"),
    ],
)
def test_a_post_is_refused(row: tuple[str, ...], column: str, code: str) -> None:
    take_people(ZHANG)
    result = take_posts(row)
    assert ([(where, found) for _, where, _, found in objections(result)], Post.objects.unguarded(WHY).count()) == ([(column, code)], 0)


def test_a_post_that_ended_ends() -> None:
    take_people(ZHANG)
    take_posts(("阳光社区第一党支部", "张三", "书记", "2020-03-01", ""))
    result = take_posts(("阳光社区第一党支部", "张三", "书记", "2020-03-01", "2026-03-01"), headings=(*POSTS[:4], "离任日期"))
    assert (counts(result), seen("张三").posts) == ((0, 1, 0, 0), [("secretary", date(2020, 3, 1), date(2026, 3, 1))])


def test_applicants_stand_in_the_same_register_with_their_status() -> None:
    headings = ("姓名", "公民身份证号码", "性别", "人员类别", "入党申请时间", "确定为积极分子时间", "确定为发展对象时间", "所在党组织")
    rows = [
        headings,
        ("王一", number("20000101", 1), "男", "群众", "2025-03-01", "", "", "阳光社区第一党支部"),
        ("王二", number("20000102", 1), "男", "入党积极分子", "2024-03-01", "2025-01-10", "", "阳光社区第一党支部"),
        ("王三", number("20000103", 1), "男", "", "2023-03-01", "2024-01-10", "2025-06-01", "阳光社区第一党支部"),
    ]
    result = take_rows(rows, sheet="入党申请人")
    assert counts(result) == (3, 0, 0, 0)
    assert [seen(name).status for name in ("王一", "王二", "王三")] == [
        ("applicant", date(2025, 3, 1)),
        ("activist", date(2025, 1, 10)),
        ("prospective_member", date(2025, 6, 1)),
    ]
    assert (seen("王一").category, seen("王一").state, seen("王一").applied_on) == (None, None, date(2025, 3, 1))


def test_an_applicant_becomes_a_member_by_a_later_sheet() -> None:
    headings = ("姓名", "公民身份证号码", "人员类别", "确定为积极分子时间", "所在党组织")
    take_rows(
        [headings, ("王二", number("20000102", 1), "入党积极分子", "2025-01-10", "阳光社区第一党支部")], sheet="申请人", on=date(2025, 6, 1)
    )
    take_people(
        ZHANG
        | {
            "姓名": "王二",
            "公民身份号码": number("20000102", 1),
            "出生日期": None,
            "人员类别": "预备党员",
            "入党日期": "2026-03-01",
            "转正日期": None,
        }
    )
    assert (seen("王二").status, seen("王二").category, organisation(now_short_name="阳光社区第一党支部").pk) == (
        ("probationary", date(2026, 3, 1)),
        ("in_unit", True),
        seen("王二").now_organisation_id,
    )
