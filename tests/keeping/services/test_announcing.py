"""The list: who comes to the end within ninety days stands on it, and whoever came back does not."""

from datetime import date, timedelta
from typing import Final

import pytest

from tests.keeping.gone import gone, listed
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.keeping.models import Notice
from zhibu.keeping.services.announcing import Announcing, announce
from zhibu.kernel.dates import FAR
from zhibu.register.models import Membership, Person
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

LEFT: Final = date(2024, 8, 30)
"""Ninety days before the two years are over it is the first of June 2026, and one more."""


@pytest.fixture
def street() -> Street:
    return make_street()


def announced_on(one: Person) -> date:
    return Notice.objects.unguarded("测试").get(person=one).announced_on


def end_of_stay(one: Person, **values: object) -> None:
    with recording(actor(), "member.left") as work:
        work.change(Membership, Membership.objects.unguarded("测试").get(person=one).pk, **values)


def test_the_list_begins_ninety_days_before_the_end(street: Street) -> None:
    gone(street.sunny_first, "张三", on=LEFT)
    gone(street.sunny_first, "李四", on=LEFT + timedelta(days=1))
    make_person(street.sunny_first, "王五")
    assert announce(by=actor()) == Announcing(1, 0)
    assert listed() == [("张三", "transferred_out", date(2026, 8, 30))]


def test_nothing_is_written_when_nothing_is_new(street: Street) -> None:
    gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    before = Operation.objects.count()
    assert announce(by=actor(TODAY + timedelta(days=1))) == Announcing(0, 0)
    assert Operation.objects.count() == before


def test_being_put_on_the_list_and_taken_off_is_told(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    with recording(actor(), "member.register") as work:
        work.add(Membership, person_id=one.pk, organisation_id=street.spring_first.pk, valid_from=TODAY, valid_to=FAR)
    assert announce(by=actor()) == Announcing(0, 1)
    assert listed() == []
    told = Operation.objects.filter(act__startswith="keeping.").order_by("pk").values_list("act", "reason")
    assert list(told) == [("keeping.announce", "保存期限将到：1 人"), ("keeping.withdraw", "不再到期：1 人")]


def test_an_end_that_comes_sooner_by_a_correction_begins_the_thirty_days_anew(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    end_of_stay(one, valid_to=date(2024, 1, 1))
    announce(by=actor(TODAY + timedelta(days=10)))
    assert (listed()[0][2], announced_on(one)) == (date(2026, 1, 1), TODAY + timedelta(days=10))


def test_an_end_that_comes_later_keeps_the_day_of_the_list(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    end_of_stay(one, valid_to=LEFT + timedelta(days=5))
    announce(by=actor(TODAY + timedelta(days=10)))
    assert (listed()[0][2], announced_on(one)) == (date(2026, 9, 4), TODAY)


def test_another_row_of_the_table_is_another_end(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    end_of_stay(one, ending="corrected")
    announce(by=actor())
    assert listed() == [("张三", "mistaken", date(2024, 11, 30))]
