"""The institutions that the shelf offers to fill, and how far one has come."""

from typing import Final

from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.term import Term

SEE: Final = "see_rules"
EDIT: Final = "edit_institutions"
PREFIX: Final = "Q"


class Named(Term):
    """Named by the task of a street; the list is open, and no text comes with a name."""

    RULES_OF_PROCEDURE = "rules_of_procedure", "党工委议事规则"
    STUDY_SESSION = "study_session", "中心组学习制度"
    DEMOCRATIC_LIFE_MEETING = "democratic_life_meeting", "民主生活会制度"
    TIES_WITH_RESIDENTS = "ties_with_residents", "联系群众制度"
    FLOATING_MEMBERS = "floating_members", "流动党员管理制度"


SHELF_OF: Final = frozenset({OrganisationKind.STREET_COMMITTEE})
"""Whose shelf it is; others begin with one of their own."""


class Standing(Term):
    """How far an institution has come on a day; a draft beside one in force is said apart."""

    IN_FORCE = "in_force", "施行中"
    COMING = "coming", "待施行"
    DRAFTED = "drafted", "起草中"
    REPEALED = "repealed", "已废止"
    NOT_YET = "not_yet", "还没有"
