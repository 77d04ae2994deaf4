"""What every test shares: a clock that stands still, and nothing remembered of accounts or findings from the test before."""

import os
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import pytest
from hypothesis import settings

from tests.moments import standing_at
from zhibu.accounts.queries import forget
from zhibu.kernel import clock
from zhibu.oversight.queries import kept

SAID: Final = os.environ.get("ZHIBU_TEST_NOW", "")
"""Another moment at which to run, such as 2028-02-29T23:59: a calendar must not decide whether a test passes."""


settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
"""How quick something is, is measured by ``bench``: a busy machine fails no test."""


def pytest_configure() -> None:
    """Another moment counts from the first import of a test on, also for what a class or a module makes once."""
    if SAID:
        pytest.MonkeyPatch().setattr(clock, "datetime", standing_at(datetime.fromisoformat(SAID).replace(tzinfo=clock.SHANGHAI)))


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
