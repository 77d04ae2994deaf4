"""The ends of the chains that went out: a line that survives paper, files that only grow, and what they show that the database cannot."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.trail.tampering import NOW, delete, sql, write_entries, write_reads
from zhibu.trail.heads import End, HeadLine, current, file_in, kept, kept_in, read_lines, send
from zhibu.trail.marks import key_check
from zhibu.trail.models import AuditEntry, ReadEntry, Seal
from zhibu.trail.seals import heads, seal
from zhibu.trail.verifying import verify

DAY: Final = timedelta(days=1)
LINE: Final = HeadLine(NOW, "1a2b3c4d", (End("operation", 5_120, "0f" * 32), End("audit", 8_801, "3c" * 32)))


@pytest.fixture
def own(tmp_path: Path, settings: Settings) -> Path:
    settings.HEADS_DIR = tmp_path / "data" / "heads"
    settings.HEADS_ELSEWHERE = None
    return tmp_path / "data" / "heads"


# The line.


def test_a_line_for_a_file_and_for_paper() -> None:
    assert LINE.text == (f"zhibu-head 2026-06-01T12:00:00+08:00 key=1a2b3c4d operation=5120:{'0f' * 32} audit=8801:{'3c' * 32} check=26d5")
    assert LINE.printed == (
        "zhibu-head 2026-06-01T12:00:00+08:00 key=1a2b3c4d operation=5120:0f0f-0f0f-0f0f-0f0f-0f0f audit=8801:3c3c-3c3c-3c3c-3c3c-3c3c"
        " check=1f58"
    )


def test_a_line_is_read_as_it_was_written() -> None:
    assert read_lines(LINE.text) == ([LINE], [])
    short = replace(LINE, ends=tuple(end._replace(digest=end.digest[:20]) for end in LINE.ends))
    assert read_lines(LINE.printed) == ([short], [])


def test_a_line_may_be_typed_in_capitals_broken_in_two_and_beside_others() -> None:
    typed = LINE.printed.upper().replace(" AUDIT", "\r\n   AUDIT")
    lines, unreadable = read_lines(f"\ufeff# 抄自 6 月 1 日\n{typed}\n\n{LINE.text}\n")
    assert ([line.at for line in lines], unreadable) == ([NOW, NOW], [])


@given(st.integers(0, len(LINE.printed) - 1), st.sampled_from("0123456789abcdef"))
def test_a_slip_of_the_finger_is_known_as_one(at: int, typed: str) -> None:
    wrong = LINE.printed[:at] + typed + LINE.printed[at + 1 :]
    lines, unreadable = read_lines(wrong)
    assert (lines == read_lines(LINE.printed)[0]) == (wrong == LINE.printed)
    assert bool(unreadable) == (wrong != LINE.printed)


def test_what_is_no_line_is_said_to_be_none() -> None:
    half = LINE.text[:70]
    assert read_lines(f"某年某月\n{half}{LINE.text}\n") == ([LINE], ["某年某月", half[:60]])
    nonsense = HeadLine(NOW, "1a2b3c4d", (End("nonsense", 1, "0f" * 32),)).text
    timeless = replace(LINE, at=NOW.replace(year=2027)).text.replace("2027-06-01", "2027-06-31")
    assert [len(read_lines(text)[0]) for text in (nonsense, timeless)] == [0, 0]


# The files.


@pytest.mark.django_db
def test_nothing_is_sent_before_the_first_seal(own: Path) -> None:
    write_entries(3)
    assert (current(NOW), send(NOW), own.exists()) == (None, [], False)


@pytest.mark.django_db
def test_one_line_a_day_is_added_and_none_is_rewritten(own: Path) -> None:
    unsent = []
    for day in range(3):
        write_entries(3)
        seal(NOW + day * DAY)
        unsent += [*send(NOW + day * DAY), *send(NOW + day * DAY + timedelta(hours=3))]
    assert unsent == []
    file = file_in(own)
    assert file.name == f"zhibu-heads-{key_check()}.txt"
    text = file.read_text(encoding="utf-8")
    assert [line[:22].split("：")[0] for line in text.splitlines()] == [
        "# 日志末值",
        "# 核对",
        "zhibu-head 2026-06-01T",
        "zhibu-head 2026-06-02T",
        "zhibu-head 2026-06-03T",
    ]
    lines, unreadable = kept_in(own)
    assert ([line.end("audit") for line in lines][-1], unreadable) == (End("audit", heads()[1].last_id, heads()[1].digest), [])


@pytest.mark.django_db
def test_a_disk_that_was_away_catches_up(own: Path, tmp_path: Path, settings: Settings) -> None:
    disk = settings.HEADS_ELSEWHERE = tmp_path / "disk"
    write_entries(3)
    seal(NOW)
    assert [(one.place, one.why) for one in send(NOW)] == [(disk, "No such file or directory")]
    assert [one.place for one in send(NOW + DAY)] == [disk]
    assert not disk.exists()
    disk.mkdir()
    assert send(NOW + DAY + timedelta(hours=1)) == []
    assert kept_in(disk) == kept_in(own)
    assert len(kept()[0]) == 2
    file_in(disk).write_text(file_in(disk).read_text(encoding="utf-8")[:-30], encoding="utf-8")
    send(NOW + 2 * DAY)
    lines, unreadable = kept_in(disk)
    assert ([line.at.day for line in lines], len(unreadable)) == ([1, 2, 3], 1)


# What they show.


def found(*lines: HeadLine) -> list[tuple[str, str, int, int]]:
    return [(one.stream, one.kind, one.first, one.last) for one in verify(lines)]


def sealed_days(days: int) -> tuple[list[HeadLine], list[int]]:
    """A hundred entries and ten readings a day, each day sealed and its head sent; the last numbers of the audit."""
    lines, ends = [], []
    for day in range(days):
        at = NOW + day * DAY
        ends.append(write_entries(100, at=at)[-1])
        write_reads(10, at=at)
        seal(at)
        line = current(at)
        assert line is not None
        lines.append(line)
    return lines, ends


def cut(first: int) -> None:
    """Rows and seals from a number on, as if they had never been."""
    sql("DELETE FROM trail_auditentry WHERE id >= %s", first)
    sql("DELETE FROM trail_seal WHERE stream = 'audit' AND last_id >= %s", first)


@pytest.mark.django_db
def test_a_chain_that_agrees_with_its_heads() -> None:
    lines, _ = sealed_days(3)
    write_entries(5)
    assert found(*lines) == []
    (printed,), _ = read_lines(lines[0].printed)
    assert found(printed) == []


@pytest.mark.django_db
def test_an_end_cut_off_with_its_seals_shows_by_the_heads_alone() -> None:
    lines, ends = sealed_days(4)
    cut(ends[1] + 1)
    assert found() == []
    (one,) = verify(lines)
    assert (one.stream, one.kind, one.first, one.last, one.count) == ("audit", "cut_off", ends[1] + 1, ends[3], 200)
    assert (one.since, one.until) == (NOW + DAY, NOW + 3 * DAY)


@pytest.mark.django_db
def test_an_end_cut_off_in_the_middle_of_a_day_is_named_from_where_the_rows_end() -> None:
    lines, ends = sealed_days(2)
    cut(ends[0] + 1)
    write_entries(0)
    assert found(lines[1]) == [("audit", "cut_off", ends[0] + 1, ends[1])]


@pytest.mark.django_db
def test_everything_gone() -> None:
    lines, ends = sealed_days(2)
    last = ReadEntry.objects.latest("pk").pk
    cut(1)
    delete(ReadEntry, 1, last)
    sql("DELETE FROM trail_seal WHERE stream = 'read'")
    assert found() == []
    assert found(*lines) == [("audit", "cut_off", 1, ends[1]), ("read", "cut_off", 1, last)]


@pytest.mark.django_db
def test_rows_written_after_the_cut_do_not_hide_it() -> None:
    lines, ends = sealed_days(2)
    cut(ends[0] + 1)
    write_entries(500)
    seal(NOW + 2 * DAY)
    assert found() == []
    assert found(*lines) == [("audit", "cut_off", ends[0] + 1, ends[1])]


@pytest.mark.django_db
def test_a_chain_made_anew_with_the_key_shows_by_the_heads() -> None:
    """Whoever holds the key marks a row anew and seals everything again: the database agrees with itself, the heads do not."""
    lines, ends = sealed_days(3)
    sql("DELETE FROM trail_auditentry WHERE id = %s", ends[0] + 50)
    sql("DELETE FROM trail_seal WHERE stream = 'audit' AND last_id > %s", ends[0])
    seal(NOW + 2 * DAY)
    assert found() == []
    (one,) = verify(lines)
    assert (one.stream, one.kind, one.first, one.last) == ("audit", "resealed", ends[0] + 1, ends[1])
    assert (one.since, one.until) == (NOW, NOW + DAY)


@pytest.mark.django_db
def test_a_chain_made_anew_link_by_link_shows_too() -> None:
    lines, ends = sealed_days(2)
    sql("UPDATE trail_seal SET digest = %s WHERE stream = 'audit' AND last_id = %s", b"x" * 32, ends[0])
    assert found(*lines)[-1] == ("audit", "resealed", 1, ends[0])
    assert Seal.objects.filter(stream="audit").count() == 2
    assert AuditEntry.objects.count() == 200
