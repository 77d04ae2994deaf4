"""A portal in the test's own process: its settings instead of ours, a folder of its own, and what the inside would have brought."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client

from zhibu.exchange.bundles import Bundle, look_up_key, public_of, signature, unseal, write
from zhibu.kernel.clock import today
from zhibu.portal import views
from zhibu.portal.pacing import CHECKS, LETTERS
from zhibu.portal.secret import keys_in
from zhibu.portal.store import Store

PRIVATE: Final = b"p" * 32
OWN: Final = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "CSRF_COOKIE_NAME", "CSRF_FAILURE_VIEW", "DATA_UPLOAD_MAX_MEMORY_SIZE")


@dataclass
class Portal:
    """What a test does with it."""

    directory: Path
    number: int = 0

    @property
    def store(self) -> Store:
        return Store(self.directory)

    def show(self, page: str, key: str, content: dict[str, Any] | None, *, days: int | None = None) -> None:
        """One page is brought, until so many days from today."""
        keys = keys_in(self.directory)
        until = "" if days is None else (today() + timedelta(days=days)).isoformat()
        item = {"number": self.number + 1, "page": page, "key": key, "until": until, "content": content}
        self.store.take(write(Bundle("portal", "", self.number, self.number + 1, 0, 1, (item,)), keys.marks), keys)
        self.number += 1

    def show_certificate(self, code: str, surname: str, content: dict[str, Any] | None) -> None:
        self.show("certificate", look_up_key(keys_in(self.directory).look_up, "certificate", code, surname), content)

    def address(self, key: str) -> str:
        return f"/liaison/{key}/{signature(keys_in(self.directory).addresses, 'liaison', key)}/"

    def letters(self) -> list[dict[str, Any]]:
        """What waits for the inside, opened with its key."""
        items = json.loads(json.loads(self.store.give(keys_in(self.directory)))["body"])["items"]
        opened = [unseal(PRIVATE, bytes.fromhex(one["sealed"]), str(one["number"]).encode()) for one in items]
        return [json.loads(one) for one in opened]


@pytest.fixture
def portal(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Portal]:
    monkeypatch.setenv("ZHIBU_PORTAL_DIR", str(tmp_path))
    halves = {"marks": "11" * 32, "sealing": public_of(PRIVATE).hex(), "sealing_name": 1, "look_up": "22" * 32, "addresses": "33" * 32}
    (tmp_path / "portal.keys").write_text(json.dumps(halves), encoding="ascii")
    from zhibu.portal import settings as own  # noqa: PLC0415  it makes its secret in the folder of this test

    for name in OWN:
        setattr(settings, name, getattr(own, name))
    settings.ALLOWED_HOSTS = ["testserver"]
    made = Portal(tmp_path)
    made.store.make()
    views.known_keys.cache_clear()
    CHECKS.clear()
    LETTERS.clear()
    yield made
    views.known_keys.cache_clear()


@pytest.fixture
def outsider(portal: Portal) -> Client:
    return Client(headers={"host": "testserver"})
