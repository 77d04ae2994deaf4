"""What is told to one person of a meeting: neutral outside, the notice inside (PRACTICE.md 4.2)."""

from datetime import date, time

OPEN = "有一个安排"
CALLED_OFF = "的安排取消"


def outside(on: date, begins: time | None, *, cancelled: bool) -> str:
    """When, and nothing of what it is or who holds it."""
    hour = f" {begins:%H:%M}" if begins is not None and not cancelled else ""
    return f"{on.month}月{on.day}日{hour} {OPEN}" if not cancelled else f"{on.month}月{on.day}日{CALLED_OFF}"
