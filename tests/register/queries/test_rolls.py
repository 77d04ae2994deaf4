"""The roll of a scope on a day: who stands on it, how many of which category, in which order, page by page."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from tests.register.queries.twelve import YESTERDAY, everybody, make_twelve, names, roll
from zhibu.register.models import Person
from zhibu.register.queries import rolls
from zhibu.register.queries.roll_pages import roll_page
from zhibu.register.queries.rolls import APPLICANT_STATUSES, MEMBER_STATUSES, RollFilter, RollRow, count_roll
from zhibu.register.queries.scopes import EVERYWHERE, narrowed
from zhibu.register.services.facts import set_category, set_mark
from zhibu.register.services.members import leave
from zhibu.register.services.tree import merge_organisation, move_organisation
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.web.paging import Count

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> list[Person]:
    return make_twelve(street)


def test_the_roll_of_today_holds_members_with_what_is_known_of_them(street: Street, people: list[Person]) -> None:
    set_mark(by=actor(), person=people[1], mark=MarkKind.ABROAD, on=MAY)
    (row,) = [row for row in everybody(roll(street)) if row.id == people[1].pk]
    assert row._replace(key_name="", sort_key="") == RollRow(
        id=people[1].pk,
        code=people[1].code,
        name="张三",
        sort_key="",
        organisation_id=street.spring_first.pk,
        organisation="春晖社区第一党支部",
        organisation_code=street.spring_first.code,
        status="full",
        category="laid_off",
        sex="female",
        ethnicity="",
        birth_date=date(1953, 1, 1),
        joined_on=date(1999, 7, 1),
        confirmed_on=date(2000, 7, 1),
        month_only="",
        standing_correction=None,
        state="in_force",
        education="",
        education_raw="",
        occupation="",
        occupation_raw="",
        marks="abroad",
        now_path=street.spring_first.now_path,
        key_name="",
        id_number=None,
        phone=None,
        residence=None,
        on=TODAY,
    )


def test_hardship_is_not_even_read(street: Street, people: list[Person]) -> None:
    set_mark(by=actor(), person=people[1], mark=MarkKind.HARDSHIP, on=MAY)
    assert {row.marks for row in everybody(roll(street))} == {""}


def test_applicants_stand_apart(street: Street) -> None:
    make_person(street.sunny_first, "党员")
    make_person(street.sunny_first, "申请", status=Status.APPLICANT, category=None)
    make_person(street.sunny_first, "积极", status=Status.ACTIVIST, category=None)
    assert names(everybody(roll(street))) == ["党员"]
    assert names(everybody(roll(street, statuses=APPLICANT_STATUSES))) == ["积极", "申请"]
    assert names(everybody(roll(street, statuses=(*MEMBER_STATUSES, *APPLICANT_STATUSES)))) == ["党员", "积极", "申请"]


@pytest.mark.usefixtures("people")
def test_counts_tell_the_categories_of_everything_else_that_is_asked(street: Street) -> None:
    counts = count_roll(roll(street))
    assert counts.total == Count(12)
    assert counts.categories == {"": 3, "laid_off": 2, "resident": 2, "retired": 2, "unemployed_graduate": 3}
    assert count_roll(roll(street, category="retired")).total == Count(2)
    assert count_roll(roll(street, category="retired")).categories == counts.categories
    assert count_roll(roll(street, sex="male")).categories == {"": 2, "resident": 2, "retired": 2}


@pytest.mark.usefixtures("people")
def test_beyond_the_exact_count_a_list_is_capped_but_a_small_category_of_it_is_not(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolls, "EXACT", 5)
    assert count_roll(roll(street)) == (Count(5, capped=True), {})
    assert count_roll(roll(street, category="retired")) == (Count(2), {})


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ({"sex": "female"}, {1, 3, 5, 7, 9, 11}),
        ({"category": "retired"}, {2, 6}),
        ({"statuses": ("full",), "sex": "female"}, {1, 3, 5, 7, 9, 11}),
        ({"statuses": ("full",), "sex": "male"}, set()),
        ({"marks": ("abroad",)}, {1, 4}),
        ({"marks": ("abroad", "home_bound")}, {4}),
    ],
)
def test_conditions_add_up(street: Street, people: list[Person], conditions: dict[str, Any], expected: set[int]) -> None:
    for person in (people[1], people[4]):
        set_mark(by=actor(), person=person, mark=MarkKind.ABROAD, on=MAY)
    set_mark(by=actor(), person=people[4], mark=MarkKind.HOME_BOUND, on=MAY)
    for on in (TODAY, YESTERDAY):
        assert {row.id for row in everybody(roll(street, on, **conditions))} == {people[number].pk for number in expected}


@pytest.mark.usefixtures("people")
def test_a_roll_of_yesterday_is_that_of_today_when_nothing_changed(street: Street) -> None:
    today, yesterday = everybody(roll(street)), everybody(roll(street, YESTERDAY))
    assert [row._replace(on=TODAY) for row in yesterday] == today
    assert count_roll(roll(street, YESTERDAY)) == count_roll(roll(street))


def test_a_past_roll_stays_what_it_was(street: Street, people: list[Person]) -> None:
    before = [row._replace(on=TODAY, now_path="") for row in everybody(roll(street, date(2026, 4, 30)))]
    leave(by=actor(), person=people[0], how="left", on=MAY)
    set_category(by=actor(), person=people[2], category=Category.IN_UNIT, on=MAY)
    merge_organisation(by=actor(), organisation=street.sunny_first, into=street.sunny_second, on=MAY)
    move_organisation(by=actor(), organisation=street.spring, parent=street.sunny, on=MAY)
    after = [row._replace(on=TODAY, now_path="") for row in everybody(roll(street, date(2026, 4, 30)))]
    assert after == before
    assert people[0].pk not in {row.id for row in everybody(roll(street))}
    assert {row.organisation_id for row in everybody(roll(street))} == {street.sunny_second.pk, street.spring_first.pk}


@pytest.mark.usefixtures("people")
def test_the_scope_of_a_past_day_is_where_branches_stood_then(street: Street) -> None:
    move_organisation(by=actor(), organisation=street.spring_first, parent=street.sunny, on=MAY)
    below_spring = RollFilter(paths=(street.spring.now_path,), on=date(2026, 4, 30), today=TODAY)
    assert {row.organisation_id for row in everybody(below_spring)} == {street.spring_first.pk}
    assert everybody(replace(below_spring, on=TODAY)) == []
    assert everybody(replace(below_spring, on=MAY)) == []


@pytest.mark.usefixtures("people")
def test_nobody_is_on_a_roll_before_the_first_record_or_without_a_scope(street: Street) -> None:
    assert everybody(roll(street, LONG_SINCE - timedelta(days=1))) == []
    assert everybody(RollFilter(paths=(), on=TODAY, today=TODAY)) == []
    assert everybody(RollFilter(paths=(street.sunny_second.now_path,), on=TODAY, today=TODAY)) == []


@pytest.mark.usefixtures("people")
def test_on_a_past_day_facts_are_asked_only_of_people_in_reach_today(street: Street) -> None:
    mine = (street.sunny.now_path,)
    for conditions in ({"sex": "female"}, {"marks": ("abroad",)}):
        assert everybody(roll(street, YESTERDAY, facts_of=mine, **conditions)) == []
    rows = roll_page(roll(street, YESTERDAY, facts_of=mine), sort="birth_date", first=0)
    reached = [row.organisation_id == street.sunny_first.pk and row.birth_date is not None for row in rows]
    assert reached == sorted(reached, reverse=True)
    assert [row.sort_key for row in rows if row.organisation_id == street.spring_first.pk] == sorted(
        row.sort_key for row in rows if row.organisation_id == street.spring_first.pk
    )


def test_a_list_reads_only_the_dated_facts_that_its_columns_show(street: Street, people: list[Person]) -> None:
    set_mark(by=actor(), person=people[1], mark=MarkKind.ABROAD, on=MAY)
    (row,) = [row for row in everybody(roll(street, extras=frozenset({"state"}))) if row.id == people[1].pk]
    assert (row.state, row.marks) == ("in_force", "")


paths = st.lists(st.lists(st.sampled_from(["0000001", "0000002", "0000003"]), min_size=1, max_size=4).map("".join), max_size=4)
scopes = st.lists(st.sampled_from(["0000001", "0000002", "0000003"]), max_size=4).map("".join)


@given(reader=paths, scope=scopes, place=scopes.filter(bool))
def test_a_scope_never_widens_what_the_reader_reaches(reader: list[str], scope: str, place: str) -> None:
    inside = place.startswith(tuple(reader)) and place.startswith(scope)
    assert place.startswith(narrowed(reader, scope)) == inside


def test_everything_is_a_scope_too() -> None:
    assert narrowed(EVERYWHERE, "") == EVERYWHERE
    assert narrowed(EVERYWHERE, "0000001") == ("0000001",)
    assert narrowed((), "0000001") == ()
