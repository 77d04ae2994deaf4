"""The portal beside the server, for the demo and for a street with one machine: started with it, ended with it, knowing nothing of it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.config.portal import environment, portal_dir
from zhibu.postbox.commands import keys

QUEUE: Final = "queue"
KEYS: Final = "portal.keys"


class Beside:
    """One such process. Its folder lies beside the data directory, the folder of the exchange in it."""

    def __init__(self, data_dir: Path, *, host: str, port: int) -> None:
        self.directory = portal_dir(data_dir)
        self.queue = settings.PORTAL_QUEUE or self.directory / QUEUE
        self._words = ["serve", host, str(port)]
        self._process: subprocess.Popen[bytes] | None = None

    def prepare(self, address: str) -> None:
        """Its folders and keys; the worker, which starts later, learns of both by the environment."""
        self.queue.mkdir(mode=0o770, parents=True, exist_ok=True)
        keys(self.directory / KEYS, new=False)
        os.environ["ZHIBU_PORTAL_QUEUE"], os.environ["ZHIBU_PORTAL"] = str(self.queue), address
        settings.PORTAL_QUEUE, settings.PORTAL_ADDRESS = self.queue, address

    def start(self) -> None:
        """It watches our end by its standard input."""
        known = {**environment(self.directory), "ZHIBU_PORTAL_QUEUE": str(self.queue), "ZHIBU_PORTAL_WATCHED": "1"}
        command = [sys.executable, "-m", "zhibu.portal", *self._words]
        self._process = subprocess.Popen(command, env=known, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)

    def stop(self) -> None:
        """Let it end."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(timeout=10)
