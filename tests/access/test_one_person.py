"""Three powers are held by three persons, not by three accounts: a second account is no way round (GB/T 22239-2019 8.1.4.2)."""

import threading
from datetime import date, timedelta
from typing import Final

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import Answer, words
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import reader_of
from zhibu.access.services import give_grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Person
from zhibu.register.services.merging import merge_persons
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
WHY: Final = "测试"
TOGETHER: Final = "系统管理、授权管理、审计须由三个不同的人担任，且不兼任业务角色。"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def one(street: Street) -> Person:
    return make_person(street.sunny_first, "林岚")


@pytest.fixture
def own(one: Person) -> Account:
    return make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚", person=one)


@pytest.fixture
def keeper(own: Account) -> Client:
    return signed_in(own)


def grant(client: Client, account: Account, role: Role, street: Street | None = None, *, since: date | None = None) -> Answer:
    place = f"?organisation={street.street.code}" if street else "?keepers=1"
    return client.post(reverse("grant_new", args=[account.pk]) + place, {"role": str(role), "valid_from": (since or today()).isoformat()})


def link(client: Client, account: Account, code: str) -> Answer:
    return client.post(reverse("account_person", args=[account.pk]), {"person_code": code})


def roles(account: Account) -> list[str]:
    return list(Grant.objects.unguarded(WHY).filter(account=account).values_list("role", flat=True))


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.SYSTEM_KEEPER, Role.RIGHTS_KEEPER])
def test_nobody_grants_to_oneself_through_a_second_account(keeper: Client, one: Person, role: Role) -> None:
    second = make_account("second", name="林岚", person=one)
    assert "不能给自己授权。" in words(grant(keeper, second, role))
    assert roles(second) == []


def test_nor_by_linking_the_second_account_later(keeper: Client, one: Person) -> None:
    second = make_account("second", name="林岚")
    assert grant(keeper, second, Role.AUDITOR).status_code == 302
    response = link(keeper, second, one.code)
    assert (response.status_code, TOGETHER in words(response)) == (422, True)
    assert not AccountOwner.objects.unguarded(WHY).filter(account=second).exists()


def test_a_keeper_s_other_account_holds_no_role_of_the_register(street: Street) -> None:
    other = signed_in(make_account("other", Role.RIGHTS_KEEPER))
    person = make_person(street.sunny_first, "韩松")
    make_account("shenji", Role.AUDITOR, name="韩松", person=person)
    second = make_account("second", name="韩松", person=person)
    for answer in (grant(other, second, Role.STREET_CLERK, street), grant(other, second, Role.SYSTEM_KEEPER)):
        assert TOGETHER in words(answer)
    later = grant(other, second, Role.STREET_CLERK, street, since=today() + timedelta(days=30))
    assert TOGETHER in words(later)
    assert roles(second) == []


def test_a_clerk_s_other_account_becomes_no_keeper(street: Street) -> None:
    other = signed_in(make_account("other", Role.RIGHTS_KEEPER))
    person = make_person(street.sunny_first, "周敏")
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", person=person)
    second = make_account("second", Role.AUDITOR, name="周敏")
    response = link(other, second, person.code)
    assert (response.status_code, TOGETHER in words(response)) == (422, True)


def test_two_accounts_of_one_person_hold_roles_of_the_register_side_by_side(street: Street) -> None:
    other = signed_in(make_account("other", Role.RIGHTS_KEEPER))
    person = make_person(street.sunny_first, "周敏")
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", person=person)
    second = make_account("second", Role.MEMBER, street.sunny_first, name="周敏")
    assert link(other, second, person.code).status_code == 302
    assert grant(other, second, Role.COMMUNITY_SECRETARY, street).status_code == 302


def test_nobody_ends_a_grant_of_an_own_second_account(keeper: Client, one: Person, street: Street) -> None:
    second = make_account("second", name="林岚", person=one)
    stranger = make_account("stranger", Role.RIGHTS_KEEPER)
    Grant._base_manager.filter(account=stranger).update(account=second)
    held = Grant.objects.unguarded(WHY).get(account=second)
    response = keeper.post(reverse("grant_end", args=[held.pk]), {"on": today().isoformat(), "reason": "测试"})
    assert (response.status_code, "不能终止自己的授权。" in words(response)) == (422, True)


def test_records_that_were_merged_are_one_person_however_often(keeper: Client, one: Person, street: Street) -> None:
    doubles = [make_person(street.sunny_second, "林岚"), make_person(street.spring_first, "林岚")]
    second = make_account("second", name="林岚", person=doubles[0])
    for keep, other in ((doubles[1], doubles[0]), (one, doubles[1])):
        assert merge_persons(by=actor(), keep=keep, other=other).done
    assert reader_of(account_id=second.pk, label="林岚", on=today()).person_id == one.pk
    assert "不能给自己授权。" in words(grant(keeper, second, Role.AUDITOR))
    assert f"/members/{one.code}/copy" in signed_in(second).get(reverse("me")).content.decode()


def test_guessing_whose_code_a_name_has_leaves_a_trace(keeper: Client, one: Person) -> None:
    second = make_account("second", name="李四")
    before = Operation.objects.count()
    assert link(keeper, second, one.code).status_code == 422
    answer = keeper.post(reverse("account_new"), {"display_name": "李四", "username": "third", "person_code": one.code})
    assert answer.status_code == 422
    told = list(Operation.objects.order_by("pk").values_list("actor", "act", "reason"))[before:]
    assert told == [("林岚", "account.owner_refused", f"李四 {one.code}")] * 2


@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_two_grants_at_the_same_moment_do_not_miss_each_other() -> None:
    person = make_person(make_street().sunny_first, "韩松")
    accounts = [make_account(name, name="韩松", person=person) for name in ("one", "two")]
    together = threading.Barrier(2)

    def give(account: Account, role: Role) -> None:
        together.wait()
        give_grant(by=actor(), account_id=account.pk, role=role, organisation_id=None, valid_from=today(), valid_to=FAR)
        connections.close_all()

    for _ in range(5):
        pairs = zip(accounts, (Role.AUDITOR, Role.SYSTEM_KEEPER), strict=True)
        threads = [threading.Thread(target=give, args=pair) for pair in pairs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len([role for account in accounts for role in roles(account)]) == 1
        Grant._base_manager.all().delete()
