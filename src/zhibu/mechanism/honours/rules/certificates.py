"""What a certificate says, how its check code is printed, and by which surnames it is found: plain Python.

What stands on a certificate is custom, not regulation; everything on it comes from the record of the honour.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.mechanism.honours.terms import KINDS, HonourKind, Receiver
from zhibu.register.rules.surnames import COMPOUND

GROUP: Final = 5
"""Signs of a code that are printed together."""
PARTS: Final = r"[· ]"
"""Between the parts of a name that has no Chinese surname."""


class Granted(NamedTuple):
    """An honour as papers tell it."""

    id: int
    kind: str
    title: str
    receiver: Receiver
    name: str
    short: str
    """As it stands on a seat and is read out."""
    of: str
    """Branch or unit of a person, empty where the receiver is an organisation or a unit."""
    spoken: str
    """The name in letters, for whoever reads it out."""
    certificate: str
    code: str
    year: int
    decided_on: date
    giver: str
    public: bool
    person_id: int | None
    news_to: str
    """The unit, or the Party organisation above, to which good news is sent."""

    @property
    def called(self) -> str:
        """Whom the certificate addresses."""
        return f"{self.name}同志" if self.is_person else self.name

    @property
    def is_person(self) -> bool:
        """A member, or somebody named inside of a unit."""
        return self.receiver == Receiver.PERSON or self.kind == HonourKind.LEADING_MEMBER


class Said(NamedTuple):
    """The two sentences of a certificate."""

    words: str
    close: str


def said_of(one: Granted) -> Said:
    """By kind."""
    if one.kind == HonourKind.FIFTY_YEAR_MEDAL:
        return Said(f"党龄达到五十年，颁发{quoted(one.title)}。", "特发此证。")
    return Said(f"被评为{one.year}年度{quoted(one.title)}。", "特发此证，以资鼓励。")


def addressed(one: Granted) -> str:
    """The line to whom it is: of somebody inside of a unit the unit stands before the name, whom nothing else of the paper tells apart."""
    inside = one.is_person and one.receiver == Receiver.UNIT and one.of
    return f"{one.of}　{one.called}：" if inside else f"{one.called}："


def quoted(title: str) -> str:
    """A title between marks, unless it brings its own."""
    return title if "“" in title else f"“{title}”"


def heading_of(one: Granted) -> str:
    """Persons get a 荣誉证书, organisations and units a 奖状."""
    return "荣誉证书" if one.is_person else "奖状"


def layout_of(kind: str) -> str:
    """The page that a kind is printed on unless somebody chooses another."""
    return "medal" if kind == HonourKind.FIFTY_YEAR_MEDAL else "award"


def spaced(code: str) -> str:
    """In groups: it is read from paper and typed; spaces do not count when it is checked."""
    return " ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def surnames_of(one: Granted) -> tuple[str, ...]:
    """What people type as the surname: 欧 and 欧阳, 阿 and 阿布都; of an organisation or unit its first character or the whole name."""
    name = one.name
    if not one.is_person:
        return tuple(dict.fromkeys((name[:1], name)))
    compound = [name[:2]] if len(name) > len(name[:2]) and name[:2] in COMPOUND else []
    parts = [re.split(PARTS, name)[0]] if re.search(PARTS, name) else []
    return tuple(dict.fromkeys((name[:1], *compound, *parts)))


def in_order(found: Sequence[Granted]) -> list[Granted]:
    """As they are called up: by kind in the order of the street's list; inside of a kind as they came."""
    order = {str(kind): at for at, kind in enumerate(KINDS)}
    return sorted(found, key=lambda one: (one.decided_on, order.get(one.kind, len(order)), one.title))


def titles(found: Sequence[Granted]) -> dict[tuple[str, str], list[Granted]]:
    """By kind and title, in order."""
    grouped: dict[tuple[str, str], list[Granted]] = {}
    for one in found:
        grouped.setdefault((one.kind, one.title), []).append(one)
    return grouped
