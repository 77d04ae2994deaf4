"""What was backed up comes back, row by row, in a database of either kind; a file that is not sound is named and changes nothing."""

import hashlib
import json
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.config.installations import DUMP, Installation, another_database
from tests.register.factories import actor, identity_number, make_person, make_street
from zhibu.accounts.models import Account, Revision
from zhibu.config import backup, restore
from zhibu.config.cli import Parser
from zhibu.config.tables import KINDS, LEFT_OUT, columns_of, is_empty, read_rows, tables
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Membership, Organisation, Person
from zhibu.register.services.projections import refresh_people
from zhibu.store.keys import KeyStore, key_store
from zhibu.trail.door import recording
from zhibu.trail.seals import seal

Manifest = dict[str, Any]
Rows = dict[str, list[list[Any]]]

NUMBER: Final = identity_number(date(1980, 1, 2))
SERVER: Final = os.environ.get("ZHIBU_DATABASE", "")
DATABASES: Final = ("sqlite", "postgresql") if SERVER else ("sqlite",)


def write_some() -> None:
    """Something of every kind of value, and a row number that is no longer in use."""
    street = make_street()
    make_person(
        street.sunny_first,
        "欧阳娜娜",
        id_number=NUMBER,
        phone="13812345678",
        birth_date=date(1980, 1, 2),
        joined_on=date(1999, 7, 1),
        month_only="joined_on",
        migrant_worker=False,
    )
    make_person(street.spring_first, "李\t'四'\\n\"", category=None)
    gone = make_person(street.spring_first, "早去")
    with recording(actor(), "account.add") as work:
        work.add(Account, username="wang", display_name="王敏", password="x", created_at=actor().at, password_changed_at=actor().at)
    with recording(actor(), "test.remove") as work:
        work.remove(Membership, list(Membership.objects.unguarded("test").filter(person=gone).values_list("pk", flat=True)))
        refresh_people(work, [gone.pk], actor().day)
    seal(actor().at)


# From one installation to another.


