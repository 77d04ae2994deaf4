"""An empty database is made as the models stand; whoever goes through all migrations ends with the same tables."""

import json
import os
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest

from tests.config.installations import Installation, another_database

pytestmark = pytest.mark.own_processes
SERVER: Final = os.environ.get("ZHIBU_DATABASE", "")

AT_ONCE: Final = "import django; django.setup()\nfrom django.core.management import call_command; call_command('migrate', verbosity=0)\n"
STEP_BY_STEP: Final = """
import django; django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes())
"""
TOLD: Final = """
import json, sys
from django.db import connection
from tests.config.test_making import shape
json.dump(shape(connection), sys.stdout)
"""
ON_SERVER: Final = {
    "columns": """SELECT table_name, column_name, udt_name, character_maximum_length, numeric_precision, numeric_scale, is_nullable,
                  column_default, is_identity FROM information_schema.columns WHERE table_schema = 'public'""",
    "constraints": """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
                      WHERE connamespace = 'public'::regnamespace""",
    "indexes": "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "sequences": "SELECT sequencename, data_type::text, increment_by FROM pg_sequences WHERE schemaname = 'public'",
    "triggers": "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal",
}
COUNTED: Final = 'SELECT count(*) FROM "{}"'
MADE: Final = "SELECT type, tbl_name, name, sql FROM sqlite_master WHERE sql IS NOT NULL"


def shape(connection: Any) -> dict[str, list[str]]:
    """All that a database says of its tables, whatever the order of their columns; and how many rows each holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            found = {part: sorted(map(repr, cursor.execute(query).fetchall())) for part, query in ON_SERVER.items()}
        else:
            found = {f"{kind} {table} {name}": pieces(sql) for kind, table, name, sql in cursor.execute(MADE).fetchall()}
        names = sorted(connection.introspection.table_names(cursor))
        rows = [f"{name}: {next(iter(cursor.execute(COUNTED.format(name))))}" for name in names]
        applied = sorted(map(repr, cursor.execute("SELECT app, name FROM django_migrations").fetchall()))
    return {**found, "rows": rows, "applied": applied}


def pieces(sql: str) -> list[str]:
    """What stands between the outer brackets of a statement, in alphabetical order."""
    head, _, rest = sql.partition("(")
    found, depth = [""], 0
    for sign in rest.rpartition(")")[0]:
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return [head.strip(), *sorted(one.strip() for one in found)]


def told(place: Path, database: str, made: str) -> Any:
    place.mkdir()
    return json.loads(Installation(place, database).program(made + TOLD))


def test_both_ways_end_in_the_same_tables(tmp_path: Path) -> None:
    with ExitStack() as stack:
        first, second = (stack.enter_context(another_database(SERVER, name)) if SERVER else "" for name in ("at_once", "step_by_step"))
        at_once, stepwise = told(tmp_path / "one", first, AT_ONCE), told(tmp_path / "two", second, STEP_BY_STEP)
    assert at_once.keys() == stepwise.keys()
    assert {part: (at_once[part], stepwise[part]) for part in at_once if at_once[part] != stepwise[part]} == {}
    assert len(at_once["rows"]) > 100
