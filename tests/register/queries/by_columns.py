"""The measures of the register, spelled a second time: for DuckDB, which reads the tests' database from outside and knows nothing of ours.

Each says plainly what it means, over views that hold the spans of one day; how quick it is does not matter. The tables are attached
read only, by extensions that lie in the environment: nothing is downloaded.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import date
from importlib.resources import files
from pathlib import Path
from sqlite3 import connect
from typing import Any, Final

import duckdb
from django.db import connection
from psycopg.conninfo import make_conninfo

SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "threads": 1,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "temp_directory": "",
}
SPANS: Final = (
    "place", "organisationform", "name", "membership", "memberstatus", "membershipstate", "mark", "post", "unitorganisation",
)  # fmt: skip

SPELLED: Final[Mapping[str, str]] = {
    "organisations_part": """
        SELECT organisation_id, path, place.parent_id, code, name, short_name, kind, joint, provisional
        FROM place JOIN organisationform USING (organisation_id) JOIN name USING (organisation_id)
        JOIN register_organisation ON register_organisation.id = organisation_id
        WHERE within(path)""",
    "people_counts": """
        SELECT organisation_id, relation, status, count(*)
        FROM membership JOIN memberstatus USING (person_id) JOIN place USING (organisation_id)
        WHERE relation IN ('roll', 'group') AND within(path)
        GROUP BY ALL""",
    "posts": """
        SELECT begun.organisation_id, begun.kind, begun.person_id, person.name, begun.valid_from, begun.valid_to, roll.path
        FROM register_post begun JOIN place USING (organisation_id) JOIN register_person person ON person.id = begun.person_id
        LEFT JOIN roll ON roll.person_id = begun.person_id AND begun.valid_to > that_day()
        WHERE begun.valid_from <= that_day() AND begun.valid_to > that_day() - INTERVAL 30 DAY AND within(place.path)""",
    "posts_from": """
        SELECT organisation_id, min(begun.valid_from) FROM register_post begun JOIN place USING (organisation_id)
        WHERE begun.valid_from <= that_day() AND within(place.path) GROUP BY ALL""",
    "units_and_communities": """
        SELECT unit.id, unit.code, unit.name, stands.path, led.organisation_id
        FROM register_residentunit unit JOIN place stands ON stands.organisation_id = unit.organisation_id
        LEFT JOIN unitorganisation led ON led.unit_id = unit.id
        LEFT JOIN place leader ON leader.organisation_id = led.organisation_id
        WHERE coalesce(unit.closed_on > that_day(), true) AND (within(stands.path) OR coalesce(within(leader.path), false))
        UNION ALL
        SELECT 0, '', '', path, NULL FROM register_community JOIN place USING (organisation_id) WHERE within(path) OR above(path)""",
    "work_places": """
        SELECT work_unit_and_post FROM roll JOIN members USING (person_id) JOIN register_person person ON person.id = person_id
        WHERE work_unit_and_post <> '' AND within(roll.path) AND EXISTS (
            FROM register_residentunit unit JOIN place USING (organisation_id) LEFT JOIN unitorganisation led ON led.unit_id = unit.id
            WHERE within(path) AND coalesce(closed_on > that_day(), true) AND led.unit_id IS NULL
        )""",
    "watched": """
        SELECT person.id, code, name, roll.path, roll.organisation_id, status, memberstatus.valid_from, joined_on, probation_extended_to,
            state, membershipstate.valid_from, mark, noted.valid_from, detail,
            person_id IN (SELECT person_id FROM membership WHERE relation = 'host')
        FROM roll JOIN memberstatus USING (person_id) JOIN register_person person ON person.id = person_id
        LEFT JOIN membershipstate USING (person_id)
        LEFT JOIN (FROM mark WHERE mark IN ('out_of_contact', 'floating_out', 'floating_in', 'abroad')) noted USING (person_id)
        WHERE within(roll.path) AND reached(now_path)
            AND (status = 'probationary' OR coalesce(state = 'suspended', false) OR mark IS NOT NULL)""",
    "astray": """
        SELECT person.id, code, name, now_path, 0
        FROM (
            SELECT person_id, arg_max(organisation_id, valid_to) AS organisation_id FROM register_membership
            WHERE relation = 'roll' AND valid_from <= that_day() GROUP BY person_id HAVING max(valid_to) <= that_day()
        ) last JOIN members USING (person_id) JOIN place USING (organisation_id) JOIN register_person person ON person.id = person_id
        WHERE merged_into_id IS NULL AND within(path) AND reached(now_path)
        UNION ALL
        SELECT id, code, name, now_path, records
        FROM (
            SELECT *, count(*) OVER (PARTITION BY id_number_index) AS records FROM register_person
            WHERE id_number_index IS NOT NULL AND merged_into_id IS NULL
        )
        WHERE records > 1 AND within(now_path) AND reached(now_path)""",
}
"""By the names of the functions of ``register.queries.measures``, with the same columns in the same order."""


class ByColumns:
    """A database attached to DuckDB."""

    def __init__(self, engine: duckdb.DuckDBPyConnection) -> None:
        self._engine = engine

    def measured(self, name: str, paths: Sequence[str], reach: Sequence[str], on: date) -> list[tuple[Any, ...]]:
        """The rows of a measure, in no order."""
        for statement in _day(on), *_views(), _subtrees("within", paths), _subtrees("reached", reach), _above(paths):
            self._engine.execute(statement)
        return self._engine.execute(SPELLED[name]).fetchall()


def _day(on: date) -> str:
    return f"CREATE OR REPLACE TEMP MACRO that_day() AS DATE '{on.isoformat()}'"


def _views() -> Iterator[str]:
    for name in SPANS:
        yield f"CREATE OR REPLACE TEMP VIEW {name} AS FROM register_{name} WHERE valid_from <= that_day() AND that_day() < valid_to"
    yield (
        "CREATE OR REPLACE TEMP VIEW roll AS SELECT person_id, organisation_id, path FROM membership JOIN place USING (organisation_id)"
        " WHERE relation = 'roll'"
    )
    yield "CREATE OR REPLACE TEMP VIEW members AS SELECT person_id FROM memberstatus WHERE status IN ('full', 'probationary')"


def _subtrees(name: str, paths: Sequence[str]) -> str:
    inside = " OR ".join(f"starts_with(path, '{path}')" for path in paths)
    return f"CREATE OR REPLACE TEMP MACRO {name}(path) AS ({inside or 'false'})"


def _above(paths: Sequence[str]) -> str:
    around = " OR ".join(f"starts_with('{path}', path)" for path in paths)
    return f"CREATE OR REPLACE TEMP MACRO above(path) AS ({around or 'false'})"


@contextmanager
def by_columns(folder: Path) -> Iterator[ByColumns]:
    """The database of the test: what is committed of PostgreSQL, and of SQLite a copy, since it lies in memory.

    A live file is never attached: the extension brings an SQLite of its own, and two of them in one process lose each other's locks
    (sqlite.org/howtocorrupt.html, 2.2.1).
    """
    kind, address = ("postgres", _conninfo()) if connection.vendor == "postgresql" else ("sqlite", _copied(folder))
    extension = files(f"duckdb_extension_{kind}_scanner") / "extensions" / f"v{duckdb.__version__}" / f"{kind}_scanner.duckdb_extension"
    with closing(duckdb.connect(":memory:", config=SETTINGS)) as engine:
        engine.execute(f"LOAD '{extension}'")
        engine.execute(f"ATTACH '{address}' AS tested (TYPE {kind}, READ_ONLY)")
        engine.execute("USE tested")
        yield ByColumns(engine)


def _conninfo() -> str:
    connection.ensure_connection()
    return make_conninfo(**connection.connection.info.get_parameters()).replace("'", "''")


def _copied(folder: Path) -> str:
    copy = folder / "copy.sqlite3"
    connection.ensure_connection()
    with closing(connect(copy)) as target:
        connection.connection.backup(target)
    return str(copy)
