"""Organisations are founded, renamed, changed in kind and corrected; what they were before stays to be read."""

from datetime import date, timedelta

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_organisation, make_person, make_street, organisation
from tests.register.state import codes, fields, kinds_on, names_on, nothing_written, one_operation, parent_on, tree_on
from zhibu.register.models import Organisation
from zhibu.register.services.groups import join_group
from zhibu.register.services.organisations import change_kind, correct_organisation, found_organisation, rename_organisation
from zhibu.register.services.tree import dissolve_organisation, move_organisation
from zhibu.register.terms.organisations import KindReading
from zhibu.register.terms.organisations import OrganisationKind as Kind

pytestmark = pytest.mark.django_db

BRANCH = KindReading(Kind.BRANCH)
GROUP = KindReading(Kind.GROUP)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def test_an_organisation_is_founded_below_its_superior_from_a_day_on(street: Street) -> None:
    done = found_organisation(
        by=actor(), name="第三支部", kind=BRANCH, parent=street.sunny, on=date(2020, 5, 1), official_code="012345678901"
    )
    fresh = organisation(done.row_id)
    assert (fresh.now_name, fresh.now_kind, fresh.now_parent_id, fresh.official_code) == (
        "第三支部",
        "branch",
        street.sunny.pk,
        "012345678901",
    )
    assert fresh.now_path == street.sunny.now_path + f"{fresh.pk:07d}"
    assert fresh.code == f"Z{fresh.pk:04d}"
    assert fresh.pk not in tree_on(date(2020, 4, 30))
    assert tree_on(date(2020, 5, 1))[fresh.pk] == (street.sunny.pk, fresh.now_path)


def test_founding_leaves_one_operation_about_the_new_organisation(street: Street) -> None:
    pk = Organisation.objects.unguarded("测试").latest("pk").pk + 1
    with one_operation("organisation.found", about={("organisation", pk)}):
        found_organisation(by=actor(), name="第三支部", kind=BRANCH, parent=street.sunny, on=TODAY)


def test_an_organisation_older_than_the_record_of_its_superior_is_known_from_that_record_on(street: Street) -> None:
    done = found_organisation(
        by=actor(), name="第三支部", kind=BRANCH, parent=street.sunny, on=date(1990, 1, 1), founded_on=date(1990, 1, 1)
    )
    assert done.row_id not in tree_on(LONG_SINCE - timedelta(days=1))
    assert parent_on(done.row_id, LONG_SINCE) == street.sunny.pk
    assert organisation(done.row_id).founded_on == date(1990, 1, 1)


def test_what_was_founded_long_ago_follows_the_way_its_superior_has_gone_since(street: Street) -> None:
    move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=date(2015, 1, 1))
    done = found_organisation(by=actor(), name="一组", kind=GROUP, parent=organisation(street.sunny_first.pk), on=date(2010, 1, 1))
    step = f"{done.row_id:07d}"
    assert tree_on(date(2012, 1, 1))[done.row_id] == (street.sunny_first.pk, street.sunny_first.now_path + step)
    assert tree_on(date(2016, 1, 1))[done.row_id] == (street.sunny_first.pk, organisation(street.sunny_first.pk).now_path + step)


def test_everything_against_a_founding_is_said_at_once(street: Street) -> None:
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    make_organisation("已有代码", Kind.BRANCH, street.sunny, official_code="012345678901")
    with nothing_written():
        refused = found_organisation(by=actor(), name=" ", kind=GROUP, parent=group, on=TOMORROW, official_code="012345678901")
    assert codes(refused) == ["name_missing", "code_taken", "below_group", "lone_group", "future"]
    assert fields(refused) == ["name", "official_code", "parent", "parent", "on"]
    assert all(objection.remedy for objection in refused.decision.objections)


def test_a_second_submission_of_a_founding_is_refused(street: Street) -> None:
    found_organisation(by=actor(), name="第三支部", kind=BRANCH, parent=street.sunny, on=TODAY)
    with nothing_written():
        assert codes(found_organisation(by=actor(), name="第三支部", kind=BRANCH, parent=street.sunny, on=TODAY)) == ["name_taken"]


def test_nothing_is_founded_below_what_was_dissolved_in_another_tab(street: Street) -> None:
    old_page = organisation(street.sunny_second.pk)
    dissolve_organisation(by=actor(), organisation=street.sunny_second, on=TODAY)
    with nothing_written():
        assert codes(found_organisation(by=actor(), name="一组", kind=GROUP, parent=old_page, on=TODAY)) == ["parent_dissolved"]


def test_a_rename_keeps_the_name_of_before(street: Street) -> None:
    with one_operation("organisation.rename", about={("organisation", street.sunny_first.pk)}):
        rename_organisation(by=actor(), organisation=street.sunny_first, name=" 朝阳支部 ", short_name="朝阳", on=date(2026, 5, 1))
    assert names_on(date(2026, 4, 30))[street.sunny_first.pk] == "中共向阳街道阳光社区第一支部委员会"
    assert names_on(date(2026, 5, 1))[street.sunny_first.pk] == "朝阳支部"
    assert str(organisation(street.sunny_first.pk)) == "朝阳"


