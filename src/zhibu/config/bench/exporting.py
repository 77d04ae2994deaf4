"""``bench export``: the whole roll of 100,000 members as a workbook."""

import argparse
import contextlib
from pathlib import Path
from typing import Final

from zhibu.config.bench.datasets import dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import run_task
from zhibu.config.cluster import private_cluster

MEMBERS: Final = 100_000
CASE: Final = "100k"
AIM: Final = 5.0


def measure(options: argparse.Namespace) -> list[Figure]:
    """The export, a bare writing of the same cells, and the queries beside those of a tenth of the members."""
    home: Path = options.data_dir
    members = options.members or MEMBERS
    out, bare = home / "export.xlsx", home / "bare.xlsx"
    with contextlib.ExitStack() as stack:
        address = stack.enter_context(private_cluster(durable=True)) if options.database == "postgresql" else ""
        data = dataset(home, members=members, database=address)
        measured = []
        for number in range(options.runs):
            progress(f"export {number + 1}/{options.runs} ……")
            done = run_task("export_roll", {"out": str(out), "within": data.facts["root"]}, data_dir=data.data_dir, database=data.database)
            floor = run_task("bare_export", {"file": str(out), "out": str(bare)}, data_dir=data.data_dir)
            measured.append((done, floor))
        part = run_task("export_roll", {"out": str(bare), "within": data.facts["street"]}, data_dir=data.data_dir, database=data.database)
    exports = [done for done, _ in measured]
    more = {
        "memory_mb": max(one.memory_mb for one in exports),
        "rows": exports[0].answer["rows"],
        "queries": exports[0].answer["queries"],
        "queries_of_one_street": part.answer["queries"],
        "process_seconds": median([one.seconds for one in exports]),
    }
    value = median([one.answer["seconds"] for one in exports])
    return [Figure(CASE, value, "s", median([floor.answer["seconds"] for _, floor in measured]), AIM, "value", more)]
