"""``bench pages``: lists, search, a member's and an organisation's page, by a real client, in 10,000 and in 1,000,000 members."""

import argparse
import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from zhibu.config.bench.browser import Browser
from zhibu.config.bench.datasets import Dataset, dataset
from zhibu.config.bench.figures import Figure, median, percentile, progress
from zhibu.config.bench.processes import environment, run_task
from zhibu.config.cluster import private_cluster
from zhibu.kernel.clock import today

SMALL: Final = 10_000
LARGE: Final = 1_000_000
REQUESTS: Final = 120
"""Of each case in each run, every one followed by a request to the floor."""
WARM_UP: Final = 12
AIM: Final = 20.0
AIM_QUERIES: Final = 8
AIM_GROWTH: Final = 1.3
HEALTH: Final = "/healthz"
START_WITHIN: Final = 120.0
CLERK, OVERSEER = "bench-clerk", "bench-overseer"
CATEGORIES: Final = ("retired", "resident", "in_unit", "")


@dataclass(frozen=True, slots=True)
class Case:
    """What is asked, by whom; several addresses, so that no answer is kept from the one before."""

    name: str
    username: str
    urls: tuple[str, ...]


def cases(facts: dict[str, Any], *, large: bool) -> list[Case]:
    """The cases of the issue; 50 rows, filtered by subtree and category, sorted by pinyin, with the total."""
    size = "1m" if large else "10k"
    street, people = facts["street"], facts["people"]
    words = tuple(dict.fromkeys(word for _, name, initials, pinyin in people for word in (initials, name, pinyin[:5])))
    listed = tuple(f"/members/?within={street}&category={kind}&page={page}" for kind in CATEGORIES for page in (1, 2, 5, 9))
    found = [
        Case(f"list@{size}", CLERK, listed),
        Case(f"search@{size}", CLERK, tuple(f"/members/?q={quote(word)}" for word in words[:90])),
    ]
    if not large:
        return found
    letters = tuple(f"/members/?category={kind}&letter={letter}" for kind in CATEGORIES for letter in "ADHLQWZ")
    days = [today() - timedelta(days=ago) for ago in range(40, 900, 43)]
    past = tuple(f"/members/?within={street}&on={day}&category={kind}" for day in days for kind in CATEGORIES[::3])
    members = tuple(f"/members/{code}/" for code, *_ in people)
    organisations = tuple(f"/organisations/{code}/" for code in (street, *facts["communities"], *facts["branches"][:40]))
    return [
        found[0],
        Case("root@1m", OVERSEER, letters),
        Case("past@1m", CLERK, past),
        found[1],
        Case("member@1m", CLERK, members),
        Case("organisation@1m", CLERK, organisations),
        Case("workbench@1m", CLERK, ("/",)),
    ]


def measure(options: argparse.Namespace) -> list[Figure]:
    """The small database, then the large one, each with a server of its own."""
    home: Path = options.data_dir
    sizes = ((SMALL, False), (options.members or LARGE, True))
    figures: list[Figure] = []
    with contextlib.ExitStack() as stack:
        for members, large in sizes:
            address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
            figures += _measure(dataset(home, members=members, database=address), options, large=large)
    return [_with_growth(one, figures) for one in figures]


def _measure(data: Dataset, options: argparse.Namespace, *, large: bool) -> list[Figure]:
    wanted = [case for case in cases(data.facts, large=large) if not options.case or case.name in options.case]
    if not wanted:
        return []
    counted = count_queries(data, wanted)
    with server(data) as port:
        return [visit(data, case, port, options.runs, counted[case.name]) for case in wanted]


def count_queries(data: Dataset, wanted: Sequence[Case]) -> dict[str, Any]:
    """Queries by case, at a dozen of its addresses."""
    asked = [
        {
            "name": case.name,
            "username": case.username,
            "password": data.facts["accounts"][case.username],
            "urls": case.urls[:: max(1, len(case.urls) // 12)],
        }
        for case in wanted
    ]
    return run_task("queries", {"cases": asked}, data_dir=data.data_dir, database=data.database).answer


def visit(data: Dataset, case: Case, port: int, runs: int, queries: int) -> Figure:
    """One case by a browser, every request followed by one to the floor."""
    with closing(Browser(port)) as browser:
        browser.sign_in(case.username, data.facts["accounts"][case.username])
        return _time(case, browser, runs, queries)


@contextmanager
def server(data: Dataset) -> Iterator[int]:
    """``zhibu serve`` with one process, until it is no longer needed."""
    port = _free_port()
    words = [sys.executable, "-m", "zhibu.config.cli", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(words, env=environment(data.data_dir, data.database), stdout=subprocess.DEVNULL) as process:
        try:
            _wait(port)
            yield port
        finally:
            process.terminate()


def _wait(port: int) -> None:
    end = time.monotonic() + START_WITHIN
    while time.monotonic() < end:
        with closing(Browser(port)) as browser, contextlib.suppress(OSError):
            browser.time(HEALTH)
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _time(case: Case, browser: Browser, runs: int, queries: int) -> Figure:
    """Median, 95th percentile and rate of each run; of several runs the middle one."""
    progress(f"{case.name} ……")
    for number in range(WARM_UP):
        browser.time(case.urls[number % len(case.urls)])
        browser.time(HEALTH)
    measured = [_run(case, browser, number * REQUESTS) for number in range(runs)]
    value, p95, rate, floor = (median(column) for column in zip(*measured, strict=True))
    more = {"p50": value, "p95": p95, "requests_per_second": rate, "queries": queries, "aim_queries": AIM_QUERIES}
    return Figure(case.name, value, "ms", floor, AIM, "ratio", more)


def _run(case: Case, browser: Browser, first: int) -> tuple[float, float, float, float]:
    taken, floors = [], []
    for number in range(first, first + REQUESTS):
        taken.append(1000 * browser.time(case.urls[number % len(case.urls)]))
        floors.append(1000 * browser.time(HEALTH))
    return median(taken), percentile(taken, 95), 1000 * len(taken) / sum(taken), median(floors)


def _with_growth(figure: Figure, figures: Sequence[Figure]) -> Figure:
    """A street's list in a large installation against the same in a small one."""
    small = next((one for one in figures if one.case == "list@10k"), None)
    if figure.case != "list@1m" or small is None or figure.value is None or not small.value:
        return figure
    return replace(figure, more={**figure.more, "times_list_10k": figure.value / small.value, "aim_times_list_10k": AIM_GROWTH})
