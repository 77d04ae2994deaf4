"""The database is made and brought up by whatever command comes first."""

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.config.installations import Installation
from zhibu.accounts.models import Revision
from zhibu.config.migrate import known_migrations, migrations_applied, prepare_database


@pytest.mark.django_db
def test_nothing_to_do_is_done_quickly(django_assert_max_num_queries: Any) -> None:
    prepare_database()
    with django_assert_max_num_queries(4):
        assert prepare_database() is False
    assert list(Revision.objects.values_list("pk", flat=True)) == [1]


@pytest.mark.django_db
def test_what_is_known_is_applied() -> None:
    assert sorted(known_migrations()) == migrations_applied()


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    return Installation(tmp_path)


def test_a_new_data_directory(here: Installation) -> None:
    first, second = here.zhibu("migrate"), here.zhibu("migrate")
    assert (first.returncode, first.stdout) == (0, "数据库已升级到本版本。\n")
    assert (second.returncode, second.stdout) == (0, "数据库已是本版本的结构，无须升级。\n")


def test_two_commands_that_start_together(here: Installation) -> None:
    command = ["-m", "zhibu.config.cli", "user", "list"]
    both = [
        subprocess.Popen([sys.executable, *command], env=here.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [(one.communicate(), one.returncode) for one in both] == [(("", ""), 0)] * 2


def test_a_database_of_a_newer_version_is_left_alone(here: Installation) -> None:
    here.zhibu("migrate")
    with sqlite3.connect(here.data_dir / "zhibu.sqlite3") as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('register', '9999_later', '2030-01-01')")
    connection.close()
    done = here.zhibu("user", "list")
    assert (done.returncode, done.stderr) == (
        2,
        "数据库由更新的版本建立，本版本不能使用：请升级程序，或换一个数据目录。(database is of a newer version)\n",
    )


def test_a_file_that_is_no_database(here: Installation) -> None:
    file = here.data_dir / "zhibu.sqlite3"
    file.write_text("这不是数据库，只是一个普通的文本文件。" * 50, encoding="utf-8")
    done = here.zhibu("user", "list")
    assert (done.returncode, done.stderr) == (
        2,
        f"数据库文件 {file} 不能使用：请从备份恢复，或用 --data-dir 换一个目录。(database file not usable: file is not a database)\n",
    )


def test_a_server_that_cannot_be_reached(tmp_path: Path) -> None:
    done = Installation(tmp_path, "postgres://zhibu@127.0.0.1:1/zhibu").zhibu("user", "list")
    assert (done.returncode, done.stderr.split("(")[0]) == (
        2,
        "连不上 PostgreSQL：请检查环境变量 ZHIBU_DATABASE 的地址、口令和服务是否启动。",
    )


@pytest.mark.parametrize("words", [("member", "show", "--code", "R1"), ("export", "members"), ("verify",), ("backup", "x.zip")])
def test_a_command_that_only_reads_makes_no_database(here: Installation, words: tuple[str, ...]) -> None:
    done = here.zhibu(*words)
    assert (done.returncode, done.stderr) == (
        2,
        f"{here.data_dir} 里没有数据库：请用 --data-dir 指明数据目录，或先导入名册。(no database here)\n",
    )
    assert not (here.data_dir / "zhibu.sqlite3").exists()


def test_whoever_holds_a_file_and_its_cover_needs_no_database(here: Installation, tmp_path: Path) -> None:
    file = tmp_path / "封存件.html"
    file.write_text("<p>不是原来的文件</p>", encoding="utf-8")
    done = here.zhibu("envelope", "verify", str(file), "--fingerprint", "00" * 32)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "和登记的不一致：不是原来的文件，或者已被改动。")
    assert not (here.data_dir / "zhibu.sqlite3").exists()
