"""What was backed up comes back, row by row, in a database of either kind."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

import pytest

from tests.config.backups import NUMBER, Manifest, edited
from tests.config.installations import DUMP, Installation, another_database

Rows = dict[str, list[list[Any]]]

pytestmark = pytest.mark.own_processes
SERVER: Final = os.environ.get("ZHIBU_DATABASE", "")
DATABASES: Final = ("sqlite", "postgresql") if SERVER else ("sqlite",)


@pytest.fixture(scope="module", params=DATABASES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Rows]]:
    """An installation with data, its three backups beside it; and every row that it holds."""
    with ExitStack() as stack:
        address = stack.enter_context(another_database(SERVER, "backup_source")) if request.param == "postgresql" else ""
        made = Installation(tmp_path_factory.mktemp("source"), address)
        made.python("from tests.config.backups import write_some; write_some()")
        done = made.zhibu("backup", made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", sheet(made))
        assert (done.returncode, done.stderr) == (0, "")
        yield made, made.rows()


def sheet(of: Installation) -> Path:
    return of.data_dir / "sheet.txt"


AFTERWARDS: Final = f"""{DUMP}
print()
from django.db import IntegrityError
from tests.config.backups import NUMBER
from tests.register.factories import TODAY, actor, make_person, organisation
from zhibu.register.models import Membership, Person
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.seals import seal
from zhibu.trail.verifying import verify
one = Person.objects.unguarded("test").get(id_number_index=key_store().index_of_number(NUMBER))
key = key_store().of([one.key_name])[one.key_name]
print(one.name, open_field(one.id_number_sealed, field="id_number", key_name=one.key_name, key=key) == NUMBER)
first, last = Membership.objects.unguarded("test").earliest("pk"), 3  # the third was removed
try:
    with recording(actor(), "test") as work:
        work.add(Membership, person_id=first.person_id, organisation_id=first.organisation_id, valid_from=first.valid_from)
except IntegrityError as error:
    print(str(error).splitlines()[0])
