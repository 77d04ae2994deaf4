"""A trial of what was just installed: a server over an empty folder answers, shows the log-in and its assets. ``install.sh`` asks for it.

Nothing of the installation's own data is touched, whatever the environment says.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import Final

LOOPBACK: Final = "127.0.0.1"
PATIENCE: Final = 120.0
"""Seconds for the first answer: an old machine makes its first database slowly."""
STYLES: Final = re.compile(r'<link [^>]*href="([^"]+\.css)"')


def main() -> int:
    """0 when the server answers as it should; what it said when it does not."""
    with tempfile.TemporaryDirectory(prefix="zhibu-trial-") as folder, Path(folder, "said").open("w+", encoding="utf-8") as said:
        port = _free_port()
        words = [sys.executable, "-m", "zhibu.config.cli", "serve", "--port", str(port), "--workers", "1"]
        server = subprocess.Popen([*words, "--data-dir", folder], env=_environment(), stdout=said, stderr=said)
        try:
            _wait(f"http://{LOOPBACK}:{port}/healthz", server)
            page = _get(f"http://{LOOPBACK}:{port}/login")
            for address in STYLES.findall(page):
                _get(f"http://{LOOPBACK}:{port}{address}")
        except OSError as error:
            said.seek(0)
            sys.stderr.write(f"{said.read()}服务器没有应答：{error}。(the server does not answer)\n")
            return 1
        finally:
            server.terminate()
            server.wait(timeout=30)
    return 0


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def _wait(address: str, server: "subprocess.Popen[bytes]") -> None:
    """Until the first answer, as long as the server lives."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            _get(address)
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)
        else:
            return


def _get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  our own address
        body: bytes = answer.read()
    return body.decode()


if __name__ == "__main__":
    sys.exit(main())
