"""A folder of its own for each test, and owners for what it attaches."""

from pathlib import Path

import pytest
from pytest_django import Settings

from tests.files.owned import BRANCH, PERSON
from zhibu.files import owners


@pytest.fixture(autouse=True)
def _own_folder(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture(autouse=True)
def _owned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(owners._owners, "test_branch", BRANCH)
    monkeypatch.setitem(owners._owners, "test_person", PERSON)
