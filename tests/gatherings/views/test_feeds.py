"""The own calendar: opened, read without a log-in, replaced, revoked; neutral words alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.services import reset_password, set_active, set_password
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.gatherings.models import CalendarFeed, Gathering
from zhibu.gatherings.queries.feeds import hashed
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.register.models import Organisation
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def account(street: Street) -> Account:
    who = make_person(street.sunny_first, "赵国强")
    return make_account("dangyuan", Role.MEMBER, street.sunny_first, person=who)


@pytest.fixture
def client(account: Account) -> Client:
    return signed_in(account)


def planned(host: Organisation, days: int = 2, **facts: str) -> Gathering:
    lecture = part(GatheringKind.LECTURE, host, topic="秘密的主题")
    return make_gathering(host, lecture, on=today() + days * DAY, by=actor(today()), title="支部党课", **facts)


def opened(client: Client) -> str:
    """The address as the page shows it, once."""
    page = client.post(reverse("my_calendar"), {"do": "open"}).content.decode()
    return page.split('aria-label="订阅地址">http://testserver')[1].split("<")[0]


def read(address: str) -> str:
    """By a telephone, which is not signed in."""
    answer = Client().get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert "no-store" in answer.headers["Cache-Control"]
    return answer.content.decode()


def test_it_holds_hour_and_place_and_no_word_of_what_it_is(street: Street, client: Client) -> None:
    planned(street.sunny_first, place="二楼会议室")
    planned(street.sunny_second, place="别的支部")
    text = read(opened(client))
    assert ["SUMMARY:日程 14:00" in text, "LOCATION:二楼会议室" in text, text.count("BEGIN:VEVENT")] == [True, True, 1]
    assert [word for word in ("党", "支部", "课", "秘密", "阳光", "赵国强", "zhibu", "G000") if word in text] == []


def test_what_is_called_off_is_marked_so_that_telephones_take_it_out(street: Street, client: Client) -> None:
    found = planned(street.sunny_first)
    assert cancel_gathering(by=actor(today()), gathering=found, reason="停电").done
    assert "STATUS:CANCELLED" in read(opened(client))


def test_the_address_is_shown_once_and_its_hash_alone_is_kept(client: Client) -> None:
    address = opened(client)
    secret = address.removeprefix("/calendar/").removesuffix(".ics")
    assert CalendarFeed.objects.unguarded("测试").get().secret_hash == hashed(secret)
    page = client.get(reverse("my_calendar"))
    assert ["已开通" in words(page), secret in page.content.decode()] == [True, False]


def test_a_new_address_takes_the_place_of_the_old_one(client: Client) -> None:
    old, new = opened(client), opened(client)
    assert [Client().get(old).status_code, Client().get(new).status_code] == [404, 200]
    assert CalendarFeed.objects.unguarded("测试").count() == 1


def test_revoked_unknown_and_closed_look_alike(account: Account, client: Client) -> None:
    revoked = opened(client)
    assert client.post(reverse("my_calendar"), {"do": "close"}).status_code == 302
    unknown = reverse("calendar_feed", args=["0" * 43])
    answers = [Client().get(address) for address in (revoked, unknown)]
    closed = opened(client)
    assert set_active(by=actor(today()), account_id=account.pk, active=False, reason="测试").allowed
    answers.append(Client().get(closed))
    assert {(one.status_code, one.content) for one in answers} == {(404, answers[0].content)}


def test_opening_and_revoking_stand_in_the_trail_without_the_secret(client: Client) -> None:
    opened(client)
    client.post(reverse("my_calendar"), {"do": "close"})
    acts = Operation.objects.filter(act__startswith="account.calendar").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["account.calendar_open", "account.calendar_close"]


def test_nothing_is_written_to_an_address(client: Client) -> None:
    assert Client().post(opened(client)).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_a_calendar_costs_four_queries(street: Street, client: Client, count: int) -> None:
    address = opened(client)
    for number in range(count):
        planned(street.sunny_first, number)
    assert queries(lambda: Client().get(address)) == 4


def test_a_password_that_is_set_anew_closes_the_address(client: Client, account: Account) -> None:
    """Whoever knew the account by the lost password may know the address, too."""
    address = opened(client)
    assert Client().get(address).status_code == 200
    _, decision = reset_password(by=actor(), account_id=account.pk)
    assert decision.allowed
    assert Client().get(address).status_code == 404
    assert CalendarFeed.objects.unguarded("测试").count() == 0
    assert Operation.objects.latest("pk").act == "account.password"


def test_a_password_that_somebody_changes_himself_leaves_the_own_address(client: Client, account: Account) -> None:
    address = opened(client)
    assert set_password(by=actor(), account_id=account.pk, password="新的密码也很长的一句话", must_change=False).allowed
    assert Client().get(address).status_code == 200


def test_a_reset_at_the_server_closes_it_too(client: Client, account: Account) -> None:
    address = opened(client)
    assert set_password(by=actor(), account_id=account.pk, password="新的密码也很长的一句话", must_change=True).allowed
    assert Client().get(address).status_code == 404
