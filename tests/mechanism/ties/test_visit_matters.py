"""What somebody brought up at a visit is a case with an answer; it stands on the page of the visit."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import Street, make_street
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db

WHY = "测试"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


@pytest.fixture
def visit(street: Street) -> Gathering:
    return make_gathering(street.sunny, part(GatheringKind.VISIT, street.sunny, topic="看望独居老人"), on=today())


def typed(**facts: str) -> dict[str, str]:
    wanted = {"submission": "a" * 32, "organisation": "阳光社区党委", "title": "三号楼道灯不亮", "on": today().isoformat()}
    return wanted | {"matter": "晚上看不见台阶。", "asker": ""} | facts


def noted(client: Client, visit: Gathering, **facts: str) -> Case:
    answer = client.post(reverse("visit_matter_note", args=[visit.code]), typed(**facts))
    assert answer.status_code == 302
    return Case.objects.unguarded(WHY).latest("pk")


def test_a_matter_is_noted_for_the_visit_and_leads_back_to_it(clerk: Client, visit: Gathering) -> None:
    case = noted(clerk, visit)
    assert (case.procedure, case.subject_kind, case.subject_code, case.title) == ("visit_matter", "visit", visit.code, "三号楼道灯不亮")
    assert reverse("gathering", args=[visit.code]) in clerk.get(reverse("case", args=[case.code])).content.decode()


def test_the_visit_shows_its_matters_and_where_each_stands(clerk: Client, visit: Gathering, street: Street) -> None:
    other = make_gathering(street.sunny, part(GatheringKind.VISIT, street.sunny), on=today())
    noted(clerk, visit)
    noted(clerk, other, submission="b" * 32, title="井盖松动")
    page = clerk.get(reverse("visit_matters", args=[visit.code])).content.decode()
    assert "三号楼道灯不亮" in page
    assert "交办" in page
    assert "井盖松动" not in page


def test_the_page_of_a_visit_fetches_them_and_that_of_a_lecture_does_not(clerk: Client, visit: Gathering, street: Street) -> None:
    lecture = make_gathering(street.sunny, part(GatheringKind.LECTURE, street.sunny), on=today())
    fetched = reverse("visit_matters", args=[visit.code])
    assert fetched in clerk.get(reverse("gathering", args=[visit.code])).content.decode()
    assert "matters" not in clerk.get(reverse("gathering", args=[lecture.code])).content.decode()
    assert clerk.get(reverse("visit_matters", args=[lecture.code])).status_code == 404


def test_one_matter_costs_as_many_queries_as_three(
    clerk: Client, visit: Gathering, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    asked = reverse("visit_matters", args=[visit.code])
    noted(clerk, visit)
    clerk.get(asked)
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(4):
        clerk.get(asked)
    for number in "bc":
        noted(clerk, visit, submission=number * 32)
    clerk.get(asked)
    with django_assert_num_queries(4):
        clerk.get(asked)


def test_another_branch_finds_neither_the_visit_nor_its_matters(visit: Gathering, street: Street) -> None:
    stranger = signed_in(make_account("lin", Role.BRANCH_SECRETARY, street.spring_first))
    assert [stranger.get(reverse(name, args=[visit.code])).status_code for name in ("visit_matters", "visit_matter_note")] == [404, 404]
    assert stranger.post(reverse("visit_matter_note", args=[visit.code]), typed()).status_code == 404
    assert not Case.objects.unguarded(WHY).exists()
