"""Everybody reads the own record, with numbers masked, and who else has read it."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.register.models import Person
from zhibu.register.services.merging import merge_persons
from zhibu.trail.models import ReadEntry
from zhibu.trail.reads import note_read

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def person(street: Street) -> Person:
    return make_person(street.sunny_first, "赵国强", phone="13912345678", residence="向阳路 8 号")


@pytest.fixture
def member(street: Street, person: Person) -> Client:
    return signed_in(make_account("member", Role.MEMBER, street.sunny_first, name="赵国强", person=person))


def test_the_own_record_is_masked_and_can_be_revealed(member: Client, person: Person) -> None:
    response = member.get(reverse("me"))
    text = words(response)
    assert "手机号码 139******78 查看完整号码" in text
    assert "现居住地 向阳路****" in text
    assert "13912345678" not in response.content.decode()
    assert member.get(reverse("member_reveal", args=[person.code, "phone"])).status_code == 200


def test_the_own_record_stays_open_without_any_role(person: Person) -> None:
    client = signed_in(make_account("bare", name="赵国强", person=person))
    assert "所在党支部 阳光社区第一党支部" in words(client.get(reverse("me")))


def test_the_record_of_others_stays_shut(member: Client, street: Street) -> None:
    other = make_person(street.sunny_first, "李四")
    assert member.get(reverse("member", args=[other.code])).status_code == 403


def test_an_account_of_nobody_reads_how_it_is_linked() -> None:
    client = signed_in(make_account("bare"))
    assert ["这个账号还没有对应到党员名册" in words(client.get(reverse(name))) for name in ("me", "my_reads")] == [True, True]


def test_who_has_read_the_own_record_is_told_with_the_reason(member: Client, person: Person, street: Street) -> None:
    other = make_person(street.sunny_first, "李四")
    note_read(actor(), "reveal", person_id=person.pk, field="手机号码", reason="联系本人")
    note_read(actor(), "reveal", person_id=other.pk, field="固定电话", reason="别人的")
    member.get(reverse("me"))
    text = words(member.get(reverse("my_reads")))
    assert "查看完整号码 手机号码 联系本人" in text
    assert merge_persons(by=actor(), keep=person, other=other).done
    assert "别人的" in words(member.get(reverse("my_reads")))
    assert ["别人的" in text, "本人查看" in text] == [False, False]


def test_a_record_that_nobody_has_read_says_so(member: Client) -> None:
    assert "还没有人查阅过您的信息" in words(member.get(reverse("my_reads")))


def test_reading_the_own_record_is_logged_too(member: Client, person: Person) -> None:
    member.get(reverse("me"))
    assert list(ReadEntry.objects.values_list("kind", "person_id", "actor")) == [("own", person.pk, "赵国强")]


@pytest.mark.parametrize("count", [1, 3])
def test_who_has_read_costs_two_queries(member: Client, person: Person, count: int) -> None:
    for _ in range(count):
        note_read(actor(), "page", person_id=person.pk)
    assert queries(lambda: member.get(reverse("my_reads"))) == 2


def test_the_own_record_costs_five_queries(member: Client) -> None:
    assert queries(lambda: member.get(reverse("me"))) == 5
