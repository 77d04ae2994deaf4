"""What every answer has in common, whatever the address: kept by nobody, framed by nobody, and no write without the page's own token."""

from typing import Final

from django.test import Client, override_settings
from django.urls import resolve, reverse

from tests.access.in_the_world import InTheWorld, body_of, rows_of_everything
from tests.access.matrix import ROWS
from tests.access.world import Place
from zhibu.web.middleware import POLICY

OPEN: Final = frozenset({"healthz", "web:appearance", "sign_in", "persona"})
"""Answers without anybody's data."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
SUBJECTS: Final = ("street_clerk", "member", "rights_keeper", "auditor", "bare")


class TestEveryAnswer(InTheWorld):
    """One walk through all addresses for each promise."""

    def address(self, name: str, place: Place) -> str:
        row = ROWS[name]
        return reverse(name, args=row.at(place)) if row.at else reverse(name)

    def test_pages_and_refusals_are_kept_by_no_browser_and_no_proxy(self) -> None:
        kept = []
        for name in sorted(set(ROWS) - OPEN):
            for subject in SUBJECTS:
                with self.undone():
                    response = self.world.browser(subject).get(self.address(name, self.world.places["own"]))
                    body_of(response)
                if response.status_code != 405 and "no-store" not in response.headers.get("Cache-Control", ""):
                    kept.append((name, subject, response.status_code))
        assert kept == []

    def test_every_answer_bears_the_headers(self) -> None:
        missing = []
        for name in sorted(ROWS):
            for subject in ("street_clerk", "bare", "anonymous"):
                with self.undone():
                    response = self.world.browser(subject).get(self.address(name, self.world.places["other"]))
                    body_of(response)
                missing += [(name, subject, header) for header, value in HEADERS.items() if response.headers.get(header) != value]
        assert missing == []

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
