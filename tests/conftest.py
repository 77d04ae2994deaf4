"""What every test shares: a clock that stands still, and nothing remembered of accounts or findings from the test before."""

import os
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Final

import pytest

from zhibu.accounts.queries import forget
from zhibu.kernel import clock
from zhibu.oversight.queries import kept

SAID: Final = os.environ.get("ZHIBU_TEST_NOW", "")
"""Another moment at which to run, such as 2028-02-29T23:59: a calendar must not decide whether a test passes."""


@pytest.fixture(autouse=True)
def _one_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test ends at the moment at which it began: however slow the machine, midnight never falls into it."""
    moment = datetime.fromisoformat(SAID).replace(tzinfo=clock.SHANGHAI) if SAID else clock.now()

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a moment of the library's own class will do
            return moment.astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Standing)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """The database rolls the revision back after a test; what was read under it goes too, as do findings."""
    forget()
    kept.forget()
    yield
    forget()
    kept.forget()
