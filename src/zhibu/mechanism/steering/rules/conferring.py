"""What may become a matter, and what may go back on an agenda; every objection at once. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.decisions import Decision, Objection

AGAIN_AFTER: Final = timedelta(days=30)
"""A late matter that a conference has just talked about is not offered to the next one at once."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an agenda, or none: what was brought up without standing on it."""

    title: str = ""
    known: bool = False
    """It is a matter already."""


def may_become(line: Line, *, ahead: bool = False, cancelled: bool = False) -> Decision:
    """One line, one matter, once a conference has resolved it: the days run from then on."""
    remedy = "会上定下以后再转；单位现在就提出的，在委员会页面点“提出事项”。"
    return Decision.of(
        Objection("known", f"“{line.title}”已经是协调事项。", remedy="请打开它继续办理。") if line.known else None,
        Objection("not_yet", "联席会议还没有开。", remedy=remedy) if ahead and not cancelled else None,
        Objection("cancelled", "联席会议已经取消。", remedy="单位提出的，在委员会页面点“提出事项”。") if cancelled else None,
    )


def may_return(titles: Sequence[str], *, signed: bool, cancelled: bool) -> Decision:
    """Before the minutes are signed, and at least one."""
    return Decision.of(
        Objection("nothing", "没有选事项。", remedy="至少选一件。", field="matters") if not titles else None,
        Objection("signed", "会议记录已经签批，不能再加议题。", remedy="请列入下一次会议。") if signed else None,
        Objection("cancelled", "会议已经取消。", remedy="请列入下一次会议。") if cancelled else None,
    )


def offered_again(last_on: date | None, today: date) -> bool:
    """Whether a late matter is offered to a conference."""
    return last_on is None or last_on + AGAIN_AFTER <= today
