"""Each measurement runs in a process of its own, so that memory and caches of one say nothing about another."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from zhibu.kernel.unusable import Unusable


@dataclass(frozen=True, slots=True)
class Done:
    """What a process answered, how long it took as a whole, and the most memory it held with any process beside it."""

    answer: dict[str, Any]
    seconds: float
    memory_mb: float


def environment(data_dir: Path, database: str) -> dict[str, str]:
    """Over the bench's own data, never over that of the caller."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("ZHIBU_", "DJANGO_"))}
    return own | {"ZHIBU_DATA_DIR": str(data_dir), "ZHIBU_DATABASE": database, "PYTHONPATH": os.pathsep.join(sys.path)}


def run_task(task: str, arguments: Mapping[str, Any], *, data_dir: Path, database: str = "") -> Done:
    """Run a task of ``config.bench.tasks`` and wait for it; its last line is its answer."""
    words = [sys.executable, "-m", "zhibu.config.bench.tasks", task, json.dumps(dict(arguments))]
    begin = time.monotonic()
    process = subprocess.run(words, env=environment(data_dir, database), stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - begin
    if process.returncode:
        text = f"测量“{task}”没有完成，原因见上。(bench task failed)"
        raise Unusable(text)
    told = json.loads(process.stdout.splitlines()[-1])
    return Done(told["answer"], seconds, told["memory_mb"])
