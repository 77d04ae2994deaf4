"""Rows of many keys in a few statements, as plain tuples: dates as ISO text on both databases."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import orjson
from django.db import connection, models

AT_ONCE: Final = 10_000
IMPORTS: Final = 5_146_902_773
"""The number of PostgreSQL's advisory lock."""


def select(
    model: type[models.Model], columns: Sequence[str], *, key: str, keys: Sequence[Any], where: str = "", values: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """``columns`` of the rows whose ``key`` is among ``keys`` and that meet ``where``; in no order."""
    if not keys:
        return
    head = f"SELECT {', '.join(_read(model, column) for column in columns)} FROM {model._meta.db_table} WHERE "  # noqa: S608  names of the model
    tail = f" AND {where}" if where else ""
    with connection.cursor() as cursor:
        for start in range(0, len(keys), AT_ONCE):
            condition, marks = _among(key, keys[start : start + AT_ONCE])
            cursor.execute(head + condition + tail, [*marks, *values])
            yield from cursor.fetchall()


def one_at_a_time() -> None:
    """Two imports at the same moment would not see each other's new persons; on SQLite a writer is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORTS])


def exists(model: type[models.Model], where: str, values: Sequence[Any] = ()) -> bool:
    """Whether any row meets a condition."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {model._meta.db_table} WHERE {where} LIMIT 1", list(values))  # noqa: S608  names of the model
        return cursor.fetchone() is not None


def _among(key: str, keys: Sequence[Any]) -> tuple[str, list[Any]]:
    """One parameter where the database takes a list in one."""
    if connection.vendor == "postgresql":
        return f"{key} = ANY(%s)", [list(keys)]
    if isinstance(keys[0], bytes):
        marks = ", ".join(["%s"] * len(keys))
        return f"{key} IN ({marks})", list(keys)
    return f"{key} IN (SELECT value FROM json_each(%s))", [orjson.dumps(list(keys)).decode()]  # noqa: S608  name of a column


def _read(model: type[models.Model], column: str) -> str:
    """A date as text: an expression has no declared type, so that the driver makes no object of it."""
    field = next(one for one in model._meta.concrete_fields if one.column == column)
    if not isinstance(field, models.DateField):
        return column
    return f"{column}::text" if connection.vendor == "postgresql" else f"{column} || ''"
