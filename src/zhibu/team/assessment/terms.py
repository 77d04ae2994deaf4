"""The four grades, the rights, and how a year of assessment is named."""

from datetime import date
from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_grades"
RECORD: Final = "record_grades"
FIRST_QUARTER: Final = 3


class GradeOf(Term):
    """组织评定. Who could not take part has no grade, and that is no grade either."""

    EXCELLENT = "excellent", "优秀", "评为优秀"
    QUALIFIED = "qualified", "合格", "评为合格"
    BASIC = "basic", "基本合格", "评为基本合格"
    UNQUALIFIED = "unqualified", "不合格", "评为不合格"
    NOT_ASSESSED = "not_assessed", "未参加评议", "未参评", "未评议"

    @property
    def is_grade(self) -> bool:
        """Whether it says how somebody was assessed."""
        return self is not GradeOf.NOT_ASSESSED


POLLED: Final = (GradeOf.EXCELLENT, GradeOf.QUALIFIED, GradeOf.BASIC, GradeOf.UNQUALIFIED)
"""What a ballot offers."""


def assessed_year(on: date) -> int:
    """The year that a meeting assesses: one of the first quarter looks back at the year before (PRACTICE.md 3)."""
    return on.year - 1 if on.month <= FIRST_QUARTER else on.year
