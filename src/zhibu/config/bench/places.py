"""The data that meetings are played in: the sample street, or, at a size that was asked for, plain streets; in it what a task founds."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhibu.config.bench.datasets import Dataset, copy_of, dataset, version
from zhibu.config.bench.figures import progress
from zhibu.config.bench.processes import run_task


@contextmanager
def place_with(home: Path, *, members: int | None, task: str, **wanted: Any) -> Iterator[Dataset]:
    """A copy that is thrown away, with what a task founds in it: its answer says what one needs to know; ``wanted`` goes to it."""
    original = dataset(home, members=members) if members else _sample(home)
    with copy_of(original, home / "played") as data_dir:
        facts = run_task(task, wanted, data_dir=data_dir).answer
        yield Dataset(data_dir, "", facts)


def _sample(home: Path) -> Dataset:
    """The street of ``zhibu demo``, made once."""
    place = home / f"sample-{version()}"
    ready = place / "ready.json"
    if not ready.is_file():
        for older in home.glob("sample-*"):
            shutil.rmtree(older)
        progress("载入示例街道……(loading the sample street)")
        place.mkdir(parents=True)
        run_task("sample", {}, data_dir=place)
        ready.write_text("{}", encoding="utf-8")
    return Dataset(place, "", {})