print(make_person(organisation(first.organisation_id), "新来的").pk, Membership.objects.unguarded("test").latest("pk").pk > last)
seal(actor().at)
print([*verify(), *organisations_astray(TODAY), *people_astray(TODAY)])
"""


@pytest.mark.parametrize("database", DATABASES)
def test_everything_comes_back_in_a_database_of_either_kind(source: tuple[Installation, Rows], database: str, tmp_path: Path) -> None:
    """Every row of every table; numbers are readable again, constraints hold, no row number is given twice, the trail goes on."""
    made, before = source
    files = (made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", sheet(made))
    with ExitStack() as stack:
        address = stack.enter_context(another_database(SERVER, "backup_target")) if database == "postgresql" else ""
        target = Installation(tmp_path / "new", address)
        done = target.zhibu("restore", *files)
        assert (done.returncode, done.stderr) == (0, "")
        dump, *said = target.python(AFTERWARDS).splitlines()
    after = json.loads(dump)
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    assert after == before
    assert (len(before["register_person"]), len(before["register_membership"])) == (3, 2)
    assert said == ["欧阳娜娜 True", "overlap: membership_once", "4 True", "[]"]


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Installation]:
    """An installation of which nothing exists but the empty place."""
    with ExitStack() as stack:
        address = stack.enter_context(another_database(SERVER, "backup_target")) if SERVER else ""
        yield Installation(tmp_path / "new", address)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The three backups of one installation; which database they came from makes no difference."""
    made = Installation(tmp_path_factory.mktemp("files"))
    made.python("from tests.config.backups import write_some; write_some()")
    made.zhibu("backup", made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", sheet(made))
    return made


def test_a_database_with_data_is_only_replaced_on_request(files: Installation, target: Installation) -> None:
    target.python("from tests.config.backups import write_some; write_some()")
    before = target.rows()
    data = files.data_dir / "data.zip"
    refused = target.zhibu("restore", data)
    assert (refused.returncode, refused.stderr) == (
        2,
        "数据库里已有数据：请用 --data-dir 指明新的数据目录，或加 --replace 全部替换。(database is not empty)\n",
    )
    assert target.rows() == before
    assert target.zhibu("restore", data, "--replace").returncode == 0
    assert target.rows() == files.rows()


def test_a_refused_restore_leaves_the_keys_as_they_were(files: Installation, target: Installation) -> None:
    target.zhibu("restore", files.data_dir / "data.zip")
    assert not (target.data_dir / "keys" / "master.key").exists()
    refused = target.zhibu("restore", files.data_dir / "data.zip", "--keys", files.data_dir / "keys.zip", "--recovery-sheet", sheet(files))
    assert (refused.returncode, refused.stderr.split("：")[0]) == (2, "数据库里已有数据")
    assert not (target.data_dir / "keys" / "master.key").exists()
    assert target.answer("restore", "--keys", files.data_dir / "keys.zip", "--recovery-sheet", sheet(files))["keys"] == 3


def test_a_backup_of_an_older_version_is_brought_up(files: Installation, target: Installation, tmp_path: Path) -> None:
    """As it was before there was ``access``, and what stands on it: their tables are made afterwards."""

    def older(said: Manifest) -> None:
        said["migrations"] = [name for name in said["migrations"] if not name.startswith(("access.", "keeping."))]
        said["parts"] = [part for part in said["parts"] if not part["name"].startswith(("access_", "keeping_"))]

    file = edited(files.data_dir / "data.zip", tmp_path / "older.zip", older)
    assert target.zhibu("restore", file).returncode == 0
    assert target.rows() == files.rows()
    again = target.zhibu("restore", file, "--replace")
    assert (again.returncode, again.stderr) == (
        2,
        "旧版本的备份只能恢复到空的数据库：请用 --data-dir 指明新的数据目录。(backup of an older version)\n",
    )


SNAPSHOT: Final = """
import threading
from django.db import connections
from tests.config.backups import write_some
from tests.register.factories import make_person
from zhibu.config.tables import read_rows, snapshot
from zhibu.register.models import Membership, Organisation, Person
write_some()
branch = Organisation.objects.unguarded("test").filter(now_kind="branch").first()
def write():
    make_person(branch, "迟到")
    connections.close_all()
with snapshot():
    people = sum(len(rows) for rows in read_rows(Person))
    writer = threading.Thread(target=write)
    writer.start()
    writer.join()
    print(people, sum(len(rows) for rows in read_rows(Person)), sum(len(rows) for rows in read_rows(Membership)))
print(sum(len(rows) for rows in read_rows(Person)), sum(len(rows) for rows in read_rows(Membership)))
"""


def test_all_tables_are_of_one_moment_while_others_write(target: Installation) -> None:
    assert target.python(SNAPSHOT).split() == ["3", "3", "2", "4", "3"]


def test_without_its_keys_the_data_is_mute_until_they_come(files: Installation, target: Installation) -> None:
    done = target.zhibu("restore", files.data_dir / "data.zip")
    assert (done.returncode, done.stderr) == (
        0,
        (
            "备份用的是另一套密钥，号码、电话、住址还读不出：请再运行 zhibu restore --keys 密钥备份.zip --recovery-sheet 恢复单.txt，"
            "不用再写数据备份。(keys are missing)\n"
        ),
    )
    asked = ("member", "show", "--code", "R000001")
    assert target.answer(*asked)["id_number"] == "（已销毁）"
    keys = files.data_dir / "keys.zip"
    refused = target.zhibu("restore", "--keys", keys)
    assert (refused.returncode, refused.stderr.split("：")[0]) == (2, f"{keys} 属于另一套主密钥")
    assert target.zhibu("restore", "--recovery-sheet", "-", stdin=sheet(files).read_text(encoding="utf-8")).returncode == 0
    assert target.answer("restore", "--keys", keys) == {"keys": 3}
    assert target.answer(*asked)["id_number"] == f"999{13 * '*'}{NUMBER[-2:]}"


def test_a_master_key_in_use_is_never_exchanged(files: Installation, tmp_path: Path) -> None:
    other = Installation(tmp_path / "other")
    other.python("from zhibu.store.keys import key_store; key_store().make(1)")
    key = (other.data_dir / "keys" / "master.key").read_bytes()
    done = other.zhibu("restore", "--recovery-sheet", sheet(files))
    assert (done.returncode, done.stderr.split("（")[0]) == (2, "这里已有另一把主密钥")
    assert (other.data_dir / "keys" / "master.key").read_bytes() == key
