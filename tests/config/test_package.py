"""The installable package, for those who have no POSIX shell: it holds every file of the source but the assets' sources."""

import subprocess
import sys
import zipfile
from pathlib import Path

from zhibu import __version__
from zhibu.config.checkout import ROOT

SOURCE = ROOT / "src"


def belongs(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and not path.is_relative_to(SOURCE / "zhibu" / "web" / "assets")


def test_wheel_holds_templates_static_files_and_data(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(tmp_path / f"zhibu-{__version__}-py3-none-any.whl") as wheel:
        held = set(wheel.namelist())
        commands = wheel.read(f"zhibu-{__version__}.dist-info/entry_points.txt").decode()
    assert {name for name in held if name.startswith("zhibu/")} == {
        str(path.relative_to(SOURCE)) for path in (SOURCE / "zhibu").rglob("*") if belongs(path)
    }
    assert f"zhibu-{__version__}.dist-info/licenses/LICENSE" in held
    assert commands == "[console_scripts]\nzhibu = zhibu.config.cli:main\n"
