"""The task of ``bench certificates``: honours are written once, then read and set, timed, with the queries counted."""

import time
from typing import Any, Final

from django.db import connection
from django.test.utils import override_settings

from zhibu.config.bench.exporting_task import Counter
from zhibu.exchange.pdf import pdf
from zhibu.kernel.clock import now
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.honours.certificates import certificate_sheet
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.queries.certificates import granted
from zhibu.mechanism.honours.terms import EXPORT, HonourKind
from zhibu.register.models import Organisation, Person
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "测量证书打印"
ADDRESS: Final = "https://portal.invalid"
EMPTY: Final = "#set page(width: 29.7cm, height: 21cm)\n#for _ in range(int(sys.inputs.pages)) { page[] }"


def certificates(*, number: int, giver: str) -> dict[str, Any]:
    """All of them in one file."""
    reader, street = SystemReader(WHY), Organisation.objects.unguarded(WHY).get(code=giver)
    _grant(reader, street, number)
    counted = Counter()
    begin = time.perf_counter()
    with connection.execute_wrapper(counted), override_settings(PORTAL_ADDRESS=ADDRESS):
        found = granted(reader, EXPORT, street)[:number]
        made = certificate_sheet(found, "")
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    pdf(EMPTY, {"pages": str(number)})
    floor = time.perf_counter() - begin
    return {"seconds": seconds, "floor": floor, "queries": counted.queries, "pages": len(found), "bytes": len(made)}


def _grant(reader: SystemReader, street: Organisation, number: int) -> None:
    """To the first members, unless they are there from a run before."""
    there = Honour.objects.unguarded(WHY).count()
    if there >= number:
        return
    on = now().date()
    members = Person.objects.unguarded(WHY).exclude(now_organisation=None).order_by("pk").values_list("pk", "now_organisation_id")
    columns = (
        "id", "place_id", "person_id", "name", "year", "giver_id", "kind", "title", "decided_on", "document", "certificate", "check_code",
        "revoked_because", "revoked_document",
    )  # fmt: skip
    kind = HonourKind.EXCELLENT_MEMBER
    with recording(Actor(reader, now(), "command"), "demo.load", reason=WHY) as work:
        people = list(members[there:number])
        rows = [
            (pk, place, person, "", on.year, street.pk, str(kind), kind.label, on, "", f"{pk:012d}", f"B{pk:09d}", "", "")
            for pk, (person, place) in zip(work.reserve(Honour, len(people)), people, strict=True)
        ]
        work.put(Honour, columns, rows)
