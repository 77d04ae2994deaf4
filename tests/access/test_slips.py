"""A member who wants no password signs in with a code on a slip; the branch prints it, and it says nothing of what it opens."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.factors import CODES, is_in, shown, with_phone
from tests.access.pages import Answer, words
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import reader_of
from zhibu.access.rules import may_use_slip
from zhibu.access.services import give_grant, set_active
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Slip, SlipCode
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Person
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY = "测试"
PARTY_WORDS = re.compile(r"党|支部|组织|书记|委员|干事|街道|社区")
ON_PAPER = re.compile(r'<section class="panel on-paper">.*?</section>', re.DOTALL)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def person(street: Street) -> Person:
    return make_person(street.sunny_first, "赵国强")


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


def printed(client: Client, person: Person) -> list[str]:
    answer = client.post(reverse("member_slip", args=[person.code]))
    assert answer.status_code == 200
    return CODES.findall(answer.content.decode())


def given_today(account: Account, role: Role, street: Street) -> None:
    spot = street.sunny_first.pk
    given = give_grant(by=actor(), account_id=account.pk, role=role, organisation_id=spot, valid_from=today(), valid_to=FAR)
    assert given.allowed


def enter(client: Client, code: str) -> Answer:
    return client.post(reverse("sign_in_slip"), {"code": code})


def test_a_slip_makes_an_account_that_opens_the_own_record_alone(secretary: Client, person: Person) -> None:
    codes = printed(secretary, person)
    account = Account.objects.get(username=person.code)
    reader = reader_of(account_id=account.pk, label="", on=today())
    assert (len(codes), account.display_name, account.must_change_password) == (5, "赵国强", False)
    assert (reader.person_id, reader.held) == (person.pk, ())
    client = Client()
    assert enter(client, codes[0]).headers["Location"] == reverse("home")
    assert "所在党支部 阳光社区第一党支部" in words(client.get(reverse("me")))
    assert client.get(reverse("members")).status_code == 200
    assert client.get(reverse("organisations")).status_code == 403


def test_no_password_opens_such_an_account(secretary: Client, person: Person) -> None:
    printed(secretary, person)
    for password in ("", "!", person.code, "demo-2026"):
        client = Client()
        client.post(reverse("sign_in"), {"username": person.code, "password": password})
        assert not is_in(client)


def test_each_code_opens_once_however_it_is_typed(secretary: Client, person: Person) -> None:
    codes = printed(secretary, person)
    first, again, second = Client(), Client(), Client()
    enter(first, codes[0])
    assert "登录码不正确，或者已经用过。" in words(enter(again, codes[0]))
    enter(second, codes[1].replace(" ", ""))
    assert [is_in(first), is_in(again), is_in(second)] == [True, False, True]


def test_the_slip_says_nothing_of_what_it_opens(secretary: Client, person: Person) -> None:
    html = secretary.post(reverse("member_slip", args=[person.code])).content.decode()
    (paper,) = ON_PAPER.findall(html)
    text = unescape(re.sub(r"<[^>]+>", " ", paper))
    assert PARTY_WORDS.findall(text) == []
    assert ["赵国强" in text, "http://testserver/login/slip" in text] == [True, True]
    (title,) = re.findall(r"<title>(.*?)</title>", html)
    assert PARTY_WORDS.findall(title) == []
    assert '<body class="task paper">' in html


def test_a_new_slip_voids_the_one_before(secretary: Client, person: Person) -> None:
    old = printed(secretary, person)
    new = printed(secretary, person)
    before, after = Client(), Client()
    enter(before, old[0])
    enter(after, new[0])
    assert [is_in(before), is_in(after), Account.objects.filter(username=person.code).count()] == [False, True, 1]


def test_who_printed_it_stands_in_the_trail_and_before_the_member(secretary: Client, person: Person) -> None:
    codes = printed(secretary, person)
    client = Client()
    enter(client, codes[0])
    assert f"打印 {today():%Y-%m-%d}" in words(client.get(reverse("my_sessions")))
    assert "陈立 还能用 4 个" in words(client.get(reverse("my_sessions")))
    acts = list(Operation.objects.filter(act__in=("account.slip", "account.sign_in")).order_by("pk").values_list("act", "actor", "reason"))
    assert acts == [("account.slip", "陈立", ""), ("account.sign_in", "赵国强", "登录码")]


def test_an_account_that_is_there_is_used_and_keeps_its_password(secretary: Client, street: Street, person: Person) -> None:
    account = make_account("zhaoguoqiang", Role.MEMBER, street.sunny_first, name="赵国强", person=person)
    codes = printed(secretary, person)
    assert Slip.objects.get().account == account
    assert Account.objects.get(pk=account.pk).password == account.password
    client = Client()
    enter(client, codes[0])
    assert is_in(client)


def test_an_account_with_more_rights_gets_none(secretary: Client, street: Street, person: Person) -> None:
    make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first, name="赵国强", person=person)
    answer = secretary.post(reverse("member_slip", args=[person.code]))
    assert (answer.status_code, "这个账号有管理授权，不能用登录码登录。" in words(answer)) == (422, True)
    assert (Slip.objects.count(), SlipCode.objects.count(), Account.objects.count()) == (0, 0, 2)


def test_a_closed_account_gets_none(secretary: Client, street: Street, person: Person) -> None:
    account = make_account("zhaoguoqiang", name="赵国强", person=person)
    set_active(by=actor(), account_id=account.pk, active=False, reason="测试")
    assert "这个账号已停用。" in words(secretary.post(reverse("member_slip", args=[person.code])))
    assert Slip.objects.count() == 0


def test_rights_that_came_later_shut_the_slip_out_and_spend_nothing(secretary: Client, street: Street, person: Person) -> None:
    codes = printed(secretary, person)
    account = Account.objects.get(username=person.code)
    given_today(account, Role.BRANCH_OFFICER, street)
    client = Client()
    assert "这个账号有管理授权，不能用登录码登录。" in words(enter(client, codes[0]))
    assert (is_in(client), SlipCode.objects.filter(used_at=None).count()) == (False, 5)


def test_whoever_came_in_with_a_slip_is_out_when_more_rights_begin(secretary: Client, street: Street, person: Person) -> None:
    """Else whoever printed the slip would wait in the member's place until the member is given an office."""
    client = Client()
    enter(client, printed(secretary, person)[0])
    account = Account.objects.get(username=person.code)
    for role, stays in ((Role.MEMBER, True), (Role.BRANCH_OFFICER, False)):
        given_today(account, role, street)
        assert is_in(client) is stays


