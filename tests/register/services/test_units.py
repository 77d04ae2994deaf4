"""Resident units stand once in the reach of a Party organisation; head count and Party organisation are dated."""

from datetime import date, timedelta

import pytest

from tests.register.factories import TODAY, Street, actor, make_street, organisation
from tests.register.state import codes, nothing_written, one_operation
from zhibu.kernel.dates import FAR
from zhibu.register.models import HeadCount, ResidentUnit, UnitOrganisation
from zhibu.register.services.communities import add_community
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.services.units import add_unit, close_unit, correct_unit

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
TOMORROW = TODAY + timedelta(days=1)
FACTS = {"name": "向阳小学", "ownership": "school", "district_owned": True, "contact": "刘老师", "phone": "0371-60000000"}


@pytest.fixture
def street() -> Street:
    return make_street()


def unit(pk: int) -> ResidentUnit:
    return ResidentUnit.objects.unguarded("测试").get(pk=pk)


def counts(pk: int) -> list[tuple[int, date, date]]:
    return list(
        HeadCount.objects.unguarded("测试").filter(unit_id=pk).order_by("valid_from").values_list("count", "valid_from", "valid_to")
    )


def test_a_unit_stands_in_the_community_of_its_place(street: Street) -> None:
    community = add_community(by=actor(), organisation=street.sunny, name="阳光社区")
    with one_operation("unit.add"):
        done = add_unit(
            by=actor(), facts=FACTS, place=street.sunny_first, on=MAY, head_count=80, organisation=street.sunny_first, mode="independent"
        )  # fmt: skip
    fresh = unit(done.row_id)
    assert (fresh.code, fresh.organisation_id, fresh.community_id) == (f"D{fresh.pk:04d}", street.sunny_first.pk, community.row_id)
    assert counts(fresh.pk) == [(80, MAY, FAR)]
    link = UnitOrganisation.objects.unguarded("测试").get(unit=fresh)
    assert (link.organisation_id, link.mode, link.valid_from, link.valid_to) == (street.sunny_first.pk, "independent", MAY, FAR)


def test_head_counts_follow_each_other_and_the_rest_is_corrected(street: Street) -> None:
    pk = add_unit(by=actor(), facts=FACTS, place=street.sunny, on=date(2020, 1, 1), head_count=80).row_id
    with one_operation("unit.correct", about={("unit", pk)}):
        correct_unit(by=actor(), unit=unit(pk), facts=FACTS | {"contact": "王老师"}, place=street.spring, on=MAY, head_count=75)
    assert counts(pk) == [(80, date(2020, 1, 1), MAY), (75, MAY, FAR)]
    assert (unit(pk).contact, unit(pk).organisation_id) == ("王老师", street.spring.pk)


def test_the_same_correction_twice_writes_once(street: Street) -> None:
    pk = add_unit(by=actor(), facts=FACTS, place=street.sunny, on=MAY, head_count=80).row_id
    with nothing_written():
        assert correct_unit(by=actor(), unit=unit(pk), facts=FACTS, place=street.sunny, on=TODAY, head_count=80).done


def test_everything_against_a_unit_is_said_at_once(street: Street) -> None:
    first = add_unit(by=actor(), facts=FACTS, place=street.sunny, on=MAY)
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=MAY)
    gone = organisation(street.spring_first.pk)
    with nothing_written():
        known = add_unit(by=actor(), facts=FACTS, place=street.sunny, on=TOMORROW, organisation=gone)
        nameless = add_unit(by=actor(), facts=FACTS | {"name": " "}, place=gone, on=TODAY)
    assert codes(known) == ["known", "dissolved", "future"]
    assert known.decision.objections[0].message == f"已登记：向阳小学（{unit(first.row_id).code}）。"
    assert codes(nameless) == ["name_missing", "dissolved"]


def test_a_unit_is_not_renamed_into_another_one(street: Street) -> None:
    add_unit(by=actor(), facts=FACTS, place=street.sunny, on=MAY)
    pk = add_unit(by=actor(), facts=FACTS | {"name": "向阳中学"}, place=street.sunny, on=MAY).row_id
    with nothing_written():
        assert codes(correct_unit(by=actor(), unit=unit(pk), facts=FACTS, place=street.sunny, on=TODAY)) == ["known"]


def test_a_unit_closes_once_and_its_figures_end(street: Street) -> None:
    pk = add_unit(by=actor(), facts=FACTS, place=street.sunny, on=date(2020, 1, 1), head_count=80, organisation=street.sunny_first).row_id
    with one_operation("unit.close", about={("unit", pk)}):
        close_unit(by=actor(), unit=unit(pk), on=MAY)
    with nothing_written():
        assert codes(close_unit(by=actor(), unit=unit(pk), on=TOMORROW)) == ["closed", "future"]
        assert codes(correct_unit(by=actor(), unit=unit(pk), facts=FACTS, place=street.sunny, on=TODAY)) == ["closed"]
    assert (unit(pk).closed_on, counts(pk)) == (MAY, [(80, date(2020, 1, 1), MAY)])
    assert add_unit(by=actor(), facts=FACTS, place=street.sunny, on=TODAY).done
