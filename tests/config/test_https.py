"""Behind a proxy that ends TLS: cookies for this host over TLS alone, and the browser is told to come no other way."""

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.config.installations import Installation

ASK = """
import json
from django.test import Client
from zhibu.accounts.models import Account, SecondFactor
from zhibu.accounts.rules import counter_at, phone_code
from zhibu.accounts.services.factors import phone_context, seal_secret
from zhibu.kernel.clock import now
from zhibu.web.assets import manifest
from tests.access.cast import PASSWORD, make_account
account = make_account("shenji")
SecondFactor.objects.create(account=account, secret_sealed=seal_secret(b"1" * 20, phone_context(account.pk)), phone_since=now())
client = Client(headers={"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.9"})
page = client.get("/login")
file = client.get(f"/static/{manifest()['main.css']}")
b"".join(file)
client.post("/login", {"username": "shenji", "password": PASSWORD})
client.post("/login/second", {"code": phone_code(b"1" * 20, counter_at(now())), "remember": "on"})
def parts(cookie):
    return [bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"], cookie["path"], cookie["domain"]]
cookies = {key: parts(cookie) for key, cookie in client.cookies.items()}
print(json.dumps({"page": dict(page.headers), "file": dict(file.headers), "cookies": cookies}))
"""


@dataclass(frozen=True)
class Behind(Installation):
    """An installation that is told whether a proxy ends TLS."""

    https: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return {**super().environment, "ZHIBU_HTTPS": self.https}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    found = {}
    for https in ("1", ""):
        made = Behind(tmp_path_factory.mktemp("https"), https=https)
        found[https] = json.loads(made.python(ASK).splitlines()[-1])
    return found


def test_the_browser_is_told_to_come_by_tls_for_a_year(answers: dict[str, dict[str, Any]]) -> None:
    told = {https: [found[kind].get("Strict-Transport-Security") for kind in ("page", "file")] for https, found in answers.items()}
    assert told == {"1": ["max-age=31536000"] * 2, "": [None, None]}


def test_cookies_are_of_this_host_and_over_tls_alone(answers: dict[str, dict[str, Any]]) -> None:
    assert answers["1"]["cookies"] == {
        "__Host-zhibu_csrf": [True, False, "Lax", "/", ""],
        "__Host-zhibu_session": [True, True, "Lax", "/", ""],
        "__Host-zhibu_device": [True, True, "Lax", "/", ""],
    }
    assert sorted(answers[""]["cookies"]) == ["zhibu_csrf", "zhibu_device", "zhibu_session"]


def test_files_carry_the_headers_too_and_are_for_our_pages_alone(answers: dict[str, dict[str, Any]]) -> None:
    told = answers["1"]["file"]
    assert [told[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy", "X-Frame-Options")] == [
        "nosniff",
        "same-origin",
        "DENY",
    ]
    assert "Access-Control-Allow-Origin" not in told
