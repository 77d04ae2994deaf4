"""Hardship is one sealed area of two roles (PRACTICE.md 4.7): to everybody else each page reads as if nothing had been recorded."""

from collections.abc import Callable
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.in_the_world import text_of
from tests.access.pages import words
from tests.register.factories import LONG_SINCE, Street, make_person, make_street
from zhibu.access.models import Grant
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.accounts.services import bump_revision
from zhibu.kernel.clock import now, today
from zhibu.register.models import CheckNote, Person
from zhibu.register.services.facts import record_mark
from zhibu.register.services.undo import take_back
from zhibu.register.terms.people import MarkKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

SECRET: Final = ("困难", "重病", "低保")
OTHERS: Final = (Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY, Role.BRANCH_OFFICER, Role.MEMBER)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def one(street: Street) -> Person:
    return make_person(street.sunny_first, "张三")


@pytest.fixture
def clerk(street: Street) -> Account:
    return make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")


def by(account: Account) -> Actor:
    return Actor(reader_of(account_id=account.pk, label=account.display_name, on=today()), now())


def record(clerk: Account, one: Person, *, ends: bool = False) -> None:
    on = today() if ends else LONG_SINCE
    done = record_mark(by=by(clerk), person=one, mark=MarkKind.HARDSHIP, on=on, ends=ends, detail="" if ends else "重病")
    assert done.decision.objections == ()


def note(one: Person) -> int:
    """What an import notes of a word in the column 是否困难党员 that it does not know."""
    with recording(by(Account.objects.get(username="ganshi")), "import.rosters") as work:
        return work.add(
            CheckNote,
            person_id=one.pk,
            field="hardship",
            code="unknown_value",
            raw="低保",
            message="是否困难党员“低保”不是“是”或“否”。",
            since=today(),
        )


PAGES: Final = (
    "/",
    "/changes/",
    "/members/",
    "/members/?columns=name&columns=marks",
    "/members/?q=张三&mark=hardship",
    "/members/export?columns=name&columns=marks",
    "/members/{code}/",
    "/members/{code}/?on=2010-01-01",
    "/members/{code}/copy",
    "/members/{code}/correct",
    "/settle/",
    "/settle/?sort=-since",
)


def read(client: Client, one: Person) -> list[str]:
    """Everything that these pages say, be it to those whom they are open to or not."""
    said = []
    for page in PAGES:
        response = client.get(page.format(code=one.code))
        said.append(text_of(response) if "spreadsheet" in response.headers["Content-Type"] else words(response))
    return said


def the_same_before_and_after(client: Client, one: Person, act: Callable[[], None]) -> None:
    before = read(client, one)
    act()
    assert read(client, one) == before


@pytest.mark.parametrize("role", OTHERS)
def test_others_cannot_tell_that_hardship_was_recorded(street: Street, clerk: Account, one: Person, role: Role) -> None:
    client = signed_in(make_account("other", role, street.sunny if role is not Role.MEMBER else street.sunny_first))
    the_same_before_and_after(client, one, lambda: record(clerk, one))


@pytest.mark.parametrize("role", OTHERS)
def test_nor_that_it_ended_or_was_taken_back(street: Street, clerk: Account, one: Person, role: Role) -> None:
    client = signed_in(make_account("other", role, street.sunny))
    record(clerk, one)
    the_same_before_and_after(client, one, lambda: record(clerk, one, ends=True))
    assert take_back(by=by(clerk), operation=Operation.objects.latest("pk")).done
    the_same_before_and_after(client, one, lambda: None)
    assert [word for page in read(client, one) for word in (*SECRET, "撤回操作", "登记标记", "终止标记") if word in page] == []


def test_somebody_with_two_grants_reads_it_only_where_one_of_them_opens_it(street: Street, clerk: Account, one: Person) -> None:
    there = make_person(street.spring_first, "李四")
    account = make_account("double", Role.BRANCH_SECRETARY, street.spring_first)
    second = make_account("officer", Role.BRANCH_OFFICER, street.sunny_first)
    with recording(by(clerk), "grant.give") as work:
        for grant in Grant.objects.unguarded("测试").filter(account=second).values_list("pk", flat=True):
            work.change(Grant, grant, account_id=account.pk)
    client = signed_in(account)
    the_same_before_and_after(client, one, lambda: record(clerk, one))
    record(clerk, there)
    assert "登记标记： 李四 周敏" in words(client.get("/changes/"))
    assert "登记标记 " in words(client.get(f"/members/{there.code}/"))


def test_those_who_may_see_it_in_the_history_and_take_it_back(clerk: Account, one: Person) -> None:
    client = signed_in(clerk)
    record(clerk, one)
    assert "登记标记： 张三 周敏 撤回" in words(client.get("/changes/"))
    assert "生活困难 2001-07-01 起 重病" in words(client.get(f"/members/{one.code}/"))
    assert client.post(reverse("take_back", args=[Operation.objects.latest("pk").pk])).status_code == 302
    assert "重病" not in words(client.get(f"/members/{one.code}/"))


def test_the_right_to_take_it_back_ends_with_the_right_to_see_it(street: Street, clerk: Account, one: Person) -> None:
    record(clerk, one)
    operation = Operation.objects.latest("pk")
    client = signed_in(clerk)
    with recording(by(clerk), "grant.give") as work:
        work.change(Grant, Grant.objects.unguarded("测试").get(account=clerk).pk, role=str(Role.COMMUNITY_SECRETARY))
        bump_revision()
    assert client.post(reverse("take_back", args=[operation.pk])).status_code == 403
    assert not Operation.objects.filter(undoes=operation).exists()


def test_the_auditor_reads_that_a_mark_was_recorded_and_not_which(clerk: Account, one: Person) -> None:
    client = signed_in(make_account("shenji", Role.AUDITOR))
    record(clerk, one)
    operation = Operation.objects.latest("pk")
    record_mark(by=by(clerk), person=one, mark=MarkKind.ABROAD, on=LONG_SINCE, ends=False, detail="探亲")
    other = Operation.objects.latest("pk")
    hidden, plain = (words(client.get(reverse("operation", args=[number.pk]))) for number in (operation, other))
    assert [word for page in (hidden, plain) for word in (*SECRET, "出国", "探亲") if word in page] == []
    assert [word for word in hidden.split() if word != str(operation.pk)] == [word for word in plain.split() if word != str(other.pk)]
    listed = words(client.get("/audit/?act=member.mark"))
    assert listed.count(f"登记标记 人员 {one.code}") == 2
    assert words(client.get("/audit/")).count(f"登记标记 人员 {one.code}") == 2


@pytest.mark.parametrize("role", OTHERS)
def test_a_word_that_an_import_did_not_know_is_told_to_those_two_alone(street: Street, clerk: Account, one: Person, role: Role) -> None:
    client = signed_in(make_account("other", role, street.sunny))
    before = read(client, one)
    number = note(one)
    address = reverse("member_note", args=[one.code, number])
    assert [page for old, page in zip(before, read(client, one), strict=True) if "低保" in page or "困难" in page] == []
    assert client.get(address).status_code in {403, 404}
    assert client.post(address, {"reason": ""}).status_code in {403, 404}
    assert CheckNote.objects.unguarded("测试").get(pk=number).closed_on is None
    shown = signed_in(clerk)
    assert "低保" in words(shown.get(f"/members/{one.code}/"))
    assert "低保" in words(shown.get("/settle/"))
    assert shown.post(address, {"reason": ""}).status_code == 302
