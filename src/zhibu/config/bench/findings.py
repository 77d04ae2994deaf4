"""``bench findings``: what is due and late over 1,000,000 members and two years of their meetings (3,000,000, with 30,000,000 attendances).

For the whole, for a street and for a branch, today and on a past day; on SQLite a tenth of all that.
"""

import argparse
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from zhibu.config.bench.datasets import dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import run_task
from zhibu.config.cluster import private_cluster

MEMBERS: Final = 1_000_000
A_TENTH: Final = 10
"""SQLite is for a street or a few: a tenth of the people and their meetings, and said so."""
AIMS: Final[Mapping[str, float]] = {"counts": 15.0, "listed": 20.0, "street": 0.12, "branch": 0.015, "past": 1.2}
"""Seconds; of ``past`` times ``street``."""
AIM_QUERIES: Final = 8
AIM_MEMORY_MB: Final = 700
REPEATED: Final[Mapping[str, int]] = {"street": 20, "branch": 60, "past": 20}
"""Times in one process; the median counts. The whole is worked out once in a process of its own."""


def measure(options: argparse.Namespace) -> list[Figure]:
    """Each case in processes of its own, against the reading of nothing but the organisations of the same scope."""
    home: Path = options.data_dir
    wanted = [name for name in AIMS if not options.case or name in options.case]
    figures = []
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
        members = options.members or (MEMBERS if address else MEMBERS // A_TENTH)
        data = dataset(home, members=members, content="meetings", database=address)
        places = {"street": data.facts["street"], "past": data.facts["street"], "branch": data.facts["branches"][0]}
        for name in wanted:
            progress(f"{name} ……")
            arguments = {"case": name, "within": places.get(name, ""), "times": REPEATED.get(name, 1)}
            done = [run_task("find", arguments, data_dir=data.data_dir, database=data.database) for _ in range(options.runs)]
            size = {"members": members, **{key: data.facts[key] for key in ("gatherings", "attendances")}}
            figures.append(_figure(name, [one.answer for one in done], max(one.memory_mb for one in done), size))
    return _against_today(figures)


def _figure(name: str, told: list[dict[str, Any]], memory_mb: float, size: Mapping[str, int]) -> Figure:
    more = {
        **size,
        "queries": max(one["queries"] for one in told),
        "aim_queries": AIM_QUERIES,
        "memory_mb": memory_mb,
        "aim_memory_mb": AIM_MEMORY_MB,
        "findings": told[0]["findings"],
        "organisations": told[0]["organisations"],
    }
    return Figure(name, median([one["seconds"] for one in told]), "s", median([one["floor"] for one in told]), AIMS[name], "value", more)


def _against_today(figures: list[Figure]) -> list[Figure]:
    """A past day is measured against today."""
    street = next((one for one in figures if one.case == "street"), None)
    told = []
    for one in figures:
        if one.case == "past" and street is not None and one.value is not None and street.value:
            more = {**one.more, "times_street": one.value / street.value, "aim_times_street": AIMS["past"]}
            told.append(replace(one, aim=None, more=more))
        else:
            told.append(one)
    return told
