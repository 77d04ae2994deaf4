"""Organisations of a scope on a day, with their members; one organisation with what stands around it."""

from datetime import date, timedelta

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_organisation, make_person, make_street, organisation
from tests.register.readers import reader_at
from zhibu.kernel.readers import SystemReader
from zhibu.register.models import Person, Post, ResidentUnit
from zhibu.register.queries.organisation_page import organisation_page
from zhibu.register.queries.organisations import OrganisationRow, organisations_on, path_on, tree_of
from zhibu.register.services.facts import set_category
from zhibu.register.services.organisations import change_kind, rename_organisation
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.services.tree import dissolve_organisation, move_organisation
from zhibu.register.services.units import add_unit, close_unit
from zhibu.register.terms.organisations import KindReading, PostKind
from zhibu.register.terms.organisations import OrganisationKind as Kind
from zhibu.register.terms.people import ManagementCategory, MemberStatus

pytestmark = pytest.mark.django_db

SYSTEM = SystemReader("测试")
YESTERDAY = TODAY - timedelta(days=1)
MAY, APRIL = date(2026, 5, 1), date(2026, 4, 30)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> list[Person]:
    return [
        make_person(street.sunny_first, "甲"),
        make_person(street.sunny_first, "乙", category=None),
        make_person(street.spring_first, "丙"),
        make_person(street.spring_first, "丁", status=MemberStatus.APPLICANT),
    ]


def listed(rows: list[OrganisationRow]) -> list[tuple[str, int, int]]:
    return [(row.short_name or row.name, row.members, row.below) for row in rows]


@pytest.mark.usefixtures("street", "people")
def test_the_tree_of_today_counts_members_and_organisations_below() -> None:
    assert listed(organisations_on(SYSTEM, on=TODAY, today=TODAY)) == [
        ("新阳区委", 3, 6),
        ("向阳街道党工委", 3, 5),
        ("阳光社区党委", 2, 2),
        ("阳光社区第一党支部", 2, 0),
        ("阳光社区第二党支部", 0, 0),
        ("春晖社区党委", 1, 1),
        ("春晖社区第一党支部", 1, 0),
    ]


@pytest.mark.usefixtures("street", "people")
def test_the_tree_of_yesterday_is_that_of_today_when_nothing_changed() -> None:
    assert organisations_on(SYSTEM, on=YESTERDAY, today=TODAY) == organisations_on(SYSTEM, on=TODAY, today=TODAY)


@pytest.mark.usefixtures("people")
def test_a_past_tree_has_the_names_kinds_and_numbers_of_its_day(street: Street) -> None:
    before = organisations_on(SYSTEM, on=APRIL, today=TODAY)
    rename_organisation(by=actor(), organisation=street.sunny_second, name="朝阳支部", short_name="朝阳", on=MAY)
    change_kind(by=actor(), organisation=street.sunny_second, kind=KindReading(Kind.GENERAL_BRANCH), on=MAY)
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    make_organisation("新支部", Kind.BRANCH, street.sunny, on=MAY)
    assert organisations_on(SYSTEM, on=APRIL, today=TODAY) == before
    dissolve_organisation(by=actor(), organisation=street.sunny_second, on=TODAY)
    (gone,) = [row for row in organisations_on(SYSTEM, on=APRIL, today=TODAY) if row.id == street.sunny_second.pk]
    assert (gone.short_name, gone.kind, gone.dissolved_on) == ("阳光社区第二党支部", "branch", TODAY)
    assert ("朝阳", 0, 0) in listed(organisations_on(SYSTEM, on=YESTERDAY, today=TODAY))
    assert street.sunny_second.pk not in {row.id for row in organisations_on(SYSTEM, on=TODAY, today=TODAY)}


@pytest.mark.usefixtures("people")
def test_rights_of_today_are_applied_to_where_organisations_stood(street: Street) -> None:
    reader = reader_at(street.spring, "see_register")
    move_organisation(by=actor(), organisation=street.spring_first, parent=street.sunny, on=MAY)
    assert [row.id for row in organisations_on(reader, on=APRIL, today=TODAY)] == [street.spring.pk, street.spring_first.pk]
    assert [row.id for row in organisations_on(reader, on=TODAY, today=TODAY)] == [street.spring.pk]


