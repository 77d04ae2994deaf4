"""Loading more rows than a table holds: indexes are built once at the end, and the planner is told what has come in."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection, models

from zhibu.store.spans import NoOverlap

WORTH_IT: Final = 20_000
"""Rows below which nobody notices that indexes are kept up row by row."""
WORTH_TELLING: Final = 500
"""Rows from which PostgreSQL is told at once: a planner that believes in empty tables takes seconds for what takes none."""


@contextmanager
def bulk_load(tables: Sequence[type[models.Model]], *, rows: int) -> Iterator[None]:
    """While ``rows`` rows come into each of these tables; inside a transaction, which takes all of it back.

    SQLite: where they are more than the tables hold, plain indexes are dropped and built anew by sorting (100,000 persons: 1.6 s instead
    of 4.0). Its statements on indexes belong to the transaction and nobody else sees them; indexes that a constraint works with stay.
    PostgreSQL: statistics are taken at the end, or whatever is asked next is planned as if the tables were empty.
    """
    if connection.vendor == "postgresql":
        yield
        if rows >= WORTH_TELLING:
            _analyse(tables)
    elif rows < WORTH_IT:
        yield
    else:
        with _indexes_rebuilt([table for table in tables if rows > _held(table)]):
            yield


def take_statistics() -> None:
    """Of every table, after much was written: PostgreSQL otherwise plans as if they were empty, and a list of members takes minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _analyse(tables: Sequence[type[models.Model]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(connection.ops.quote_name(table._meta.db_table) for table in tables)}")


@contextmanager
def _indexes_rebuilt(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    statements = [found for table in tables for found in _indexes(table)]
    with connection.cursor() as cursor:
        for name, _ in statements:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
    yield
    with connection.cursor() as cursor:
        for _, statement in statements:
            cursor.execute(statement)


def _held(table: type[models.Model]) -> int:
    """Rows that were ever in a table: enough to tell much from little."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table._meta.db_table])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def _indexes(table: type[models.Model]) -> list[tuple[str, str]]:
    kept = {f"{one.name}_ix" for one in table._meta.constraints if isinstance(one, NoOverlap)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = %s", [table._meta.db_table]
        )
        return [(name, statement) for name, statement in cursor.fetchall() if name not in kept and " UNIQUE " not in statement]
