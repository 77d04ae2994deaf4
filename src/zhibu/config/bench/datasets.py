"""Generated databases, made once and used again until what makes them changes."""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from zhibu.config.bench.figures import progress
from zhibu.config.bench.processes import run_task

SOURCE: Final = Path(__file__).resolve().parents[2]
MAKERS: Final = (
    "*/migrations/0*.py",
    "config/sample/*.py",
    "config/bench/generating.py",
    "config/bench/meetings.py",
    "register/rules/names.py",
    "register/rules/readings.py",
    "register/rules/surnames.py",
    "register/sealed_fields.py",
)
"""What decides how a generated database looks."""


Content = Literal["people", "organisations", "meetings"]
"""``meetings`` are people who met for two years."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A database with so many members, and what one needs to know to ask it something."""

    data_dir: Path
    database: str
    facts: dict[str, Any]


@cache
def version() -> str:
    """Of everything that makes a database."""
    digest = hashlib.sha256()
    for pattern in MAKERS:
        for path in sorted(SOURCE.glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def dataset(home: Path, *, members: int, content: Content = "people", database: str = "") -> Dataset:
    """The database of that size, made when it is not there; one on PostgreSQL lives as long as its server."""
    kind = "postgresql" if database else "sqlite"
    place = home / f"{content}-{members}-{kind}-{version()}"
    ready = place / "ready.json"
    if database or not ready.is_file():
        _forget_older(home, f"{content}-{members}-{kind}-")
        progress(f"生成 {members} 名（{kind}）……(generating)")
        place.mkdir(parents=True)
        made = run_task("generate", {"members": members, "content": content}, data_dir=place, database=database)
        told = {"seconds": made.seconds, "memory_mb": made.memory_mb, "facts": made.answer}
        ready.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return Dataset(place, database, json.loads(ready.read_text(encoding="utf-8"))["facts"])


def _forget_older(home: Path, beginning: str) -> None:
    """What an earlier program made serves nobody any more, nor does what was left half made."""
    for older in home.glob(f"{beginning}*"):
        shutil.rmtree(older)


@contextmanager
def copy_of(original: Dataset, place: Path) -> Iterator[Path]:
    """A data directory of one's own with what the original holds, thrown away afterwards."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(original.data_dir, place)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
