"""Counts the queries of pages, in this process and through Django's own client, on their second visit."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries(*, username: str, password: str, urls: Sequence[str]) -> dict[str, Any]:
    """The most queries that any of the addresses needs."""
    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.get("/login")
    client.post("/login", {"username": username, "password": password})
    return {"most": max(_visit(client, url) for url in urls)}


def _visit(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")
    return len(captured)
