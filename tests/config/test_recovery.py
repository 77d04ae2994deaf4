"""The recovery sheet: what is printed can be typed in again, and a slip of the finger is named by its line."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.config.recovery import read_recovery_sheet, recovery_sheet
from zhibu.kernel.unusable import Unusable

DAY: Final = date(2026, 6, 1)
KEYS: Final = {"M": "0123456789abcdef" * 4, "T": "fedcba9876543210" * 4}
keys = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(keys, keys)
def test_what_is_printed_can_be_typed_in_again(master: str, trail: str) -> None:
    assert read_recovery_sheet(recovery_sheet({"M": master, "T": trail}, day=DAY)) == {"M": master, "T": trail}


def test_the_sheet() -> None:
    lines = recovery_sheet(KEYS, day=DAY).splitlines()
    assert lines[0] == "「一次记」街道党建工作台　密钥恢复单　　2026-06-01"
    assert [line for line in lines if line.startswith("    ")] == [
        "    M1  0123 4567 89ab cdef  dbe1",
        "    M2  0123 4567 89ab cdef  5d73",
        "    M3  0123 4567 89ab cdef  f984",
        "    M4  0123 4567 89ab cdef  7f18",
        "    T1  fedc ba98 7654 3210  7e4d",
        "    T2  fedc ba98 7654 3210  8dc2",
        "    T3  fedc ba98 7654 3210  ff37",
        "    T4  fedc ba98 7654 3210  f6e0",
    ]


def test_only_the_eight_lines_need_be_typed_in_any_order_and_case() -> None:
    lines = [line.strip().upper().replace("  ", " ") for line in recovery_sheet(KEYS, day=DAY).splitlines() if line.startswith("    ")]
    assert read_recovery_sheet("\r\n".join(reversed(lines))) == KEYS


@given(st.integers(0, 7), st.integers(0, 15), st.sampled_from("0123456789abcdef"))
def test_a_wrong_character_is_named_by_its_line(line: int, at: int, typed: str) -> None:
    sheet = recovery_sheet(KEYS, day=DAY)
    right = [text for text in sheet.splitlines() if text.startswith("    ")][line]
    where = 8 + at + at // 4
    wrong = right[:where] + typed + right[where + 1 :]
    if wrong != right:
        with pytest.raises(Unusable) as stop:
            read_recovery_sheet(sheet.replace(right, wrong))
        assert str(stop.value) == f"恢复单 {right.split()[0]} 行与校验码不符：请对照纸面重新输入。(checksum wrong)"


def test_lines_that_changed_places_are_named() -> None:
    sheet = recovery_sheet(KEYS, day=DAY).replace("M1", "M0").replace("M2", "M1").replace("M0", "M2")
    with pytest.raises(Unusable, match="M1、M2 行与校验码不符"):
        read_recovery_sheet(sheet)


def test_missing_lines_are_named() -> None:
    lines = [line for line in recovery_sheet(KEYS, day=DAY).splitlines() if "M3" not in line and "T1" not in line]
    with pytest.raises(Unusable, match="恢复单缺少 M3、T1 行"):
        read_recovery_sheet("\n".join(lines))
    with pytest.raises(Unusable, match="恢复单缺少 M1、M2、M3、M4、T1、T2、T3、T4 行"):
        read_recovery_sheet("")
