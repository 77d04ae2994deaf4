"""``zhibu migrate``: the database as this version needs it. ``serve``, ``demo`` and ``import`` do the same by themselves."""

import argparse
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from zhibu.accounts.models import Revision
from zhibu.kernel.unusable import Unusable

SAFE_FROM_OTHERS: Final = 7_263_145_982
"""The number of PostgreSQL's advisory lock: two servers that start together migrate one after the other."""
PATIENCE: Final = 120.0
"""Seconds that a command waits for another one that makes the database."""


def prepare_database() -> bool:
    """Bring the database up to this version; True when there was something to do. A few milliseconds when there was not."""
    with _file_at_rest():
        missing = bool(_missing(_loader()))
        if missing:
            _migrate()
        Revision.objects.get_or_create(pk=1)
    return missing


@contextmanager
def _file_at_rest() -> Iterator[None]:
    """Two commands may start together: the second waits and finds the work done.

    SQLite cannot wait while a new file is switched to its log for readers, so the lock is that of an empty database beside it.
    """
    if connection.vendor == "postgresql":
        yield
        return
    with closing(sqlite3.connect(settings.DATA_DIR / "starting.lock", timeout=PATIENCE, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        yield


def _migrate() -> None:
    """On PostgreSQL under a lock of its own: whoever comes second waits, and migrates what is left, which is nothing."""
    if connection.vendor != "postgresql":
        call_command("migrate", verbosity=0, interactive=False)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [SAFE_FROM_OTHERS])
        try:
            call_command("migrate", verbosity=0, interactive=False)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [SAFE_FROM_OTHERS])


def require_database() -> None:
    """Stop a command that only reads, where there is nothing to read: the data directory was probably mistyped."""
    file = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite" and not Path(file).is_file():
        text = f"{Path(file).parent} 里没有数据库：请用 --data-dir 指明数据目录，或先导入名册。(no database here)"
        raise Unusable(text)


def _loader() -> MigrationLoader:
    try:
        loader = MigrationLoader(connection)
    except DatabaseError as error:
        raise Unusable(_unreachable(error)) from error
    unknown = sorted(
        name for app, name in loader.applied_migrations if app in loader.migrated_apps and (app, name) not in loader.disk_migrations
    )
    if unknown:
        text = "数据库由更新的版本建立，本版本不能使用：请升级程序，或换一个数据目录。(database is of a newer version)"
        raise Unusable(text)
    return loader


def _unreachable(error: DatabaseError) -> str:
    reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    if connection.vendor == "postgresql":
        return f"连不上 PostgreSQL：请检查环境变量 ZHIBU_DATABASE 的地址、口令和服务是否启动。(database not reachable: {reason})"
    file = connection.settings_dict["NAME"]
    return f"数据库文件 {file} 不能使用：请从备份恢复，或用 --data-dir 换一个目录。(database file not usable: {reason})"


def _missing(loader: MigrationLoader) -> list[tuple[str, str]]:
    return [key for key in loader.graph.nodes if key not in loader.applied_migrations]


def migrations_applied() -> list[str]:
    """What the database was made with, as ``app.name``: the version of its shape."""
    loader = MigrationLoader(connection)
    return sorted(f"{app}.{name}" for app, name in loader.applied_migrations if app in loader.migrated_apps)


def known_migrations() -> list[str]:
    """What this version knows."""
    loader = MigrationLoader(connection)
    return [f"{app}.{name}" for app, name in loader.disk_migrations if app in loader.migrated_apps]


def migrate_to(names: Collection[str]) -> None:
    """Bring an empty database to the shape of an older version, forwards or backwards."""
    executor = MigrationExecutor(connection)
    wanted = {key for key in executor.loader.graph.nodes if ".".join(key) in names}
    leaves = [
        key
        for key in wanted
        if not any(child.key in wanted and child.key[0] == key[0] for child in executor.loader.graph.node_map[key].children)
    ]
    absent = [(app, None) for app in executor.loader.migrated_apps if not any(key[0] == app for key in wanted)]
    executor.migrate([*leaves, *absent])


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: there is one right state."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Migrate, and say whether anything was done."""
    del options
    print("数据库已升级到本版本。" if prepare_database() else "数据库已是本版本的结构，无须升级。")
    return 0
