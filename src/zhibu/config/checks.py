"""``zhibu check``: everything that a machine can see without running a test, side by side, one line each."""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from zhibu.config.checkout import ROOT, require_checkout

LOCKS: Final = ("requirements/run.txt", "requirements/test.txt", "requirements/assets.txt", "requirements/pack.txt", "package-lock.json")
ADDRESS: Final = re.compile(r"://|\"resolved\"|--(?:extra-)?index-url|--find-links|--trusted-host")
SCRIPTS: Final = ("zhibu", ".ci/run", "requirements/lock.sh", "offline/install.sh", "offline/zhibu.sh")
PYTHON: Final = ("src", "tests", "hatch_build.py")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check went; what it said is shown only when it failed."""

    name: str
    passed: bool
    seconds: float
    said: str

    def __str__(self) -> str:
        line = f"{'✓' if self.passed else '✗'} {self.name:<14}{self.seconds:6.1f} s"
        return line if self.passed else f"{line}\n{self.said.rstrip()}\n"


def addresses_in_locks() -> str:
    """Locks follow whatever mirror the machine is set to: an address in one would bind all to one host."""
    found = [
        f"{name}:{number}: {line.strip()}"
        for name in LOCKS
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8").splitlines(), start=1)
        if ADDRESS.search(line)
    ]
    return "\n".join(found)


def commands() -> dict[str, list[str]]:
    """The tools by name, the slowest first."""
    return {
        "mypy": ["mypy", *PYTHON],
        "migrations": ["django-admin", "makemigrations", "--check", "--dry-run", "--verbosity", "1"],
        "templates": ["djlint", "src", "--lint", "--quiet"],
        "imports": ["lint-imports"],
        "ruff": ["ruff", "check", "--quiet", *PYTHON],
        "format": ["ruff", "format", "--check", "--quiet", "--diff", *PYTHON],
        "shell": ["shellcheck", *SCRIPTS],
    }


def environment(nowhere: str) -> dict[str, str]:
    """What the tools run with: settings need a data directory, which is thrown away."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "zhibu.config.settings",
        "ZHIBU_DATA_DIR": nowhere,
        "ZHIBU_DATABASE": "",
        "NO_COLOR": "1",
    }


def run_tool(name: str, command: Sequence[str], nowhere: str) -> Outcome:
    """Run one tool of the environment."""
    tool = Path(sys.executable).with_name(command[0])
    begin = time.monotonic()
    done = subprocess.run([str(tool), *command[1:]], cwd=ROOT, env=environment(nowhere), capture_output=True, text=True, check=False)
    return Outcome(name, done.returncode == 0, time.monotonic() - begin, done.stdout + done.stderr)


def check_locks() -> Outcome:
    """The locks' check as one among the others."""
    begin = time.monotonic()
    found = addresses_in_locks()
    return Outcome("locks", not found, time.monotonic() - begin, found)


def run_checks(report: Callable[[Outcome], None]) -> bool:
    """Run all, two at a time or as many as there are cores; True when each passed."""
    with tempfile.TemporaryDirectory() as nowhere, ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        waiting = [pool.submit(run_tool, name, command, nowhere) for name, command in commands().items()]
        waiting.append(pool.submit(check_locks))
        passed = True
        for future in as_completed(waiting):
            outcome = future.result()
            report(outcome)
            passed = passed and outcome.passed
    return passed


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: all checks, every time."""
    del parser


def run(options: argparse.Namespace) -> int:
    """Check the tree."""
    del options
    require_checkout()
    return 0 if run_checks(lambda outcome: print(outcome, flush=True)) else 1
