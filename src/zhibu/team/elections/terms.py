"""The words of elections."""

from typing import Final

from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.term import Term


class Office(Term):
    """What is elected. Secretary and deputies are elected with as many candidates as seats, by the new committee where there is one."""

    COMMITTEE = "committee", "委员", "委员会委员"
    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy_secretary", "副书记"


class Timing(Term):
    """When an election is begun, seen from the end of the term."""

    FIRST = "first", "首次选举"
    EARLY = "early", "提前换届"
    ON_TIME = "on_time", "按期换届"
    LATE = "late", "延期换届"

    @property
    def needs_reason(self) -> bool:
        """Early and late ones are approved for a reason."""
        return self in {Timing.EARLY, Timing.LATE}


class PaperKind(Term):
    """What an election prints."""

    BALLOT = "ballot", "选票"
    SHEET = "sheet", "计票表"
    RESULT = "result", "选举结果"
    REPORT = "report", "选举结果报告"


OF_A_BALLOT: Final = (PaperKind.BALLOT, PaperKind.SHEET, PaperKind.RESULT)
POSTS: Final = {
    Office.COMMITTEE: PostKind.COMMITTEE_MEMBER,
    Office.SECRETARY: PostKind.SECRETARY,
    Office.DEPUTY: PostKind.DEPUTY_SECRETARY,
}
PORTFOLIOS: Final = (
    PostKind.ORGANISATION_MEMBER,
    PostKind.PUBLICITY_MEMBER,
    PostKind.DISCIPLINE_MEMBER,
    PostKind.UNITED_FRONT_MEMBER,
    PostKind.YOUTH_MEMBER,
    PostKind.MASS_WORK_MEMBER,
)
"""What members of a committee share out among themselves; nobody elects it."""
WAITS: Final = "待批复"
"""Elected, and not in office before the superior has replied."""
SEE: Final = "see_cases"
STEER: Final = "steer_cases"
ACT: Final = "act_in_cases"
RECORD: Final = "record_gatherings"
PRINT: Final = "export_ledgers"