def test_rows_become_trees_whose_roots_have_nothing_above_them_in_reach(street: Street) -> None:
    roots = tree_of(organisations_on(reader_at(street.sunny, "see_register"), on=TODAY, today=TODAY))
    assert [(root.row.id, [child.row.id for child in root.children]) for root in roots] == [
        (street.sunny.pk, [street.sunny_first.pk, street.sunny_second.pk])
    ]


def test_where_an_organisation_stood(street: Street) -> None:
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    fresh = organisation(street.sunny_first.pk)
    assert path_on(fresh, TODAY, today=TODAY) == fresh.now_path
    assert path_on(fresh, APRIL, today=TODAY) == street.sunny_first.now_path
    assert path_on(fresh, LONG_SINCE - timedelta(days=1), today=TODAY) == ""


def test_an_organisation_with_what_stands_around_it(street: Street, people: list[Person]) -> None:
    hold_post(by=actor(), person=people[0], organisation=street.sunny, kind=PostKind.SECRETARY, on=MAY)
    rename_organisation(by=actor(), organisation=street.sunny, name="新名", short_name="", on=MAY)
    pk = add_unit(by=actor(), facts={"name": "超市"}, place=street.sunny, on=MAY).row_id
    shown = organisation_page(SYSTEM, organisation(street.sunny.pk), on=TODAY, today=TODAY)
    assert (shown.row.name, shown.row.members, shown.categories) == ("新名", 2, {"": 1, "resident": 1})
    assert [name for _, name in shown.ancestors] == ["新阳区委", "向阳街道党工委"]
    assert [row.id for row in shown.children] == [street.sunny_first.pk, street.sunny_second.pk]
    assert [(one.kind, one.person_name, one.valid_from) for one in shown.posts] == [("secretary", "甲", MAY)]
    assert [name for name, *_ in shown.names] == ["新名", "中共向阳街道阳光社区委员会"]
    assert [name for _, name in shown.units] == ["超市"]
    close_unit(by=actor(), unit=ResidentUnit.objects.unguarded("测试").get(pk=pk), on=TODAY)
    end_post(by=actor(), post=Post.objects.unguarded("测试").get(), on=TODAY)
    later = organisation_page(SYSTEM, organisation(street.sunny.pk), on=TODAY, today=TODAY)
    assert (later.posts, later.units) == ([], [])


def test_an_organisation_on_a_past_day(street: Street, people: list[Person]) -> None:
    hold_post(by=actor(), person=people[0], organisation=street.sunny, kind=PostKind.SECRETARY, on=MAY)
    set_category(by=actor(), person=people[0], category=ManagementCategory.RETIRED, on=MAY)
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    shown = organisation_page(SYSTEM, organisation(street.sunny.pk), on=APRIL, today=TODAY)
    assert (shown.row.members, shown.categories, shown.posts) == (2, {"": 1, "resident": 1}, [])
    assert [row.id for row in shown.children] == [street.sunny_first.pk, street.sunny_second.pk]


def test_of_a_day_when_it_stood_elsewhere_out_of_reach_nothing_is_counted(street: Street, people: list[Person]) -> None:
    hold_post(by=actor(), person=people[0], organisation=street.sunny_first, kind=PostKind.SECRETARY, on=LONG_SINCE)
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=MAY)
    reader = reader_at(street.spring, "see_register")
    shown = organisation_page(reader, organisation(street.sunny_first.pk), on=APRIL, today=TODAY)
    assert (shown.row.members, shown.categories, shown.ancestors, shown.posts) == (0, {}, [], [])
    unknown = organisation_page(SYSTEM, organisation(street.sunny_first.pk), on=LONG_SINCE - timedelta(days=1), today=TODAY)
    assert (unknown.row.members, unknown.row.name) == (0, street.sunny_first.now_name)
