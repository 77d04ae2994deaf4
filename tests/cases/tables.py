"""Procedures for tests: one with steps side by side, and every kind of deadline."""

from datetime import date
from typing import Final

from zhibu.cases.rules.procedures import NAMED, Delay, Procedure, Step, Text
from zhibu.cases.rules.state import Logged, State, fold
from zhibu.cases.rules.working_days import Calendar
from zhibu.cases.terms import EntryKind, Seat

ARTICLE: Final = "《测试办法》第一条"
OFF_2026: Final = frozenset({date(2026, 1, 1), date(2026, 1, 2), date(2026, 10, 1), date(2026, 10, 2)})
WORKED_2026: Final = frozenset({date(2026, 1, 4)})
CALENDAR: Final = Calendar(OFF_2026, WORKED_2026)
"""Friday, 2 January is off, Sunday the 4th is worked instead; 2027 is not announced."""

BRANCHING: Final = Procedure(
    key="branching",
    version=1,
    title="测试事项",
    lead="",
    documents={"form": "申请表"},
    opening=(Text("what", "内容"),),
    steps=(
        Step("start", "受理", ARTICLE, next=("left", "right"), latest=Delay(3, "working_days")),
        Step(
            "left", "左边一步", ARTICLE, rests_on=("start",), next=("join",), needs=("form",), earliest=Delay(5, "days"),
            latest=Delay(1, "months"),
        ),
        Step("right", "右边一步", ARTICLE, rests_on=("start",), next=("join",), latest=Delay(10, "days"), texts=(Text("note", "说明"),)),
        Step("join", "汇总", ARTICLE, rests_on=("left", "right"), next=("end",), assigns=True),
        Step("end", "收尾", ARTICLE, rests_on=("join",), seat=Seat.ASSIGNEE, latest=NAMED, reopens="right"),
    ),
)  # fmt: skip


def day(text: str) -> date:
    """``01-05`` of the year of all tests."""
    return date.fromisoformat(f"2026-{text}")


def log(*lines: tuple[str, str] | tuple[str, str, str]) -> list[Logged]:
    """``("opened", "01-05")``, ``("step", "01-06", "start")`` … as a log; 7 holds it, 8 is who it is assigned or handed to."""
    found = []
    for number, (kind, on, *step) in enumerate(lines, start=1):
        organisation = {"opened": 7, "step": 8 if step == ["join"] else 0, "handed": 9}.get(kind, 0)
        until = day("12-01") if step == ["join"] and kind == "step" else None
        found.append(Logged(number, EntryKind(kind), day(on), step[0] if step else "", organisation, until))
    return found


def state(*lines: tuple[str, str] | tuple[str, str, str]) -> State:
    """How the case stands after these lines."""
    return fold(BRANCHING, log(*lines), CALENDAR)


OPENED: Final = ("opened", "01-05")
STARTED: Final = (OPENED, ("step", "01-06", "start"))
BOTH: Final = (*STARTED, ("step", "01-12", "left"), ("step", "01-08", "right"))
JOINED: Final = (*BOTH, ("step", "01-13", "join"))
ENDED: Final = (*JOINED, ("step", "01-20", "end"))
