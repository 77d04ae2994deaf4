"""What becomes of a proposal."""

from enum import StrEnum
from typing import Final


class ProposalState(StrEnum):
    """From the clerk's desk to the secretary's."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The word on screen."""
        return LABELS[self]


LABELS: Final = {
    ProposalState.OPEN: "待确定",
    ProposalState.ACCEPTED: "已确定",
    ProposalState.DECLINED: "未采纳",
    ProposalState.WITHDRAWN: "已撤回",
}
