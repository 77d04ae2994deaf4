"""The installable package, for those who have no POSIX shell: every file of the source but the assets' sources, and the regulations."""

import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhibu import __version__
from zhibu.config.checkout import ROOT
from zhibu.rulebook.loading import rulebook

SOURCE = ROOT / "src"
REGULATIONS = ROOT / "regulations"
WHAT_IT_KNOWS = (
    "from zhibu.rulebook import loading as l; b = l.rulebook(); print(l.folder(), len(b.parameters), len(b.clauses), len(b.cases))"
)


def belongs(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.is_relative_to(SOURCE / "zhibu" / "web" / "assets")


def regulations(within: str) -> Iterator[str]:
    for path in REGULATIONS.rglob("*.yaml"):
        yield f"{within}/{path.relative_to(REGULATIONS)}"


def build(target: str, into: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(into)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build("wheel", folder)
    return folder / f"zhibu-{__version__}-py3-none-any.whl"


def test_wheel_holds_templates_static_files_data_and_regulations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as found:
        held = set(found.namelist())
        commands = found.read(f"zhibu-{__version__}.dist-info/entry_points.txt").decode()
    assert {name for name in held if name.startswith("zhibu/")} == {
        *(str(path.relative_to(SOURCE)) for path in (SOURCE / "zhibu").rglob("*") if belongs(path)),
        *regulations("zhibu/regulations"),
    }
    assert f"zhibu-{__version__}.dist-info/licenses/LICENSE" in held
    assert commands == "[console_scripts]\nzhibu = zhibu.config.cli:main\n"


def test_an_installed_package_knows_the_same_rules(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as found:
        for name in found.namelist():
            found.extract(name, tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", WHAT_IT_KNOWS], cwd=tmp_path, env={"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False
    )
    book = rulebook()
    inside = tmp_path / "zhibu" / "regulations"
    assert done.stdout == f"{inside} {len(book.parameters)} {len(book.clauses)} {len(book.cases)}\n", done.stderr


def test_the_source_archive_holds_the_regulations(tmp_path: Path) -> None:
    build("sdist", tmp_path)
    with tarfile.open(tmp_path / f"zhibu-{__version__}.tar.gz") as archive:
        held = {name for name in archive.getnames() if name.endswith(".yaml") and "/src/" not in name}
    assert held == set(regulations(f"zhibu-{__version__}/regulations"))
