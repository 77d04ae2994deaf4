"""Attachments travel in the one file of a backup, sealed as they lie on the disk, and come back whole or not at all."""

import zipfile
from pathlib import Path
from typing import Final

import pytest

from tests.config.backups import edited
from tests.config.installations import Installation

WRITE: Final = """
from tests.files.owned import BRANCH, kept
from tests.files.samples import HEIC
from tests.register.factories import make_street
from zhibu.files import owners
owners.use("test_branch", BRANCH)
street = make_street()
kept(HEIC, subject=street.sunny_first, name="合影.HEIC", sent="a")
kept("会议记录".encode(), subject=street.sunny_first, name="记录.txt", sent="b")
"""
READ: Final = """
from zhibu.files.models import FileRecord
from zhibu.files.queries import content_of
from zhibu.files.soundness import files_astray
for one in FileRecord.objects.unguarded("test").order_by("pk"):
    print(one.name, one.removed_at is None, len(content_of(one)) == one.size if one.removed_at is None else "")
print(list(files_astray()))
"""
REMOVE: Final = """
from tests.register.factories import actor
from zhibu.files.models import FileRecord
from zhibu.files.services import remove
remove(by=actor(), record=FileRecord.objects.unguarded("test").earliest("pk"), reason="传错了")
"""
WHOLE: Final = ["合影.jpg True True", "记录.txt True True", "[]"]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with two attachments, and its three backups."""
    made = Installation(tmp_path_factory.mktemp("attachments"))
    made.python(WRITE)
    backups = ("backup", made.data_dir / "data.zip", "--keys", made.data_dir / "keys.zip", "--recovery-sheet", made.data_dir / "sheet.txt")
    assert made.zhibu(*backups).stdout.splitlines()[0].endswith("，附件 3 个文件。")
    return made


@pytest.fixture
def target(tmp_path: Path) -> Installation:
    """An empty place."""
    return Installation(tmp_path / "new")


def restore(target: Installation, files: Installation, *words: object, data: Path | None = None) -> str:
    keys = ("--keys", files.data_dir / "keys.zip", "--recovery-sheet", files.data_dir / "sheet.txt")
    return target.zhibu("restore", data or files.data_dir / "data.zip", *keys, *words).stderr


def test_they_come_back_and_can_be_read(files: Installation, target: Installation) -> None:
    assert restore(target, files) == ""
    assert target.python(READ).splitlines() == WHOLE
    assert target.answer("verify", "--files") == {"files": []}


def test_in_the_file_they_are_sealed(files: Installation) -> None:
    with zipfile.ZipFile(files.data_dir / "data.zip") as archive:
        names = [name for name in archive.namelist() if name.startswith("files/")]
        contents = [archive.read(name) for name in names]
    assert len(names) == 3
    assert [b"JFIF" in content or "会议".encode() in content for content in contents] == [False] * 3


def test_what_was_here_before_is_replaced(files: Installation, target: Installation) -> None:
    target.python("from tests.config.backups import write_some; write_some()")
    stray = target.data_dir / "files" / "aa" / ("a" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"old")
    assert target.zhibu("restore", files.data_dir / "data.zip", "--replace").returncode == 0
    assert sorted(path.name for path in (target.data_dir / "files").rglob("*") if path.is_file()) == sorted(
        path.name for path in (files.data_dir / "files").rglob("*") if path.is_file()
    )
    assert [path.name for path in target.data_dir.iterdir() if "restored" in path.name or "replaced" in path.name] == []


def test_a_damaged_piece_is_known_before_anything_is_touched(files: Installation, target: Installation, tmp_path: Path) -> None:
    with zipfile.ZipFile(files.data_dir / "data.zip") as archive:
        name = next(name for name in archive.namelist() if name.startswith("files/"))
    damaged = edited(files.data_dir / "data.zip", tmp_path / "damaged.zip", None, **{name: b"other"})
    assert restore(target, files, data=damaged).split("(")[1] == "damaged: checksum of files)\n"
    assert not (target.data_dir / "files").exists()


def test_a_name_that_is_no_attachment_is_refused(files: Installation, target: Installation, tmp_path: Path) -> None:
    """A file of a stranger could else write beside the data directory."""
    foreign = tmp_path / "foreign.zip"
    with zipfile.ZipFile(files.data_dir / "data.zip") as archive, zipfile.ZipFile(foreign, "w") as written:
        for number, name in enumerate(archive.namelist()):
            written.writestr(f"files/../../x{number}" if name.startswith("files/") else name, archive.read(name))
    assert "damaged" in restore(target, files, data=foreign)
    assert list(tmp_path.glob("x*")) == []


def test_a_backup_of_before_there_were_any_still_comes_back(files: Installation, target: Installation, tmp_path: Path) -> None:
    def older(said: dict[str, object]) -> None:
        said.pop("files")
        said.pop("files_sha256")
        said["version"] = 1

    with zipfile.ZipFile(files.data_dir / "data.zip") as archive, zipfile.ZipFile(tmp_path / "bare.zip", "w") as written:
        for name in archive.namelist():
            if not name.startswith("files/"):
                written.writestr(name, archive.read(name))
    file = edited(tmp_path / "bare.zip", tmp_path / "older.zip", older)
    assert restore(target, files, data=file) == ""
    assert [one["message"].split("：")[1] for one in target.answer("verify", "--files")["files"]] == [
        "磁盘上没有附件的内容",
        "磁盘上没有附件的缩略图",
        "磁盘上没有附件的内容",
    ]


def test_what_was_removed_after_the_backup_does_not_come_back(files: Installation, target: Installation) -> None:
    restore(target, files)
    target.python(REMOVE)
    assert restore(target, files, "--replace") == ""
    assert target.python(READ).splitlines() == [" False ", "记录.txt True True", "[]"]
