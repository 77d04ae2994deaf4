"""Packages of the distribution that the tests need; apt is asked only for what is missing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhibu.kernel.unusable import Unusable

SERVERS: Final = Path("/usr/lib/postgresql")
FONTS: Final = Path("/usr/share/fonts")
LIBRARIES: Final = Path("/usr/lib")


@dataclass(frozen=True, slots=True)
class Need:
    """A package and how to see that what it brings is there."""

    package: str
    present: Callable[[], bool]


def postgresql_programs() -> Path | None:
    """The folder with initdb and pg_ctl, of the newest server there is."""
    versions = sorted(SERVERS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]) if path.parts[-3].isdigit() else 0)
    on_path = shutil.which("initdb")
    if versions:
        return versions[-1].parent
    return Path(on_path).resolve().parent if on_path else None


def chromium_program() -> str | None:
    """The browser of the journeys."""
    return shutil.which("chromium") or shutil.which("google-chrome")


POSTGRESQL: Final = Need("postgresql", lambda: postgresql_programs() is not None)
CHROMIUM: Final = Need("chromium", lambda: chromium_program() is not None)
ATOMICS: Final = Need("libatomic1", lambda: any(LIBRARIES.glob("*/libatomic.so.1")))
"""What the Node inside Playwright is linked against."""

CHINESE_FONTS: Final = Need("fonts-noto-cjk", lambda: any(FONTS.rglob("Noto*CJK*")))


def install_missing(needs: Iterable[Need]) -> None:
    """Bring in what is missing, as root or through sudo."""
    missing = [need.package for need in needs if not need.present()]
    if not missing:
        return
    sys.stderr.write(f"安装 {' '.join(missing)}……(apt-get install)\n")
    _refuse_snap(missing)
    apt = [*_as_root(missing), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    subprocess.run([*apt, "update"], stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    done = subprocess.run([*apt, "install", "--no-install-recommends", *missing], stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False)
    if done.returncode:
        text = f"测试所需的 {'、'.join(missing)} 没有装好：请检查网络或 apt 软件源后重试，原因见上。(apt-get failed)"
        raise Unusable(text)


def _refuse_snap(missing: list[str]) -> None:
    release = Path("/etc/os-release")
    if "chromium" in missing and release.is_file() and "ID=ubuntu" in release.read_text(encoding="utf-8").splitlines():
        text = "Ubuntu 的 chromium 是 snap，测试用不了：请在 Debian 上运行测试，或先自行安装 google-chrome。(Debian needed for journeys)"
        raise Unusable(text)


def _as_root(missing: list[str]) -> list[str]:
    """The words before a command that needs root; sudo may ask for a password only where somebody can answer."""
    sudo = shutil.which("sudo")
    if shutil.which("apt-get") and os.geteuid() == 0:
        return []
    if shutil.which("apt-get") and sudo:
        silent = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
        if silent or sys.stdin.isatty():
            return [sudo]
    text = f"测试需要 {'、'.join(missing)}：请以管理员身份运行 apt-get install {' '.join(missing)} 后重试。(root or sudo needed)"
    raise Unusable(text)
