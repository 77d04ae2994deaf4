"""What is left of a person; records that were merged go along; the trail never tells of the destroyed in plain."""

from datetime import date
from typing import Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import TODAY, Street, actor, make_person, make_street, person
from zhibu.register.models import Person
from zhibu.register.queries.destroyed import destroyed_astray, keys_to_destroy, people_to_erase
from zhibu.register.services.erasing import erase_people, with_merged
from zhibu.register.services.merging import merge_persons
from zhibu.register.subjects import persons
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry

pytestmark = pytest.mark.django_db

ON: Final = TODAY.isoformat()


@pytest.fixture
def street() -> Street:
    return make_street()


def erase(*people: Person) -> list[str]:
    with recording(actor(), "keeping.erase") as work:
        return erase_people(work, [one.pk for one in people])


def test_it_gives_the_keys_to_destroy_and_destroys_none_itself(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    assert erase(one) == [one.key_name]
    assert set(key_store().of([one.key_name])) == {one.key_name}
    assert keys_to_destroy() == [one.key_name]
    key_store().destroy([one.key_name], on=ON)
    assert (keys_to_destroy(), people_to_erase(), list(destroyed_astray())) == ([], [], [])


def test_one_entry_of_the_trail_tells_it_of_each_sealed(street: Street) -> None:
    people = [make_person(street.sunny_first, name, birth_date=date(1960, 1, 1)) for name in ("张三", "李四")]
    erase(*people)
    entries = AuditEntry.objects.filter(operation__act="keeping.erase")
    assert list(entries.order_by("pk").values_list("subject_id", "sealed")) == [(one.pk, True) for one in people]


def test_whoever_is_told_of_after_the_end_is_told_of_under_a_key_that_nobody_keeps(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    key_store().destroy([one.key_name], on=ON)
    first, second = (persons([one.pk])[one.pk] for _ in range(2))
    assert (len(first.key), first.key != second.key) == (16, True)
    erase(one)
    (entry,) = AuditEntry.objects.filter(operation__act="keeping.erase")
    assert (entry.sealed, "张三".encode() in bytes(entry.changes)) == (True, False)


def test_records_that_were_merged_go_along_however_long_the_chain(street: Street) -> None:
    first, second, third = (make_person(street.sunny_first, name) for name in ("张三", "张叁", "张弎"))
    assert merge_persons(by=actor(), keep=second, other=first).done
    assert merge_persons(by=actor(), keep=third, other=person(second.pk)).done
    assert with_merged([third.pk]) == [third.pk, first.pk, second.pk]
    assert with_merged([]) == []


def test_it_costs_the_same_for_one_and_for_three(street: Street) -> None:
    costs = []
    for count in (1, 3):
        people = [make_person(street.sunny_first, f"张{count}{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as captured:
            erase(*people)
        costs.append(len(captured))
    assert costs[0] == costs[1] < 38
