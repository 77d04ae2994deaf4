"""The files of a backup: what is in them and what is not; one that is not sound is named and changes nothing."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.config.backups import NUMBER, Manifest, edited, write_some
from tests.register.factories import actor
from zhibu.accounts.models import Revision
from zhibu.config import backup, restore
from zhibu.config.cli import Parser
from zhibu.config.tables import KINDS, LEFT_OUT, columns_of, is_empty, read_rows, tables
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation, Person
from zhibu.store.keys import KeyStore, key_store
from zhibu.trail.door import recording


@pytest.fixture
def written(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Beside no attachment: those of other tests lie where these would look."""
    monkeypatch.setattr(settings, "FILES_DIR", tmp_path / "no files")
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
    assert (said["format"], said["version"]) == ("zhibu-backup", 2)
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
    assert {kind for model in tables() for _, kind in columns_of(model)} == {"plain", "truth", "bytes", "day", "hour", "moment", "number"}


def test_what_is_left_out_is_left_out_for_a_reason() -> None:
    assert sorted(LEFT_OUT) == ["accounts_device", "accounts_failedsignin", "accounts_revision", "accounts_session", "register_importrun"]


# Files that are not sound.


@pytest.fixture
def data(written: None, tmp_path: Path) -> Path:
    backup.back_up_data(tmp_path / "data.zip")
    return tmp_path / "data.zip"


@pytest.fixture
def keys(written: None, tmp_path: Path) -> Path:
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


def test_a_file_that_is_something_else(tmp_path: Path, written: None) -> None:
    text, archive = tmp_path / "text.zip", tmp_path / "archive.zip"
    text.write_text("no zip", encoding="utf-8")
    with zipfile.ZipFile(archive, "w") as other:
        other.writestr("a.txt", "a")
    assert refused(text).split("：")[0] == "FILE 不是备份文件，或已损坏"
    assert refused(archive) == "FILE 不是备份文件，或已损坏：请换另一份备份。(no manifest)"
    assert refused(tmp_path / "nothing.zip") == "没有找到文件 FILE：请核对文件名。(file not found)"


def newer_format(said: Manifest) -> None:
    said["version"] = 3
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
        "file": str(tmp_path / "again.zip"), "tables": len(tables()), "rows": rows,
        "files": 0, "keys": str(tmp_path / "keys.zip"), "persons": keys,
    }  # fmt: skip


@pytest.mark.parametrize("module", [backup, restore])
def test_nothing_asked(module: Any) -> None:
    with pytest.raises(Unusable, match="没有说"):
        call(module)
