"""Whole installations for tests: a data directory, one of the two databases, and ``zhibu`` run as a process of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

import psycopg

from zhibu.config.checkout import ROOT

PATIENCE: Final = 300.0
"""Seconds after which a process is taken for hanging."""
PREPARE: Final = "import django; django.setup()\nfrom zhibu.config.migrate import prepare_database; prepare_database()\n"
DUMP: Final = """
import json, sys
from zhibu.config.tables import read_rows, tables
json.dump({model._meta.db_table: [row for rows in read_rows(model) for row in rows] for model in tables()}, sys.stdout)
"""


@dataclass(frozen=True, slots=True)
class Installation:
    """A data directory and the address of its database; an empty address is the embedded SQLite."""

    data_dir: Path
    database: str = ""

    @property
    def environment(self) -> dict[str, str]:
        """What a process of this installation runs with."""
        return {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
            "PYTHONIOENCODING": "utf-8",
            "DJANGO_SETTINGS_MODULE": "zhibu.config.settings",
            "ZHIBU_DATA_DIR": str(self.data_dir),
            "ZHIBU_DATABASE": self.database,
        }

    def zhibu(self, *words: object, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run one command."""
        command = [sys.executable, "-m", "zhibu.config.cli", *map(str, words)]
        return subprocess.run(command, env=self.environment, input=stdin, capture_output=True, text=True, check=False, timeout=PATIENCE)

    def answer(self, *words: object) -> Any:
        """What a command answers to programs."""
        done = self.zhibu(*words, "--json")
        assert done.stderr == ""
        return json.loads(done.stdout)

    def python(self, program: str) -> str:
        """Run a program inside the installation."""
        return self.program(PREPARE + program)

    def program(self, program: str) -> str:
        """Run a program for which nothing was prepared."""
        command = [sys.executable, "-c", program]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert done.stderr == ""
        return done.stdout

    def rows(self) -> dict[str, list[list[Any]]]:
        """Every row of every table that a backup holds."""
        found: dict[str, list[list[Any]]] = json.loads(self.python(DUMP))
        return found


@contextmanager
def another_database(address: str, name: str) -> Iterator[str]:
    """A second, empty database on the server of a PostgreSQL address; each process of tests has one of its own under a name."""
    name = f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    with psycopg.connect(address.replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(address)._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())
