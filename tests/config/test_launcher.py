"""./zhibu from a clone: what it does with the machine that it finds, and its one sentence when that won't do.

Each test has a clone and a PATH of its own; Python, apt-get and id are small scripts that write down how they were called.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from zhibu.config.checkout import ROOT

PROGRAMS = ("cat", "chmod", "cmp", "cp", "dirname", "env", "grep", "mkdir", "mktemp", "readlink", "rm", "sh", "tail")

PYTHON_OF_TODAY = """#!/bin/sh
case "$*" in
    -c*version_info*) echo 3.12 ;;
    "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
    "-c import pip") ;;
    *) echo "python $*" >>"$CALLS" ;;
esac
"""
PYTHON_WITHOUT_VENV = PYTHON_OF_TODAY.replace('"-m venv "*)', '"-m venv "* | "-m pip --version") [ -f "$CALLS" ] || exit 1;')
PYTHON_WITHOUT_PIP = PYTHON_OF_TODAY.replace("    *) echo", '    "-m pip "*) echo "$SAID"; exit 1 ;;\n    *) echo')
PYTHON_TOO_OLD = "#!/bin/sh\nexit 1\n"
NOTED = '#!/bin/sh\necho "${0##*/} $*" >>"$CALLS"\n'

PIP = "python -m pip install --quiet --no-input --disable-pip-version-check --retries 2 --no-deps --require-hashes -r"


@dataclass(frozen=True)
class Machine:
    """A clone in a folder with a space and Chinese in its name, and the few programs of a bare system."""

    root: Path
    programs: Path
    calls: Path
    logs: Path

    def has(self, name: str, text: str) -> None:
        program = self.programs / name
        program.write_text(text, encoding="utf-8")
        program.chmod(0o755)

    def zhibu(self, *words: str, at: Path | None = None, **environment: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [str(at or self.root / "zhibu"), *words],
            cwd="/",
            env={"PATH": str(self.programs), "CALLS": str(self.calls), "TMPDIR": str(self.logs), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def called(self) -> list[str]:
        return self.calls.read_text(encoding="utf-8").splitlines() if self.calls.exists() else []

    @property
    def log(self) -> Path:
        (only,) = self.logs.iterdir()
        return only


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    root, programs = tmp_path / "向阳 街道", tmp_path / "bin"
    programs.mkdir()
    shutil.copytree(ROOT / "requirements", root / "requirements")
    shutil.copy(ROOT / "zhibu", root / "zhibu")
    for name in PROGRAMS:
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)
    logs = tmp_path / "logs"
    logs.mkdir()
    here = Machine(root, programs, tmp_path / "calls", logs)
    here.has("id", "#!/bin/sh\necho 1000\n")
    return here


def test_first_start_makes_the_environment_from_the_lock_and_hands_over(machine: Machine) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    done = machine.zhibu("demo", "--port", "8001")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "建立运行环境……(making the environment)\n安装依赖……(installing run.txt)\n"
    assert machine.called() == [f"{PIP} {machine.root}/requirements/run.txt", "python -m zhibu.config.cli demo --port 8001"]


def test_second_start_only_hands_over(machine: Machine) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    machine.zhibu()
    machine.calls.unlink()
    done = machine.zhibu("import", "党员 花名册.xlsx")
    assert (done.returncode, done.stderr) == (0, "")
    assert machine.called() == ["python -m zhibu.config.cli import 党员 花名册.xlsx"]


def test_new_lock_is_installed(machine: Machine) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    machine.zhibu()
    machine.calls.unlink()
    with (machine.root / "requirements" / "run.txt").open("a", encoding="utf-8") as lock:
        lock.write("# new\n")
    assert machine.zhibu("serve").stderr == "安装依赖……(installing run.txt)\n"
    assert machine.called() == [f"{PIP} {machine.root}/requirements/run.txt", "python -m zhibu.config.cli serve"]


@pytest.mark.parametrize("command", ["test", "check"])
def test_tests_bring_the_lock_for_tests_which_serves_for_running_too(machine: Machine, command: str) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    machine.zhibu(command)
    machine.zhibu("demo")
    assert machine.called() == [
        f"{PIP} {machine.root}/requirements/test.txt",
        f"python -m zhibu.config.cli {command}",
        "python -m zhibu.config.cli demo",
    ]


def test_works_through_a_link_from_elsewhere(machine: Machine, tmp_path: Path) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    link = tmp_path / "link"
    link.symlink_to(machine.root / "zhibu")
    assert machine.zhibu("serve", at=link).returncode == 0
    assert machine.called()[-1] == "python -m zhibu.config.cli serve"


def test_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    machine.zhibu()
    (machine.root / ".venv" / "pyvenv.cfg").touch()
    (machine.root / ".venv" / "bin" / "python").unlink()
    assert machine.zhibu().stderr == "建立运行环境……(making the environment)\n安装依赖……(installing run.txt)\n"


def test_environment_whose_making_was_cut_short_is_finished(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_PIP)
    machine.zhibu(SAID="no space left on device")
    machine.has("python3", PYTHON_OF_TODAY)
    done = machine.zhibu("demo")
    assert (done.returncode, done.stderr) == (0, "建立运行环境……(making the environment)\n安装依赖……(installing run.txt)\n")


def test_python_too_old(machine: Machine) -> None:
    machine.has("python3", PYTHON_TOO_OLD)
    done = machine.zhibu("demo")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "需要 Python 3.11 或更高版本：请先安装（Debian 12、Ubuntu 24.04 起自带），例如 apt-get install python3。"
        "(Python 3.11 or newer not found)\n"
    )


def test_newer_python_beside_an_old_one_is_found(machine: Machine) -> None:
    machine.has("python3", PYTHON_TOO_OLD)
    machine.has("python3.12", PYTHON_OF_TODAY)
    assert machine.zhibu("demo").returncode == 0


def test_missing_venv_is_installed_from_the_distribution_as_root(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_VENV)
    machine.has("apt-get", NOTED)
    machine.has("id", "#!/bin/sh\necho 0\n")
    done = machine.zhibu("demo")
    assert done.returncode == 0
    assert done.stderr.splitlines()[1] == "安装 python3.12-venv……(apt-get install)"
    assert machine.called()[:2] == ["apt-get update -q", "apt-get install -y -q python3.12-venv"]


def test_missing_venv_is_installed_through_sudo(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_VENV)
    machine.has("apt-get", NOTED)
    machine.has("sudo", '#!/bin/sh\n[ "$1" = -n ] || exec "$@"\n')
    assert machine.zhibu("demo").returncode == 0
    assert machine.called()[:2] == ["apt-get update -q", "apt-get install -y -q python3.12-venv"]


def test_missing_venv_that_cannot_be_installed(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_VENV)
    machine.has("apt-get", NOTED)
    done = machine.zhibu("demo")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"Python 缺少 venv 组件：请以管理员身份运行 apt-get install python3.12-venv 后重试。详情见 {machine.log}。(no venv module)"
    )
    assert machine.called() == []


def test_no_network(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_PIP)
    done = machine.zhibu("demo", SAID="WARNING: Retrying after connection broken: Failed to establish a new connection")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"依赖没有装好，连不上软件源：请检查网络，或用 pip config set global.index-url 换一个镜像后重试。详情见 {machine.log}。(no network)"
    )
    assert machine.called() == []


def test_package_that_the_mirror_lacks(machine: Machine) -> None:
    machine.has("python3", PYTHON_WITHOUT_PIP)
    done = machine.zhibu("demo", SAID="ERROR: No matching distribution")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (f"依赖没有装好：ERROR: No matching distribution。详情见 {machine.log}。(installation failed)")


def test_environment_that_cannot_be_written(machine: Machine) -> None:
    machine.has("python3", PYTHON_OF_TODAY)
    done = machine.zhibu("demo", ZHIBU_ENV="/dev/null/env")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        "不能在 /dev/null/env 建立运行环境：请让当前用户可写，或用环境变量 ZHIBU_ENV 另指一处。(environment not writable)"
    )


@pytest.mark.parametrize("script", ["zhibu", ".ci/run", "requirements/lock.sh", "offline/install.sh", "offline/zhibu.sh"])
def test_scripts_are_plain_posix_shell(script: str) -> None:
    shell = shutil.which("dash") or "/bin/sh"
    done = subprocess.run([shell, "-n", str(ROOT / script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(ROOT / script, os.X_OK)
