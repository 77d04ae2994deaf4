"""What runs again on a server: whatever asks a database, and nothing else."""

import pytest
from django.test import TestCase

from tests.conftest import asks_database


def test_a_test_that_asks_no_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert not asks_database(request.node)


def test_a_test_with_a_database_runs_on_each(request: pytest.FixtureRequest, db: None) -> None:
    assert asks_database(request.node)


@pytest.mark.own_processes
def test_a_test_with_processes_of_its_own_runs_on_each(request: pytest.FixtureRequest) -> None:
    assert asks_database(request.node)


class TestInAClass(TestCase):
    """Django's own way to a database."""

    @pytest.fixture(autouse=True)
    def _asked(self, request: pytest.FixtureRequest) -> None:
        self.item = request.node

    def test_a_class_with_a_database_runs_on_each(self) -> None:
        assert asks_database(self.item)
