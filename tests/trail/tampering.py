"""The trail filled in bulk, and tampered with where nobody asks the program: in the database itself."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, models

from tests.register.factories import actor
from zhibu.trail import rows
from zhibu.trail.entries import ENTRY_COLUMNS
from zhibu.trail.marks import entry_mark, operation_mark, read_mark
from zhibu.trail.models import AuditEntry, Operation, ReadEntry

NOW: Final = actor().at
PER_OPERATION: Final = 10
OPERATION: Final = ("id", "at", "account_id", "actor", "on_behalf_of", "channel", "act", "reason", "undoes_id", "mac")
READ: Final = ("id", "at", "account_id", "actor", "kind", "person_id", "field", "reason", "path", "rows", "mac")

Log = type[AuditEntry | Operation | ReadEntry]


def sql(statement: str, *values: Any) -> None:
    """What somebody does who has the database and not the program."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def write_entries(count: int, *, at: datetime = NOW) -> list[int]:
    """Many sound audit entries, ten an operation; their numbers."""
    operations = rows.reserve(Operation, -(-count // PER_OPERATION))
    numbers = rows.reserve(AuditEntry, count)
    marks = {row: operation_mark(row, at, None, "周敏", "", "web", "member.correct", "核对", None) for row in operations}
    written = [(row, _moment(Operation, at), None, "周敏", "", "web", "member.correct", "核对", None, mark) for row, mark in marks.items()]
    rows.insert(Operation, OPERATION, written)
    entries = []
    for index, number in enumerate(numbers):
        operation, body = operations[index // PER_OPERATION], b'[["register_person",%d,null,null]]' % number
        mark = entry_mark(marks[operation], number, "person", number, "0001", False, body)  # noqa: FBT003  a column
        entries.append((number, operation, "person", number, "0001", False, body, mark))
    rows.insert(AuditEntry, ENTRY_COLUMNS, entries)
    return numbers


def write_reads(count: int, *, at: datetime = NOW) -> list[int]:
    """Many sound lines of the read log, a second apart; their numbers."""
    numbers = rows.reserve(ReadEntry, count)
    written = []
    for index, number in enumerate(numbers):
        moment = at + timedelta(seconds=index)
        mark = read_mark(moment, None, "周敏", "page", number, "", "", "0001", 1)
        written.append((number, _moment(ReadEntry, moment), None, "周敏", "page", number, "", "", "0001", 1, mark))
    rows.insert(ReadEntry, READ, written)
    return numbers


def _moment(model: type[models.Model], at: datetime) -> Any:
    return rows.prepared(model, "at", at)


def renumber(model: Log, moves: Sequence[tuple[int, int]]) -> None:
    """Give rows other numbers, all at once: ``(old, new)``."""
    table = model._meta.db_table
    for old, new in moves:
        sql(f"UPDATE {table} SET id = %s WHERE id = %s", -new, old)  # noqa: S608  name of the model
    sql(f"UPDATE {table} SET id = -id WHERE id < 0")  # noqa: S608  the same


def delete(model: Log, first: int, last: int) -> None:
    """Take rows out."""
    sql(f"DELETE FROM {model._meta.db_table} WHERE id BETWEEN %s AND %s", first, last)  # noqa: S608  the same


def copy(model: Log, source: int, target: int) -> None:
    """A sound row once more, under a number that is free."""
    table = model._meta.db_table
    columns = ", ".join(str(field.column) for field in model._meta.concrete_fields if field.column != "id")
    sql(f"INSERT INTO {table} (id, {columns}) SELECT %s, {columns} FROM {table} WHERE id = %s", target, source)  # noqa: S608  the same


def replace(model: Log, source: int, target: int) -> None:
    """A sound row written over another one."""
    delete(model, target, target)
    copy(model, source, target)
