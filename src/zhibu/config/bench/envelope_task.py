"""The task of ``bench envelope``: content, sealing, opening and reckoning, with the number of records and queries."""

import secrets
import time
from datetime import date
from typing import Any

from django.db import connection

from zhibu.config.bench.appraisal_task import WHY
from zhibu.config.bench.exporting_task import Counter
from zhibu.mechanism.appraisal.envelope.content import content_of
from zhibu.mechanism.appraisal.envelope.reckoning import differences
from zhibu.mechanism.appraisal.envelope.sealing import opened, sealed
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.standing import standings

PASSWORD = secrets.token_urlsafe(16)


def envelope(*, year: int, number: int) -> dict[str, Any]:
    """Of the first so many branches, on the last day of the year."""
    scheme, on = Scheme.objects.unguarded(WHY).select_related("organisation").get(kind="branch", year=year), date(year, 12, 31)
    found = Agreement.objects.unguarded(WHY).filter(scheme=scheme).select_related("scheme", "taker").order_by("taker__now_path")
    agreements = list(found[:number])
    begin = time.perf_counter()
    standings(scheme, agreements, on)
    floor = time.perf_counter() - begin
    counted, begin = Counter(), time.perf_counter()
    with connection.execute_wrapper(counted):
        content = content_of(scheme, agreements, on)
    file = sealed(content, password=PASSWORD, code="X00000000")
    wrong = differences(opened(file, PASSWORD))
    seconds = time.perf_counter() - begin
    alone = Counter()
    with connection.execute_wrapper(alone):
        content_of(scheme, agreements[:1], on)
    lines = [line for one in content["organisations"] for line in one["lines"]]
    return {
        "seconds": seconds,
        "floor": floor,
        "queries": counted.queries,
        "queries_of_one": alone.queries,
        "organisations": len(agreements),
        "indicators": len(lines) // max(len(agreements), 1),
        "records": sum(len(item.get("records", ())) for line in lines for item in line["items"]),
        "bytes": len(file),
        "differences": len(wrong),
    }
