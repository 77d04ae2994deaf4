"""``bench cases``: 100,000 open cases: the board of a street, and every projection rebuilt from the logs and compared."""

import argparse
import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from zhibu.config.bench.datasets import copy_of, dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import run_task
from zhibu.config.cluster import private_cluster

CASES: Final = 100_000
MEMBERS: Final = 1_000_000
"""A city of so many members has the organisations among which the cases lie: 400 streets."""
AIMS: Final[Mapping[str, float]] = {"board": 0.02, "rebuild": 60.0}
"""Seconds."""
AIM_QUERIES: Final = 2
REPEATED: Final = 50


def measure(options: argparse.Namespace) -> list[Figure]:
    """Each against a floor of the same run: the board against the bare ids of its rows, the rebuild against reading the logs alone."""
    home: Path = options.data_dir
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
        original = dataset(home, members=options.members or MEMBERS, content="organisations", database=address)
        place = original.data_dir if address else stack.enter_context(copy_of(original, home / "cases"))
        arguments = {"number": CASES if options.members is None else max(options.members // 10, 1)}
        progress(f"生成 {arguments['number']} 件办理事项……(generating)")
        made = run_task("cases", arguments, data_dir=place, database=address).answer
        figures = []
        for name in AIMS:
            if options.case and name not in options.case:
                continue
            progress(f"{name} ……")
            times = REPEATED if name == "board" else 1
            runs = range(options.runs)
            done = [run_task(f"cases_{name}", {"times": times, **made}, data_dir=place, database=address) for _ in runs]
            figures.append(_figure(name, [one.answer for one in done], max(one.memory_mb for one in done)))
        return figures


def _figure(name: str, told: list[dict[str, Any]], memory_mb: float) -> Figure:
    more = {**told[0]["more"], "memory_mb": memory_mb}
    return Figure(name, median([one["seconds"] for one in told]), "s", median([one["floor"] for one in told]), AIMS[name], "value", more)
