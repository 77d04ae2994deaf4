"""The personas exist where the sample street is served and nothing else was ever loaded; everywhere else not even the address does."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.register.factories import Street, make_street
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Session
from zhibu.register.models import Installation
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def demo(settings: Settings, street: Street) -> None:
    settings.DEMO = True
    Installation.objects.create(pk=1, holds_demo=True)
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", demo=True)
    make_account("shenji", Role.AUDITOR, name="韩松", demo=True)


def become(client: Client, username: str) -> int:
    return client.post(reverse("persona"), {"persona": username}).status_code


@pytest.mark.usefixtures("demo")
def test_the_log_in_offers_the_personas_and_one_touch_opens(client: Client) -> None:
    assert "演示数据：换一个身份看看 周敏 街道组织干事 韩松 审计员" in words(client.get(reverse("sign_in")))
    assert become(client, "ganshi") == 302
    assert "周敏" in words(client.get(reverse("home")))
    assert list(Operation.objects.filter(act="demo.persona").values_list("actor", "reason")) == [("演示", "周敏")]


@pytest.mark.usefixtures("demo")
def test_going_on_as_another_ends_the_session_before(client: Client) -> None:
    become(client, "ganshi")
    become(client, "shenji")
    assert list(Session.objects.filter(ended_at=None).values_list("account__username", flat=True)) == ["shenji"]
    assert Operation.objects.filter(act="demo.persona").latest("pk").actor == "周敏"


@pytest.mark.usefixtures("demo")
def test_the_bar_stands_on_every_page_and_marks_who_is_looking(client: Client) -> None:
    become(client, "shenji")
    page = client.get(reverse("home")).content.decode()
    assert page.count('name="persona"') == 2
    assert page.count('value="shenji" aria-pressed="true"') == 1


@pytest.mark.usefixtures("demo")
def test_an_account_of_a_real_person_is_no_persona(client: Client, street: Street) -> None:
    make_account("real", Role.STREET_CLERK, street.street)
    assert become(client, "real") == 404
    assert become(client, "") == 404
    assert Session.objects.count() == 0


@pytest.mark.usefixtures("demo")
def test_a_closed_persona_is_none(client: Client) -> None:
    Account.objects.filter(username="ganshi").update(active=False)
    assert become(client, "ganshi") == 404


@pytest.mark.usefixtures("demo")
def test_where_a_real_roster_was_loaded_nobody_switches(client: Client) -> None:
    Installation.objects.update(holds_real=True)
    assert become(client, "ganshi") == 404
    assert "换一个身份看看" not in client.get(reverse("sign_in")).content.decode()


@pytest.mark.usefixtures("demo")
def test_without_the_demo_mode_nobody_switches(client: Client, settings: Settings) -> None:
    settings.DEMO = False
    assert become(client, "ganshi") == 404
    assert "换一个身份看看" not in client.get(reverse("sign_in")).content.decode()


def test_without_sample_data_nobody_switches(client: Client, settings: Settings, street: Street) -> None:
    settings.DEMO = True
    account = make_account("ganshi", Role.STREET_CLERK, street.street, demo=True)
    assert become(client, "ganshi") == 404
    assert "换一个身份看看" not in signed_in(account).get(reverse("home")).content.decode()
