"""What every test shares: nothing that a process remembers of accounts outlives the test that made them."""

from collections.abc import Iterator

import pytest

from zhibu.accounts.queries import forget


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """The database rolls the revision back after a test; what was read under it goes too."""
    forget()
    yield
    forget()
