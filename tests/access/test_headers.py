"""Every address, for whoever comes to it: what the browser is told, and that the page keeps to it."""

import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Final

import pytest
from django.urls import reverse

from tests.access.in_the_world import InTheWorld, body_of
from tests.access.matrix import ROWS
from zhibu.web.middleware import HEADERS

pytestmark = pytest.mark.one_database
OWN_SCRIPT: Final = re.compile(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", re.IGNORECASE)
INLINE: Final = re.compile(r"<style|<[^>]+\sstyle=|<[^>]+\son[a-z]+=|javascript:", re.IGNORECASE)
ELSEWHERE: Final = re.compile(r"(?:src|href|action)=\"(?:https?:)?//", re.IGNORECASE)
READERS: Final = ("street_clerk", "branch_secretary", "member", "rights_keeper", "auditor", "system_keeper", "bare", "anonymous")
OPEN_TO_ALL: Final = frozenset({"healthz", "web:appearance", "persona"})
"""Nothing of anybody stands in these answers; the personas are not there outside the demo."""


class TestHeaders(InTheWorld):
    """One test for each address; all that is wrong with it is told at once."""

    def wrong(self, name: str, reader: str) -> list[str]:
        row = ROWS[name]
        address = reverse(name, args=row.at(self.world.places["own"]) if row.at else ())
        client = self.world.browser(reader)
        with self.undone():
            response = client.post(address) if row.only_post else client.get(address)
            body = body_of(response).decode(errors="replace")
        where = f"{name} as {reader} ({response.status_code})"
        found = [f"{where}: {key}: {response.headers.get(key)}" for key, value in HEADERS.items() if response.headers.get(key) != value]
        if name not in OPEN_TO_ALL and reader != "anonymous" and "no-store" not in response.headers.get("Cache-Control", ""):
            found.append(f"{where}: may be kept: {response.headers.get('Cache-Control')}")
        if "text/html" in response.headers.get("Content-Type", ""):
            found += [f"{where}: {one}" for rule in (OWN_SCRIPT, INLINE, ELSEWHERE) for one in rule.findall(body)]
        return found + [f"{where}: cookie {key} lacks {part}" for key, part in self.loose(response.cookies)]

    def loose(self, cookies: SimpleCookie) -> list[tuple[str, str]]:
        """Cookies that scripts may read (ours read the token against forged requests), or that requests from other sites carry."""
        wanted = [(key, part) for key in cookies for part in ("httponly", "samesite") if (key, part) != ("zhibu_csrf", "httponly")]
        return [(key, part) for key, part in wanted if cookies[key]["max-age"] != 0 and not cookies[key][part]]


def _test_of(name: str) -> Callable[[TestHeaders], None]:
    def test(self: TestHeaders) -> None:
        assert [one for reader in READERS for one in self.wrong(name, reader)] == []

    return test


for _name in ROWS:
    setattr(TestHeaders, f"test_{_name}", _test_of(_name))


def test_the_list_of_headers_is_the_one_that_is_meant() -> None:
    assert sorted(HEADERS) == [
        "Content-Security-Policy",
        "Cross-Origin-Opener-Policy",
        "Cross-Origin-Resource-Policy",
        "Permissions-Policy",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Frame-Options",
    ]
    plain = {name: HEADERS[name] for name in HEADERS if name not in {"Content-Security-Policy", "Permissions-Policy"}}
    assert set(plain.values()) == {"same-origin", "nosniff", "DENY"}
    script = [
        part for part in HEADERS["Content-Security-Policy"].split("; ") if part.startswith(("script-src", "style-src", "default-src"))
    ]
    assert script == ["default-src 'none'", "script-src 'self'", "style-src 'self'"]
