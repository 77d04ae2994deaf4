"""A PDF that is made to keep a worker busy: the work is bounded, whatever its streams promise. Processor time, not the clock, is asked."""

import zlib
from collections.abc import Callable
from time import process_time

import pytest

from zhibu.files import pdf
from zhibu.files.pdf import AT_ONCE, MOST_INFLATED, pdf_fault

HEAD = b"%PDF-1.7\n"
ENOUGH = 10.0
"""Seconds: more than ten times what each takes; the last took fifty before what breaks off was counted."""
SCRIPT = b"1 0 << /S /JavaScript /JS (1) >>"


def packed(content: bytes) -> bytes:
    return b"1 0 obj << /Type /ObjStm >>\nstream\n" + content + b"\nendstream\n"


def without_an_end() -> bytes:
    return HEAD + b"stream\n" * 600_000


def that_end_at_once() -> bytes:
    return HEAD + b"stream\nendstream" * 300_000


def that_break_off() -> bytes:
    """Each unpacks to much, and is broken at its end: nothing of it would ever be counted."""
    broken = zlib.compress(bytes(MOST_INFLATED // 2), 9)[:-6] + b"broken"
    return HEAD + packed(broken) * 700


@pytest.mark.parametrize("made", [without_an_end, that_end_at_once, that_break_off])
def test_streams_do_not_keep_a_worker_busy(made: Callable[[], bytes]) -> None:
    content = made()
    begun = process_time()
    assert pdf_fault(content) == ""
    assert process_time() - begun < ENOUGH


def test_what_all_streams_unpack_to_is_bounded_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_INFLATED", 3 * AT_ONCE)
    large = packed(zlib.compress(bytes(AT_ONCE), 9))
    assert [len(one) for one in pdf._object_streams(HEAD + large * 5)] == [AT_ONCE, AT_ONCE, AT_ONCE]


def test_an_action_is_found_behind_much_padding_and_before_a_fault() -> None:
    behind = zlib.compress(bytes(AT_ONCE) + SCRIPT, 9)
    before = zlib.compress(SCRIPT + bytes(3 * AT_ONCE), 9)[:-6] + b"broken"
    assert [pdf_fault(HEAD + packed(one)) for one in (behind, before)] == ["active", "active"]
