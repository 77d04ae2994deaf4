"""The columns that lists read, against the spans: two spellings of one rule, compared over every change there is."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street, organisation, person
from zhibu.register.queries.projections import Difference, organisations_astray, people_astray
from zhibu.register.services.facts import set_category, set_status
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.organisations import rename_organisation
from zhibu.register.services.projections import people_as_of
from zhibu.register.services.tree import merge_organisation, move_organisation
from zhibu.register.services.turning import turn_over
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

TOMORROW: Final = TODAY + timedelta(days=1)


@pytest.fixture
def street(db: None) -> Street:
    return make_street()


def astray(on: date = TODAY) -> list[tuple[str, str, object, object]]:
    found: list[Difference] = [*organisations_astray(on), *people_astray(on)]
    return [(one.code, one.column, one.stands, one.should) for one in found]


def test_nothing_differs_after_any_service(street: Street) -> None:
    by = actor()
    first, second, third, fourth = (make_person(street.sunny_first, name) for name in ("张三", "李四", "王五", "赵六"))
    applicant = make_person(street.sunny_second, "钱七", status=MemberStatus.APPLICANT, category=None)
    set_category(by=by, person=first, category=ManagementCategory.RETIRED, on=date(2020, 1, 1))
    set_status(by=by, person=applicant, status=MemberStatus.ACTIVIST, on=date(2021, 1, 1))
    leave(by=by, person=second, how="died", on=date(2022, 1, 1))
    merge_persons(by=by, keep=third, other=fourth)
    rename_organisation(by=by, organisation=street.spring, name="中共向阳街道新社区委员会", short_name="", on=date(2023, 1, 1))
    branch, other = organisation(street.sunny_first.pk), organisation(street.sunny_second.pk)
    move_organisation(by=by, organisation=branch, parent=organisation(street.spring.pk), on=date(2024, 1, 1))
    merge_organisation(by=by, organisation=other, into=organisation(branch.pk), on=date(2025, 1, 1))
    assert astray() == []
    assert person(second.pk).now_organisation_id is None
    assert person(second.pk).now_path == person(first.pk).now_path


def sql(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


PEOPLE: Final[dict[str, tuple[object, object]]] = {
    "now_path": ("0000009", "path"),
    "now_organisation_id": (None, "organisation"),
    "now_status": ("applicant", "full"),
    "now_category": ("", "resident"),
}


@pytest.mark.parametrize(("column", "value", "should"), [(column, *pair) for column, pair in PEOPLE.items()], ids=PEOPLE.keys())
def test_a_wrong_column_of_a_person_is_found(street: Street, column: str, value: object, should: object) -> None:
    one = make_person(street.sunny_first)
    make_person(street.sunny_first, "李四")
    sql(f"UPDATE register_person SET {column} = %s WHERE id = %s", value, one.pk)  # noqa: S608  names of this test
    expected = {"path": street.sunny_first.now_path, "organisation": street.sunny_first.pk}.get(str(should), should)
    assert astray() == [(one.code, column, 0 if value is None else value, expected)]


ORGANISATIONS: Final[dict[str, object]] = {
    "now_name": "别名",
    "now_short_name": "别名",
    "now_kind": "group",
    "now_joint": True,
    "now_provisional": True,
    "now_path": "0000009",
    "now_parent_id": None,
    "now_sort": "zz",
}


@pytest.mark.parametrize(("column", "value"), ORGANISATIONS.items(), ids=ORGANISATIONS.keys())
def test_a_wrong_column_of_an_organisation_is_found(street: Street, column: str, value: object) -> None:
    right = getattr(street.spring, column)
    sql(f"UPDATE register_organisation SET {column} = %s WHERE id = %s", value, street.spring.pk)  # noqa: S608  names of this test
    assert astray() == [(street.spring.code, column, 0 if value is None else value, right)]


def test_both_spellings_say_the_same_on_any_day(street: Street) -> None:
    """Somebody who came, changed, left and came back; each day at which something begins or ends, and its eve."""
    one = make_person(street.sunny_first)
    set_category(by=actor(), person=one, category=ManagementCategory.RETIRED, on=date(2010, 5, 1))
    leave(by=actor(), person=one, how="left", on=date(2015, 3, 1))
    days = [day + timedelta(days=shift) for day in (LONG_SINCE, date(2010, 5, 1), date(2015, 3, 1), TODAY) for shift in (-1, 0)]
    for day in days:
        sql("UPDATE register_person SET now_path = '', now_organisation_id = NULL, now_status = '', now_category = ''")
        blank = {"now_path": "", "now_organisation_id": 0, "now_status": "", "now_category": ""}
        rebuilt = blank | {found.column: found.should for found in people_astray(day)}
        (row,) = people_as_of([one.pk], day)
        assert (day, *rebuilt.values(), one.pk) == (day, row[0], row[1] or 0, *row[2:])


def test_the_whole_register_is_two_statements(street: Street, django_assert_num_queries: Any) -> None:
    for number in range(3):
        make_person(street.sunny_first, f"张{number}")
    with django_assert_num_queries(2):
        assert astray() == []


# When a day begins.


def test_what_begins_with_the_day_is_turned_over(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_category(by=actor(TOMORROW), person=one, category=ManagementCategory.RETIRED, on=TOMORROW)
    rename_organisation(by=actor(TOMORROW), organisation=street.spring, name="中共向阳街道新社区委员会", short_name="", on=TOMORROW)
    assert turn_over(by=actor(TODAY)) == 2
    assert (person(one.pk).now_category, organisation(street.spring.pk).now_name) == ("resident", "中共向阳街道春晖社区委员会")
    assert turn_over(by=actor(TOMORROW)) == 2
    assert (person(one.pk).now_category, organisation(street.spring.pk).now_name) == ("retired", "中共向阳街道新社区委员会")
    assert turn_over(by=actor(TOMORROW)) == 0
    assert astray(TOMORROW) == []


def test_turning_over_leaves_no_trail(street: Street) -> None:
    make_person(street.sunny_first)
    sql("UPDATE register_person SET now_status = ''")
    before = (Operation.objects.count(), AuditEntry.objects.count())
    assert turn_over(by=actor()) == 1
    assert (Operation.objects.count(), AuditEntry.objects.count()) == before


def test_a_moved_organisation_takes_its_people_along(street: Street) -> None:
    one = make_person(street.sunny_first)
    move_organisation(by=actor(TOMORROW), organisation=street.sunny_first, parent=street.spring, on=TOMORROW)
    turn_over(by=actor(TODAY))
    assert person(one.pk).now_path == street.sunny_first.now_path
    turn_over(by=actor(TOMORROW))
    assert person(one.pk).now_path == organisation(street.sunny_first.pk).now_path
    assert person(one.pk).now_path.startswith(street.spring.now_path)


def test_many_are_turned_over_in_slices(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibu.register.services.turning.AT_ONCE", 2)
    for number in range(5):
        make_person(street.sunny_first, f"张{number}")
    sql("UPDATE register_person SET now_organisation_id = NULL")
    assert turn_over(by=actor()) == 5
    assert astray() == []
