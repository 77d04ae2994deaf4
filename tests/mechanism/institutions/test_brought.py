"""What clauses and the year of an organisation know of institutions: derived, of any day, at no query more."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import signed_in
from tests.mechanism.institutions.shelves import LATER, Shelf, done, make_shelf
from tests.parameters.desks import acting
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.institutions.brought import NEXT, REVIEW_DUE, InForceOn, told_of
from zhibu.mechanism.institutions.services import acting as services
from zhibu.oversight.queries.findings import Asked, regularity

pytestmark = pytest.mark.django_db

BEGAN = date(2025, 3, 3)
ON = date(2026, 6, 1)


@pytest.fixture
def shelf() -> Shelf:
    return make_shelf()


def numbers(on: date) -> list[tuple[str, int, int]]:
    """Name, in force, looked at in time."""
    found = regularity(Asked.by(SystemReader("测试"), on=on))
    return [(subject.name, one.in_force, one.reviewed) for subject, one in found if one.in_force]


def test_the_year_counts_what_is_in_force_and_what_was_looked_at_in_time(shelf: Shelf) -> None:
    first, second = shelf.begun("议事规则"), shelf.begun("学习制度")
    shelf.begun("还没有通过的")
    own = shelf.begun("社区学习办法", place=shelf.desks.street.sunny)
    done(shelf.adopted(first, BEGAN, review_due=date(2026, 5, 1)))
    done(shelf.adopted(second, date(2025, 9, 1)))
    done(shelf.adopted(own, BEGAN))
    assert numbers(date(2025, 3, 2)) == []
    assert numbers(date(2025, 3, 3)) == [("向阳街道党工委", 1, 1), ("阳光社区党委", 1, 1)]
    assert numbers(date(2026, 4, 30)) == [("向阳街道党工委", 2, 2), ("阳光社区党委", 1, 1)]
    assert numbers(date(2026, 5, 1)) == [("向阳街道党工委", 2, 1), ("阳光社区党委", 1, 1)]


def test_a_review_counts_from_its_day_on_and_a_repealed_one_counts_no_more(shelf: Shelf) -> None:
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN, review_due=date(2026, 5, 1)))
    by = acting(shelf.desks.clerk)
    done(services.review(by=by, institution=found, on=ON, next_due=ON + LATER))
    assert [numbers(on) for on in (ON - timedelta(days=1), ON)] == [[("向阳街道党工委", 1, 0)], [("向阳街道党工委", 1, 1)]]
    done(services.repeal(by=by, institution=found, on=date(2026, 9, 1), because="党工委会议"))
    assert numbers(date(2026, 9, 1)) == []


def test_all_that_is_due_by_the_day_is_named_and_else_what_comes_next() -> None:
    rows = [InForceOn(7, "乙", date(2026, 5, 1)), InForceOn(7, "甲", date(2026, 5, 9)), InForceOn(7, "丙", date(2027, 1, 1))]
    late, early = told_of(rows, ON)[7], told_of(rows, date(2026, 4, 1))[7]
    assert (late.facts[REVIEW_DUE], late.facts[NEXT], early.facts[NEXT]) == (date(2026, 5, 1), "《乙》《甲》", "《乙》")
    assert late.evidence[REVIEW_DUE] == ("《乙》复审日期 2026-05-01", "《甲》复审日期 2026-05-09")


def test_the_page_of_an_organisation_says_how_many(shelf: Shelf) -> None:
    done(shelf.adopted(shelf.begun(), BEGAN))
    client: Client = signed_in(shelf.desks.clerk)
    page = client.get(reverse("organisation_findings", args=[shelf.place.code]), headers={"HX-Request": "true"}).content.decode()
    assert "本组织施行制度 1 项，在复审期内 1 项" in page
    assert "制度化" in page


def test_an_adoption_of_today_is_taken_back_and_the_version_before_holds_again(shelf: Shelf) -> None:
    client = signed_in(shelf.desks.clerk)
    found = shelf.begun()
    done(shelf.adopted(found, BEGAN))
    shelf.revised(found, "第一条　改了。")
    done(shelf.adopted(found, today()))
    page = client.get(reverse("changes")).content.decode()
    undo = page.split("登记制度通过")[1].split('action="')[1].split('"')[0]
    assert client.post(undo).status_code == 302
    span = shelf.history(found).in_force(today())
    assert span is not None
    assert span.version == 1
