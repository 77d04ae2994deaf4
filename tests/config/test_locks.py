"""The locks hold names, versions and hashes, no addresses: they follow whatever mirror the machine is set to."""

import pytest

from zhibu.config.checkout import ROOT
from zhibu.config.checks import ADDRESS, addresses_in_locks


def test_no_lock_holds_an_address() -> None:
    assert addresses_in_locks() == ""


@pytest.mark.parametrize(
    "line",
    [
        '      "resolved": "x",',
        "--index-url x",
        "--extra-index-url x",
        "--find-links /x",
        "a @ file:///x",
        "# pip install --trusted-host x",
    ],
)
def test_an_address_is_seen(line: str) -> None:
    assert ADDRESS.search(line) is not None


@pytest.mark.parametrize("name", ["run", "test", "assets", "pack"])
def test_every_package_is_locked_with_hashes(name: str) -> None:
    entries = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").split("\n    # via")[:-1]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_lock_for_tests_holds_the_one_for_running() -> None:
    run, test = (set(versions((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"))) for name in ("run", "test"))
    assert run - test == set()


def versions(lock: str) -> list[str]:
    return [line.split()[0] for line in lock.splitlines() if line[:1].isalnum()]
