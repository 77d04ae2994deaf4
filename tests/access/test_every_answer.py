"""What every address has in common: no write without the page's own token, an act that is named, cookies that travel to nobody else."""

from typing import Final

import pytest
from django.test import Client, override_settings
from django.urls import resolve, reverse

from tests.access.in_the_world import InTheWorld, body_of, rows_of_everything
from tests.access.matrix import ROWS
from tests.access.world import Place

OPEN: Final = frozenset({"healthz", "web:appearance", "sign_in", "persona"})
"""Answers without anybody's data."""
pytestmark = pytest.mark.one_database


class TestEveryAnswer(InTheWorld):
    """One walk through all addresses for each promise."""

    def address(self, name: str, place: Place) -> str:
        row = ROWS[name]
        return reverse(name, args=row.at(place)) if row.at else reverse(name)

    def test_no_write_is_taken_without_the_token_of_the_page(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        taken = []
        for name, row in sorted(ROWS.items()):
            for subject in ("street_clerk", "rights_keeper", "anonymous"):
                strict.cookies = self.world.browser(subject).cookies
                with self.undone():
                    response = strict.post(
                        self.address(name, self.world.places["own"]), dict(row.post(self.world.places["own"])) if row.post else {}
                    )
                    body_of(response)
                refusals = {401, 405} if row.api else {403, 405}
                if response.status_code not in refusals and name != "healthz":
                    taken.append((name, subject, response.status_code))
        assert taken == []
        assert rows_of_everything() == self.before

    def test_no_address_reads_the_act_from_what_was_sent(self) -> None:
        """Every view names its act beside it: one that names none is listed as public in the matrix."""
        named = {name: getattr(resolve(self.address(name, self.world.places["own"])).func, "act", None) for name in ROWS}
        assert {name for name, act in named.items() if not act} == OPEN | {"second_step", "sign_in_slip", "calendar_feed", "api_schema"}

    def test_cookies_are_out_of_reach_of_scripts_and_other_sites(self) -> None:
        client = Client()
        with self.undone():
            client.post(reverse("sign_in"), {"username": "street_clerk", "password": "correct horse battery"})
            client.get(reverse("members"))
        session = client.cookies["zhibu_session"]
        assert (session["httponly"], session["samesite"], session["path"], session["max-age"]) == (True, "Lax", "/", "")
        assert client.cookies["zhibu_csrf"]["samesite"] == "Lax"
        assert "messages" not in client.cookies or client.cookies["messages"]["httponly"]

    @override_settings(SESSION_COOKIE_SECURE=True, CSRF_COOKIE_SECURE=True)
    def test_behind_tls_they_travel_in_no_other_way(self) -> None:
        client = Client()
        with self.undone():
            client.get(reverse("sign_in"))
            client.post(reverse("sign_in"), {"username": "street_clerk", "password": "correct horse battery"})
        assert {name: cookie["secure"] for name, cookie in client.cookies.items()} == {"zhibu_session": True, "zhibu_csrf": True}
