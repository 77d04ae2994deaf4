"""What happened to a case while somebody was filling in a form, in words."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from zhibu.cases.rules.procedures import Procedure
from zhibu.cases.terms import EntryKind
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.decisions import Objection

JUST_NOW: Final = timedelta(minutes=10)
CHANGED: Final = "changed_since"


class Told(NamedTuple):
    """Who wrote a line, when, and what it says happened."""

    actor: str
    at: datetime
    kind: EntryKind
    step: str


def changed_since(procedure: Procedure, lines: Sequence[Told], *, at: datetime) -> Objection:
    """Somebody else was quicker."""
    told = "；".join(_sentence(procedure, line, at) for line in lines)
    return Objection(CHANGED, f"{told}。", remedy="请看一看现在的情况，再决定是否提交；您填写的内容还在下面。")


def what_happened(procedure: Procedure, kind: EntryKind, step: str) -> str:
    """A line as a verb and its object."""
    name = procedure.by_key[step].name if step in procedure.by_key else ""
    match kind:
        case EntryKind.STEP:
            return f"办理了“{name}”"
        case EntryKind.VOIDED:
            return f"作废了“{name}”"
        case EntryKind.REOPENED:
            return f"退回“{name}”重新办理"
        case EntryKind.OPENED:
            return "登记立项"
        case EntryKind.RESUMED:
            return "恢复了办理"
        case _:
            return f"{kind.label}了事项"


def _sentence(procedure: Procedure, line: Told, at: datetime) -> str:
    when = "刚刚" if at - line.at < JUST_NOW else line.at.astimezone(SHANGHAI).strftime("%m月%d日 %H:%M")
    return f"{line.actor} {when}{what_happened(procedure, line.kind, line.step)}"
