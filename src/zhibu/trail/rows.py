"""Plain SQL under the door: insert, update, delete and read rows of any model, one or many, on both databases."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import chain
from typing import Any, Final

from django.db import connection, models

Model = type[models.Model]

COPY_FROM: Final = 50
"""Rows from which PostgreSQL's COPY is quicker than single inserts."""
AT_ONCE: Final = 500
PARAMETERS: Final = 2000
"""Values in one statement; SQLite has taken ten times as many since 2020."""


def _table(model: Model) -> str:
    return connection.ops.quote_name(model._meta.db_table)


@lru_cache(maxsize=512)
def _field(model: Model, column: str) -> "models.Field[Any, Any]":
    return next(field for field in model._meta.concrete_fields if field.column == column)


@lru_cache(maxsize=512)
def _columns(model: Model, names: tuple[str, ...]) -> tuple[str, tuple[Any, ...]]:
    """The column list of an insert, and the defaults of the columns that the caller left out."""
    missing = [field for field in model._meta.concrete_fields if field.column not in names]
    defaults = tuple(prepared(model, str(field.column), field.get_default()) for field in missing)
    quoted = ", ".join(connection.ops.quote_name(name) for name in (*names, *(str(field.column) for field in missing)))
    return quoted, defaults


def prepared(model: Model, column: str, value: Any) -> Any:
    """A Python value as the database driver takes it."""
    if value is None or isinstance(value, (str, bytes, int, float)) or (isinstance(value, date) and not isinstance(value, datetime)):
        return str(value) if isinstance(value, str) else value
    return _field(model, column).get_db_prep_save(value, connection)


def announce(*models_: Model) -> None:
    """Take the lock of a writer before the first row number is taken, so that a sealer waits for whoever holds a number (PostgreSQL)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {', '.join(map(_table, models_))} IN ROW EXCLUSIVE MODE")


def reserve(model: Model, count: int) -> list[int]:
    """Take ``count`` row numbers; must run inside the transaction that uses them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
        last = row[0] if row else 0
        if row:
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [last + count, table])
        else:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last + count])
        return list(range(last + 1, last + count + 1))


def insert(model: Model, names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Insert rows: COPY on PostgreSQL when there are many, else statements of many rows, which halves what SQLite takes."""
    quoted, defaults = _columns(model, tuple(names))
    if connection.vendor == "postgresql" and len(values) >= COPY_FROM:
        _copy(model, quoted, defaults, values)
        return
    marks = ", ".join(["%s"] * len(names) + [_literal(value) for value in defaults])
    head = f"INSERT INTO {_table(model)} ({quoted}) VALUES "  # noqa: S608  names of the model
    at_once = max(1, PARAMETERS // len(names))
    whole = len(values) - len(values) % at_once
    with connection.cursor() as cursor:
        for part, size in ((values[:whole], at_once), (values[whole:], len(values) - whole)):
            if part:
                flat = list(chain.from_iterable(part))
                width = size * len(names)
                statement = head + ", ".join([f"({marks})"] * size)
                cursor.executemany(statement, [flat[start : start + width] for start in range(0, len(flat), width)])


def _copy(model: Model, quoted: str, defaults: tuple[Any, ...], values: Sequence[Sequence[Any]]) -> None:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {_table(model)} ({quoted}) FROM STDIN") as copy,
    ):
        for row in values:
            copy.write_row((*row, *defaults))


def _literal(value: Any) -> str:
    """A default as it stands in a statement: what is the same in every row need not be handed over with each."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return str(value)
    return "'" + str(value).replace("'", "''").replace("%", "%%") + "'"


def update(model: Model, names: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    """Update rows of ``(*names, id)``."""
    if not values:
        return
    sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {_table(model)} SET {sets} WHERE id = %s", values)  # noqa: S608  names of the model


def read(model: Model, row_id: int, names: Sequence[str]) -> dict[str, Any]:
    """One row's columns, locked until the transaction ends."""
    found = read_many(model, [row_id], names)
    if not found:
        raise LookupError(f"{model.__name__} {row_id}")
    return found[0]


def read_many(model: Model, row_ids: Sequence[int], names: Sequence[str]) -> list[dict[str, Any]]:
    """Columns of many rows, in the order of their numbers, locked until the transaction ends."""
    wanted = ("id", *(name for name in names if name != "id"))
    quoted = ", ".join(connection.ops.quote_name(name) for name in wanted)
    lock = " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""
    found: list[dict[str, Any]] = []
    with connection.cursor() as cursor:
        for part in _parts(row_ids):
            marks = ", ".join(["%s"] * len(part))
            cursor.execute(f"SELECT {quoted} FROM {_table(model)} WHERE id IN ({marks}) ORDER BY id{lock}", part)  # noqa: S608  names of the model
            found += [dict(zip(wanted, map(_plain, row), strict=True)) for row in cursor.fetchall()]
    return found


def subjects(model: Model, row_ids: Sequence[int], column: str) -> dict[int, int]:
    """The subject of each row."""
    if column == "id":
        return {row_id: row_id for row_id in row_ids}
    return {row["id"]: row[column] for row in read_many(model, row_ids, (column,))}


def delete(model: Model, row_ids: Sequence[int], column: str = "id") -> None:
    """Delete rows by number, or by that of what a column names."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {_table(model)} WHERE {column} = %s", [(row_id,) for row_id in row_ids])  # noqa: S608  names of the model


def _parts(row_ids: Sequence[int]) -> Iterable[list[int]]:
    unique = list(dict.fromkeys(row_ids))
    return (unique[start : start + AT_ONCE] for start in range(0, len(unique), AT_ONCE))


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def from_json(model: Model, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as the trail told it, back in the driver's types."""
    restored = {}
    for column, value in row.items():
        field = _field(model, column)
        binary = isinstance(field, models.BinaryField) and isinstance(value, str)
        restored[column] = base64.b64decode(value) if binary else prepared(model, column, field.to_python(value))
    return restored
