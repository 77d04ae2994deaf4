"""The server as a process: it answers, it takes its worker along, it stops when it is told to."""

import logging
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.config.installations import PATIENCE, Installation
from zhibu.config.assets import BUILT
from zhibu.config.logs import Brief
from zhibu.config.serve import address

pytestmark = pytest.mark.skipif(not (BUILT / "manifest.json").is_file(), reason="the assets are not built")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("serve"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(here: Installation, port: int) -> Iterator["subprocess.Popen[str]"]:
    """A server that has said that it is ready; nothing of it is left over."""
    command = [sys.executable, "-m", "zhibu.config.cli", "serve", "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=here.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert server.stdout is not None
    try:
        said = next((line for line in server.stdout if line.startswith("已启动")), "")
        assert said == f"已启动：http://127.0.0.1:{port}/\n"
        yield server
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


@pytest.fixture(scope="module")
def port(here: Installation) -> Iterator[int]:
    number = free_port()
    with serving(here, number):
        yield number


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, ""


def test_health_and_the_way_in(port: int) -> None:
    assert get(port, "/healthz") == (200, "ok")
    status, page = get(port, "/")
    assert (status, "登录" in page) == (200, True)
    assert get(port, "/nowhere/")[0] == 404


def test_what_it_writes_of_a_refused_request_is_one_line_with_the_time(here: Installation) -> None:
    number = free_port()
    with serving(here, number) as server:
        assert get(number, "/nowhere/")[0] == 404
        server.terminate()
        written, _ = server.communicate(timeout=30)
    (line,) = [line for line in written.splitlines() if "/nowhere/" in line]
    assert re.fullmatch(r"20\d\d-\d\d-\d\d \d\d:\d\d:\d\d WARNING django.request Not Found: /nowhere/", line)


@pytest.mark.parametrize(("status", "kept"), [(403, False), (404, False), (500, True), (None, True)])
def test_a_refusal_is_written_without_its_trace_and_a_failure_of_ours_with_it(status: int | None, *, kept: bool) -> None:
    trace = (ValueError, ValueError("out of reach"), None)
    record = logging.LogRecord("django.request", logging.WARNING, "", 0, "Forbidden", None, trace)
    if status is not None:
        record.status_code = status
    assert (Brief().filter(record), record.exc_info is not None) == (True, kept)


def test_a_port_that_is_taken(here: Installation, port: int) -> None:
    done = here.zhibu("serve", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.split("(")[0] == f"端口 {port} 不能使用：换一个，例如 --port {port + 1}。"


def children(pid: int) -> list[int]:
    """Each is listed with the thread that started it."""
    lists = [thread.joinpath("children").read_text(encoding="ascii") for thread in Path(f"/proc/{pid}/task").iterdir()]
    return [int(one) for found in lists for one in found.split()]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="children are read from /proc")
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_with_everything_that_it_started(here: Installation, how: signal.Signals) -> None:
    with serving(here, free_port()) as server:
        started = children(server.pid)
        assert len(started) == 2
        server.send_signal(how)
        server.communicate(timeout=PATIENCE)
    end = time.monotonic() + PATIENCE
    while any(map(alive, started)) and time.monotonic() < end:
        time.sleep(0.05)
    assert (server.returncode, [one for one in started if alive(one)]) == (0, [])


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),  # noqa: S104  only shown
        ("::", "http://[::1]:8000/"),
        ("::1", "http://[::1]:8000/"),
        ("dangjian.example", "http://dangjian.example:8000/"),
    ],
)
def test_the_address_to_type_in(host: str, shown: str) -> None:
    assert address(host, 8000) == shown
