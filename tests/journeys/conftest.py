"""A real browser against a real server: ``zhibu demo`` in a process of its own, with the sample street in a folder that is thrown away."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from zhibu.config.checkout import ROOT
from zhibu.config.distribution import chromium_program

LONGEST_START = 90
"""Seconds; the aim of a first start."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, which speaks to nobody but us."""
    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium_program(), "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A clerk's desk."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample street, served as ``./zhibu demo`` serves it."""
    data = tmp_path_factory.mktemp("street")
    port = free_port()
    words = ["demo", "--no-browser", "--port", str(port), "--data-dir", str(data)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "ZHIBU_DATABASE": ""}
    environment.pop("ZHIBU_DATA_DIR", None)
    with (data / "said").open("w+", encoding="utf-8") as said:
        server = subprocess.Popen([sys.executable, "-m", "zhibu.config.cli", *words], env=environment, stdout=said, stderr=said)
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz", server, data / "said")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def wait_for(address: str, server: "subprocess.Popen[bytes]", said: Path) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    pytest.fail(f"the sample street was not served:\n{said.read_text(encoding='utf-8')}", pytrace=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
