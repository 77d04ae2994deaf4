"""``bench certificates``: 500 certificates in one file, each with its own data and square code; the floor sets as many empty pages."""

import argparse
from typing import Final

from zhibu.config.bench.datasets import dataset
from zhibu.config.bench.figures import Figure, median, progress
from zhibu.config.bench.processes import run_task

CASE: Final = "500"
NUMBER: Final = 500
AIM: Final = 3.0
FEWEST: Final = 200
"""Members of the generated street, from whom the receivers are taken."""


def measure(options: argparse.Namespace) -> list[Figure]:
    """From the question to the database to the finished file; ``--members`` makes it so many certificates."""
    number = options.members or NUMBER
    data = dataset(options.data_dir, members=max(number, FEWEST))
    measured = []
    for run in range(options.runs):
        progress(f"certificates {run + 1}/{options.runs} ……")
        done = run_task("certificates", {"number": number, "giver": data.facts["street"]}, data_dir=data.data_dir, database=data.database)
        measured.append(done)
    answers = [one.answer for one in measured]
    more = {
        "pages": answers[0]["pages"],
        "queries": answers[0]["queries"],
        "mb": answers[0]["bytes"] / 1_000_000,
        "memory_mb": max(one.memory_mb for one in measured),
    }
    floor = median([one["floor"] for one in answers])
    return [Figure(CASE, median([one["seconds"] for one in answers]), "s", floor, AIM, "value", more)]
