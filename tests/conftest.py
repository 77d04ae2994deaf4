"""What every test shares: a clock that stands still, and nothing remembered of accounts or findings from the test before."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import pytest
from django.test import TransactionTestCase
from hypothesis import settings

from tests.moments import standing_at
from zhibu.accounts.queries import forget
from zhibu.kernel import clock
from zhibu.oversight.queries import kept

SAID: Final = os.environ.get("ZHIBU_TEST_NOW", "")
"""Another moment at which to run, such as 2028-02-29T23:59: a calendar must not decide whether a test passes."""


DATABASES: Final = frozenset({"db", "transactional_db"})
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
"""How quick something is, is measured by ``bench``: a busy machine fails no test."""


def pytest_configure() -> None:
    """Another moment counts from the first import of a test on, also for what a class or a module makes once."""
    if SAID:
        pytest.MonkeyPatch().setattr(clock, "datetime", standing_at(datetime.fromisoformat(SAID).replace(tzinfo=clock.SHANGHAI)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server only those run that ask a database: the others have been through the run on the embedded one, and cannot differ."""
    if os.environ.get("ZHIBU_DATABASE"):
        left = [one for one in items if not asks_database(one)]
        items[:] = [one for one in items if asks_database(one)]
        config.hook.pytest_deselected(items=left)


def asks_database(item: pytest.Item) -> bool:
    """By a fixture, by its class, or by processes of its own (``pytestmark = pytest.mark.own_processes``)."""
    fixtures = getattr(item, "fixturenames", ())
    kind = getattr(item, "cls", None)
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_processes", "journey"))
    return marked or not DATABASES.isdisjoint(fixtures) or (kind is not None and issubclass(kind, TransactionTestCase))


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test ends at the moment at which it began: however slow the machine, midnight never falls into it."""
    monkeypatch.setattr(clock, "datetime", standing_at(clock.now()))


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """The database rolls the revision back after a test; what was read under it goes too, as do findings."""
    forget()
    kept.forget()
    yield
    forget()
    kept.forget()
