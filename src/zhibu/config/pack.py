"""``zhibu pack``: one file that installs and upgrades on a machine without a network; see ``offline/install.sh``.

It holds the code with its built assets, every locked dependency as a wheel for this machine's Python and platform, pip as a wheel, the
handbooks, and the SHA-256 of each file. ``--json`` answers ``{"file", "bytes", "sha256", "version", "python", "machine", "wheels"}``.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from zhibu import __version__
from zhibu.config.assets import build_assets, pip
from zhibu.config.checkout import ROOT, require_checkout
from zhibu.kernel.clock import now
from zhibu.kernel.unusable import Unusable

LOCKS: Final = ("run.txt", "pack.txt")
"""What runs, and pip itself: a bare system has none."""
MANYLINUX: Final = re.compile(r"manylinux_(\d+)_(\d+)_")
SUMS: Final = "SHA256SUMS"
OFFLINE: Final = ("install.sh", "zhibu.sh")
CODE: Final = ("src/zhibu", "regulations")
"""Folders of the source that the program runs from, where they are there."""
DOCUMENTS: Final = ("docs/handbook", "docs/pictures", "CHANGELOG.md", "LICENSE")
NOT_NEEDED: Final = ("src/zhibu/web/assets",)
"""What the built assets were made from."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a pack says of itself; all words, since ``install.sh`` reads them line by line."""

    version: str
    python: str
    machine: str
    made_at: str
    wheels: str = ""
    glibc: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to put it."""
    parser.add_argument("--out", type=Path, metavar="FILE", help="安装包写到哪里（默认当前目录，名称写明版本、Python 和平台）")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Pack, and say for which machines it is."""
    require_checkout()
    facts = facts_of_this_machine(now())
    file = (options.out or Path(f"zhibu-{facts.version}-py{facts.python}-{facts.machine}.tar.gz")).resolve()
    if file.exists():
        raise Unusable(f"{file} 已经存在：请换一个文件名。(file exists)")
    build_assets()
    wheels = write_pack(file, facts)
    digest = sha256_of(file)
    answer = {
        "file": str(file),
        "bytes": file.stat().st_size,
        "sha256": digest,
        "version": facts.version,
        "python": facts.python,
        "machine": facts.machine,
        "wheels": wheels,
    }
    print(json.dumps(answer, ensure_ascii=False) if options.json else "\n".join(told(answer)))
    return 0


def facts_of_this_machine(at: datetime) -> Facts:
    """Wheels are for one Python and one kind of machine: those of whoever packs."""
    return Facts(
        __version__, f"{sys.version_info.major}.{sys.version_info.minor}", sysconfig.get_platform(), at.isoformat(timespec="seconds")
    )


def told(answer: dict[str, object]) -> Iterator[str]:
    """What to know before it is carried to another machine."""
    yield f"{answer['file']}：{int(str(answer['bytes'])) / 2**20:.0f} MB，{answer['wheels']} 个依赖包。"
    yield f"适用于 Python {answer['python']}、{answer['machine']}，其他机器请在同样的机器上另打一份。"
    yield f"SHA-256 {answer['sha256']}"
    yield "拷到目标机器，解开以后运行 sh install.sh；安装说明在包里的 README.zh-CN.md。"


def write_pack(file: Path, facts: Facts) -> int:
    """Put everything together beside the place, then move it there whole; returns the number of wheels."""
    try:
        with tempfile.TemporaryDirectory(dir=file.parent, prefix=".zhibu-pack-") as folder:
            top = Path(folder) / f"zhibu-{facts.version}"
            download_wheels(top / "wheels")
            names = [wheel.name for wheel in (top / "wheels").iterdir()]
            copy_sources(top)
            described = replace(facts, wheels=str(len(names)), glibc=glibc_for(names))
            (top / "pack.json").write_text(json.dumps(asdict(described), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            write_readme(top / "README.zh-CN.md", described)
            write_sums(top)
            draft = Path(folder) / "draft.tar.gz"
            write_archive(top, draft)
            draft.replace(file)
    except OSError as error:
        raise Unusable(f"不能写入 {file}：请换一个位置，或让当前用户可写。(not writable: {error.strerror or error})") from error
    return len(names)


def download_wheels(place: Path) -> None:
    """From whatever mirror this machine uses, by hash; nothing is built, so nothing needs a compiler over there."""
    place.mkdir(parents=True)
    words = ["download", "--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    for lock in LOCKS:
        command = [*pip(), *words, "--dest", str(place), "--requirement", str(ROOT / "requirements" / lock)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            raise Unusable("依赖没有取全：请检查网络或 pip 软件源设置后重试，原因见上。(download failed)")


def glibc_for(wheels: Iterable[str]) -> str:
    """The oldest C library with which all of them run; empty where none asks for one. A wheel may be named for several, any will do."""
    asked = [[(int(major), int(minor)) for major, minor in MANYLINUX.findall(name)] for name in wheels]
    oldest = max((min(versions) for versions in asked if versions), default=None)
    return "{}.{}".format(*oldest) if oldest else ""


def copy_sources(top: Path) -> None:
    """The code as it runs, the lock, the scripts, the handbooks."""
    for name in CODE:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, top / "code" / name, ignore=_left_out)
    for name in DOCUMENTS:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, top / name)
        else:
            shutil.copyfile(source, top / name)
    shutil.copyfile(ROOT / "requirements" / "run.txt", top / "requirements.txt")
    for name in OFFLINE:
        shutil.copy(ROOT / "offline" / name, top / name)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """Compiled files, and sources of what is there built."""
    here = Path(folder).relative_to(ROOT)
    return {name for name in names if name == "__pycache__" or (here / name).as_posix() in NOT_NEEDED}


def write_readme(file: Path, facts: Facts) -> None:
    """The way to install, with the facts of this pack."""
    text = (ROOT / "offline" / "README.zh-CN.md").read_text(encoding="utf-8")
    for name, value in asdict(facts).items():
        text = text.replace(f"{{{name}}}", value)
    file.write_text(text, encoding="utf-8")


def write_sums(top: Path) -> None:
    """The list that ``sha256sum --check`` reads."""
    lines = [f"{sha256_of(file)}  ./{file.relative_to(top).as_posix()}\n" for file in files_in(top)]
    (top / SUMS).write_text("".join(lines), encoding="utf-8")


def files_in(top: Path) -> list[Path]:
    """Every file, in an order that is always the same."""
    return sorted(file for file in top.rglob("*") if file.is_file())


def sha256_of(file: Path) -> str:
    """Of a file of any size."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_archive(top: Path, file: Path) -> None:
    """A compressed tar, owned by nobody in particular: tar and gzip are on every system that has a shell."""
    stamp = int(os.environ.get("SOURCE_DATE_EPOCH", top.stat().st_mtime))

    def anonymous(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mtime = stamp
        return entry

    with file.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=stamp) as stream, tarfile.open(fileobj=stream, mode="w") as archive:
        for one in files_in(top):
            archive.add(one, arcname=one.relative_to(top.parent).as_posix(), filter=anonymous)
