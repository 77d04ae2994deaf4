"""Whose time is over: those who left every roll, and nobody who stands anywhere."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.keeping.gone import gone
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.keeping.queries.ended import Ended, ended_by
from zhibu.kernel.dates import FAR, months_after
from zhibu.register.models import Membership, Person, Post
from zhibu.register.services.merging import merge_persons
from zhibu.register.terms.people import MemberStatus
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

LEFT: Final = date(2024, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def ended(horizon: date = TODAY) -> list[Ended]:
    return list(ended_by(horizon, TODAY))


def add(model: Any, one: Person, **values: Any) -> None:
    with recording(actor(), "member.post") as work:
        work.add(model, person_id=one.pk, **values)


@pytest.mark.parametrize(
    ("status", "how", "row", "months"),
    [
        (MemberStatus.FULL, "left", "transferred_out", 24),
        (MemberStatus.FULL, "died", "died", 36),
        (MemberStatus.FULL, "expelled", "membership_ended", 60),
        (MemberStatus.PROBATIONARY, "cancelled", "membership_ended", 60),
        (MemberStatus.APPLICANT, "cancelled", "applicant_ended", 12),
        (MemberStatus.ACTIVIST, "left", "applicant_ended", 12),
        (MemberStatus.FULL, "corrected", "mistaken", 3),
    ],
)
def test_the_time_runs_from_the_day_of_leaving(street: Street, status: MemberStatus, how: str, row: str, months: int) -> None:
    one = gone(street.sunny_first, "张三", how=how, on=LEFT, status=status)
    end = months_after(LEFT, months)
    assert ended(end) == [Ended(one.pk, row, LEFT, end)]
    assert ended(end - timedelta(days=1)) == []


def test_a_member_in_force_has_no_end(street: Street) -> None:
    make_person(street.sunny_first, "李四")
    assert ended(FAR) == []


def test_whoever_leaves_later_than_today_is_in_force(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    with recording(actor(), "member.left") as work:
        row = Membership.objects.unguarded("测试").get(person=one)
        work.change(Membership, row.pk, valid_to=TODAY + timedelta(days=1))
    assert ended(FAR) == []


def test_the_time_runs_from_the_last_leaving(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    again = {"organisation_id": street.spring_first.pk, "valid_from": date(2025, 1, 1), "valid_to": date(2025, 7, 1), "ending": "left"}
    add(Membership, one, relation="roll", **again)
    assert ended(FAR) == [Ended(one.pk, "transferred_out", date(2025, 7, 1), date(2027, 7, 1))]


def test_whoever_came_back_is_in_force(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    add(Membership, one, relation="roll", organisation_id=street.spring_first.pk, valid_from=date(2025, 1, 1), valid_to=FAR)
    assert ended(FAR) == []


@pytest.mark.parametrize(("until", "number"), [(FAR, 0), (date(2025, 1, 1), 1)])
def test_a_guest_in_another_branch_is_in_force_while_the_stay_lasts(street: Street, until: date, number: int) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    add(Membership, one, relation="host", organisation_id=street.spring_first.pk, valid_from=LEFT, valid_to=until)
    assert len(ended()) == number


@pytest.mark.parametrize(("until", "number"), [(FAR, 0), (date(2025, 1, 1), 1)])
def test_whoever_holds_a_post_is_in_force(street: Street, until: date, number: int) -> None:
    """A member of another unit may be a concurrent committee member here."""
    one = gone(street.sunny_first, "张三", on=LEFT)
    add(Post, one, organisation_id=street.sunny.pk, kind="concurrent_committee_member", valid_from=LEFT, valid_to=until)
    assert len(ended()) == number


def test_a_record_that_was_merged_has_no_end_of_its_own(street: Street) -> None:
    kept, other = make_person(street.sunny_first, "张三"), gone(street.sunny_first, "张叁", on=LEFT)
    assert merge_persons(by=actor(), keep=kept, other=other).done
    assert ended(FAR) == []


@pytest.mark.parametrize("count", [1, 3])
def test_everybody_is_found_by_one_statement(street: Street, count: int) -> None:
    for number in range(count):
        gone(street.sunny_first, f"张{number}", on=LEFT)
    with CaptureQueriesContext(connection) as captured:
        assert len(ended()) == count
    assert len(captured) == 1
