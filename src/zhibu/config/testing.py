"""``zhibu test``: the checks, the tests on SQLite, those again on PostgreSQL that ask it, the journeys in a browser.

It brings in what the tests need from the distribution, and starts a PostgreSQL server of its own. What stands after
``--`` goes to pytest: ``./zhibu test --only postgresql -- tests/store -x``.
"""

import argparse
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType
from typing import Final

from zhibu.config.assets import build_assets
from zhibu.config.checkout import ROOT, require_checkout
from zhibu.config.checks import run_checks
from zhibu.config.cluster import private_cluster
from zhibu.config.distribution import ATOMICS, CHINESE_FONTS, CHROMIUM, POSTGRESQL, Need, install_missing

NEEDS: Final[Mapping[str, tuple[Need, ...]]] = {
    "checks": (),
    "sqlite": (),
    "postgresql": (POSTGRESQL,),
    "journeys": (CHROMIUM, ATOMICS, CHINESE_FONTS),
}
WORKERS: Final = str(min(os.cpu_count() or 1, 4))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the parts to choose from."""
    parser.add_argument("--only", choices=NEEDS, metavar="PART", help=f"只运行其中一部分：{'、'.join(NEEDS)}")
    parser.add_argument("pytest", nargs="*", metavar="-- PYTEST", help="交给 pytest 的参数")


def run(options: argparse.Namespace) -> int:
    """Run the parts in turn; each runs even when one before it failed."""
    require_checkout()
    signal.signal(signal.SIGTERM, _stop)
    parts = [options.only] if options.only else list(NEEDS)
    install_missing(need for part in parts for need in NEEDS[part])
    if parts != ["checks"]:
        build_assets()
    outcomes = {part: timed(part, PARTS[part], options.pytest) for part in parts}
    for part, (passed, seconds) in outcomes.items():
        print(f"{'✓' if passed else '✗'} {part:<14}{seconds:6.1f} s", flush=True)
    return 0 if all(passed for passed, _ in outcomes.values()) else 1


def timed(part: str, work: Callable[[list[str]], bool], extra: list[str]) -> tuple[bool, float]:
    """Run one part under a heading, with its time."""
    print(f"== {part}", flush=True)
    begin = time.monotonic()
    return work(extra), time.monotonic() - begin


def checks(_extra: list[str]) -> bool:
    """The fast checks."""
    return run_checks(lambda outcome: print(outcome, flush=True))


def on_sqlite(extra: list[str]) -> bool:
    """All tests but the journeys on the embedded database."""
    return pytest("-n", WORKERS, "--dist", "worksteal", *extra)


def on_postgresql(extra: list[str]) -> bool:
    """The same tests on a server of their own, but for those that ask no database (tests/conftest.py)."""
    with private_cluster() as address:
        return pytest("-n", WORKERS, "--dist", "worksteal", *extra, database=address)


def journeys(extra: list[str]) -> bool:
    """The journeys, those of a file one after the other: each worker has a server with a sample street, and a browser, of its own."""
    return pytest("-m", "journey", "-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder", *extra)


def pytest(*arguments: str, database: str = "") -> bool:
    """Run pytest in a process of its own; nothing of the caller's language or data reaches it."""
    environment = {
        **os.environ,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT / "src"),
        "ZHIBU_DATABASE": database,
    }
    environment.pop("ZHIBU_DATA_DIR", None)
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], cwd=ROOT, env=environment, check=False).returncode == 0


def _stop(number: int, _frame: FrameType | None) -> None:
    """Unwind on a termination signal, so that the database server is stopped too."""
    sys.exit(128 + number)


PARTS: Final[Mapping[str, Callable[[list[str]], bool]]] = {
    "checks": checks,
    "sqlite": on_sqlite,
    "postgresql": on_postgresql,
    "journeys": journeys,
}
