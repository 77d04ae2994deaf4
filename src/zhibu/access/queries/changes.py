"""What was recorded lately in somebody's reach: operations on organisations, units and persons, newest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.access.queries.subjects import Label, Subject, labels
from zhibu.access.terms import act_to_take_back
from zhibu.kernel.clock import SHANGHAI, day_of
from zhibu.kernel.readers import Reader
from zhibu.register.queries.scopes import ranges
from zhibu.trail.models import Operation
from zhibu.trail.terms import QUIET, act_label

LOOKED_AT: Final = 50
"""Entries of an operation that decide whether it lies in somebody's reach: an import of another street is not read to its end."""

SEE: Final = "see_register"
SEALED: Final = "see_hardship"


class Change(NamedTuple):
    """One operation as those read it who look after what it changed; ``subjects`` says how many in their reach."""

    id: int
    at: datetime
    actor: str
    act: str
    reason: str
    subjects: int
    subject: Label | None
    undone: bool
    may_take_back: bool

    @property
    def label(self) -> str:
        """The act in words."""
        return act_label(self.act)


def recent_changes(reader: Reader, *, since: datetime, now: datetime, before: int | None = None, size: int) -> list[Change]:
    """The latest operations since a moment. Walks back from the newest and stops when it has enough; at most six queries."""
    paths = reader.paths(SEE)
    numbers = _operations(paths, reader.paths(SEALED), since, before, size)
    if not numbers:
        return []
    found = _subjects(numbers, paths)
    names = labels({subject for _, subject in found.values()}, reader)
    rows = Operation.objects.filter(pk__in=numbers).order_by("-pk")
    changes = []
    for pk, at, account_id, actor, act, reason, undone_by in rows.values_list(
        "pk", "at", "account_id", "actor", "act", "reason", "undone_by"
    ):
        count, subject = found.get(pk, (0, None))
        local = at.astimezone(SHANGHAI)
        own = reader.account_id is not None and account_id == reader.account_id and local.date() == day_of(now)
        undone = bool(undone_by)
        takeable = own and not undone and bool(act_to_take_back(act))
        label = names.get(subject) if subject else None
        changes.append(Change(pk, local, actor, act, reason, count, label, undone, takeable))
    return changes


def _operations(paths: Sequence[str], sealed: Sequence[str], since: datetime, before: int | None, size: int) -> list[int]:
    """Acts of the sealed area, and the taking back of such, lie in the reach of fewer."""
    if not paths:
        return []
    inside, opened = ranges("e.path", paths), ranges("e.path", sealed)
    quiet = ", ".join(["%s"] * len(QUIET))
    below = " AND o.id < %s" if before is not None else ""
    entries = f"SELECT a.path FROM trail_auditentry a WHERE a.operation_id = o.id ORDER BY a.id LIMIT {LOOKED_AT}"  # noqa: S608  fixed parts
    query = (
        "SELECT o.id FROM trail_operation o"  # noqa: S608  fixed parts
        " WHERE o.id >= (SELECT f.id FROM trail_operation f WHERE f.at >= %s ORDER BY f.at LIMIT 1) AND o.at >= %s"
        f"{below} AND EXISTS (SELECT 1 FROM ({entries}) AS e WHERE {inside.text})"
        f" AND (NOT (o.act IN ({quiet}) OR EXISTS (SELECT 1 FROM trail_operation u WHERE u.id = o.undoes_id AND u.act IN ({quiet})))"
        f" OR EXISTS (SELECT 1 FROM ({entries}) AS e WHERE {opened.text})) ORDER BY o.id DESC LIMIT {size}"
    )
    with connection.cursor() as cursor:
        from_here = [_stored(since), _stored(since), *([before] if before is not None else [])]
        cursor.execute(query, [*from_here, *inside.values, *QUIET, *QUIET, *opened.values])
        return [row[0] for row in cursor.fetchall()]


def _subjects(numbers: Sequence[int], paths: Sequence[str]) -> dict[int, tuple[int, Subject]]:
    """How many subjects of each operation lie in the subtrees, and the first of them; one query."""
    inside = ranges("path", paths)
    marks = ", ".join(["%s"] * len(numbers))
    counted = (
        f"SELECT count(*) AS number, min(id) AS first FROM trail_auditentry WHERE operation_id IN ({marks})"  # noqa: S608  fixed parts
        f" AND {inside.text} GROUP BY operation_id"
    )
    query = f"SELECT e.operation_id, c.number, e.subject_kind, e.subject_id FROM ({counted}) AS c JOIN trail_auditentry e ON e.id = c.first"  # noqa: S608  fixed parts
    with connection.cursor() as cursor:
        cursor.execute(query, [*numbers, *inside.values])
        return {operation: (number, (kind, subject)) for operation, number, kind, subject in cursor.fetchall()}


def _stored(at: datetime) -> Any:
    """A moment as the database driver takes it."""
    return connection.ops.adapt_datetimefield_value(at)
