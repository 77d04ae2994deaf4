"""Who needs a second factor has a week from the first log-in, then nothing else opens; a sheet runs out the same way."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.factors import first_step, is_in, second_step, set_up, shown, with_phone, with_sheet
from tests.access.pages import queries, words
from tests.register.factories import Street, actor, make_street
from zhibu.access.models import Grant
from zhibu.access.services import end_grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, SecondFactor
from zhibu.accounts.queries import forget
from zhibu.accounts.terms import GRACE
from zhibu.kernel.clock import now, today

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Account:
    return make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")


def page(client: Client, name: str = "second_factor") -> str:
    return words(client.get(reverse(name)))


def due(account: Account) -> date | None:
    return Account.objects.get(pk=account.pk).second_factor_due


def test_the_days_of_grace_begin_with_the_first_log_in_at_which_it_is_required(client: Client, clerk: Account) -> None:
    assert due(clerk) is None
    first_step(client, clerk)
    assert due(clerk) == today() + GRACE.span
    Account.objects.update(second_factor_due=today() + timedelta(days=2))
    clerk.refresh_from_db()
    first_step(Client(), clerk)
    assert due(clerk) == today() + timedelta(days=2)


def test_whoever_sees_one_branch_is_not_asked(client: Client, street: Street) -> None:
    account = make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first)
    first_step(client, account)
    assert due(account) is None
    assert "不强制设置二次验证" in page(client)


def test_a_requirement_that_has_ended_is_forgotten(client: Client, clerk: Account) -> None:
    Account.objects.update(second_factor_due=today() - timedelta(days=1))
    grant = Grant.objects.unguarded("测试").get(account=clerk)
    assert end_grant(by=actor(today()), grant=grant, on=today(), reason="调离").allowed
    clerk.refresh_from_db()
    first_step(client, clerk)
    assert (due(clerk), client.get(reverse("home")).status_code) == (None, 200)


def test_until_then_the_workbench_says_so(client: Client, clerk: Account) -> None:
    first_step(client, clerk)
    assert f"给账号设置二次验证 还有 {GRACE.days} 天" in page(client, "home")
    assert client.get(reverse("members")).status_code == 200


def test_after_that_the_log_in_leads_to_the_page_and_to_nothing_else(clerk: Account) -> None:
    Account.objects.update(second_factor_due=today())
    client = signed_in(clerk)
    closed = ("home", "members", "organisations", "my_sessions", "me", "password", "second_factor_off")
    assert [client.get(reverse(name)).headers.get("Location") for name in closed] == [reverse("second_factor")] * len(closed)
    assert "请先设置二次验证，设好以后才能继续。" in page(client)
    assert [client.get(reverse(name)).status_code for name in ("second_factor_phone", "second_factor_sheet")] == [200, 200]
    set_up(client)
    assert client.get(reverse("home")).status_code == 200


def test_being_led_there_does_not_keep_from_signing_out(clerk: Account) -> None:
    Account.objects.update(second_factor_due=today())
    assert signed_in(clerk).post(reverse("sign_out")).headers["Location"] == reverse("sign_in")


def cost(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("members"))
    return len(captured)


def test_the_question_is_asked_of_grants_once_and_then_remembered(clerk: Account) -> None:
    Account.objects.update(second_factor_due=today())
    client = signed_in(clerk)
    asked, remembered = cost(client), cost(client)
    assert (asked, remembered) == (5, 1)


@pytest.mark.parametrize("days", [1, 30])
def test_before_the_day_it_costs_nothing(clerk: Account, days: int) -> None:
    client = signed_in(clerk)
    plain = queries(lambda: client.get(reverse("members")))
    Account.objects.update(second_factor_due=today() + timedelta(days=days))
    forget()
    assert queries(lambda: client.get(reverse("members"))) == plain


def test_accounts_of_the_sample_street_are_not_forced_and_the_page_says_so(street: Street) -> None:
    account = make_account("demo", Role.STREET_CLERK, street.street, demo=True)
    Account.objects.update(second_factor_due=today())
    client = signed_in(account)
    assert client.get(reverse("home")).status_code == 200
    assert "这是演示账号，不强制设置二次验证" in page(client)
    assert "给账号设置二次验证" not in page(client, "home")


# A sheet runs out.


def test_a_sheet_that_runs_short_is_said_on_the_workbench(clerk: Account) -> None:
    with_sheet(clerk, left=3)
    assert "验证码单只剩 3 个" in page(signed_in(clerk), "home")


def test_with_the_last_code_nothing_opens_but_setting_up_anew(client: Client, clerk: Account) -> None:
    (last,) = with_sheet(clerk, left=1)
    first_step(client, clerk)
    assert second_step(client, last).status_code == 302
    assert client.get(reverse("home")).headers["Location"] == reverse("second_factor")
    assert "码单已用完，又没有设置手机验证器。" in page(client)


def test_a_spent_sheet_does_not_open_by_the_password_alone(client: Client, clerk: Account) -> None:
    with_sheet(clerk, left=0)
    assert first_step(client, clerk).headers["Location"] == reverse("second_step")
    assert not is_in(client)


def test_a_phone_beside_a_spent_sheet_is_enough(client: Client, clerk: Account) -> None:
    with_phone(clerk)
    SecondFactor.objects.update(sheet_since=now(), codes_left=0)
    first_step(client, clerk)
    second_step(client, shown())
    assert client.get(reverse("home")).status_code == 200
