"""A private PostgreSQL server for tests and benches: fresh, on a free port, thrown away, never as root."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from zhibu.config.distribution import postgresql_programs
from zhibu.kernel.unusable import Unusable

OWNERS: Final = ("postgres", "nobody")
"""Whom the server runs as when we are root: the first that the machine knows."""

NAME: Final = "zhibu"
UNSAFE_AND_FAST: Final = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"
BUFFERS: Final = "-c shared_buffers=256MB -c max_wal_size=2GB"


@contextmanager
def private_cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a server and give its address; durable keeps the safety that a bench must pay for."""
    programs = postgresql_programs()
    if programs is None:
        text = "没有找到 PostgreSQL：请安装 postgresql 后重试。(PostgreSQL not found)"
        raise Unusable(text)
    home = Path(tempfile.mkdtemp(prefix="zhibu-pg-"))
    try:
        port = _free_port()
        _start(programs, home, port, durable=durable)
        try:
            yield f"postgres://{NAME}@127.0.0.1:{port}/{NAME}"
        finally:
            _call(home, programs / "pg_ctl", "stop", "-D", home / "data", "-m", "immediate", "-s")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _start(programs: Path, home: Path, port: int, *, durable: bool) -> None:
    owner = _owner()
    if owner is not None:
        os.chown(home, owner.pw_uid, owner.pw_gid)
    data, log = home / "data", home / "log"
    _call(home, programs / "initdb", "-D", data, "-U", NAME, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    safety = "" if durable else UNSAFE_AND_FAST
    settings = f"-p {port} -c listen_addresses=127.0.0.1 -k {home} {BUFFERS} {safety}"
    _call(home, programs / "pg_ctl", "start", "-D", data, "-l", log, "-o", settings, "-w", "-s")
    _call(home, programs / "createdb", "-h", home, "-p", port, "-U", NAME, NAME)


def _call(home: Path, *command: object) -> None:
    """Run a program of the server as its owner; its words are shown only when it fails."""
    owner = _owner()
    demoted: dict[str, Any] = {} if owner is None else {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    with (home / "said").open("w+", encoding="utf-8", errors="replace") as said:
        words = [str(word) for word in command]
        done = subprocess.run(words, cwd=home, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False, **demoted)
        if done.returncode:
            said.seek(0)
            text = f"PostgreSQL 没有启动：{said.read().strip()}。请检查临时目录的空间和权限后重试。(PostgreSQL did not start)"
            raise Unusable(text)


def _owner() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    return next(known[name] for name in OWNERS if name in known)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
