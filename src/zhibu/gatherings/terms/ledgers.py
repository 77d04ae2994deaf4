"""The ledgers that a street is asked for. Each is derived from gatherings; none is ever typed."""

from typing import Final

from zhibu.gatherings.terms.kinds import GatheringKind
from zhibu.register.terms.term import Term


class LedgerKind(Term):
    """Which kinds of parts stand in a ledger, under the headings of REGULATIONS.md 10."""

    THREE_MEETINGS = "three-meetings", "三会一课", "three-meetings", "三会一课台账"
    THEME_DAYS = "theme-days", "主题党日", "theme-days", "主题党日台账"
    STUDY = "study", "学习档案", "study", "中心组学习档案"


HOLDS: Final = {
    LedgerKind.THREE_MEETINGS: (
        GatheringKind.MEMBERS_MEETING,
        GatheringKind.COMMITTEE_MEETING,
        GatheringKind.GROUP_MEETING,
        GatheringKind.LECTURE,
    ),
    LedgerKind.THEME_DAYS: (GatheringKind.THEME_DAY,),
    LedgerKind.STUDY: (GatheringKind.STUDY_SESSION,),
}
"""Kinds of parts by ledger, in the order of the national sheet."""
