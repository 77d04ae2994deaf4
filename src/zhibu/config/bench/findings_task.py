"""The task of ``bench findings``: the query behind the command and the pages, timed, with its statements counted."""

import time
from datetime import timedelta
from typing import Any

from django.db import connection

from zhibu.config.bench.exporting_task import Counter
from zhibu.config.bench.figures import median
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.counts import counts
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.commands.exporting import scope_of
from zhibu.register.queries.measures.organisations import organisations

READER = SystemReader("测速")
PAST = timedelta(days=400)


def find(*, case: str, within: str, times: int) -> dict[str, Any]:
    """Findings of a scope; the floor is reading the organisations of the same scope and day."""
    on = today() - PAST if case == "past" else today()
    scope = scope_of(within, on)
    asked = Asked.by(READER, on=on, scope=scope)
    taken, floors, number, rows, queries = [], [], 0, 0, 0
    for _ in range(times):
        counted, begin = Counter(), time.perf_counter()
        with connection.execute_wrapper(counted):
            number = counts(asked, scope=scope).total if case == "counts" else len(findings(asked))
        taken.append(time.perf_counter() - begin)
        queries = max(queries, counted.queries)
        begin = time.perf_counter()
        rows = len(organisations(asked.paths, on))
        floors.append(time.perf_counter() - begin)
    return {"seconds": median(taken), "floor": median(floors), "queries": queries, "findings": number, "organisations": rows}
