"""When the meeting counts as held, when its list is whole; what may be prepared."""

from dataclasses import dataclass
from datetime import date

from zhibu.kernel.decisions import Decision, Objection


@dataclass(frozen=True, slots=True)
class Meeting:
    """A life meeting of one organisation, as its gathering tells."""

    on: date
    signed: bool
    quorate: bool | None
    cancelled: bool


def may_prepare(meeting: Meeting, *, begun: bool) -> Decision:
    """Once for each meeting, unless it was called off."""
    return Decision.of(
        Objection("cancelled", "这次会议已经取消。", remedy="请在新安排的会议上开始筹备。") if meeting.cancelled else None,
        Objection("begun", "这次会议的筹备已经开始。", remedy="请在原来的筹备里继续办理。") if begun else None,
    )


def was_held(meeting: Meeting, article: str) -> Decision:
    """It was called, enough came, and somebody has signed for it."""
    return Decision.of(
        Objection("cancelled", "这次会议已经取消。", article, "请另外安排。") if meeting.cancelled else None,
        Objection("not_signed", "会议还没有签批。", article, "请在会议页面点名、签批；系统据此知道会议已开。")
        if not meeting.signed and not meeting.cancelled
        else None,
        Objection("no_quorum", "到会人数不够，这次会议不算。", article, "请另外安排一次。") if meeting.quorate is False else None,
    )


def may_list(matters: int) -> Decision:
    """A list has at least one matter."""
    return Decision.of(
        Objection("empty", "清单里还没有整改事项。", remedy="请先记下会上明确要改的事。") if not matters else None,
    )
