"""Keeps this process apart: it opens its own database, its own folder and the folder of the exchange, and nothing of the inside.

A hook of the interpreter refuses everything else from the first line on: other files and databases, other programs, connections to
anywhere, modules of the inside, and the words of the environment by which the inside is found are gone. It is a list of what may be
opened, not of what may not: it need not know where the inside lies. Where the kernel offers a wall (``walls``), that stands around it.
Both hold beside a user of the portal's own, or a machine of its own (handbook for operators).
Source: PEP 578.
"""

import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from zhibu.portal.walls import build

SOURCE: Final = Path(__file__).resolve().parent.parent
OURS: Final = (
    "portal",
    "kernel",
    "web/static/dist",
    "exchange/bundles.py",
    "exchange/__init__.py",
    "exchange/__pycache__",
    "__init__.py",
    "__pycache__",
)
"""Of our own source: what stands above knows people, and is not even loaded."""
SYSTEM: Final = ("/usr", "/lib", "/lib64", "/etc", "/sys", "/dev", "/System", "/Library")
KEPT_WORDS: Final = ("ZHIBU_PORTAL_",)
KEPT: Final = frozenset({"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "HOME", "SYSTEMROOT", "PYTHONPATH", "PYTHONSAFEPATH", "VIRTUAL_ENV"})
RUNS_OTHERS: Final = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile", "ctypes.dlopen"})
REACHES_OUT: Final = frozenset({"socket.connect", "sqlite3.enable_load_extension", "sqlite3.load_extension"})
READS: Final = frozenset({"os.listdir", "os.scandir", "os.chdir"})
WRITES: Final = frozenset(
    {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown"}
)
WRITING: Final = frozenset("wax+")


_apart = threading.Event()
"""Set once in a process; its children are born apart."""


class Apart(PermissionError):
    """The process was about to leave its own place: a mistake in the program, or an attempt."""


def clean(environment: Mapping[str, str]) -> dict[str, str]:
    """What of the environment may be known here: nothing that says where the inside lies, or how its database is reached."""
    return {name: value for name, value in environment.items() if name in KEPT or name.startswith(KEPT_WORDS)}


def keep_apart(own: Path, queue: Path | None = None) -> None:
    """From now on, and for good. ``own``: the folder of the database; ``queue``: that of the exchange."""
    if _apart.is_set():
        return
    _apart.set()
    kept = clean(os.environ)
    os.environ.clear()
    os.environ.update(kept)
    sys.dont_write_bytecode = True
    ours = [place.resolve() for place in (own, queue) if place is not None]
    for place in ours:
        place.mkdir(mode=0o770, parents=True, exist_ok=True)
    code = [SOURCE / name for name in OURS]
    devices = [Path("/dev/null"), *ours]
    build(readable=[*map(Path, _roots()), Path("/proc"), *code], listed=[SOURCE.parent], own=devices)
    for module in (sqlite3, sqlite3.dbapi2):
        vars(module)["connect"] = _alone(sqlite3.connect)
    sys.addaudithook(_Guard(own.resolve(), queue.resolve() if queue else None))


def _alone(connect: Callable[..., sqlite3.Connection]) -> Callable[..., sqlite3.Connection]:
    """No second database beside the own one: ATTACH is no event of the interpreter."""

    def connect_alone(*words: Any, **named: Any) -> sqlite3.Connection:
        connection = connect(*words, **named)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        return connection

    return connect_alone


def _roots() -> list[str]:
    """Where Python and the system lie."""
    return sorted({os.path.realpath(root) for root in (sys.prefix, sys.base_prefix, str(Path(os.__file__).parent), *SYSTEM)})


class _Guard:
    """What is asked of each event of the interpreter."""

    def __init__(self, own: Path, queue: Path | None) -> None:
        self._own = [str(place) for place in (own, queue) if place is not None]
        self._database = str(own / "portal.sqlite3")
        self._source = str(SOURCE)
        self._listed = {self._source, str(SOURCE / "exchange")}
        self._ours = [str(SOURCE / name) for name in OURS]
        self._roots = _roots()
        self._checks: dict[str, Callable[[tuple[Any, ...]], bool]] = {
            "open": self._may_open,
            "sqlite3.connect": lambda told: os.path.realpath(_text(told[0])) == self._database,
            **dict.fromkeys(RUNS_OTHERS | REACHES_OUT, lambda _: False),
            **dict.fromkeys(READS, lambda told: self._may_read(told[0])),
            **dict.fromkeys(
                WRITES, lambda told: all(self._may_write(one) for one in told[:2] if isinstance(one, (str, bytes, os.PathLike)))
            ),
        }

    def __call__(self, event: str, told: tuple[Any, ...]) -> None:
        check = self._checks.get(event)
        if check is not None and not check(told):
            raise Apart(f"{event}: not from the portal")

    def _may_open(self, told: tuple[Any, ...]) -> bool:
        where, mode, flags = told
        if isinstance(where, int):
            return True
        writes = (
            bool(WRITING & set(mode)) if isinstance(mode, str) else bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))
        )
        return self._may_write(where) if writes else self._may_read(where)

    def _may_write(self, where: Any) -> bool:
        place = os.path.realpath(_text(where))
        return place == os.devnull or _below(place, self._own)

    def _may_read(self, where: Any) -> bool:
        if isinstance(where, int):
            return True
        place = os.path.realpath(_text(where))
        if _below(place, self._own):
            return True
        if _below(place, [self._source]):
            return place in self._listed or _below(place, self._ours)
        if place.startswith("/proc/"):
            return place.startswith(("/proc/sys/", f"/proc/{os.getpid()}/")) and not place.endswith(("/environ", "/mem"))
        return place in {"/proc/meminfo", "/proc/cpuinfo"} or _below(place, self._roots)


def _text(where: Any) -> str:
    return os.fsdecode(where) if where is not None else "."


def _below(place: str, roots: list[str]) -> bool:
    return any(place == root or place.startswith(root + os.sep) for root in roots)