def test_a_rename_on_the_day_of_the_first_record_corrects_the_name(street: Street) -> None:
    rename_organisation(by=actor(), organisation=street.sunny_first, name="朝阳支部", short_name="", on=LONG_SINCE)
    assert names_on(LONG_SINCE)[street.sunny_first.pk] == "朝阳支部"


def test_a_rename_of_an_earlier_time_ends_where_the_next_name_begins(street: Street) -> None:
    rename_organisation(by=actor(), organisation=street.sunny_first, name="今名", short_name="", on=date(2020, 1, 1))
    rename_organisation(by=actor(), organisation=street.sunny_first, name="中间名", short_name="", on=date(2010, 1, 1))
    assert [names_on(date(year, 6, 1))[street.sunny_first.pk] for year in (2015, 2021)] == ["中间名", "今名"]
    assert organisation(street.sunny_first.pk).now_name == "今名"


@pytest.mark.parametrize(
    ("name", "on", "expected"),
    [
        ("", TODAY, ["name_missing"]),
        ("中共向阳街道阳光社区第二支部委员会", TODAY, ["name_taken"]),
        ("朝阳", LONG_SINCE - timedelta(days=1), ["before_first"]),
        ("朝阳", TOMORROW, ["future"]),
        ("", TOMORROW, ["name_missing", "future"]),
    ],
)
def test_a_rename_that_cannot_be(street: Street, name: str, on: date, expected: list[str]) -> None:
    with nothing_written():
        assert codes(rename_organisation(by=actor(), organisation=street.sunny_first, name=name, short_name="", on=on)) == expected


def test_the_same_rename_twice_writes_once(street: Street) -> None:
    rename_organisation(by=actor(), organisation=street.sunny_first, name="朝阳支部", short_name="", on=TODAY)
    with nothing_written():
        assert rename_organisation(by=actor(), organisation=street.sunny_first, name="朝阳支部", short_name="", on=TODAY).done


def test_a_branch_upgraded_in_may_is_a_branch_in_march(street: Street) -> None:
    change_kind(by=actor(), organisation=street.sunny_first, kind=KindReading(Kind.GENERAL_BRANCH), on=date(2026, 5, 1))
    assert kinds_on(date(2026, 3, 1))[street.sunny_first.pk] == "branch"
    assert kinds_on(date(2026, 5, 1))[street.sunny_first.pk] == "general_branch"
    assert organisation(street.sunny_first.pk).now_kind == "general_branch"


def test_a_kind_that_the_tree_does_not_allow(street: Street) -> None:
    make_organisation("一组", Kind.GROUP, street.sunny_first)
    make_person(street.sunny_first)
    with nothing_written():
        to_group = change_kind(by=actor(), organisation=street.sunny_first, kind=GROUP, on=TODAY)
        to_committee = change_kind(by=actor(), organisation=street.sunny_first, kind=KindReading(Kind.COMMITTEE), on=TODAY)
    assert codes(to_group) == ["lone_group", "groups_left", "organisations_left", "people_left"]
    assert codes(to_committee) == ["groups_left"]


def test_a_group_that_becomes_something_else_lets_its_members_go(street: Street) -> None:
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    person = make_person(street.sunny_first)
    join_group(by=actor(), person=person, group=group, on=date(2020, 1, 1))
    refused = change_kind(by=actor(), organisation=group, kind=BRANCH, on=TODAY)
    assert refused.done
    assert kinds_on(TODAY)[group.pk] == "branch"


def test_facts_without_a_date_are_corrected_in_place(street: Street) -> None:
    with one_operation("organisation.correct"):
        correct_organisation(by=actor(), organisation=street.sunny_first, facts={"official_code": "012345678901", "contact": "老王"})
    fresh = organisation(street.sunny_first.pk)
    assert (fresh.official_code, fresh.contact) == ("012345678901", "老王")


def test_an_emptied_code_is_no_code_and_a_code_not_mentioned_stays(street: Street) -> None:
    for one in (street.sunny_first, street.sunny_second):
        correct_organisation(by=actor(), organisation=one, facts={"official_code": ""})
    assert organisation(street.sunny_second.pk).official_code is None
    correct_organisation(by=actor(), organisation=street.sunny_first, facts={"official_code": "012345678901"})
    correct_organisation(by=actor(), organisation=street.sunny_first, facts={"contact": "老王"})
    assert organisation(street.sunny_first.pk).official_code == "012345678901"


def test_a_code_belongs_to_one_organisation(street: Street) -> None:
    correct_organisation(by=actor(), organisation=street.sunny_first, facts={"official_code": "012345678901"})
    with nothing_written():
        refused = correct_organisation(
            by=actor(), organisation=street.sunny_second, facts={"official_code": "012345678901", "contact": "老王"}
        )
    assert codes(refused) == ["code_taken"]
