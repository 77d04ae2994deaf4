"""The four grades, and the rights."""

from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_reports"
RECORD: Final = "record_reports"
COUNT: Final = "count_reports"
"""Held above, by more people than arrange a year: two of them count."""
SIGN: Final = "sign_agreements"
"""Whoever signs for an organisation is its secretary."""
REPORT: Final = "secretary_report"
"""The subject of a problem's case; its code is that of the report."""


class ReportGrade(Term):
    """综合评价 of a secretary's work for Party building."""

    GOOD = "good", "好"
    FAIRLY_GOOD = "fairly_good", "较好"
    AVERAGE = "average", "一般"
    POOR = "poor", "差"


MEETINGS: Final = (
    "members_meeting",
    "committee_meeting",
    "working_committee_session",
    "organisational_life_meeting",
    "democratic_life_meeting",
    "democratic_assessment",
)
"""Kinds of gatherings at which somebody may report: to those above, or to the own members; a joint conference is held with units."""
KINDS: Final = ("committee", "general_branch", "branch")
"""Organisations whose secretaries report."""
