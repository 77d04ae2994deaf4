"""The words of cases: kinds of entries, how a case stands, who acts, and the rights that acting needs."""

from enum import StrEnum
from typing import Final


class EntryKind(StrEnum):
    """What a line of the log says happened."""

    OPENED = "opened"
    STEP = "step"
    PAUSED = "paused"
    RESUMED = "resumed"
    HANDED = "handed"
    CANCELLED = "cancelled"
    VOIDED = "voided"
    REOPENED = "reopened"

    @property
    def label(self) -> str:
        """The word on screen."""
        return KINDS[self]


KINDS: Final = {
    EntryKind.OPENED: "立项",
    EntryKind.STEP: "办理",
    EntryKind.PAUSED: "暂停",
    EntryKind.RESUMED: "恢复办理",
    EntryKind.HANDED: "转交",
    EntryKind.CANCELLED: "取消",
    EntryKind.VOIDED: "作废",
    EntryKind.REOPENED: "重新办理",
}


class Status(StrEnum):
    """How a case stands."""

    OPEN = "open"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The word on screen."""
        return STATUSES[self]

    @property
    def ended(self) -> bool:
        """Whether nothing is to be done any more."""
        return self in {Status.DONE, Status.CANCELLED}


STATUSES: Final = {Status.OPEN: "办理中", Status.PAUSED: "已暂停", Status.DONE: "已办结", Status.CANCELLED: "已取消"}
UNDER_WAY: Final = (Status.OPEN.value, Status.PAUSED.value)
"""What has not ended, as columns keep it."""


class Seat(StrEnum):
    """Which organisation acts: the one that holds the case, or the one that it was assigned to."""

    HOLDER = "holder"
    ASSIGNEE = "assignee"


class ActorRole(StrEnum):
    """Who acts for that organisation."""

    HANDLER = "handler"
    HEAD = "head"

    @property
    def label(self) -> str:
        """The word on screen."""
        return ROLES[self]


ROLES: Final = {ActorRole.HANDLER: "承办人", ActorRole.HEAD: "负责人"}

SEE: Final = "see_cases"
ACT: Final = "act_in_cases"
HEAD: Final = "decide_in_cases"
STEER: Final = "steer_cases"
ROLE_ACTS: Final = {ActorRole.HANDLER: ACT, ActorRole.HEAD: HEAD}
"""The right at the acting organisation that a step of this role needs."""
