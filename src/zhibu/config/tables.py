"""The tables of the database, row by row in a form that no database owns: read under one snapshot, written back in bulk."""

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final

from django.apps import apps
from django.db import connection, models, transaction

from zhibu.config.archive import SLICE, Part

LEFT_OUT: Final = frozenset({"accounts_session", "accounts_device", "accounts_failedsignin", "accounts_revision", "register_importrun"})
"""Nobody stays signed in or shut out over a restore, no device remembered; the revision only counts; uploads lie beside the database."""

KINDS: Final[Mapping[str, str]] = {
    "AutoField": "plain",
    "BigAutoField": "plain",
    "BigIntegerField": "plain",
    "BinaryField": "bytes",
    "BooleanField": "truth",
    "CharField": "plain",
    "DateField": "day",
    "DateTimeField": "moment",
    "DecimalField": "number",
    "ForeignKey": "plain",
    "IntegerField": "plain",
    "OneToOneField": "plain",
    "PositiveIntegerField": "plain",
    "PositiveSmallIntegerField": "plain",
    "SmallIntegerField": "plain",
    "TextField": "plain",
    "TimeField": "hour",
}
"""How a column travels; a field that is not listed stops the tests, not a restore."""

Encoder = Callable[[Any], Any]


def tables() -> list[type[models.Model]]:
    """What a backup holds, in the order of the apps."""
    own = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhibu.")]
    return [model for model in own if model._meta.managed and model._meta.db_table not in LEFT_OUT]


def columns_of(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Columns with the kind of each."""
    return tuple((str(field.column), KINDS[field.get_internal_type()]) for field in model._meta.concrete_fields)


@contextmanager
def snapshot() -> Iterator[None]:
    """Everything that is read inside was true at one moment; writers go on meanwhile."""
    if connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if connection.vendor == "postgresql" else "BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def read_rows(model: type[models.Model]) -> Iterator[list[list[Any]]]:
    """The rows of a table by their key, in slices that JSON can hold."""
    kinds = columns_of(model)
    key = str(model._meta.pk.column)
    where = [name for name, _ in kinds].index(key)
    names = ", ".join(connection.ops.quote_name(name) for name, _ in kinds)
    query = f"SELECT {names} FROM {_quoted(model)} {{after}} ORDER BY {connection.ops.quote_name(key)} LIMIT {SLICE}"  # noqa: S608  names of the model
    encoders = [ENCODE[kind] for _, kind in kinds]
    last: Any = None
    with connection.cursor() as cursor:
        while True:
            after = "" if last is None else f"WHERE {connection.ops.quote_name(key)} > %s"
            cursor.execute(query.format(after=after), [] if last is None else [last])
            found = cursor.fetchall()
            if not found:
                return
            yield [[value if value is None else encode(value) for encode, value in zip(encoders, row, strict=True)] for row in found]
            last = found[-1][where]


def last_number(model: type[models.Model]) -> int:
    """The last row number that the database gave out."""
    table = model._meta.db_table
    if not isinstance(model._meta.pk, models.AutoField):
        return 0
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {cursor.fetchone()[0]}")  # noqa: S608  the database's own name
        else:
            cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        return int(cursor.fetchone()[0])


def is_empty() -> bool:
    """Whether nothing was recorded yet."""
    with connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f"SELECT 1 FROM {_quoted(model)} LIMIT 1")  # noqa: S608  name of the model
            if cursor.fetchone():
                return False
    return True


@transaction.atomic
def write_tables(parts: Iterable[Part], slices: Callable[[Part], Iterable[list[list[Any]]]], *, replace: bool) -> None:
    """All tables in one transaction; every constraint and trigger holds while they are filled."""
    if replace:
        _clear()
    for part in parts:
        decoders = [DECODE[kind] for _, kind in part.columns]
        for rows in slices(part):
            _insert(
                part,
                [[value if value is None else decode(value) for decode, value in zip(decoders, row, strict=True)] for row in rows],
            )
        _continue_numbers(part)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE accounts_revision SET number = number + 1")


def _clear() -> None:
    names = [model._meta.db_table for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("zhibu.")]
    cleared = [connection.ops.quote_name(name) for name in names if name != "accounts_revision"]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"TRUNCATE {', '.join(cleared)}")
            return
        for name in cleared:
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608  names of the models


def _insert(part: Part, rows: Sequence[Sequence[Any]]) -> None:
    table = connection.ops.quote_name(part.name)
    names = ", ".join(connection.ops.quote_name(name) for name, _ in part.columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(part.columns))
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  names checked against the models


def _continue_numbers(part: Part) -> None:
    if not part.last_number:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [part.name, part.last_number])
            return
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [part.name])
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [part.name, part.last_number])


def _quoted(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _bytes_out(value: Any) -> str:
    return base64.b64encode(bytes(value)).decode()


def _moment_out(value: datetime) -> str:
    """SQLite gives moments without a zone: they are in UTC."""
    return (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()


def _day_out(value: date) -> str:
    return value.isoformat()


def _hour_out(value: time) -> str:
    return value.isoformat()


def _number_out(value: Decimal | float | str) -> str:
    """As digits, without zeros at the end: SQLite gives back a decimal as a number of its own."""
    return f"{Decimal(str(value)).normalize():f}"


def _same(value: Any) -> Any:
    return value


ENCODE: Final[Mapping[str, Encoder]] = {
    "plain": _same,
    "truth": bool,
    "bytes": _bytes_out,
    "moment": _moment_out,
    "day": _day_out,
    "hour": _hour_out,
    "number": _number_out,
}


def _moment_in(value: str) -> Any:
    """As Django keeps moments in SQLite: text in UTC, without a zone."""
    return value if connection.vendor == "postgresql" else str(datetime.fromisoformat(value).replace(tzinfo=None))


def _bytes_in(value: str) -> bytes:
    return base64.b64decode(value)


DECODE: Final[Mapping[str, Encoder]] = {
    "plain": _same,
    "truth": _same,
    "bytes": _bytes_in,
    "moment": _moment_in,
    "day": _same,
    "hour": _same,
    "number": _same,
}
