"""Party standing (党龄) by the date of joining, and age.

Whether there was a probation, and from which day standing runs, changed with the Party's constitutions. The table below
follows an explanation that many organisation departments publish in the same words (read at zzb.xynu.edu.cn/info/1013/1193.htm);
the period from 1969-04-01 to 1977-08-11 is confirmed by PRACTICE.md 1.4, today's rule by the admission rules, Art 33.
"""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from zhibu.kernel.dates import years_between
from zhibu.register.terms.people import MemberStatus


class Probation(Enum):
    """Whether those who joined in a period passed a probation."""

    NONE = "none"
    SOME = "some"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class AdmissionPeriod:
    """One row of the dated table; ``shortest_months`` is the shortest probation of the period."""

    first_day: date
    probation: Probation
    shortest_months: int
    source: str
    verified: bool = True


EXPLANATION: Final = "党龄计算说明（多地组织部门转载）"

ADMISSION_PERIODS: Final = (
    AdmissionPeriod(date(1921, 7, 1), Probation.NONE, 0, EXPLANATION),
    AdmissionPeriod(date(1923, 6, 10), Probation.ALL, 3, EXPLANATION),
    AdmissionPeriod(date(1927, 4, 27), Probation.SOME, 0, EXPLANATION),
    AdmissionPeriod(date(1928, 6, 18), Probation.NONE, 0, EXPLANATION),
    AdmissionPeriod(date(1945, 4, 23), Probation.ALL, 6, EXPLANATION),
    AdmissionPeriod(date(1956, 9, 15), Probation.ALL, 12, EXPLANATION),
    AdmissionPeriod(date(1969, 4, 1), Probation.NONE, 0, EXPLANATION),
    AdmissionPeriod(date(1977, 8, 12), Probation.ALL, 12, EXPLANATION),
    AdmissionPeriod(date(1982, 9, 6), Probation.ALL, 12, "中国共产党章程第七条；《中国共产党发展党员工作细则》第三十二、三十三条"),
)
"""In force from the first day until the next row; nobody joined before the first."""


def admission_period(joined: date) -> AdmissionPeriod | None:
    """The row that governs an admission, None before there was a Party."""
    return next((period for period in reversed(ADMISSION_PERIODS) if period.first_day <= joined), None)


def had_probation(joined: date) -> bool:
    """Whether everybody who joined that day passed a probation; only then does a missing or equal confirmation mean something."""
    period = admission_period(joined)
    return period is not None and period.probation is Probation.ALL


def standing_begins(joined: date | None, confirmed: date | None) -> date | None:
    """The day from which standing runs: admission where there was no probation, else confirmation; None while that is not known."""
    if joined is None:
        return confirmed
    period = admission_period(joined)
    if period is None or period.probation is Probation.NONE:
        return joined
    return confirmed or (joined if period.probation is Probation.SOME else None)


def party_standing(
    *,
    joined: date | None,
    confirmed: date | None,
    status: MemberStatus,
    on: date,
    correction_years: int = 0,
) -> int | None:
    """Full years of standing on a day; None for those who have none (probationary and before) and where its beginning is not known.

    ``correction_years`` is the export's 党龄校正值, added as it stands; its sign in the national system is from memory, unverified.
    """
    begins = standing_begins(joined, confirmed)
    if status is not MemberStatus.FULL or begins is None or begins > on:
        return None
    return max(0, years_between(begins, on) + correction_years)


def age(birth: date, on: date) -> int | None:
    """Full years on a day, None before birth."""
    return years_between(birth, on) if birth <= on else None
