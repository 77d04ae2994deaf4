"""The process for background work: the server starts it, watches it, and takes it along when it ends.

Run as a program it sets Django up and does the rounds of ``config.worker`` until its standard input closes, which happens
with the server's end however that comes about: none is ever left over.
"""

import logging
import logging.config
import os
import subprocess
import sys
import threading
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Final

from zhibu.config.cli import boot
from zhibu.config.logs import SERVER_LOGS

logger = logging.getLogger(__name__)

AGAIN_AFTER: Final = 5.0
"""Seconds before a process that died is started again."""


class Watch:
    """Keeps one such process running beside the server; ``turned_over`` is the day for which the server did the first job itself."""

    def __init__(self, *, turned_over: date) -> None:
        self._first_words = [str(turned_over)]
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self) -> None:
        """Start it, and start it again whenever it ends."""
        self._thread.start()

    def stop(self) -> None:
        """Let it finish what it is at."""
        self._stopping.set()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._thread.join(timeout=10)

    def _keep(self) -> None:
        words = self._first_words
        while not self._stopping.is_set():
            self._process = subprocess.Popen([sys.executable, "-m", __name__, *words], stdin=subprocess.PIPE)
            code = self._process.wait()
            words = []
            if not self._stopping.is_set():
                logger.error("background process ended with %s, starting it again", code)
                self._stopping.wait(AGAIN_AFTER)


def main(words: list[str]) -> int:
    """Do the rounds until standard input closes."""
    boot(Path(os.environ["ZHIBU_DATA_DIR"]))
    logging.config.dictConfig(SERVER_LOGS)
    ended = threading.Event()
    threading.Thread(target=_wait_for_end, args=(ended,), daemon=True).start()
    import_module("zhibu.config.worker").work(until=ended, turned_over=date.fromisoformat(words[0]) if words else None)
    return 0


def _wait_for_end(ended: threading.Event) -> None:
    sys.stdin.buffer.read()
    ended.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
