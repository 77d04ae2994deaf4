"""What the bench's own processes do: ``python -m zhibu.config.bench.tasks TASK ARGUMENTS``; the last line of output is the answer.

Tasks that use the product are imported after Django is set up; the floor of the import needs neither.
"""

import json
import os
import resource
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from zhibu.config.cli import boot

TASKS: Final[Mapping[str, str]] = {
    "generate": "zhibu.config.bench.generating",
    "rosters": "zhibu.config.bench.rosters",
    "import_roster": "zhibu.config.bench.importing_task",
    "export_roll": "zhibu.config.bench.exporting_task",
    "queries": "zhibu.config.bench.counting",
    "envelope": "zhibu.config.bench.envelope_task",
    "find": "zhibu.config.bench.findings_task",
    "targets": "zhibu.config.bench.appraisal_task",
    "appraise": "zhibu.config.bench.appraisal_task",
    "sample": "zhibu.config.bench.branch_task",
    "branch": "zhibu.config.bench.branch_task",
    "branch_month": "zhibu.config.bench.branch_task",
    "ledger_cells": "zhibu.config.bench.branch_task",
    "committee": "zhibu.config.bench.committee_task",
    "committee_month": "zhibu.config.bench.committee_cells",
    "cases": "zhibu.config.bench.cases_task",
    "cases_board": "zhibu.config.bench.cases_task",
    "cases_rebuild": "zhibu.config.bench.cases_task",
    "certificates": "zhibu.config.bench.certificates_task",
    "bare_import": "zhibu.config.bench.bare",
    "bare_export": "zhibu.config.bench.bare",
}
A_MEGABYTE: Final = 1024**2 if sys.platform == "darwin" else 1024
"""In the units of ``ru_maxrss``."""
BARE: Final = frozenset({"bare_import", "bare_export"})


def main(words: list[str]) -> int:
    """Do one task and answer."""
    task, arguments = words[0], json.loads(words[1])
    if task not in BARE:
        boot(Path(os.environ["ZHIBU_DATA_DIR"]))
        import_module("zhibu.config.migrate").prepare_database()
    answer: dict[str, Any] = getattr(import_module(TASKS[task]), task)(**arguments)
    sys.stdout.write(f"\n{json.dumps({'answer': answer, 'memory_mb': memory_mb()}, ensure_ascii=False)}\n")
    return 0


def memory_mb() -> float:
    """The most that this process held, and the most that one beside it held: together they were never more."""
    most = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(most) / A_MEGABYTE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
