"""What was recorded lately in somebody's reach: operations on organisations, units and persons, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.db import connection

from zhibu.access.queries.subjects import Label, Subject, labels
from zhibu.access.terms import act_to_take_back
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader
from zhibu.register.queries.rolls import _ranges
from zhibu.trail.models import AuditEntry, Operation

LOOKED_AT: Final = 50
"""Entries of an operation that decide whether it lies in somebody's reach: an import of another street is not read to its end."""

SEE: Final = "see_register"


class Change(NamedTuple):
    """One operation as those read it who look after what it changed; ``count`` says how many subjects in their reach."""

    id: int
    at: datetime
    actor: str
    act: str
    reason: str
    count: int
    subject: Label | None
    undone: bool
    may_take_back: bool


def recent_changes(reader: Reader, *, since: datetime, now: datetime, before: int | None = None, size: int) -> list[Change]:
    """The latest operations since a moment. Walks back from the newest and stops when it has enough; at most seven queries."""
    numbers = _operations(reader.paths(SEE), since, before, size)
    if not numbers:
        return []
    found = _subjects(numbers, reader.paths(SEE))
    names = labels({subject for _, subject in found.values()}, reader)
    rows = Operation.objects.filter(pk__in=numbers).order_by("-pk")
    changes = []
    for pk, at, account_id, actor, act, reason, undone_by in rows.values_list("pk", "at", "account_id", "actor", "act", "reason", "undone_by"):
        count, subject = found.get(pk, (0, None))
        local = at.astimezone(SHANGHAI)
        own = account_id is not None and account_id == reader.account_id and local.date() == now.astimezone(SHANGHAI).date()
        takeable = own and undone_by is None and bool(act_to_take_back(act))
        label = names.get(subject) if subject else None
        changes.append(Change(pk, local, actor, act, reason, count, label, undone_by is not None, takeable))
    return changes


def _operations(paths: Sequence[str], since: datetime, before: int | None, size: int) -> list[int]:
    first = Operation.objects.filter(at__gte=since).order_by("at").values_list("pk", flat=True).first()
    if first is None or not paths:
        return []
    inside = _ranges("e.path", paths)
    below = " AND o.id < %s" if before is not None else ""
    query = (
        f"SELECT o.id FROM trail_operation o WHERE o.id >= %s{below} AND EXISTS (SELECT 1 FROM (SELECT a.path FROM trail_auditentry a"  # noqa: S608  fixed parts
        f" WHERE a.operation_id = o.id ORDER BY a.id LIMIT {LOOKED_AT}) AS e WHERE {inside.text}) ORDER BY o.id DESC LIMIT {size}"
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [first, *([before] if before is not None else []), *inside.values])
        return [row[0] for row in cursor.fetchall()]


def _subjects(numbers: Sequence[int], paths: Sequence[str]) -> dict[int, tuple[int, Subject]]:
    """How many subjects of each operation lie in the subtrees, and the first of them; two queries."""
    inside = _ranges("path", paths)
    marks = ", ".join(["%s"] * len(numbers))
    query = f"SELECT operation_id, count(*), min(id) FROM trail_auditentry WHERE operation_id IN ({marks}) AND {inside.text} GROUP BY operation_id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query, [*numbers, *inside.values])
        counted = {row[0]: (row[1], row[2]) for row in cursor.fetchall()}
    firsts = AuditEntry.objects.filter(pk__in=[first for _, first in counted.values()])
    subjects = {pk: (kind, number) for pk, kind, number in firsts.values_list("pk", "subject_kind", "subject_id")}
    return {operation: (count, subjects[first]) for operation, (count, first) in counted.items()}
