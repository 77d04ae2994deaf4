"""Who manages whom (归属): the kinds of branch that a member may stand in, and what can be said of each member."""

from enum import StrEnum
from typing import Final


class Nature(StrEnum):
    """What a branch was set up for, as far as the register tells."""

    COMMUNITY = "community"
    UNIT = "unit"
    TALENT_SERVICE = "talent_service"
    FLOATING = "floating"
    PROVISIONAL = "provisional"
    OTHER = "other"
    """Neither in a community nor registered as a unit's: nothing follows from it."""


class Verdict(StrEnum):
    """The three answers; there is no fourth."""

    STAY = "stay"
    MOVE = "move"
    UNSAID = "unsaid"


class ManagedAt(StrEnum):
    """Where somebody ought to be managed."""

    UNIT = "unit"
    RESIDENCE = "residence"

    @property
    def label(self) -> str:
        """In words."""
        return PLACES[self]


PLACES: Final = {
    ManagedAt.UNIT: "所在单位的党支部",
    ManagedAt.RESIDENCE: "居住地的党支部",
}


class Missing(StrEnum):
    """What has to be known before anything can be said."""

    RULE = "rule"
    ROLL = "roll"
    CATEGORY = "category"
    OCCUPATION = "occupation"
    WORK_UNIT = "work_unit"
    UNIT_ORGANISATION = "unit_organisation"
    BRANCH = "branch"
    OWNERSHIP = "ownership"
    GRADUATION = "graduation"
    SCHOOL = "school"
    WHEREABOUTS = "whereabouts"

    @property
    def label(self) -> str:
        """In words."""
        return MISSING[self]


MISSING: Final = {
    Missing.RULE: "当时的规定",
    Missing.ROLL: "组织关系",
    Missing.CATEGORY: "管理类别",
    Missing.OCCUPATION: "工作岗位",
    Missing.WORK_UNIT: "工作单位",
    Missing.UNIT_ORGANISATION: "工作单位有没有党组织",
    Missing.BRANCH: "党支部属于哪个单位",
    Missing.OWNERSHIP: "单位类别",
    Missing.GRADUATION: "毕业时间",
    Missing.SCHOOL: "就读的学校",
    Missing.WHEREABOUTS: "本人去向",
}
