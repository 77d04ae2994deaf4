"""What a line of a plan has come to, how a missed session is made up, what an archive of study holds."""

from typing import Final

from zhibu.gatherings.rules.catalogue import LEADING
from zhibu.register.terms.term import Term

SEE: Final = "see_gatherings"
RECORD: Final = "record_gatherings"
GROUPS: Final = LEADING
"""Organisations that have a leading group which studies."""


class LineState(Term):
    """Derived from the sessions of the year, never typed."""

    HELD = "held", "已学习"
    PLANNED = "planned", "已安排"
    UNRECORDED = "unrecorded", "待记录"
    OPEN = "open", "待安排"
    PAST = "past", "计划时间已过"


class Way(Term):
    """How somebody made up for a session; that it was done is noted, and nothing else."""

    READING = "reading", "自学会议材料"
    OTHER_SESSION = "other_session", "参加另一次集体学习"
    TOLD = "told", "由学习秘书当面传达"


class StudyPaperKind(Term):
    """What an archive of study names (REGULATIONS.md 6): present or not, where it is kept; none is forced."""

    PLAN = "plan", "计划、总结"
    MINUTES = "minutes", "会议记录"
    ATTENDANCE = "attendance", "考勤"
    BULLETIN = "bulletin", "纪要、简报"
    OUTLINE = "outline", "发言提纲"
    OWN_PLAN = "own_plan", "个人自学计划"
    REFLECTION = "reflection", "心得体会"
    RESEARCH = "research", "调研报告"


DERIVED: Final = (StudyPaperKind.PLAN, StudyPaperKind.MINUTES, StudyPaperKind.ATTENDANCE)
"""What the system holds itself: nobody says where it is."""
