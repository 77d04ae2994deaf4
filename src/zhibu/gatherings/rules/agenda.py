"""The agenda: papers go out at least a day before; what is late is said, and keeps nobody from holding the meeting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.decisions import Decision, Objection

BEFORE: Final = timedelta(days=1)
"""At the latest on the day before."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the agenda as it was typed."""

    title: str
    presenter: str = ""
    papers_on: date | None = None
    matter: str = ""
    """What kind of matter is voted on; empty where nothing is."""


def papers_in_time(items: Sequence[Item], *, on: date, today: date) -> Decision:
    """What is to be decided is read before: a hint, with the last day on which it is in time."""
    last = on - BEFORE
    return Decision.of(
        *(
            Objection("papers_late", f"“{one.title}”的材料 {one.papers_on.isoformat()} 才发出，会前不足一天。", remedy="会上先念一遍材料。")
            for one in items
            if one.papers_on is not None and one.papers_on > last
        ),
        *(
            Objection("papers_due", f"“{one.title}”的材料还没有发出。", remedy=f"最晚 {last.isoformat()} 发给参会人员。")
            for one in items
            if one.papers_on is None and today <= on <= today + timedelta(days=2)
        ),
    )
