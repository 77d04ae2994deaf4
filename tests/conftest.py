"""What every test shares: nothing that a process remembers of accounts or findings outlives the test that made them."""

from collections.abc import Iterator

import pytest

from zhibu.accounts.queries import forget
from zhibu.oversight.queries import kept


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """The database rolls the revision back after a test; what was read under it goes too, as do findings."""
    forget()
    kept.forget()
    yield
    forget()
    kept.forget()