def test_whoever_came_in_with_the_password_stays(street: Street, person: Person) -> None:
    account = make_account("zhaoguoqiang", Role.MEMBER, street.sunny_first, name="赵国强", person=person)
    client = signed_in(account)
    given_today(account, Role.BRANCH_OFFICER, street)
    assert is_in(client)


def test_records_merged_twice_over_are_one_person_with_one_account(secretary: Client, street: Street, person: Person) -> None:
    second = make_person(street.sunny_second, "赵国強")
    first = make_person(street.sunny_second, "趙國強")
    account = make_account("zhaoguoqiang", Role.BRANCH_OFFICER, street.sunny_first, name="赵国强", person=first)
    for keep, other in ((second, first), (person, second)):
        assert merge_persons(by=actor(), keep=keep, other=other).done
    assert secretary.post(reverse("member_slip", args=[person.code])).status_code == 422
    assert list(AccountOwner.objects.unguarded(WHY).values_list("account_id", flat=True)) == [account.pk]


def test_a_second_factor_that_the_member_set_is_asked_too(secretary: Client, person: Person) -> None:
    codes = printed(secretary, person)
    with_phone(Account.objects.get(username=person.code))
    client = Client()
    assert enter(client, codes[0]).headers["Location"] == reverse("second_step")
    client.post(reverse("second_step"), {"code": shown()})
    assert is_in(client)


def test_a_slip_that_is_over_opens_nothing(secretary: Client, person: Person) -> None:
    codes = printed(secretary, person)
    Slip.objects.update(expires_at=now() - timedelta(minutes=1))
    client = Client()
    assert "这张纸条已经过期。" in words(enter(client, codes[0]))
    assert not is_in(client)


def test_wrong_codes_are_recorded_without_a_name(client: Client) -> None:
    enter(client, "1234 5678 9012 3456")
    assert list(Operation.objects.values_list("act", "actor")) == [("account.sign_in_failed", "未知登录码")]


def test_somebody_who_has_left_gets_none(secretary: Client, street: Street, person: Person) -> None:
    assert leave(by=actor(today()), person=person, how="left", on=today(), reason="转出").done
    answer = secretary.post(reverse("member_slip", args=[person.code]))
    assert (answer.status_code, "这个人现在不在名册上。" in words(answer)) == (422, True)
    assert (Slip.objects.count(), Account.objects.filter(username=person.code).count()) == (0, 0)


def test_the_log_in_page_shows_the_second_way_and_carries_on_where_one_wanted_to_go(client: Client) -> None:
    html = client.get(reverse("sign_in"), {"next": "/me/"}).content.decode()
    assert 'href="/login/slip?next=%2Fme%2F">用纸条上的登录码</a>' in html


def test_the_name_of_a_new_account_is_free(secretary: Client, person: Person) -> None:
    make_account(person.code, name="别人")
    printed(secretary, person)
    owner = AccountOwner.objects.unguarded(WHY).get(person=person)
    assert Account.objects.get(pk=owner.account_id).username == f"{person.code}-2"
    assert Grant.objects.unguarded(WHY).filter(account_id=owner.account_id).count() == 0


@pytest.mark.parametrize(
    ("roles", "codes"),
    [
        ((), []),
        ((Role.MEMBER,), []),
        ((Role.MEMBER, Role.BRANCH_OFFICER), ["more_rights"]),
        ((Role.AUDITOR,), ["more_rights"]),
    ],
)
def test_a_slip_opens_no_more_than_every_member_sees(roles: tuple[Role, ...], codes: list[str]) -> None:
    assert [one.code for one in may_use_slip(roles=roles).objections] == codes
