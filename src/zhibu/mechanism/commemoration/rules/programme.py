"""The programme that a ceremony begins with, from its occasion and the year's honours; afterwards people change it line by line.

What a ceremony consists of is custom, not regulation: nothing here is required.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.commemoration.terms import LineKind, Occasion

ON_STAGE: Final = 10
"""How many stand on a stage together; more are called up in groups."""
MOST_LINES: Final = 40


class Awarded(NamedTuple):
    """How many received an honour of a kind."""

    kind: str
    label: str
    number: int


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, how it is called, by whom, how long; ``honour`` is the kind whose receivers are called up."""

    kind: str
    title: str
    presenter: str = ""
    minutes_long: int = 0
    honour: str = ""


def begin_with(occasion: str, awarded: Sequence[Awarded], *, secretary: str = "") -> list[Line]:
    """In the order in which it is usually held; without honours nothing is read out and nobody is called up."""
    army = occasion == Occasion.ARMY_DAY
    called = [
        Line(LineKind.AWARDING, f"颁发：{one.label}（{one.number}）", minutes_long=3 * groups(one.number), honour=one.kind)
        for one in awarded
        if one.number
    ]
    return [
        Line(LineKind.OPENING, "宣布开始，介绍来宾", minutes_long=5),
        Line(LineKind.ANTHEM, "奏唱国歌", minutes_long=2),
        *([Line(LineKind.OATH, "重温入党誓词", minutes_long=5)] if occasion == Occasion.JULY_FIRST else []),
        *([Line(LineKind.READING, "宣读表彰决定和名单", minutes_long=5)] if called else []),
        *called,
        *([Line(LineKind.STATEMENT, "受表彰代表发言", minutes_long=8)] if called else []),
        *([Line(LineKind.STATEMENT, "退役军人代表发言", minutes_long=5)] if army else []),
        Line(LineKind.GUEST_SPEECH, "共建部队代表致辞" if army else "来宾致辞", minutes_long=5),
        Line(LineKind.SPEECH, "党工委书记讲话", secretary, 20),
        *([Line(LineKind.ANTHEM, "奏唱《国际歌》", minutes_long=2)] if occasion == Occasion.JULY_FIRST else []),
        Line(LineKind.CLOSING, "宣布结束", minutes_long=1),
    ]


def groups(number: int) -> int:
    """How often a stage fills."""
    return -(-number // ON_STAGE)


def placed(lines: Sequence[Line], line: Line, *, at: int, was: int = 0) -> list[Line]:
    """The programme with a line in place ``at`` (from 1); ``was`` is where it stood, 0 for a new one."""
    rest = [one for number, one in enumerate(lines, 1) if number != was]
    place = max(0, min(at - 1, len(rest)))
    return [*rest[:place], line, *rest[place:]]


def without(lines: Sequence[Line], number: int) -> list[Line]:
    """The programme without one of its lines."""
    return [one for at, one in enumerate(lines, 1) if at != number]


def begins_at(lines: Sequence[Line], first: int) -> list[int]:
    """Minutes of the day at which each line begins, when the first does at ``first``."""
    found, at = [], first
    for one in lines:
        found.append(at)
        at += one.minutes_long
    return found


def may_stand(lines: Sequence[Line]) -> Decision:
    """A programme is as long as people can follow, and each line is called something."""
    return Decision.of(
        Objection("too_many", f"议程超过 {MOST_LINES} 项。", remedy="合并相近的项目。") if len(lines) > MOST_LINES else None,
        Objection("no_title", "有一项没有写名称。", remedy="写明这一项是什么。", field="title")
        if any(not one.title.strip() for one in lines)
        else None,
    )


class Prepared(NamedTuple):
    """Another ceremony of the same host and day."""

    occasion: str
    title: str
    code: str


def title_of(occasion: str, on: date) -> str:
    """What everybody calls it; nothing for an occasion that only those who celebrate it can name."""
    return "" if occasion == Occasion.OTHER else f"{on.year}年{Occasion.word(occasion)}大会"


def may_begin(occasion: str, title: str, others: Sequence[Prepared]) -> Decision:
    """An occasion is celebrated once a day by whoever celebrates it; one without a name of its own is told apart by its title."""
    same = next((one for one in others if one.occasion == occasion and (occasion != Occasion.OTHER or one.title == title)), None)
    change = "请在“庆祝活动”里打开它修改；要重新筹备的，先在它的页面取消。"
    return Decision.of(
        Objection("twice", f"这一天已经在筹备“{same.title}”（{same.code}）。", remedy=change, field="on") if same else None,
        None if title else Objection("no_title", "其他庆祝活动没有写名称。", remedy="写明庆祝什么，如：国庆升旗仪式。", field="title"),
    )
