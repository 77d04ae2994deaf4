"""Guests as people write them, line by line: a name, then where from. What is read goes on name cards, so that what is unsure is asked."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from zhibu.kernel.decisions import Decision, Objection

LONGEST_NAME: Final = 60
LONGEST_PLACE: Final = 80
BETWEEN: Final = re.compile(r"[\s，,、：:；;]+")
AROUND: Final = " \t\u3000，,、：:；;"
CLEAR: Final = "同名的两位，各写明单位和职务；写重了的，去掉一行。"


class Guest(NamedTuple):
    """A name and where from; the line on which it stood."""

    name: str
    place: str
    line: int


def read(text: str) -> list[Guest]:
    """One for each line. Between name and place stands a space, a comma or a colon; a name of two characters may be spread (王　五)."""
    found = []
    for at, line in enumerate(text.splitlines(), 1):
        name, place = _parted(line.strip(AROUND))
        if name:
            found.append(Guest(name, place, at))
    return found


def _parted(line: str) -> tuple[str, str]:
    first, rest = _first(line)
    second, after = _first(rest)
    return (first + second, after) if len(first) == len(second) == 1 else (first, rest)


def _first(text: str) -> tuple[str, str]:
    parts = BETWEEN.split(text, maxsplit=1)
    return parts[0], parts[1].strip() if len(parts) > 1 else ""


def may_be_invited(found: Sequence[Guest]) -> Decision:
    """All that is unsure of a list at once."""
    return Decision(tuple(_against(found)))


def _against(found: Sequence[Guest]) -> Iterator[Objection]:
    for at, one in enumerate(found):
        if len(one.name) == 1:
            yield _unsure("short", f"第 {one.line} 行“{one.name}”只有一个字。", "写出全名：姓名，空格，单位和职务。")
        if len(one.name) > LONGEST_NAME or len(one.place) > LONGEST_PLACE:
            said = f"第 {one.line} 行太长：姓名最多 {LONGEST_NAME} 个字，单位和职务最多 {LONGEST_PLACE} 个字。"
            yield _unsure("too_long", said, "请缩短。")
        same = next((other for other in found[:at] if _alike(other, one)), None)
        if same is not None:
            yield _unsure("twice", f"第 {same.line} 行和第 {one.line} 行都是“{one.name}”。", CLEAR)


def _alike(one: Guest, other: Guest) -> bool:
    """Two of one name whom nothing tells apart."""
    return one.name == other.name and (one.place == other.place or not (one.place and other.place))


def _unsure(code: str, message: str, remedy: str) -> Objection:
    return Objection(code, message, remedy=remedy, field="names")
