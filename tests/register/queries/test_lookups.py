"""Organisations are found by what somebody types; units by what they are."""

from datetime import date, timedelta

import pytest

from tests.register.factories import TODAY, Street, actor, make_organisation, make_street
from tests.register.readers import reader_at
from zhibu.kernel.readers import SystemReader
from zhibu.register.models import ResidentUnit
from zhibu.register.queries.communities import community_of_organisation
from zhibu.register.queries.groups import groups_of, named_group
from zhibu.register.queries.lookups import find_organisation, organisations_named
from zhibu.register.queries.units import place_named, unit_history, unit_rows, units_on
from zhibu.register.services.communities import add_community
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.services.units import add_unit, close_unit, correct_unit
from zhibu.register.terms.organisations import OrganisationKind as Kind

pytestmark = pytest.mark.django_db

SYSTEM = SystemReader("测试")
MAY = date(2026, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def test_the_one_organisation_that_is_meant(street: Street) -> None:
    coded = make_organisation("第三支部", parent=street.sunny, official_code="012345678901")
    for text in ("第三支部", " 第三支部 ", coded.code, coded.code.lower(), "012345678901", "０１２３４５６７８９０１"):
        assert find_organisation(SYSTEM, text, "see_register", field="parent").organisation == coded
    assert find_organisation(SYSTEM, "阳光社区第一党支部", "see_register", field="parent").organisation == street.sunny_first


def test_several_are_named_with_their_codes(street: Street) -> None:
    beyond = make_street("春风", district=street.district)
    found = find_organisation(SYSTEM, "阳光社区第一党支部", "see_register", field="parent")
    (objection,) = found.decision.objections
    assert (found.organisation, objection.code, objection.field) == (None, "unclear", "parent")
    assert objection.remedy.count("（Z") == 2
    assert {street.sunny_first.code, beyond.sunny_first.code} <= set(objection.remedy.replace("（", " ").replace("）", " ").split())


def test_what_is_out_of_reach_is_neither_found_nor_suggested(street: Street) -> None:
    reader = reader_at(street.sunny, "see_register")
    (objection,) = find_organisation(reader, "春晖社区第一党支部", "see_register", field="target").decision.objections
    assert (objection.code, objection.remedy) == (
        "unknown",
        "请填写全称、简称或编号，可在“党组织”中查到；不在您负责范围内的，请告诉上级党组织。",
    )
    (near,) = find_organisation(reader, "阳光社区第", "see_register", field="target").decision.objections
    assert near.remedy == (
        f"是不是：中共向阳街道阳光社区第一支部委员会（{street.sunny_first.code}）、中共向阳街道阳光社区第二支部委员会（{street.sunny_second.code}）？"
    )


def test_what_was_dissolved_is_not_found_for_new_business(street: Street) -> None:
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=TODAY)
    assert find_organisation(SYSTEM, street.spring_first.code, "see_register", field="parent").organisation is None
    assert organisations_named(SYSTEM, "春晖社区第一") == []


def test_organisations_beside_the_people_of_a_search(street: Street) -> None:
    assert [one.name for one in organisations_named(SYSTEM, "第二支部")] == ["中共向阳街道阳光社区第二支部委员会"]
    assert [one.code for one in organisations_named(SYSTEM, street.sunny.code.lower())] == [street.sunny.code]
    assert [organisations_named(SYSTEM, text) for text in ("阳", "zs2", "zs", "%支", "")] == [[]] * 5
    assert [one.kind for one in organisations_named(SYSTEM, "阳光社区", kind="committee")] == ["committee"]


def test_the_groups_of_a_branch(street: Street) -> None:
    second, first = (make_organisation(name, Kind.GROUP, street.sunny_first) for name in ("二组", "一组"))
    known = groups_of(street.sunny_first.pk)
    assert known == [second, first]
    assert (named_group(known, first.code), named_group(known, "none"), groups_of(None)) == (first, None, [])


def test_a_place_is_named_by_its_community_too(street: Street) -> None:
    add_community(by=actor(), organisation=street.sunny, name="阳光社区", residents_committee="阳光社区居委会", director="刘主任")
    assert place_named(SYSTEM, " 阳光社区 ", "see_register", field="place").organisation == street.sunny
    assert place_named(SYSTEM, street.spring.code, "see_register", field="place").organisation == street.spring
    assert place_named(reader_at(street.spring, "see_register"), "阳光社区", "see_register", field="place").organisation is None
    known = community_of_organisation(street.sunny)
    assert known is not None
    assert known.initial == {"name": "阳光社区", "residents_committee": "阳光社区居委会", "director": "刘主任", "phone": ""}
    assert community_of_organisation(street.spring) is None


def test_units_of_a_scope_on_a_day_in_an_order(street: Street) -> None:
    add_community(by=actor(), organisation=street.sunny, name="阳光社区")
    for name, place, count in (("小学", street.sunny_first, 80), ("超市", street.sunny, None), ("医院", street.spring, 300)):
        add_unit(
            by=actor(), facts={"name": name, "ownership": "school"}, place=place, on=MAY, head_count=count, organisation=place, mode="joint"
        )
    hospital = ResidentUnit.objects.unguarded("测试").get(name="医院")
    correct_unit(by=actor(), unit=hospital, facts={"name": "医院"}, place=street.spring, on=TODAY, head_count=310)

    def listed(on: date = TODAY, sort: str = "sort_key", **where: str) -> list[tuple[str, int | None, str]]:
        rows = unit_rows(units_on(SYSTEM, on=on, **where), sort=sort, first=0, end=50)
        return [(row.name, row.head_count, row.community) for row in rows]

    assert listed() == [("超市", None, "阳光社区"), ("小学", 80, "阳光社区"), ("医院", 310, "")]
    assert listed(TODAY - timedelta(days=1))[2] == ("医院", 300, "")
    assert [name for name, *_ in listed(sort="-head_count")] == ["医院", "小学", "超市"]
    assert [name for name, *_ in listed(sort="head_count")] == ["小学", "医院", "超市"]
    assert [name for name, *_ in listed(sort="-sort_key")] == ["医院", "小学", "超市"]
    assert [name for name, *_ in listed(scope=street.sunny.now_path)] == ["超市", "小学"]
    assert [name for name, *_ in listed(text="学")] == ["小学"]
    assert listed(text="%") == []
    reader = reader_at(street.spring, "see_register")
    assert [row.name for row in unit_rows(units_on(reader, on=TODAY), sort="sort_key", first=0, end=50)] == ["医院"]
    close_unit(by=actor(), unit=hospital, on=TODAY)
    assert ([name for name, *_ in listed()], len(listed(TODAY - timedelta(days=1)))) == (["超市", "小学"], 3)


def test_the_history_of_a_unit(street: Street) -> None:
    pk = add_unit(
        by=actor(), facts={"name": "小学"}, place=street.sunny, on=MAY, head_count=80, organisation=street.sunny, mode="joint"
    ).row_id
    unit = ResidentUnit.objects.unguarded("测试").get(pk=pk)
    correct_unit(by=actor(), unit=unit, facts={"name": "小学"}, place=street.sunny, on=TODAY, head_count=85)
    assert [(event.when, event.title, event.what) for event in unit_history(SYSTEM, unit)] == [
        ("2026-06-01", "从业人数 85 人", ""),
        ("2026-05-01", "从业人数 80 人", ""),
        ("2026-05-01", "党组织：阳光社区党委", "联合式"),
    ]
