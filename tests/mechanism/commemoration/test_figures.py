"""The figures for a speech: each is exactly what the page shows that it leads to."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import members_meeting
from tests.mechanism.honours.granted import honour
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.commemoration.presentation import source_url
from zhibu.mechanism.commemoration.queries.figures import Told, figures_of
from zhibu.mechanism.honours.services.granted import Given, enter_received
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.register.models import Organisation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.people import MemberStatus

pytestmark = pytest.mark.django_db
Queries = Callable[[int], AbstractContextManager[object]]
READER = SystemReader("测试")
COUNTED = re.compile(r"共 ([\d,]+) ")
ORGANISATIONS = re.compile(r"(\d+) 个党组织")


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def told_of(host: Organisation, on: date) -> dict[str, Told]:
    return {one.label: one for one in figures_of(READER, host, on=on, today=today())}


def on_its_page(clerk: Client, told: Told) -> int:
    said = clerk.get(source_url(told)).content.decode()
    found = (ORGANISATIONS if told.source.view == "organisations" else COUNTED).search(said)
    return int(found[1]) if found else 0


def number(told: Told) -> int:
    return int(told.value.split()[0])


def test_each_figure_is_what_its_list_counts_for_the_host_alone(street: Street, clerk: Client) -> None:
    """Beside those of the host stand others, and others of the same kind that it must not count."""
    year = today().year
    honour(street.street, person=make_person(street.sunny_first, "张三"), year=year, decided_on=date(year, 1, 1))
    make_person(street.spring_first, "李四")
    make_person(street.sunny_first, "王㛃", status=MemberStatus.PROBATIONARY, on=date(year, 1, 1))
    make_person(street.sunny_first, "赵六", status=MemberStatus.PROBATIONARY, on=date(year - 1, 12, 31))
    honour(street.street, organisation=street.sunny_first, year=year, decided_on=date(year, 1, 1))
    given = Given(Receiver.ORGANISATION, street.sunny.pk, street.sunny.pk, Level.DISTRICT, "区委", "全区先进党组织", date(year, 1, 1))
    assert enter_received(by=actor(), given=given).done
    members_meeting(street.sunny_first)
    for place, name in ((street.sunny, "区医院"), (street.spring, "小学")):
        assert add_unit(by=actor(), place=place, facts={"name": name}, on=date(year, 1, 1)).done
    told = told_of(street.sunny, today())
    labels = ["党员", "新接收预备党员", "党组织", "驻区单位", "支部党员大会", "获得先进党组织", "获得优秀共产党员", "上级荣誉"]
    counted = [(label, number(told[label])) for label in labels]
    assert counted == [(label, on_its_page(clerk, told[label])) for label in labels]
    assert dict(counted)["新接收预备党员"] == 1
    assert [told[label].value for label in labels[5:7]] == ["1 个", "1 人"]


@pytest.mark.parametrize("people", [1, 3])
def test_figures_are_read_as_often_for_three_as_for_one(street: Street, django_assert_num_queries: Queries, people: int) -> None:
    for at in range(people):
        make_person(street.sunny_first, f"李四{'甲乙丙'[at]}")
        honour(street.street, organisation=street.sunny_first, year=today().year)
    with django_assert_num_queries(15):
        assert told_of(street.street, today())["党员"].value == f"{people} 人"


def test_a_day_that_has_passed_is_counted_as_it_was(street: Street, clerk: Client) -> None:
    make_person(street.sunny_first, "张三")
    told = told_of(street.street, today() - timedelta(days=1))
    assert [number(told[label]) for label in ("党员", "党组织")] == [on_its_page(clerk, told[label]) for label in ("党员", "党组织")]
