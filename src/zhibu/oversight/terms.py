"""The four states of a finding and their words (PRACTICE.md 5): neutral, never a reproach."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """What a finding says; in the order in which people want to read."""

    OVERDUE = "overdue"
    DUE = "due"
    CHECK = "check"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The word on screen."""
        return LABELS[self]


LABELS: Final = {State.OVERDUE: "已逾期", State.DUE: "将到期", State.CHECK: "需核实", State.UNKNOWN: "资料未录"}
HORIZON_MONTHS: Final = 12
"""What lay longer ago than twelve months before the day is history, not a finding (DESIGN.md, Clauses and measures)."""
