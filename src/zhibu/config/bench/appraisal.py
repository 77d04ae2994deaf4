"""``bench appraisal``: a year of targets of 500 communities and 6,000 branches, 60 indicators each, and the page of one score.

Over the two years of meetings of ``bench findings``; tables and agreements are put into that database once, where nothing else reads them.
"""

import argparse
import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from zhibu.config.bench.datasets import Dataset, dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.pages import CLERK, Case, count_queries, server, visit
from zhibu.config.bench.processes import run_task
from zhibu.config.cluster import private_cluster

BRANCHES: Final = 6_000
COMMUNITIES: Final = 500
MEMBERS: Final = 180_000
"""With so many there are as many branches and communities; the first of each are asked."""
AIMS: Final[Mapping[str, float]] = {"all": 3.0, "page": 20.0}
"""Seconds; times the bare view."""


def measure(options: argparse.Namespace) -> list[Figure]:
    """All at once in a process of its own, against the reading of the organisations; the page through a server."""
    home: Path = options.data_dir
    wanted = [name for name in AIMS if not options.case or name in options.case]
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
        members = options.members or MEMBERS
        data = dataset(home, members=members, content="meetings", database=address)
        least = {"branches": BRANCHES, "communities": COMMUNITIES}
        progress("生成考评办法和目标责任书……(generating)")
        facts = run_task("targets", least, data_dir=data.data_dir, database=data.database).answer
        return [_all(data, facts, options.runs) if name == "all" else _page(data, facts, options.runs) for name in wanted]


def _all(data: Dataset, facts: dict[str, Any], runs: int) -> Figure:
    progress("all ……")
    done = [run_task("appraise", {"year": facts["year"]}, data_dir=data.data_dir, database=data.database) for _ in range(runs)]
    told = [one.answer for one in done]
    keys = ("branches", "communities", "indicators", "queries", "queries_of_one", "equal")
    more = {**{key: told[0][key] for key in keys}, "memory_mb": max(one.memory_mb for one in done)}
    return Figure("all", median([one["seconds"] for one in told]), "s", median([one["floor"] for one in told]), AIMS["all"], "value", more)


def _page(data: Dataset, facts: dict[str, Any], runs: int) -> Figure:
    case = Case("page", CLERK, tuple(f"/appraisal/{code}/" for code in facts["codes"]))
    counted = count_queries(data, [case])
    with server(data) as port:
        return visit(data, case, port, runs, counted[case.name])
