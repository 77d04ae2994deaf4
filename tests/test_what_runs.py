"""What runs again on a server: whatever asks a database and could find something else there."""

import pytest
from django.test import TestCase

from tests.conftest import OF_PAGES, asks_database, is_the_same_anywhere


def test_a_test_that_asks_no_database_runs_once(request: pytest.FixtureRequest) -> None:
    assert not asks_database(request.node)


def test_a_test_with_a_database_runs_on_each(request: pytest.FixtureRequest, db: None) -> None:
    assert asks_database(request.node)


@pytest.mark.own_processes
def test_a_test_with_processes_of_its_own_runs_on_each(request: pytest.FixtureRequest) -> None:
    assert asks_database(request.node)


@pytest.mark.one_database
def test_a_test_that_says_so_runs_once(request: pytest.FixtureRequest, db: None) -> None:
    assert is_the_same_anywhere(request.node)


@pytest.mark.parametrize(
    ("path", "once"),
    [
        ("tests/register/views/test_members.py", True),
        ("tests/mechanism/honours/test_views.py", True),
        ("tests/mechanism/honours/test_certificate_pages.py", True),
        ("tests/mechanism/honours/test_services.py", False),
        ("tests/access/test_matrix.py", False),
    ],
)
def test_tests_of_pages_run_once(path: str, once: bool) -> None:
    assert bool(OF_PAGES.search(path)) is once


class TestInAClass(TestCase):
    """Django's own way to a database."""

    @pytest.fixture(autouse=True)
    def _asked(self, request: pytest.FixtureRequest) -> None:
        self.item = request.node

    def test_a_class_with_a_database_runs_on_each(self) -> None:
        assert asks_database(self.item)
