"""A folder of its own for each test, and owners for what it attaches."""

import pytest

from tests.files.owned import BRANCH, PERSON
from zhibu.files import owners


@pytest.fixture(autouse=True)
def _own_folder(own_folder: None) -> None:
    """For its effect, in every test here."""


@pytest.fixture(autouse=True)
def _owned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(owners._owners, "test_branch", BRANCH)
    monkeypatch.setitem(owners._owners, "test_person", PERSON)