@pytest.fixture(scope="module", params=DATABASES)
def source(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Installation, Rows]]:
    """An installation with data, its three backups beside it; and every row that it holds."""
    with ExitStack() as stack:
        address = stack.enter_context(another_database(SERVER, "backup_source")) if request.param == "postgresql" else ""
        made = Installation(tmp_path_factory.mktemp("source"), address)
        made.python("from tests.config.test_backup import write_some; write_some()")
        done = made.zhibu("backup", made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", sheet(made))
        assert (done.returncode, done.stderr) == (0, "")
        yield made, made.rows()


def sheet(of: Installation) -> Path:
    return of.data_dir / "sheet.txt"


AFTERWARDS: Final = f"""{DUMP}
print()
from django.db import IntegrityError
from tests.config.test_backup import NUMBER
from tests.register.factories import TODAY, actor, make_person, organisation
from zhibu.register.models import Membership, Person
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.seals import seal, verify
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
    made.python("from tests.config.test_backup import write_some; write_some()")
    made.zhibu("backup", made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", sheet(made))
    return made


def test_a_database_with_data_is_only_replaced_on_request(files: Installation, target: Installation) -> None:
    target.python("from tests.config.test_backup import write_some; write_some()")
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


def test_a_backup_of_an_older_version_is_brought_up(files: Installation, target: Installation, tmp_path: Path) -> None:
    """As it was before there was ``access``: its tables are made afterwards."""

    def older(said: Manifest) -> None:
        said["migrations"] = [name for name in said["migrations"] if not name.startswith("access.")]
        said["parts"] = [part for part in said["parts"] if not part["name"].startswith("access_")]

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
from tests.config.test_backup import write_some
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
        "备份用的是另一套密钥：在恢复主密钥（--recovery-sheet）和人员密钥（--keys）之前，号码、电话、住址读不出。\n",
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


# The files.


@pytest.fixture
def written(db: None) -> None:  # noqa: ARG001  pytest's way to ask for a database
    write_some()


def content(file: Path) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.usefixtures("written")
def test_the_data_holds_no_key_and_no_number(tmp_path: Path) -> None:
    backup.back_up_data(tmp_path / "data.zip")
    found = content(tmp_path / "data.zip").decode()
    keys = {name: (wrapped or b"").hex() for name, wrapped, _ in key_store().stored()}
    one = Person.objects.unguarded("test").get(name="欧阳娜娜")
    assert "欧阳娜娜" in found
    assert [secret for secret in (NUMBER, "13812345678", keys[one.key_name]) if secret in found] == []
    assert stat.S_IMODE((tmp_path / "data.zip").stat().st_mode) == 0o600


@pytest.mark.usefixtures("written")
def test_the_keys_are_wrapped_and_hold_no_data(tmp_path: Path) -> None:
    one = Person.objects.unguarded("test").get(name="欧阳娜娜")
    plain = key_store().of([one.key_name])[one.key_name]
    backup.back_up_keys(tmp_path / "keys.zip")
    found = content(tmp_path / "keys.zip").decode()
    assert one.key_name in found
    assert [secret for secret in (plain.hex(), "欧阳娜娜", NUMBER) if secret in found] == []


@pytest.mark.usefixtures("written")
def test_the_manifest_says_what_is_inside(tmp_path: Path) -> None:
    backup.back_up_data(tmp_path / "data.zip")
    with zipfile.ZipFile(tmp_path / "data.zip") as archive:
        said = json.loads(archive.read("manifest.json"))
        person = next(part for part in said["parts"] if part["name"] == "register_person")
        stream = archive.read("parts/register_person.jsonl")
    assert (said["format"], said["version"]) == ("zhibu-backup", 1)
    assert next(name for name in said["migrations"] if name.startswith("register.")) == "register.0001_initial"
    assert (person["rows"], person["last_number"] >= 3) == (3, True)
    assert person["sha256"] == hashlib.sha256(stream).hexdigest()
    assert [part["name"] for part in said["parts"]] == [model._meta.db_table for model in tables()]


@pytest.mark.usefixtures("written")
def test_an_existing_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "data.zip"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Unusable, match="已经存在"):
        backup.back_up_data(file)
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("data.zip", "mine")]


@pytest.mark.usefixtures("written")
def test_a_place_that_cannot_be_written() -> None:
    with pytest.raises(Unusable, match="不能写入"):
        backup.back_up_data(Path("/nowhere/data.zip"))


def test_every_column_of_every_table_travels() -> None:
    found = {field.get_internal_type() for model in tables() for field in model._meta.concrete_fields}
    assert found - set(KINDS) == set()
    assert {kind for model in tables() for _, kind in columns_of(model)} == {"plain", "truth", "bytes", "day", "moment"}


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    assert sorted(LEFT_OUT) == ["accounts_revision", "accounts_session", "register_importrun"]


# Files that are not sound.


def edited(file: Path, copy: Path, change: Callable[[Manifest], None] | None = None, **streams: bytes) -> Path:
    """A copy with another manifest or other streams, sound as a zip."""
    with zipfile.ZipFile(file) as archive, zipfile.ZipFile(copy, "w") as written:
        for name in archive.namelist():
            body = streams.get(name.removeprefix("parts/").removesuffix(".jsonl"), archive.read(name))
            if name == "manifest.json" and change:
                said = json.loads(body)
                change(said)
                body = json.dumps(said).encode()
            written.writestr(name, body)
    return copy


@pytest.fixture
def data(written: None, tmp_path: Path) -> Path:  # noqa: ARG001  the data comes first
    backup.back_up_data(tmp_path / "data.zip")
    return tmp_path / "data.zip"


@pytest.fixture
def keys(written: None, tmp_path: Path) -> Path:  # noqa: ARG001  the data comes first
    backup.back_up_keys(tmp_path / "keys.zip")
    return tmp_path / "keys.zip"


def everything() -> dict[str, list[list[Any]]]:
    return {model._meta.db_table: [row for rows in read_rows(model) for row in rows] for model in tables()}


def refused(file: Path) -> str:
    """What is said of a file, which must change nothing."""
    before = everything()
    with pytest.raises(Unusable) as stop:
        restore.restore_data(file, replace=True)
    assert everything() == before
    return str(stop.value).replace(str(file), "FILE")


def test_a_sound_file_is_taken(data: Path) -> None:
    before = everything()
    with recording(actor(), "test") as work:
        work.change(Organisation, Organisation.objects.unguarded("test").earliest("pk").pk, contact="别人")
    assert everything() != before
    restore.restore_data(data, replace=True)
    assert everything() == before
    assert is_empty() is False


def test_other_processes_learn_of_it(data: Path) -> None:
    before = Revision.objects.get_or_create(pk=1)[0].number
    restore.restore_data(data, replace=True)
    assert Revision.objects.get().number == before + 1


def test_a_file_cut_short(data: Path) -> None:
    data.write_bytes(data.read_bytes()[: data.stat().st_size // 2])
    assert refused(data) == "FILE 不是备份文件，或已损坏：请换另一份备份。(not a backup, or damaged: File is not a zip file)"


def test_a_file_with_a_flipped_bit(data: Path) -> None:
    with zipfile.ZipFile(data) as archive:
        entry = archive.getinfo("parts/register_person.jsonl")
    body = bytearray(data.read_bytes())
    body[entry.header_offset + 30 + len(entry.filename) + 20 + 50] ^= 4
    data.write_bytes(body)
    assert refused(data).split("：")[0] == "FILE 已损坏（register_person）"


def test_a_file_with_another_stream(data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(data) as archive:
        stream = archive.read("parts/register_person.jsonl")
    other = edited(data, tmp_path / "other.zip", register_person=stream.replace("欧阳娜娜".encode(), "欧阳震华".encode()))
    assert refused(other) == "FILE 已损坏（register_person 与校验值不符）：请换另一份备份。(damaged: checksum of register_person)"


def test_a_file_without_a_stream(data: Path, tmp_path: Path) -> None:
    def rename(said: Manifest) -> None:
        said["parts"][0]["name"] = "register_persons"

    assert refused(edited(data, tmp_path / "other.zip", rename)).split("：")[0] == "FILE 已损坏（register_persons）"


def test_a_file_that_is_something_else(tmp_path: Path, written: None) -> None:  # noqa: ARG001  a database with data
    text, archive = tmp_path / "text.zip", tmp_path / "archive.zip"
    text.write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as other:
        other.writestr("a.txt", "a")
    assert refused(text).split("：")[0] == "FILE 不是备份文件，或已损坏"
    assert refused(archive) == "FILE 不是备份文件，或已损坏：请换另一份备份。(no manifest)"
    assert refused(tmp_path / "nothing.zip") == "没有找到文件 FILE：请核对文件名。(file not found)"


def newer_format(said: Manifest) -> None:
    said["version"] = 2
    said["program"] = "9.0"


def newer_shape(said: Manifest) -> None:
    said["migrations"].append("register.9999_later")
    said["program"] = "9.0"


def torn(said: Manifest) -> None:
    del said["parts"][0]["columns"]


def hostile(said: Manifest) -> None:
    said["parts"][0]["columns"][0][0] = 'id"; DROP TABLE register_person; --'


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (newer_format, "FILE 由更新的版本写成：请先升级程序，再恢复。(made by a newer version: 9.0)"),
        (newer_shape, "FILE 由更新的版本写成（9.0）：请先升级程序，再恢复。(made by a newer version)"),
        (torn, "FILE 的目录已损坏：请换另一份备份。(damaged manifest)"),
        (hostile, "FILE 的目录已损坏：请换另一份备份。(damaged manifest: names)"),
    ],
)
def test_a_manifest_that_cannot_be_followed(data: Path, tmp_path: Path, change: Callable[[Manifest], None], sentence: str) -> None:
    assert refused(edited(data, tmp_path / "other.zip", change)) == sentence


def test_rows_that_the_database_refuses_leave_everything_as_it_was(data: Path, tmp_path: Path) -> None:
    """Sound by its checksums, but two spans of one person overlap."""
    with zipfile.ZipFile(data) as archive:
        stream = archive.read("parts/register_membership.jsonl")
    row = json.loads(stream.splitlines()[0])
    double = stream + json.dumps([9_999, *row[1:]]).encode() + b"\n"

    def agree(said: Manifest) -> None:
        part = next(part for part in said["parts"] if part["name"] == "register_membership")
        part |= {"rows": part["rows"] + 1, "sha256": hashlib.sha256(double).hexdigest()}

    other = edited(data, tmp_path / "other.zip", agree, register_membership=double)
    assert refused(other).split("：")[0] == "FILE 的内容与数据库的约束不符，什么也没有改"


@pytest.mark.usefixtures("written")
def test_the_two_kinds_of_file_are_not_confused(data: Path, keys: Path) -> None:
    assert refused(keys) == "FILE 是密钥备份，不是数据备份：请用 --keys 指明它。(wrong kind of file: zhibu-person-keys)"
    with pytest.raises(Unusable, match="是数据备份，不是密钥备份"):
        restore.restore_keys(data)


def test_keys_of_another_master_key_are_named(keys: Path, tmp_path: Path) -> None:
    other = KeyStore(tmp_path / "other.sqlite3", b"x" * 32)
    foreign = edited(keys, tmp_path / "foreign.zip", lambda said: said.update(master_check=other.check))
    with pytest.raises(Unusable, match="属于另一套主密钥"):
        restore.restore_keys(foreign)


def test_keys_without_a_master_key_are_of_no_use(keys: Path, tmp_path: Path, settings: Any) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "none.key"
    with pytest.raises(Unusable, match="还没有主密钥"):
        restore.restore_keys(keys)
    assert not settings.MASTER_KEY_FILE.exists()


def test_damaged_keys_are_named_and_not_taken(keys: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(keys) as archive:
        stream = archive.read("parts/person_key.jsonl")
    damaged = edited(keys, tmp_path / "other.zip", person_key=stream.replace(b"0", b"1", 1))
    before = list(key_store().stored())
    with pytest.raises(Unusable, match="已损坏"):
        restore.restore_keys(damaged)
    assert list(key_store().stored()) == before


# The commands.


def call(module: Any, *words: object) -> int:
    parser = Parser(prog="zhibu")
    module.add_arguments(parser)
    return int(module.run(parser.parse_args([str(word) for word in words])))


@pytest.mark.usefixtures("written")
def test_what_the_command_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "data.zip"
    assert call(backup, file) == 0
    said = capsys.readouterr()
    rows = sum(len(rows) for rows in everything().values())
    assert said.out == f"{file}：{len(tables())} 张表，{rows} 行。\n"
    assert said.err == "人员密钥不在数据备份里：请另用 --keys 备份，并打印 --recovery-sheet，否则号码、电话、住址无法恢复。\n"
    assert call(backup, tmp_path / "again.zip", "--keys", tmp_path / "keys.zip", "--json") == 0
    keys = len(list(key_store().stored()))
    assert json.loads(capsys.readouterr().out) == {
        "file": str(tmp_path / "again.zip"), "tables": len(tables()), "rows": rows, "keys": str(tmp_path / "keys.zip"), "persons": keys,
    }  # fmt: skip


@pytest.mark.parametrize("module", [backup, restore])
def test_nothing_asked(module: Any) -> None:
    with pytest.raises(Unusable, match="没有说"):
        call(module)
