"""Servers for journeys, and the way in."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from zhibu.config.checkout import ROOT
from zhibu.config.demo import PASSWORD

LONGEST_START = 300
"""Seconds; the aim of a first start."""
GREETED = re.compile("^(夜深了|上午好|中午好|下午好|晚上好)，")
"""How the first page begins, whatever the hour at which the journeys run."""


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs, and the folder that it keeps its data in."""

    url: str
    data: Path


@contextmanager
def serving(*words: str, data: Path) -> Iterator[Served]:
    """Run one of the commands that serve, on a free port, until the journeys are over."""
    port = free_port()
    data.mkdir(parents=True, exist_ok=True)
    told = data.parent / "said"
    with told.open("w+", encoding="utf-8") as said:
        server = subprocess.Popen([*program(*words, data=data), "--port", str(port)], env=environment(), stdout=said, stderr=said)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, told)
            yield Served(f"http://127.0.0.1:{port}", data)
        finally:
            server.terminate()
            server.wait(timeout=20)


def program(*words: str, data: Path) -> list[str]:
    """The ``zhibu`` command over a data directory."""
    return [sys.executable, "-m", "zhibu.config.cli", *words, "--data-dir", str(data)]


def environment() -> dict[str, str]:
    """Nothing of the machine's own installation."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_") and name != "DJANGO_SETTINGS_MODULE"}
    return {**kept, "PYTHONPATH": str(ROOT / "src")}


def run(*words: str, data: Path, typed: str = "") -> str:
    """A command to its end; what it printed."""
    done = subprocess.run(program(*words, data=data), env=environment(), input=typed, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_for(address: str, server: "subprocess.Popen[bytes]", said: Path) -> None:
    """Until the first answer."""
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310  our own address
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"nothing was served:\n{said.read_text(encoding='utf-8')}", pytrace=False)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sign_in(page: Page, username: str, password: str = PASSWORD) -> Page:
    """Through the log-in, as everybody."""
    page.goto("/login")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).not_to_have_url("/login")
    return page


def search(page: Page, text: str) -> None:
    """Through the box at the top of every page."""
    box = page.get_by_role("searchbox", name="搜索")
    box.fill(text)
    box.press("Enter")
    page.wait_for_url("**/members/?q=*")
