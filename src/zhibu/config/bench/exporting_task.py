"""The task of ``bench export``: the command itself, timed, with its queries counted."""

import argparse
import contextlib
import io
import json
import time
from collections.abc import Callable
from typing import Any

from django.db import connection

from zhibu.register.commands import exporting


def export_roll(*, out: str, within: str) -> dict[str, Any]:
    """Of an organisation and everything below it, as somebody would type it."""
    parser = argparse.ArgumentParser()
    exporting.add_arguments(parser)
    options = parser.parse_args(["members", "--out", out, "--json", "--within", within])
    counted = Counter()
    said = io.StringIO()
    begin = time.perf_counter()
    with contextlib.redirect_stdout(said), connection.execute_wrapper(counted):
        exporting.run(options)
    seconds = time.perf_counter() - begin
    return {"seconds": seconds, "queries": counted.queries, "rows": json.loads(said.getvalue())["rows"]}


class Counter:
    """Counts statements without keeping them."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        """Of one statement."""
        self.queries += 1
        return execute(*arguments)
