"""What every test shares: a clock that stands still, and nothing remembered of accounts or findings from the test before."""

import os
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

import pytest
from django.test import TransactionTestCase
from hypothesis import settings
from pytest_django import Settings

from tests.moments import standing_at
from zhibu.accounts.queries import forget
from zhibu.kernel import clock
from zhibu.oversight.queries import kept

SAID: Final = os.environ.get("ZHIBU_TEST_NOW", "")
"""Another moment at which to run, such as 2028-02-29T23:59: a calendar must not decide whether a test passes."""


DATABASES: Final = frozenset({"db", "transactional_db"})
OF_PAGES: Final = re.compile(r"/views/|/test_(views|pages|[a-z_]+_pages)\.py$")
"""Tests of what a page says and takes."""
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
"""How quick something is, is measured by ``bench``: a busy machine fails no test."""


def pytest_configure() -> None:
    """Another moment counts from the first import of a test on, also for what a class or a module makes once."""
    if SAID:
        pytest.MonkeyPatch().setattr(clock, "datetime", standing_at(datetime.fromisoformat(SAID).replace(tzinfo=clock.SHANGHAI)))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On a server those run that could find there what they did not on the embedded database.

    What asks no database cannot. Pages are opened on the server by the permission matrix, every one, and what they read and write has
    tests of its own below them, which all run.
    """
    if os.environ.get("ZHIBU_DATABASE"):
        left = [one for one in items if not asks_database(one) or is_the_same_anywhere(one)]
        gone = set(left)
        items[:] = [one for one in items if one not in gone]
        config.hook.pytest_deselected(items=left)


def asks_database(item: pytest.Item) -> bool:
    """By a fixture, by its class, or by processes of its own (``pytestmark = pytest.mark.own_processes``)."""
    fixtures = getattr(item, "fixturenames", ())
    kind = getattr(item, "cls", None)
    marked = any(item.get_closest_marker(name) for name in ("django_db", "own_processes", "journey"))
    return marked or not DATABASES.isdisjoint(fixtures) or (kind is not None and issubclass(kind, TransactionTestCase))


def is_the_same_anywhere(item: pytest.Item) -> bool:
    """What a page says, or is marked (``pytestmark = pytest.mark.one_database``); not where processes of its own ask the server."""
    of_pages = bool(OF_PAGES.search(item.path.as_posix())) and item.get_closest_marker("own_processes") is None
    return of_pages or item.get_closest_marker("one_database") is not None


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


@pytest.fixture
def own_folder(settings: Settings, tmp_path: Path) -> None:
    """Attachments of this test alone: what others attached lies on the disk when the database has rolled it back."""
    settings.FILES_DIR = tmp_path / "files"
