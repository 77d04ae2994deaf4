"""The recovery sheet: the keys of an installation as groups of characters on paper, each line with a checksum of its own.

A line reads ``M1  0f3a 77c2 9e01 d4b8  6c1e``: key and line, sixteen characters of the key, four of the checksum. Whoever
types it in again learns which line is wrong.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from zhibu.kernel.unusable import Unusable

NAMES: Final = {"M": "主密钥", "T": "日志密钥"}
PER_LINE: Final = 16
LINE: Final = re.compile(r"^\s*([MT])([1-4])[\s:：]+((?:[0-9a-f]{4}\s+){4})([0-9a-f]{4})\s*$", re.IGNORECASE | re.MULTILINE)

SHEET: Final = """「一次记」街道党建工作台　密钥恢复单　　{day}

数据备份、人员密钥备份和这张纸，三样齐全才能在新机器上恢复全部数据。
请打印两份，分别由两个人锁存；打印后删除本文件。

{keys}
恢复：把 M1 至 T4 各行输入一个文本文件，运行 zhibu restore --recovery-sheet 该文件。
每行末尾四位是校验码，输错时会指出是哪一行。
"""


def recovery_sheet(keys: Mapping[str, str], *, day: date) -> str:
    """The sheet for keys of 64 hexadecimal characters, by their letters."""
    blocks = [f"{NAMES[letter]}\n{_lines(letter, key)}\n" for letter, key in keys.items()]
    return SHEET.format(day=day.isoformat(), keys="\n".join(blocks))


def _lines(letter: str, key: str) -> str:
    lines = []
    for number, start in enumerate(range(0, len(key), PER_LINE), start=1):
        text = key[start : start + PER_LINE]
        groups = " ".join(text[at : at + 4] for at in range(0, PER_LINE, 4))
        lines.append(f"    {letter}{number}  {groups}  {_checksum(letter, number, text)}")
    return "\n".join(lines)


def _checksum(letter: str, number: int, text: str) -> str:
    return hashlib.sha256(f"{letter}{number}{text}".encode()).hexdigest()[:4]


def read_recovery_sheet(text: str) -> dict[str, str]:
    """The keys on a sheet, by their letters; what is missing or mistyped is named by its line."""
    lines = {f"{match[1].upper()}{match[2]}": ("".join(match[3].split()).lower(), match[4].lower()) for match in LINE.finditer(text)}
    wanted = [f"{letter}{number}" for letter in NAMES for number in range(1, 5)]
    missing = [name for name in wanted if name not in lines]
    if missing:
        raise Unusable(f"恢复单缺少 {'、'.join(missing)} 行，或格式不对：每行应为行号、四组四位字符和四位校验码。(lines missing)")
    wrong = [name for name in wanted if _checksum(name[0], int(name[1]), lines[name][0]) != lines[name][1]]
    if wrong:
        raise Unusable(f"恢复单 {'、'.join(wrong)} 行与校验码不符：请对照纸面重新输入。(checksum wrong)")
    return {letter: "".join(lines[f"{letter}{number}"][0] for number in range(1, 5)) for letter in NAMES}
