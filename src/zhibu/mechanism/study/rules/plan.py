"""What the lines of a year's plan have come to, told from the sessions; and the day that is proposed for a line."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from zhibu.gatherings.rules.series import later_by_months
from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.study.terms import LineState


@dataclass(frozen=True, slots=True)
class Line:
    """A topic for a quarter, or for a month of it (0: any of its months)."""

    id: int
    year: int
    quarter: int
    month: int
    topic: str
    speaker: str
    gathering_id: int | None = None

    @property
    def first(self) -> date:
        """The first day that is meant."""
        return date(self.year, self.month or self.quarter * 3 - 2, 1)

    @property
    def last(self) -> date:
        """The last one."""
        month = self.month or self.quarter * 3
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def when(self) -> str:
        """In words."""
        return f"{self.month}月" if self.month else f"第{'一二三四'[self.quarter - 1]}季度"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as one organisation holds it; numbers once it was signed."""

    holding_id: int
    gathering_id: int
    code: str
    on: date
    topic: str
    speaker: str
    held: bool
    signed: bool = False
    by_name: bool = True
    expected: int = 0
    present: int = 0
    on_leave: int = 0

    @property
    def quarter(self) -> int:
        """In which it was, or is to be."""
        return (self.on.month + 2) // 3


def matched(lines: Sequence[Line], sessions: Sequence[Session]) -> Mapping[int, Session]:
    """The session of each line: the one that was made from it, else one of the same topic that no other line has."""
    by_gathering = {one.gathering_id: one for one in sessions}
    found = {line.id: by_gathering[line.gathering_id] for line in lines if line.gathering_id in by_gathering}
    taken = {one.gathering_id for one in found.values()}
    for line in lines:
        if line.id in found:
            continue
        same = next((one for one in sessions if one.gathering_id not in taken and one.topic.strip() == line.topic.strip()), None)
        if same is not None:
            found[line.id] = same
            taken.add(same.gathering_id)
    return found


def state_of(line: Line, session: Session | None, *, today: date) -> LineState:
    """What it has come to by a day."""
    if session is None:
        return LineState.OPEN if today <= line.last else LineState.PAST
    if session.held:
        return LineState.HELD
    return LineState.PLANNED if session.on >= today else LineState.UNRECORDED


def proposed_day(line: Line, last: date | None, *, today: date) -> date:
    """The weekday of the month on which the group met the last time, in the month that is meant; never before today, never on a weekend."""
    first = max(line.first, today)
    like = last or date(line.year, line.first.month, 15)
    months = (first.year - like.year) * 12 + first.month - like.month
    day = later_by_months(like, months, weekday=last is not None)
    return workday(max(day, first))


def workday(day: date) -> date:
    """Saturdays and Sundays wait for Monday."""
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day


def may_plan(line: Line, session: Session | None, *, on: date, today: date) -> Decision:
    """A line becomes one session, ahead."""
    remedy = "已经学过的，在“会议活动”里补录，主题写得一样就对得上。"
    return Decision.of(
        Objection("planned", f"这一项已经安排在 {session.on.isoformat()}。", remedy="要改日期的，到那次会议的页面改期。")
        if session
        else None,
        Objection("past", "日期在今天以前。", remedy=remedy, field="on") if on < today else None,
        Objection("other_year", f"这是 {line.year}年的计划。", remedy="请核对年份。", field="on")
        if on.year != line.year and on >= today
        else None,
    )
