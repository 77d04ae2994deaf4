"""From which day on the absence of a record says something (PRACTICE.md 1.7)."""

from datetime import date

from zhibu.kernel.dates import months_after
from zhibu.kernel.decisions import Decision, Objection


def first_full_month(day: date) -> date:
    """Whoever begins to record in the middle of a month owes nothing for it: records are complete from the next one on."""
    return months_after(day.replace(day=1), 1)


def may_set(*, on: date, reason: str, today: date) -> Decision:
    """A day that is not far ahead, and why."""
    return Decision.of(
        Objection("no_reason", "没有写原因。", remedy="例如：从这个月起在系统里记录。", field="reason") if not reason.strip() else None,
        Objection("too_far", "日期在一年以后。", remedy="请核对年份。", field="complete_from") if on > months_after(today, 12) else None,
    )
