"""Who writes holds the row first and reads it again: a page may be an hour old, and two people may act at the same moment.

On SQLite a transaction of writing has the whole database to itself; on PostgreSQL the rows are locked until it ends.
"""

from typing import Any, Final, TypeVar

from django.db import connection

from zhibu.register.models import Place
from zhibu.store.guards import Recorded

WHY: Final = "办理前在锁定之下重新读取"
Held = TypeVar("Held", bound=Recorded)


def held(row: Held) -> Held:
    """The row as it stands now; nobody else changes it until the operation ends."""
    model: Any = type(row)
    fresh: Held = model.objects.unguarded(WHY).select_for_update(no_key=True).get(pk=row.pk)
    return fresh


def tree_held() -> None:
    """Nobody else founds, moves or ends an organisation until the operation ends: paths are made of paths."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {connection.ops.quote_name(Place._meta.db_table)} IN SHARE ROW EXCLUSIVE MODE")
