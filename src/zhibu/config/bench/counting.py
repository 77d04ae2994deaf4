"""Counts the queries of pages, in this process and through Django's own client, on their second visit."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries(*, cases: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """For each case, of ``name``, ``username``, ``password`` and ``urls``: the most queries that any of its addresses needs."""
    settings.ALLOWED_HOSTS.append("testserver")
    return {case["name"]: _most(case) for case in cases}


def _most(case: Mapping[str, Any]) -> int:
    client = Client()
    client.get("/login")
    client.post("/login", {"username": case["username"], "password": case["password"]})
    return max(_visit(client, url) for url in case["urls"])


def _visit(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url}: {answer.status_code}")
    return len(captured)
