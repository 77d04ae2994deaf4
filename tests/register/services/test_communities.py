"""A Party organisation leads a community; the community's residents' committee is another body."""

import pytest

from tests.register.factories import TODAY, Street, actor, make_organisation, make_street, organisation
from tests.register.state import codes, nothing_written, one_operation
from zhibu.register.models import Community, ResidentsCommittee
from zhibu.register.services.communities import add_community, correct_community
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.terms.organisations import OrganisationKind as Kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def community(pk: int) -> Community:
    return Community.objects.unguarded("测试").get(pk=pk)


def committees() -> list[tuple[str, str]]:
    return list(ResidentsCommittee.objects.unguarded("测试").values_list("name", "director"))


def test_a_community_with_its_residents_committee(street: Street) -> None:
    with one_operation("organisation.community", about={("organisation", street.sunny.pk)}):
        done = add_community(
            by=actor(), organisation=street.sunny, name=" 阳光社区 ", residents_committee="阳光社区居民委员会", director="刘主任"
        )
    fresh = community(done.row_id)
    assert (fresh.name, fresh.code, fresh.organisation_id) == ("阳光社区", f"S{fresh.pk:04d}", street.sunny.pk)
    assert committees() == [("阳光社区居民委员会", "刘主任")]


def test_what_cannot_be_a_community(street: Street) -> None:
    add_community(by=actor(), organisation=street.sunny, name="阳光社区")
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=TODAY)
    with nothing_written():
        assert codes(add_community(by=actor(), organisation=street.sunny, name="")) == ["known", "name_missing"]
        assert codes(add_community(by=actor(), organisation=street.spring, name="阳光社区")) == ["name_taken"]
        assert codes(add_community(by=actor(), organisation=group, name="东区")) == ["no_community"]
        assert codes(add_community(by=actor(), organisation=organisation(street.spring_first.pk), name="东区")) == ["dissolved"]


def test_a_community_is_corrected_and_its_committee_comes_and_goes(street: Street) -> None:
    pk = add_community(by=actor(), organisation=street.sunny, name="阳光社区").row_id
    correct_community(by=actor(), community=community(pk), name="阳光里社区", residents_committee="阳光里社区居民委员会", director="刘主任")
    assert (community(pk).name, committees()) == ("阳光里社区", [("阳光里社区居民委员会", "刘主任")])
    with nothing_written():
        correct_community(
            by=actor(), community=community(pk), name="阳光里社区", residents_committee="阳光里社区居民委员会", director="刘主任"
        )
    correct_community(by=actor(), community=community(pk), name="阳光里社区")
    assert committees() == []
