"""``bench envelope``: a year of 110 branches sealed as one file, opened again, and every score reckoned anew from it.

Over the tables and agreements of ``bench appraisal``.
"""

import argparse
import contextlib
from pathlib import Path

from zhibu.config.bench.appraisal import BRANCHES, COMMUNITIES, MEMBERS
from zhibu.config.bench.datasets import dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import run_task
from zhibu.config.cluster import private_cluster


def measure(options: argparse.Namespace) -> list[Figure]:
    """Case ``110``, against the reading of the same scores without their records."""
    home: Path = options.data_dir
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
        data = dataset(home, members=options.members or MEMBERS, content="meetings", database=address)
        progress("生成考评办法和目标责任书……(generating)")
        least = {"branches": BRANCHES, "communities": COMMUNITIES}
        facts = run_task("targets", least, data_dir=data.data_dir, database=data.database).answer
        progress("110 ……")
        asked = {"year": facts["year"], "number": 110}
        done = [run_task("envelope", asked, data_dir=data.data_dir, database=data.database) for _ in range(options.runs)]
    told = [one.answer for one in done]
    more = {key: told[0][key] for key in ("organisations", "indicators", "records", "bytes", "differences", "queries", "queries_of_one")}
    more["memory_mb"] = max(one.memory_mb for one in done)
    return [Figure("110", median([one["seconds"] for one in told]), "s", median([one["floor"] for one in told]), None, "value", more)]
