"""``install.sh`` of a pack: what it refuses, in which order it works, and that a step that fails leaves the old version in place.

The pack is a small one, and Python is a script that writes down how it was called.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from zhibu.config.checkout import ROOT
from zhibu.config.pack import write_sums

PYTHON: Final = """#!/bin/sh
case "$*" in
    -c*version_info\\[:2\\]\\)*) echo "$SPEAKS" ;;
    -c*version_info*) exit 0 ;;
    -c*get_platform*) echo "${MACHINE:-linux-x86_64}" ;;
    -c*GNU_LIBC*) exit "${OLD_LIBRARY:-0}" ;;
    "-m venv "*) mkdir -p "$4/bin"; cp "$0" "$4/bin/python" ;;
    *compileall*) ;;
    *)
        echo "${0##*/versions/} $*" >>"$CALLS"
        case "$FAILS" in "") ;; *) case "$*" in *"$FAILS"*) echo "it failed" >&2; exit 1 ;; esac ;; esac
        case "$*" in *--version) echo "zhibu 0.9" ;; *backup*) [ -d "${4%/*}" ] || exit 1 ;; esac
        ;;
esac
"""
OLD_COMMAND: Final = '#!/bin/sh\necho "old $* over $ZHIBU_DATA_DIR" >>"$CALLS"\n'


@dataclass(frozen=True)
class Machine:
    """A small pack, an empty place for it, and a Python of its own."""

    pack: Path
    target: Path
    programs: Path
    calls: Path

    def has(self, name: str, text: str) -> Path:
        program = self.programs / name
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)
        return program

    def install(self, *words: object, fails: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["/bin/sh", str(self.pack / "install.sh"), *map(str, words or (self.target,))],
            cwd=self.target.parent,
            env={
                "PATH": f"{self.programs}:/usr/bin:/bin",
                "CALLS": str(self.calls),
                "SPEAKS": "3.99",
                "FAILS": fails,
                **environment,
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []

    def current(self) -> str:
        link = self.target / "current"
        return str(link.readlink()) if link.is_symlink() else ""

    def renew(self, text: str) -> str:
        """Another pack; the name of its version."""
        (self.pack / "code" / "src" / "module.py").write_text(text, encoding="utf-8")
        (self.pack / "SHA256SUMS").unlink(missing_ok=True)
        write_sums(self.pack)
        return text

    def write_data(self) -> None:
        (self.target / "data").mkdir(parents=True, exist_ok=True)
        (self.target / "data" / "zhibu.sqlite3").touch()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    pack, programs = tmp_path / "一 包", tmp_path / "bin"
    for place in (pack / "code" / "src", pack / "wheels", programs):
        place.mkdir(parents=True)
    for name in ("install.sh", "zhibu.sh"):
        shutil.copy(ROOT / "offline" / name, pack / name)
    facts = ('"version": "0.9"', '"python": "3.99"', '"machine": "linux-x86_64"', '"glibc": "2.34"')
    (pack / "pack.json").write_text("{\n " + ",\n ".join(facts) + "\n}\n", encoding="utf-8")
    (pack / "requirements.txt").touch()
    (pack / "wheels" / "pip-26-py3-none-any.whl").touch()
    here = Machine(pack, tmp_path / "装 在 这里", programs, tmp_path / "calls")
    here.renew("first")
    here.has("python3.99", PYTHON)
    return here


def last(done: "subprocess.CompletedProcess[str]") -> tuple[int, str]:
    lines = done.stderr.splitlines()
    return done.returncode, lines[-1] if lines else ""


def test_first_installation(machine: Machine) -> None:
    done = machine.install()
    version = machine.current().removeprefix("versions/")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.splitlines() == [
        f"安装 {version}……(installing)",
        "试运行……(trial)",
        "装好了：zhibu 0.9。(done)",
        f"启动服务：{machine.target}/zhibu serve；其余见 README.zh-CN.md。",
    ]
    pip = f"{machine.pack}/wheels/pip-26-py3-none-any.whl/pip --isolated install --quiet --no-input --disable-pip-version-check"
    bundled = f"--no-cache-dir --no-index --find-links {machine.pack}/wheels --no-deps --require-hashes"
    assert machine.called() == [
        f"{version}/venv/bin/python {pip} {bundled} --requirement {machine.pack}/requirements.txt",
        f"{version}/venv/bin/python -m zhibu.config.trial",
        f"{version}/venv/bin/python -m zhibu.config.cli --version",
    ]
    assert version.startswith("0.9-")
    assert sorted(one.name for one in machine.target.iterdir()) == ["current", "data", "versions", "zhibu"]


def test_only_checking_installs_nothing(machine: Machine) -> None:
    done = machine.install("--check", machine.target)
    assert last(done) == (0, "安装包完整：0.9，Python 3.99，linux-x86_64。(the pack is sound)")
    assert not machine.target.exists()


def test_a_changed_file_is_refused(machine: Machine) -> None:
    (machine.pack / "code" / "src" / "module.py").write_text("changed", encoding="utf-8")
    assert last(machine.install()) == (2, "安装包不完整或被改动，什么也没有装：请重新拷贝整个安装包。(the pack is damaged)")
    assert not machine.target.exists()


def test_a_missing_file_is_refused(machine: Machine) -> None:
    (machine.pack / "wheels" / "pip-26-py3-none-any.whl").unlink()
    assert last(machine.install())[1] == "安装包不完整或被改动，什么也没有装：请重新拷贝整个安装包。(the pack is damaged)"


def test_a_file_that_is_not_listed_is_refused(machine: Machine) -> None:
    (machine.pack / "wheels" / "more.whl").touch()
    assert last(machine.install())[1].partition("：")[0] == "安装包里多了文件，什么也没有装"
    assert not machine.target.exists()


def test_another_python_is_said_to_be_another(machine: Machine) -> None:
    (machine.programs / "python3.99").rename(machine.programs / "python3")
    assert last(machine.install(SPEAKS="3.98")) == (
        2,
        "这个安装包是给 Python 3.99 的，这台机器上是 3.98：请在装有 Python 3.98 的机器上重新打包。(made for another Python)",
    )


def test_no_python_that_would_do(machine: Machine) -> None:
    (machine.programs / "python3.99").unlink()
    for name in ("python3", "python"):
        machine.has(name, "#!/bin/sh\nexit 1\n")
    assert last(machine.install())[1].partition("：")[0] == "需要 Python 3.99"


def test_another_kind_of_machine(machine: Machine) -> None:
    assert last(machine.install(MACHINE="linux-aarch64"))[1].partition("：")[0] == "这个安装包是给 linux-x86_64 的，这台机器不是"


def test_a_system_that_is_too_old(machine: Machine) -> None:
    assert last(machine.install(OLD_LIBRARY="1"))[1].partition("（")[0] == "系统太旧，需要 glibc 2.34 以上"
    assert not machine.target.exists()


def test_a_source_checkout_is_left_alone(machine: Machine) -> None:
    machine.target.mkdir()
    (machine.target / "pyproject.toml").touch()
    assert last(machine.install())[1].partition("：")[0] == f"{machine.target} 是源代码目录"
    assert machine.called() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="giving a folder away needs root")
def test_data_of_another_user_are_not_touched(machine: Machine) -> None:
    machine.write_data()
    os.chown(machine.target / "data", 12_345, -1)
    code, said = last(machine.install())
    assert (code, said.partition("：")[0]) == (2, f"{machine.target}/data 属于用户 UNKNOWN")
    assert machine.called() == []


# Upgrades.


def installed(machine: Machine) -> str:
    machine.install()
    machine.write_data()
    machine.calls.unlink()
    before = machine.current()
    machine.renew("second")
    return before


def test_an_upgrade_tries_the_new_version_backs_up_with_the_old_one_then_migrates(machine: Machine) -> None:
    before = installed(machine)
    done = machine.install()
    after = machine.current()
    (copies,) = (machine.target / "backups").iterdir()
    old, new = (f"{one.removeprefix('versions/')}/venv/bin/python -m" for one in (before, after))
    assert machine.called()[1:] == [
        f"{new} zhibu.config.trial",
        f"{old} zhibu.config.cli backup {copies}/data.zip --keys {copies}/keys.zip",
        f"{new} zhibu.config.cli migrate",
        f"{new} zhibu.config.cli --version",
    ]
    assert (done.returncode, before != after) == (0, True)
    assert copies.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("fails", "sentence"),
    [
        ("--require-hashes", "依赖没有装好，没有升级，原来的版本照常可用。原因见上。(installation failed)"),
        ("zhibu.config.trial", "新版本没有通过试运行，没有升级，原来的版本照常可用。原因见上。(trial failed)"),
        ("cli backup", "备份没有成功，没有升级，原来的版本照常可用。原因见上。(backup failed)"),
    ],
)
def test_a_step_that_fails_leaves_the_old_version(machine: Machine, fails: str, sentence: str) -> None:
    before = installed(machine)
    assert last(machine.install(fails=fails)) == (2, sentence)
    assert machine.current() == before
    assert [call for call in machine.called() if "migrate" in call] == []
    assert machine.install().returncode == 0
    assert machine.current() != before


def test_a_migration_that_fails_goes_back_to_the_old_version(machine: Machine) -> None:
    before = installed(machine)
    code, said = last(machine.install(fails="cli migrate"))
    (copies,) = (machine.target / "backups").iterdir()
    assert (code, said) == (2, f"数据库没有升级成功，已退回原来的版本；升级前的备份在 {copies}。原因见上。(migration failed)")
    assert machine.current() == before


def test_data_without_the_program_that_wrote_them_are_not_upgraded_without_a_backup(machine: Machine) -> None:
    machine.write_data()
    code, said = last(machine.install())
    assert (code, said.partition("：")[0], machine.current()) == (2, "已有数据，但找不到原来的程序", "")


def test_an_installation_of_another_kind_is_backed_up_by_its_own_command(machine: Machine, tmp_path: Path) -> None:
    machine.write_data()
    old = machine.has("old-zhibu", OLD_COMMAND)
    assert machine.install(machine.target, "--old", old).returncode == 0
    (copies,) = (machine.target / "backups").iterdir()
    backup = f"old backup {copies}/data.zip --keys {copies}/keys.zip over {machine.target}/data"
    assert [call for call in machine.called() if call.startswith("old")] == [backup]
    assert [call.rpartition(" ")[2] for call in machine.called()][-2:] == ["migrate", "--version"]


def test_an_empty_postgresql_has_nothing_to_back_up(machine: Machine) -> None:
    machine.target.mkdir()
    (machine.target / "zhibu.env").write_text("ZHIBU_DATABASE=postgres://zhibu@localhost/zhibu\n", encoding="utf-8")
    assert last(machine.install())[0] == 2
    assert machine.install(machine.target, "--first").returncode == 0
    assert not (machine.target / "backups").exists()


def test_the_same_pack_again_is_installed_once(machine: Machine) -> None:
    machine.install()
    machine.calls.unlink()
    assert machine.install().returncode == 0
    assert [call for call in machine.called() if "install" in call] == []
