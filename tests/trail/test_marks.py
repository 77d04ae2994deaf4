"""The key of all marks: never another one than before, and never made anew while the old one is only away."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from pytest_django import Settings

from zhibu.kernel.unusable import Unusable
from zhibu.trail.marks import forget_trail_key, key_check, mark_with, trail_key


@pytest.fixture
def files(tmp_path: Path, settings: Settings) -> Iterator[tuple[Path, Path]]:
    settings.TRAIL_KEY_FILE, settings.TRAIL_CHECK_FILE = tmp_path / "disk" / "trail.key", tmp_path / "trail.check"
    forget_trail_key()
    yield settings.TRAIL_KEY_FILE, settings.TRAIL_CHECK_FILE
    forget_trail_key()


def test_the_first_use_makes_key_and_check(files: tuple[Path, Path]) -> None:
    key, check = files
    trail_key()
    assert (len(key.read_text(encoding="ascii").strip()), check.read_text(encoding="ascii")) == (64, f"{key_check()}\n")


def test_a_key_that_is_away_is_asked_for(files: tuple[Path, Path]) -> None:
    key, _ = files
    trail_key()
    key.rename(key.with_suffix(".away"))
    forget_trail_key()
    with pytest.raises(Unusable) as stop:
        trail_key()
    assert str(stop.value) == f"找不到日志密钥 {key}：请接上存放它的盘，或检查环境变量 ZHIBU_TRAIL_KEY_FILE。(trail key is missing)"
    assert not key.exists()
    key.with_suffix(".away").rename(key)
    assert len(trail_key()) == 16


def test_another_key_is_refused(files: tuple[Path, Path]) -> None:
    key, _ = files
    trail_key()
    key.write_text("ab" * 32, encoding="ascii")
    forget_trail_key()
    with pytest.raises(Unusable) as stop:
        trail_key()
    assert str(stop.value) == f"{key} 不是这套系统的日志密钥：请检查环境变量 ZHIBU_TRAIL_KEY_FILE，或照恢复单恢复。(another trail key)"


def test_no_two_rows_read_alike() -> None:
    key = b"k" * 16
    assert mark_with(key, "ab", "c") != mark_with(key, "a", "bc")
    assert mark_with(key, None) != mark_with(key, "")
    assert mark_with(key, "x" * 5_000, 1) == mark_with(key, b"x" * 5_000, "1")


def test_a_moment_reads_the_same_in_every_zone() -> None:
    at = datetime(2026, 6, 1, 4, tzinfo=UTC)
    assert mark_with(b"k" * 16, at) == mark_with(b"k" * 16, at.astimezone(timezone(timedelta(hours=8))))


def test_bytes_read_the_same_however_the_database_gives_them() -> None:
    assert mark_with(b"k" * 16, memoryview(b"abc")) == mark_with(b"k" * 16, b"abc") == mark_with(b"k" * 16, bytearray(b"abc"))
