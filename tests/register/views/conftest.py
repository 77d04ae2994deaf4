"""A small street of today, and browsers of those who work in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.register.factories import Street, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.register.models import Organisation, Person

Browser = Callable[..., Client]


@dataclass(frozen=True, slots=True)
class Desk:
    """The street with its clerk signed in; pages know today, so its facts are of today."""

    street: Street
    clerk: Client
    today: date


@pytest.fixture
def desk(db: None) -> Desk:
    street = make_street()
    return Desk(street, signed_in(make_account("clerk", Role.STREET_CLERK, street.street)), today())


@pytest.fixture
def somebody(db: None) -> Browser:
    """Somebody with a role at a place, signed in."""
    made = iter(range(100))

    def open_for(role: Role | None, place: Organisation | None = None, *, person: Person | None = None) -> Client:
        return signed_in(make_account(f"user{next(made)}", role, place, person=person))

    return open_for
