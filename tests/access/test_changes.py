"""An own mistake of the same day is taken back by whoever made it, while the right to do it still holds."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import Answer, queries, words
from tests.register.factories import Street, actor, make_person, make_street, person
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import reader_of
from zhibu.access.services import end_grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.register.services.members import correct_person
from zhibu.register.services.merging import merge_persons
from zhibu.trail.actors import Actor
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Account:
    return make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")


def acting(account: Account, *, ago: timedelta = timedelta()) -> Actor:
    return Actor(reader_of(account_id=account.pk, label=account.display_name, on=today()), now() - ago)


def correct(street: Street, by: Actor) -> tuple[int, Operation]:
    found = make_person(street.sunny_first, "张三", by=actor(today() - timedelta(days=3)))
    correct_person(by=by, person=found, facts={"native_place": "河南开封"}, reason="听错了")
    return found.pk, Operation.objects.latest("pk")


def take_back(client: Client, operation: Operation, **headers: str) -> Answer:
    return client.post(reverse("take_back", args=[operation.pk]), headers=headers)


def test_a_mistake_of_today_is_taken_back_and_both_stay_in_the_trail(street: Street, clerk: Account) -> None:
    pk, operation = correct(street, acting(clerk))
    client = signed_in(clerk)
    assert "更正信息： 张三 周敏 · 听错了 撤回" in words(client.get(reverse("changes")))
    response = take_back(client, operation, referer="http://testserver/changes/")
    assert response.headers["Location"] == "http://testserver/changes/"
    assert "已撤回：更正信息" in words(client.get(reverse("changes")))
    assert person(pk).native_place == ""
    assert Operation.objects.filter(act="trail.take_back", undoes=operation, account=clerk).count() == 1
    assert "更正信息： 张三 已撤回" in words(client.get(reverse("changes")))


def test_somebody_else_s_operation_does_not_exist_here(street: Street, clerk: Account) -> None:
    pk, operation = correct(street, acting(clerk))
    other = signed_in(make_account("other", Role.STREET_CLERK, street.street))
    assert take_back(other, operation).status_code == 404
    assert person(pk).native_place == "河南开封"


def test_a_right_that_has_ended_is_said(street: Street, clerk: Account) -> None:
    pk, operation = correct(street, acting(clerk))
    end_grant(by=actor(today()), grant=Grant.objects.unguarded("测试").get(account=clerk), on=today(), reason="调离")
    response = take_back(signed_in(clerk), operation)
    assert (response.status_code, "登记、更正党员信息" in words(response)) == (403, True)
    assert person(pk).native_place == "河南开封"


def test_yesterday_s_operation_is_corrected_instead(street: Street, clerk: Account) -> None:
    pk, operation = correct(street, acting(clerk, ago=timedelta(days=1)))
    response = take_back(signed_in(clerk), operation)
    assert (response.status_code, "只能撤回当天的操作。" in words(response)) == (409, True)
    assert "怎么办：请登记一次更正。" in words(response)
    assert person(pk).native_place == "河南开封"


def test_what_others_built_on_is_not_taken_away(street: Street, clerk: Account) -> None:
    pk, operation = correct(street, acting(clerk))
    correct_person(by=actor(today()), person=person(pk), facts={"marital_status": "married"})
    response = take_back(signed_in(clerk), operation)
    assert (response.status_code, "后来的记录建立在这次操作之上" in words(response)) == (409, True)


def test_it_is_taken_back_once(street: Street, clerk: Account) -> None:
    _, operation = correct(street, acting(clerk))
    client = signed_in(clerk)
    assert [take_back(client, operation).status_code for _ in range(2)] == [302, 409]
    assert take_back(client, Operation.objects.latest("pk")).status_code == 404


def test_grants_and_log_ins_are_not_taken_back() -> None:
    keeper = make_account("shouquan", Role.RIGHTS_KEEPER)
    make_account("other")
    Operation.objects.filter(act="account.add").update(account=keeper)
    statuses = [take_back(signed_in(keeper), one).status_code for one in Operation.objects.filter(act="account.add")]
    assert statuses == [404, 404]


def test_the_page_tells_of_the_own_reach_alone(street: Street, clerk: Account) -> None:
    beyond = make_street("春风", district=street.district, by=actor(today()))
    make_person(street.sunny_first, "张三", by=actor(today()))
    make_person(beyond.sunny_first, "李四", by=actor(today()))
    text = words(signed_in(clerk).get(reverse("changes")))
    assert ["张三" in text, "李四" in text, "春风" in text] == [True, False, False]


def test_a_member_has_no_such_page(street: Street) -> None:
    client = signed_in(make_account("member", Role.MEMBER, street.sunny_first))
    assert client.get(reverse("changes")).status_code == 403


def test_older_changes_are_a_page_further(street: Street, clerk: Account) -> None:
    for number in range(52):
        make_person(street.sunny_first, f"张第{number}", by=actor(today()))
    client = signed_in(clerk)
    page = client.get(reverse("changes"))
    older = page.content.decode().split('rel="next" href="', 1)[1].split('"', 1)[0]
    text = words(client.get(reverse("changes") + older))
    assert ["张第51" in words(page), "张第1 " in words(page), "张第1 " in text, "张第51" in text] == [True, False, True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_five_queries(street: Street, clerk: Account, count: int) -> None:
    for number in range(count):
        make_person(street.sunny_first, f"张{number}", by=actor(today()))
    client = signed_in(clerk)
    assert queries(lambda: client.get(reverse("changes"))) == 5
    assert AuditEntry.objects.filter(subject_kind="person").count() == count


def test_a_merger_is_taken_back_with_what_came_along_from_places_out_of_reach(street: Street) -> None:
    """What a merger writes elsewhere stood or fell with the record: whoever may merge both records takes all of it back."""
    secretary = make_account("shuji", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕")
    keep, other = make_person(street.sunny_first, "赵国强"), make_person(street.sunny_second, "赵国強")
    owned = make_account("guoqiang", person=other)
    merged = merge_persons(by=acting(secretary), keep=keep, other=other)
    operation = Operation.objects.latest("pk")
    assert (merged.done, take_back(signed_in(secretary), operation).status_code) == (True, 302)
    assert AccountOwner.objects.unguarded("测试").get(account=owned).person_id == other.pk
