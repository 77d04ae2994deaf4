"""No backup brings anybody back: data and keys are put back older than the destruction, together, apart, by command and by hand."""

import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.config.backups import NUMBER
from tests.config.installations import Installation

SAID: Final = "资料已按期销毁"
SHOW: Final = ("member", "show", "--code", "R000001")

BEFORE: Final = """
from tests.config.backups import write_some
write_some()
"""
DESTROYED: Final = """
from datetime import date, timedelta
from tests.register.factories import actor, person
from zhibu.keeping.services.announcing import announce
from zhibu.kernel.clock import today
from zhibu.register.services.members import leave
outcome = leave(by=actor(today()), person=person(1), how="left", on=date(2020, 5, 1))
announce(by=actor(today() - timedelta(days=30)))
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation whose first person was destroyed today, with backups of the day before and of today."""
    made = Installation(tmp_path_factory.mktemp("kept"))
    made.python(BEFORE)
    made.zhibu(
        "backup", made.data_dir / "old.zip", "--keys", made.data_dir / "old-keys.zip", "--recovery-sheet", made.data_dir / "sheet.txt"
    )
    shutil.copy(made.data_dir / "keys" / "persons.sqlite3", made.data_dir / "old-keys.sqlite3")
    made.python(DESTROYED)
    assert [row["people"] for row in made.answer("erase", "--due")["erased"]] == [["R000001"]]
    made.zhibu("backup", made.data_dir / "new.zip", "--keys", made.data_dir / "new-keys.zip")
    return made


@pytest.fixture
def copy(kept: Installation, tmp_path: Path) -> Installation:
    """The same installation, to be spoilt."""
    shutil.copytree(kept.data_dir, tmp_path / "copy")
    return Installation(tmp_path / "copy")


def is_gone(here: Installation) -> None:
    """Name, number and key of the first person, and no complaint of ``verify``."""
    shown = here.answer(*SHOW)
    assert (shown["name"], shown["id_number"], shown["birth_date"]) == (SAID, "", None)
    assert here.zhibu("member", "show", "--id-number", NUMBER).returncode == 1
    assert here.zhibu("verify").returncode == 0
    left = "from zhibu.store.keys import key_store; print(sum(wrapped is not None for _, wrapped, _ in key_store().stored()))"
    assert here.python(left).split() == ["2"]


def test_it_is_gone_in_the_first_place(copy: Installation) -> None:
    is_gone(copy)


def test_an_older_backup_of_the_data_brings_nobody_back(copy: Installation) -> None:
    done = copy.zhibu("restore", copy.data_dir / "old.zip", "--replace")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == "备份里有 1 人的资料此前已按期销毁，已重新销毁。"
    is_gone(copy)
    again = copy.answer("restore", copy.data_dir / "old.zip", "--replace")
    assert again["erased_again"] == 1


def test_a_backup_of_today_has_nothing_to_destroy_again(copy: Installation) -> None:
    assert "erased_again" not in copy.answer("restore", copy.data_dir / "new.zip", "--replace")
    is_gone(copy)


@pytest.mark.parametrize(("data", "keys"), [("old.zip", "new-keys.zip"), ("new.zip", "old-keys.zip")])
def test_on_a_new_machine_either_half_knows_who_was_destroyed(kept: Installation, tmp_path: Path, data: str, keys: str) -> None:
    here = Installation(tmp_path / "new")
    words = (kept.data_dir / data, "--keys", kept.data_dir / keys, "--recovery-sheet", kept.data_dir / "sheet.txt")
    assert here.answer("restore", *words)["erased_again"] == 1
    is_gone(here)


def test_keys_that_come_after_the_data_are_destroyed_again_too(kept: Installation, tmp_path: Path) -> None:
    here = Installation(tmp_path / "new")
    here.zhibu("restore", kept.data_dir / "new.zip", "--recovery-sheet", kept.data_dir / "sheet.txt")
    assert here.answer("restore", "--keys", kept.data_dir / "old-keys.zip")["erased_again"] == 1
    is_gone(here)


def test_an_older_key_file_put_back_by_hand_is_found_by_verify_and_by_the_next_run(copy: Installation) -> None:
    for file in (copy.data_dir / "keys").glob("persons.sqlite3*"):
        file.unlink()
    shutil.copy(copy.data_dir / "old-keys.sqlite3", copy.data_dir / "keys" / "persons.sqlite3")
    found = copy.zhibu("verify", "--destroyed")
    assert (found.returncode, "R000001：资料已销毁，密钥还在" in found.stdout) == (1, True)
    assert copy.answer("erase", "--due")["again"] == 1
    is_gone(copy)
