"""``bench import``: a member roster of 100,000 rows into an empty register, and once more when nothing changes."""

import argparse
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import psycopg

from zhibu.config.bench.datasets import Dataset, copy_of, dataset, version
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import Done, run_task
from zhibu.config.cluster import private_cluster
from zhibu.config.distribution import postgresql_programs

ROWS: Final = 100_000
AIMS: Final = {"sqlite": 6.0, "postgresql": 8.0, "again-sqlite": 3.0, "again-postgresql": 3.0}
AIM_MEMORY: Final = 600
NO_SERVER: Final = "没有找到 PostgreSQL：请安装 postgresql 后重试 (PostgreSQL not installed)"
KINDS: Final = ("sqlite", "postgresql")


def measure(options: argparse.Namespace) -> list[Figure]:
    """Each database that is wanted, first and again."""
    rows = options.members or ROWS
    figures: list[Figure] = []
    for kind in KINDS:
        names = [name for name in (kind, f"again-{kind}") if not options.case or name in options.case]
        if not names:
            continue
        if kind == "postgresql" and postgresql_programs() is None:
            figures += [Figure(name, skipped=NO_SERVER) for name in names]
        else:
            figures += [one for one in _measure(kind, options.data_dir, rows, options.runs) if one.case in names]
    order = list(AIMS)
    return sorted(figures, key=lambda one: order.index(one.case))


def _measure(kind: str, home: Path, rows: int, runs: int) -> list[Figure]:
    roster = _roster(home, rows)
    measured = []
    with _empty_registers(kind, home, rows) as registers:
        for number in range(runs):
            with registers(number) as (data_dir, database):
                progress(f"import {kind} {number + 1}/{runs} ……")
                floor = run_task("bare_import", {"file": str(roster), "database": database, "folder": str(data_dir)}, data_dir=data_dir)
                measured.append((floor, *(_import(roster, rows, data_dir, database, again=again) for again in (False, True))))
    floors, firsts, agains = (list(column) for column in zip(*measured, strict=True))
    return [_figure(kind, firsts, floors), _figure(f"again-{kind}", agains, floors)]


def _import(roster: Path, rows: int, data_dir: Path, database: str, *, again: bool) -> Done:
    """One import in a process of its own; an answer that is not what the roster holds is no measurement."""
    done = run_task("import_roster", {"file": str(roster)}, data_dir=data_dir, database=database)
    told = done.answer["told"]
    if (told["rows"], told["unchanged" if again else "created"], len(told["rejected"])) != (rows, rows, 0):
        raise RuntimeError(f"the import answered { ({**told, 'rejected': told['rejected'][:3]}) }")
    return done


def _figure(case: str, done: list[Done], floors: list[Done]) -> Figure:
    more: dict[str, Any] = {
        "memory_mb": max(one.memory_mb for one in done),
        "aim_memory_mb": AIM_MEMORY,
        "process_seconds": median([one.seconds for one in done]),
        "floor_memory_mb": max(one.memory_mb for one in floors),
    }
    value, floor = (median([one.answer["seconds"] for one in of]) for of in (done, floors))
    return Figure(case, value, "s", floor, AIMS[case], "value", more)


def _roster(home: Path, rows: int) -> Path:
    file = home / f"roster-{rows}-{version()}.xlsx"
    if not file.is_file():
        for older in home.glob(f"roster-{rows}-*"):
            older.unlink()
        progress(f"生成 {rows} 行的花名册……(writing the roster)")
        draft = file.with_suffix(".draft.xlsx")
        run_task("rosters", {"file": str(draft), "members": rows}, data_dir=home / "rosters")
        draft.rename(file)
    return file


@contextmanager
def _empty_registers(kind: str, home: Path, rows: int) -> Iterator[Any]:
    """Gives, for each run, a register with the organisations and nobody in it: data directory and database."""
    if kind == "sqlite":
        original = dataset(home, members=rows, content="organisations")
        yield lambda number: _copied(original, home / f"run-{number}")
    else:
        with private_cluster(durable=True) as address:
            original = dataset(home, members=rows, content="organisations", database=address)
            yield lambda number: _cloned(original, f"run_{number}")


@contextmanager
def _copied(original: Dataset, place: Path) -> Iterator[tuple[Path, str]]:
    with copy_of(original, place) as data_dir:
        yield data_dir, ""


@contextmanager
def _cloned(original: Dataset, name: str) -> Iterator[tuple[Path, str]]:
    """A database from the original as template; the keys lie beside the original and are used again."""
    server, _, template = original.database.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    keys = original.data_dir / "keys"
    kept = original.data_dir / "keys.kept"
    shutil.copytree(keys, kept)
    try:
        yield original.data_dir, f"{server}/{name}"
    finally:
        shutil.rmtree(keys)
        kept.rename(keys)
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
