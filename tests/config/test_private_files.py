"""On a machine that others use, too, what lies in the data directory is read by its owner alone, whatever the shell is set to."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.installations import Installation
from tests.register.imports.rosters import TREE, ZHANG, csv, roster

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such modes")


def open_to_others(directory: Path) -> list[str]:
    paths = [directory, *sorted(directory.rglob("*"))]
    return [str(path.relative_to(directory)) for path in paths if stat.S_IMODE(path.stat().st_mode) & 0o077]


def test_nothing_in_the_data_directory_is_open_to_others(tmp_path: Path) -> None:
    data = tmp_path / "data"
    files = [tmp_path / "党组织.csv", tmp_path / "党员.csv"]
    for file, rows in zip(files, (TREE, roster(ZHANG)), strict=True):
        file.write_bytes(csv(rows))
    command = [sys.executable, "-m", "zhibu.config.cli", "import", *map(str, files), "--data-dir", str(data)]
    done = subprocess.run(command, env=Installation(data).environment, capture_output=True, text=True, check=False, umask=0o022)
    assert (done.returncode, done.stderr) == (0, "")
    names = {path.name for path in data.rglob("*")}
    assert {"zhibu.sqlite3", "persons.sqlite3", "master.key", "trail.key", "secret.key"} <= names
    assert open_to_others(data) == []


def test_what_is_handed_out_lies_open_to_its_owner_alone_as_well(tmp_path: Path) -> None:
    installed = Installation(tmp_path / "data")
    installed.python("")
    for words in (("backup", tmp_path / "a.zip", "--keys", tmp_path / "b.zip", "--recovery-sheet", tmp_path / "c.txt"),):
        assert installed.zhibu(*words).returncode == 0
    assert installed.zhibu("export", "organisations", "--out", tmp_path / "d.xlsx").returncode == 0
    assert [name for name in ("a.zip", "b.zip", "c.txt", "d.xlsx") if (tmp_path / name).stat().st_mode & 0o077] == []
