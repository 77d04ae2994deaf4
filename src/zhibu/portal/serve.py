"""The portal's server: one process that answers, and one thread beside it that looks into the folder of the exchange."""

import os
import signal
import sys
import threading
from typing import Final

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from zhibu.portal.apart import keep_apart
from zhibu.portal.exchanging import keep_exchanging
from zhibu.portal.places import own_place, queue_place
from zhibu.portal.secret import keys_in
from zhibu.portal.store import Store

THREADS: Final = 4
WATCHED: Final = "ZHIBU_PORTAL_WATCHED"
"""Set by a server that has started the portal beside itself: its end closes our standard input."""


def serve(*, host: str, port: int) -> int:
    """Answer until told to stop, or until whoever started it has ended."""
    own, queue = own_place(), queue_place()
    keys, store, ended = keys_in(own), Store(own), threading.Event()
    store.make()
    server = Server(
        "zhibu.portal.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_access=False,
    )
    if queue is not None:
        carrier = threading.Thread(target=keep_exchanging, args=(store, keys, queue, ended), daemon=True)
        server.on_startup(carrier.start)
    server.on_shutdown(ended.set)
    watched = os.environ.get(WATCHED)
    keep_apart(own, queue)
    if watched:
        threading.Thread(target=_end_with_the_starter, daemon=True).start()
    sys.stdout.write(f"门户已启动：http://{host}:{port}/\n")
    sys.stdout.flush()
    server.serve()
    return 0


def _end_with_the_starter() -> None:
    """Not by ``sys.stdin``: its lock would be held when the server forks, and the child closes it."""
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
