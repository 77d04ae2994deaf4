"""``zhibu serve``: the production server, with one worker beside it for what happens in the background."""

import argparse
import logging.config
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from importlib import import_module
from typing import Final

from django.conf import settings
from django.db import connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from zhibu.config.assets import build_assets
from zhibu.config.background import Watch
from zhibu.config.logs import SERVER_LOGS
from zhibu.config.portal_beside import Beside
from zhibu.config.preconditions import ensure_port_free
from zhibu.config.worker import turn_day
from zhibu.kernel.clock import now
from zhibu.kernel.unusable import Unusable
from zhibu.trail.marks import trail_key
from zhibu.web.assets import NotBuilt, manifest

WORKERS: Final = min(os.cpu_count() or 1, 4)
START_WITHIN: Final = 60.0
"""Seconds after which nobody waits for the first answer any more."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and with how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="监听地址（默认 127.0.0.1；对外服务时用 0.0.0.0，前面放反向代理）")
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument(
        "--portal-port", type=int, metavar="N", help="在这个端口同时运行门户（默认不运行；另一台机器上用 zhibu portal serve）"
    )
    parser.add_argument("--workers", type=int, default=WORKERS, metavar="N", help=f"进程数（默认 {WORKERS}）")


def run(options: argparse.Namespace) -> int:
    """Serve until told to stop."""
    url = address(options.host, options.port)
    beside = portal_beside(options.portal_port, host=options.host) if options.portal_port else None
    told = f"已启动：{url}" + (f"；门户：{settings.PORTAL_ADDRESS}/" if beside else "")
    return serve(host=options.host, port=options.port, workers=options.workers, ready=lambda: print(told, flush=True), beside=beside)


def portal_beside(port: int, *, host: str) -> Beside:
    """The portal on this machine, under another port; its printed address is the configured one where there is one."""
    ensure_port_free(host, port)
    beside = Beside(settings.DATA_DIR, host=host, port=port)
    beside.prepare(settings.PORTAL_ADDRESS or address(host, port).rstrip("/"))
    return beside


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104  only shown
    return f"http://{shown}:{port}/"


def serve(*, host: str, port: int, workers: int, ready: Callable[[], None], beside: Beside | None = None) -> int:
    """Answer requests; ``ready`` is called once the first answer has come. The database is prepared by the command line.

    Everything is imported and the key of the trail is read before the processes part, and no connection is open when they do. The port is
    looked at twice: first to say so at once, then when it counts: the server would share it with another one.
    """
    ensure_port_free(host, port)
    ensure_assets()
    import_module(settings.ROOT_URLCONF)
    trail_key()
    moment = now()
    turn_day(moment)
    connections.close_all()
    logging.config.dictConfig(SERVER_LOGS)
    server = Server(
        "zhibu.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=max(1, workers),
        blocking_threads=1,
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
        log_dictconfig=SERVER_LOGS,
        log_access=False,
    )
    watch = Watch(turned_over=moment.date())
    server.on_startup(watch.start)
    server.on_shutdown(watch.stop)
    if beside is not None:
        server.on_startup(beside.start)
        server.on_shutdown(beside.stop)
    threading.Thread(target=_announce, args=(address(host, port), ready), daemon=True).start()
    ensure_port_free(host, port)
    server.serve()
    return 0


def ensure_assets() -> None:
    """In a checkout they are built when they are missing or old; elsewhere they come with the package."""
    build_assets()
    try:
        manifest()
    except NotBuilt as error:
        text = "页面资源没有生成：请在源代码目录里运行 ./zhibu demo，或重新安装本程序。(assets are missing)"
        raise Unusable(text) from error


def _announce(url: str, ready: Callable[[], None]) -> None:
    """Ask for the server's health until it answers, less and less often."""
    end, pause = time.monotonic() + START_WITHIN, 0.05
    while time.monotonic() < end:
        if _answers(f"{url}healthz"):
            ready()
            return
        time.sleep(pause)
        pause = min(2 * pause, 2.0)
    sys.stderr.write("服务器没有应答，原因见上。(the server does not answer)\n")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  our own address
            return bool(answer.status == HTTPStatus.OK)
    except OSError:
        return False
