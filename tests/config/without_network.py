"""What is done on the machine without a network: run by itself in a namespace of its own, with nothing but Python's own library.

    unshare -n python without_network.py FOLDER

The folder holds the packs, unfolded (``first``, ``second``), and two rosters. One line of JSON tells what happened at each step.
"""

import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

UP = 0x1
GET_FLAGS, SET_FLAGS = 0x8913, 0x8914
PATIENCE = 120.0


def bring_up_loopback() -> None:
    """A namespace begins with everything down."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as wire:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack_from("16xh", fcntl.ioctl(wire, GET_FLAGS, request))
        fcntl.ioctl(wire, SET_FLAGS, struct.pack("16sh14x", b"lo", flags | UP))


def way_out() -> str:
    """What becomes of an attempt to reach another machine; the address is one that is set aside for examples."""
    with socket.socket() as probe:
        probe.settimeout(5)
        try:
            probe.connect(("192.0.2.1", 443))
        except OSError as error:
            return error.strerror or str(error)
    return "connected"


class Machine:
    """An empty home, an empty folder, and the environment of somebody who has just signed in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home, self.target = folder / "home", folder / "向阳 街道"
        for place in (self.home, self.target):
            place.mkdir()
        self.environment = {
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), "/usr/sbin", "/usr/bin", "/sbin", "/bin"]),
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
        }

    def run(self, *words: object) -> dict[str, Any]:
        """Code and words of a command."""
        done = subprocess.run(
            list(map(str, words)), cwd=self.home, env=self.environment, capture_output=True, text=True, check=False, timeout=600
        )
        return {"code": done.returncode, "said": done.stdout, "complained": done.stderr}

    def install(self, pack: str) -> dict[str, Any]:
        """Run the script of a pack."""
        return self.run("sh", self.folder / pack / "install.sh", self.target)

    def zhibu(self, *words: object) -> dict[str, Any]:
        """Run a command of what was installed."""
        return self.run(self.target / "zhibu", *words)

    def serve(self, port: int) -> "subprocess.Popen[bytes]":
        """Start the server, and wait for its first answer."""
        server = subprocess.Popen(
            [self.target / "zhibu", "serve", "--port", str(port), "--workers", "1"],
            cwd=self.home,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and server.poll() is None:
            try:
                get(port, "healthz")
            except OSError:
                time.sleep(0.2)
            else:
                break
        return server


def get(port: int, path: str) -> str:
    """An answer of the server."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
        body: bytes = answer.read()
    return body.decode()


def tell(step: str, **facts: object) -> None:
    """One line for whoever looks on from outside."""
    sys.stdout.write(json.dumps({"step": step, **facts}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def main(folder: Path) -> None:
    """Install, import, serve, be refused while serving, upgrade."""
    bring_up_loopback()
    tell("network", routes=Path("/proc/net/route").read_text(encoding="ascii").splitlines()[1:], way_out=way_out())
    here = Machine(folder)
    tell("check", **here.run("sh", folder / "first" / "install.sh", "--check"))
    tell("install", **here.install("first"))
    tell("import", **here.zhibu("import", folder / "党组织.xlsx", folder / "党员.xlsx", "--json"))
    tell("findings", **here.zhibu("findings", "--json"))
    server = here.serve(8765)
    tell("serve", health=get(8765, "healthz"), signs_in="登录" in get(8765, "login"))
    tell("too early", **here.install("second"))
    server.terminate()
    server.wait(timeout=60)
    tell("upgrade", **here.install("second"))
    tell("version", **here.zhibu("--version"))
    tell("members", **here.zhibu("export", "members", "--out", folder / "名册.xlsx", "--json"))
    tell("verify", **here.zhibu("verify"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
