"""The personas of the demonstration in the sample street: who they are, what they may, on what it rests."""

import pytest
from django.contrib.auth.hashers import check_password

from zhibu.access.models import AccountOwner, Grant
from zhibu.accounts.models import Account
from zhibu.config.demo import PASSWORD, add_personas
from zhibu.config.sample.personas import PERSONAS
from zhibu.trail.actors import Actor

WHY = "测试"
pytestmark = pytest.mark.django_db


def test_personas_can_sign_in_and_hold_their_roles(actor: Actor) -> None:
    add_personas(by=actor)
    accounts = list(Account.objects.order_by("pk"))
    assert [(one.username, one.display_name, one.demo, one.must_change_password) for one in accounts] == [
        (persona.username, persona.name, True, False) for persona in PERSONAS
    ]
    assert check_password(PASSWORD, accounts[0].password)
    held = Grant.objects.unguarded(WHY).order_by("pk").values_list("account__username", "role", "organisation__now_short_name", "basis")
    assert list(held) == [(one.username, one.role, one.organisation or None, one.basis) for one in PERSONAS]


def test_grants_of_secretaries_rest_on_their_posts(actor: Actor) -> None:
    add_personas(by=actor)
    rests = Grant.objects.unguarded(WHY).order_by("pk").values_list("account__username", "post__kind")
    assert dict(rests) == {one.username: one.post for one in PERSONAS}


def test_accounts_of_members_open_their_own_record(actor: Actor) -> None:
    add_personas(by=actor)
    owners = AccountOwner.objects.unguarded(WHY).values_list(
        "account__username", "person__name", "person__now_organisation__now_short_name"
    )
    assert sorted(owners) == sorted((one.username, one.name, one.branch) for one in PERSONAS if one.branch)
