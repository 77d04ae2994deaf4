"""The pack: what is in it, and that it installs and upgrades in a network namespace without routes, in an empty home and folder."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import connection

from tests.config import without_network
from tests.journeys import rosters
from zhibu import __version__
from zhibu.config.assets import BUILT
from zhibu.config.checkout import ROOT
from zhibu.config.pack import glibc_for, write_sums

NEXT: Final = "0.1.999"

pytestmark = [
    pytest.mark.skipif(not (BUILT / "manifest.json").is_file(), reason="the assets are not built"),
    pytest.mark.skipif(connection.vendor == "postgresql", reason="a pack knows nothing of databases: once is enough"),
]


def in_a_namespace(*words: object) -> list[str]:
    return ["unshare", "--net", *map(str, words)]


def may_make_a_namespace() -> bool:
    return bool(shutil.which("unshare")) and subprocess.run(in_a_namespace("true"), capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Pack:
    """What the command made, and what it said of it."""

    file: Path
    answer: dict[str, Any]

    def unfold(self, place: Path) -> Path:
        with tarfile.open(self.file) as archive:
            archive.extractall(place, filter="data")
        (top,) = place.iterdir()
        return top


def make_pack(folder: Path) -> Pack:
    command = [sys.executable, "-m", "zhibu.config.cli", "pack", "--out", str(folder / "离线.tar.gz"), "--json"]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return Pack(folder / "离线.tar.gz", json.loads(done.stdout))


@pytest.mark.skipif(not may_make_a_namespace(), reason="unshare --net needs root")
def test_it_installs_and_upgrades_on_a_machine_without_a_network(tmp_path: Path) -> None:
    pack = make_pack(tmp_path)
    first = pack.unfold(tmp_path / "one").rename(tmp_path / "first")
    look_inside(pack, first)
    next_version(first, tmp_path / "second")
    (tmp_path / "党组织.xlsx").write_bytes(rosters.organisations())
    (tmp_path / "党员.xlsx").write_bytes(rosters.written([rosters.HEADINGS, *rosters.MEMBERS[:2]]))
    python = Path(sys.base_prefix) / "bin" / "python3"
    command = in_a_namespace(python, without_network.__file__, tmp_path)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    steps = {told.pop("step"): told for told in map(json.loads, done.stdout.splitlines())}
    assert steps["network"] == {"routes": [], "way_out": "Network is unreachable"}
    assert steps["check"]["code"] == 0
    look_at_the_installation(steps, tmp_path / "向阳 街道")
    look_at_the_upgrade(steps, tmp_path / "向阳 街道")


def look_inside(pack: Pack, top: Path) -> None:
    names = {file.relative_to(top).as_posix() for file in top.rglob("*") if file.is_file()}
    listed = {line.split("  ./", 1)[1] for line in (top / "SHA256SUMS").read_text(encoding="utf-8").splitlines()}
    assert listed == names - {"SHA256SUMS"}
    assert {"install.sh", "zhibu.sh", "README.zh-CN.md", "LICENSE", "requirements.txt", "docs/handbook/operator.zh-CN.md"} <= names
    assert [name for name in names if "__pycache__" in name or name.startswith("code/src/zhibu/web/assets/")] == []
    assert "code/src/zhibu/web/static/dist/manifest.json" in names
    wheels = [name for name in names if name.startswith("wheels/")]
    assert (len(wheels), [name for name in wheels if not name.endswith(".whl")]) == (pack.answer["wheels"], [])
    facts = json.loads((top / "pack.json").read_text(encoding="utf-8"))
    assert (facts["version"], facts["python"]) == (__version__, f"{sys.version_info.major}.{sys.version_info.minor}")
    readme = (top / "README.zh-CN.md").read_text(encoding="utf-8")
    assert f"Python {facts['python']}，{facts['machine']}，glibc {facts['glibc']} 以上" in readme
    assert re.findall(r"\{\w+\}", readme) == []


def next_version(first: Path, second: Path) -> None:
    """The same code under another number, as a pack of its own."""
    shutil.copytree(first, second)
    module = second / "code" / "src" / "zhibu" / "__init__.py"
    module.write_text(module.read_text(encoding="utf-8").replace(__version__, NEXT), encoding="utf-8")
    facts = second / "pack.json"
    facts.write_text(facts.read_text(encoding="utf-8").replace(f'"version": "{__version__}"', f'"version": "{NEXT}"'), encoding="utf-8")
    (second / "SHA256SUMS").unlink()
    write_sums(second)


def look_at_the_installation(steps: dict[str, dict[str, Any]], target: Path) -> None:
    assert (steps["install"]["code"], steps["install"]["complained"].splitlines()[-2]) == (0, f"装好了：zhibu {__version__}。(done)")
    answer = json.loads(steps["import"]["said"])
    assert (steps["import"]["code"], answer["created"], answer["rejected"]) == (0, 6, [])
    assert (steps["findings"]["code"], "findings" in json.loads(steps["findings"]["said"])) == (0, True)
    assert steps["serve"] == {"health": "ok", "signs_in": True}
    assert (target / "data").stat().st_mode & 0o777 == 0o700
    (packages,) = (target / "current" / "venv" / "lib").glob("python3.*/site-packages")
    assert not (packages / "pip").exists()


def look_at_the_upgrade(steps: dict[str, dict[str, Any]], target: Path) -> None:
    assert (steps["too early"]["code"], steps["too early"]["complained"].splitlines()[-1].partition("：")[0]) == (2, "服务还在运行")
    assert steps["upgrade"]["code"] == 0, steps["upgrade"]["complained"]
    assert steps["version"]["said"] == f"zhibu {NEXT}\n"
    assert json.loads(steps["members"]["said"])["rows"] == 2
    assert (steps["verify"]["code"], steps["verify"]["said"].splitlines()[0]) == (0, "当前值：相符。")
    assert len(list((target / "versions").iterdir())) == 2
    (copies,) = (target / "backups").iterdir()
    assert [made_by(copies / name) for name in ("data.zip", "keys.zip")] == [__version__, __version__]
    assert copies.stat().st_mode & 0o777 == 0o700


def made_by(backup: Path) -> str:
    """The version that wrote a backup: the old one, before anything was upgraded."""
    with zipfile.ZipFile(backup) as archive:
        program: str = json.loads(archive.read("manifest.json"))["program"]
    return program


def test_a_pack_is_never_written_over_another_file(tmp_path: Path) -> None:
    file = tmp_path / "离线.tar.gz"
    file.write_bytes(b"mine")
    command = [sys.executable, "-m", "zhibu.config.cli", "pack", "--out", str(file)]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, f"{file} 已经存在：请换一个文件名。(file exists)\n")
    assert file.read_bytes() == b"mine"


def test_the_oldest_c_library_that_all_wheels_run_with() -> None:
    wheels = [
        "a-1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "b-1-cp311-abi3-manylinux_2_34_x86_64.whl",
        "c-1-py3-none-any.whl",
    ]
    assert glibc_for(wheels) == "2.34"
    assert glibc_for([*wheels[:1], "d-1-cp311-cp311-manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl"]) == "2.17"
    assert glibc_for(wheels[2:]) == ""
