"""The sample street in the database, loaded once for all tests of this folder, and rolled back after them."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from zhibu.config.sample.load import load_sample
from zhibu.trail.actors import Actor


@pytest.fixture(scope="package", autouse=True)
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker, actor: Actor) -> Iterator[None]:
    """Loading is what takes the time; each test runs in a transaction within."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_sample(by=actor)
        yield
        transaction.set_rollback(True)
