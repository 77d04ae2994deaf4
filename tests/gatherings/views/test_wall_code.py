"""The code on the wall: off until it is shown, good for a day, written when the member presses, corrected by the organiser."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import WHY, mark, members_meeting
from tests.gatherings.views.test_attendance import marks
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.queries.wall import token_of
from zhibu.gatherings.terms import Presence
from zhibu.kernel.clock import today
from zhibu.register.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def member(street: Street) -> Person:
    return make_person(street.sunny_first, "丁一")


@pytest.fixture
def phone(street: Street, member: Person) -> Client:
    return signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first, person=member))


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


def scanned(secretary: Client, gathering: Gathering) -> str:
    """The address behind the code that the secretary shows."""
    secretary.post(reverse("gathering_wall_code", args=[gathering.code]), {"do": "show"})
    fresh = Gathering.objects.unguarded(WHY).get(pk=gathering.pk)
    return reverse("gathering_here", args=[token_of(fresh)])


def held(street: Street, days: int = 0) -> Gathering:
    return members_meeting(street.sunny_first, on=today() + timedelta(days=days), by=actor(today()))


def test_looking_writes_nothing_and_pressing_marks_present(street: Street, secretary: Client, phone: Client) -> None:
    gathering = held(street)
    address = scanned(secretary, gathering)
    with nothing_written():
        assert "我到会了" in words(phone.get(address))
    assert marks(gathering) == []
    phone.post(address)
    assert marks(gathering) == [(1, "丁一", "present")]


def test_no_code_is_good_before_it_is_shown_or_after_it_was_put_away(street: Street, secretary: Client, phone: Client) -> None:
    gathering = held(street)
    assert token_of(gathering) == ""
    first = scanned(secretary, gathering)
    second = scanned(secretary, gathering)
    assert (phone.get(first).status_code, phone.get(second).status_code) == (404, 200)
    secretary.post(reverse("gathering_wall_code", args=[gathering.code]), {"do": "hide"})
    assert phone.post(second).status_code == 404
    assert marks(gathering) == []


def test_it_is_good_on_the_day_alone(street: Street, secretary: Client, phone: Client) -> None:
    gathering = held(street, days=1)
    address = scanned(secretary, gathering)
    with nothing_written():
        assert "只在" in words(phone.post(address))
    assert marks(gathering) == []


def test_somebody_who_is_not_expected_and_a_wrong_signature_write_nothing(street: Street, secretary: Client) -> None:
    other = make_person(street.spring_first, "戊一")
    phone = signed_in(make_account("lingwai", Role.MEMBER, street.spring_first, person=other))
    gathering = held(street)
    address = scanned(secretary, gathering)
    with nothing_written():
        assert "您不在这次会议的应到名单上" in words(phone.post(address))
        assert phone.post(f"{address[:-1]}x").status_code == 404
        assert "这个账号没有对应的党员信息" in words(secretary.post(address))
    assert marks(gathering) == []


def test_a_mark_of_the_organiser_is_not_written_over(street: Street, secretary: Client, phone: Client, member: Person) -> None:
    gathering = held(street)
    address = scanned(secretary, gathering)
    mark(gathering, {member: Presence.ON_LEAVE}, by=actor(today()))
    assert "已经登记为“请假”" in words(phone.post(address))
    assert marks(gathering) == [(1, "丁一", "on_leave")]
