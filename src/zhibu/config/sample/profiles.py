"""Who the members of a branch are, by its trade: categories, sex, ages, jobs, schooling.

The weights were set so that the street comes near the published bulletin (REGULATIONS.md 11) with the older members that a
street has: pensioners' relationships move from the units to the communities. Tests hold the figures.
"""

from itertools import accumulate
from random import Random
from typing import Final, Generic, NamedTuple, TypeVar

from zhibu.config.sample.tree import Trade
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory as Category

T = TypeVar("T")


class Lot(Generic[T]):
    """Values with weights, drawn with one random number."""

    def __init__(self, *pairs: tuple[T, float]) -> None:
        self.values = [value for value, _ in pairs]
        self.sums = list(accumulate(weight for _, weight in pairs))

    def draw(self, rng: Random) -> T:
        """One of the values."""
        return rng.choices(self.values, cum_weights=self.sums)[0]


class Profile(NamedTuple):
    """What a trade's members are like."""

    categories: Lot[Category]
    women: float
    jobs: Lot[Occupation]
    """Of those in the unit."""


def _public(manager: Occupation, specialist: Occupation, worker: Occupation, *weights: float) -> Lot[Occupation]:
    return Lot(*zip((manager, specialist, worker), weights, strict=True))


IN_UNIT: Final = Lot((Category.IN_UNIT, 1.0))
MOSTLY_IN_UNIT: Final = Lot((Category.IN_UNIT, 94.0), (Category.RETIRED, 6.0))
COMMUNITY_JOBS: Final = Lot((Occupation.COMMUNITY_WORKER, 62.0), (Occupation.OTHER_EMPLOYED, 30.0), (Occupation.PRIVATE_ENTERPRISE_WORKER, 18.0))
OFFICE_JOBS: Final = Lot(
    (Occupation.CIVIL_SERVANT, 55.0), (Occupation.QUASI_CIVIL_SERVANT, 8.0), (Occupation.INSTITUTION_MANAGER, 30.0), (Occupation.OFFICE_WORKER, 7.0)
)
INSTITUTION_JOBS: Final = _public(Occupation.INSTITUTION_MANAGER, Occupation.INSTITUTION_SPECIALIST, Occupation.INSTITUTION_WORKER, 14, 80, 6)
STATE_JOBS: Final = _public(
    Occupation.PUBLIC_ENTERPRISE_MANAGER, Occupation.PUBLIC_ENTERPRISE_SPECIALIST, Occupation.PUBLIC_SECTOR_WORKER, 30, 28, 42
)
PRIVATE_JOBS: Final = _public(
    Occupation.PRIVATE_ENTERPRISE_MANAGER, Occupation.PRIVATE_ENTERPRISE_SPECIALIST, Occupation.PRIVATE_ENTERPRISE_WORKER, 38, 30, 32
)
SOCIAL_JOBS: Final = _public(Occupation.NON_PROFIT_MANAGER, Occupation.NON_PROFIT_SPECIALIST, Occupation.NON_PROFIT_WORKER, 34, 52, 14)

PROFILES: Final = {
    Trade.COMMUNITY: Profile(
        Lot(
            (Category.RETIRED, 54.0), (Category.RESIDENT, 20.5), (Category.LAID_OFF, 8.5), (Category.UNEMPLOYED_GRADUATE, 3.5),
            (Category.VETERAN, 4.5), (Category.IN_UNIT, 9.0),
        ),
        0.36, COMMUNITY_JOBS,
    ),
    Trade.RETIRED: Profile(Lot((Category.RETIRED, 1.0)), 0.33, STATE_JOBS),
    Trade.OFFICE: Profile(IN_UNIT, 0.38, OFFICE_JOBS),
    Trade.SCHOOL: Profile(MOSTLY_IN_UNIT, 0.58, INSTITUTION_JOBS),
    Trade.HOSPITAL: Profile(MOSTLY_IN_UNIT, 0.56, INSTITUTION_JOBS),
    Trade.STATE: Profile(MOSTLY_IN_UNIT, 0.24, STATE_JOBS),
    Trade.PRIVATE: Profile(IN_UNIT, 0.33, PRIVATE_JOBS),
    Trade.SOCIAL: Profile(IN_UNIT, 0.5, SOCIAL_JOBS),
    Trade.FLOATING: Profile(Lot((Category.RESIDENT, 1.0)), 0.25, PRIVATE_JOBS),
}  # fmt: skip

WOMEN_BY_CATEGORY: Final = {Category.VETERAN: 0.03}
"""Where the category tells more of the sex than the trade."""

AGES: Final = {
    Category.RETIRED: Lot(((55, 60), 9.0), ((60, 65), 20.0), ((65, 70), 22.0), ((70, 75), 21.0), ((75, 80), 14.0), ((80, 86), 9.0), ((86, 98), 5.0)),
    Category.RESIDENT: Lot(((20, 25), 8.0), ((25, 31), 17.0), ((31, 40), 30.0), ((40, 55), 35.0), ((55, 75), 10.0)),
    Category.LAID_OFF: Lot(((42, 50), 44.0), ((50, 59), 56.0)),
    Category.UNEMPLOYED_GRADUATE: Lot(((22, 26), 1.0)),
    Category.VETERAN: Lot(((23, 32), 50.0), ((32, 58), 50.0)),
    Category.IN_UNIT: Lot(((22, 30), 19.0), ((30, 36), 24.0), ((36, 42), 22.0), ((42, 50), 21.0), ((50, 59), 14.0)),
}
"""From this age up to that one."""

EARLIEST_PENSION: Final = {"male": 60, "female": 55}

JOBS_OF: Final = {
    Category.RETIRED: Lot((Occupation.RETIRED, 96.0), (Occupation.EARLY_RETIRED, 3.0), (Occupation.LEFT_WITH_PENSION, 1.0)),
    Category.RESIDENT: Lot(
        (Occupation.FREELANCE, 25.0), (Occupation.SELF_EMPLOYED, 22.0), (Occupation.MIGRANT_WORKER, 18.0), (Occupation.OTHER_UNEMPLOYED, 15.0),
        (Occupation.AT_TALENT_SERVICE, 14.0), (Occupation.FARMER, 5.0), (Occupation.OVERDUE_ABROAD, 1.0),
    ),
    Category.LAID_OFF: Lot((Occupation.DISMISSED, 55.0), (Occupation.OFF_POST, 45.0)),
    Category.UNEMPLOYED_GRADUATE: Lot((Occupation.AWAITING_PLACEMENT, 1.0)),
    Category.VETERAN: Lot((Occupation.AWAITING_PLACEMENT, 35.0), (Occupation.OTHER_UNEMPLOYED, 65.0)),
}  # fmt: skip
STUDENT_JOBS: Final = Lot(
    (Occupation.UNDERGRADUATE_FINAL, 40.0), (Occupation.UNDERGRADUATE_OTHER, 35.0), (Occupation.POSTGRADUATE_OTHER, 15.0), (Occupation.COLLEGE_FINAL, 10.0)
)

E = Education
SCHOOLING: Final = (
    (1946, Lot((E.PRIMARY, 24.0), (E.LOWER_SECONDARY, 34.0), (E.UPPER_SECONDARY, 13.0), (E.SPECIALISED_SECONDARY, 14.0), (E.JUNIOR_COLLEGE, 9.0), (E.UNIVERSITY, 6.0))),
    (
        1961,
        Lot(
            (E.PRIMARY, 5.0), (E.LOWER_SECONDARY, 31.0), (E.UPPER_SECONDARY, 27.0), (E.TECHNICAL_SCHOOL, 4.0), (E.SPECIALISED_SECONDARY, 12.0),
            (E.JUNIOR_COLLEGE, 14.0), (E.UNIVERSITY, 9.0), (E.UNIVERSITY_GENERAL_CLASS, 1.0), (E.PROVINCIAL_PARTY_SCHOOL_COLLEGE, 3.0),
            (E.CENTRAL_PARTY_SCHOOL_UNIVERSITY, 1.0),
        ),
    ),
    (
        1975,
        Lot(
            (E.LOWER_SECONDARY, 10.0), (E.UPPER_SECONDARY, 20.0), (E.VOCATIONAL_UPPER_SECONDARY, 4.0), (E.TECHNICAL_SCHOOL, 6.0),
            (E.SPECIALISED_SECONDARY, 18.0), (E.JUNIOR_COLLEGE, 22.0), (E.UNIVERSITY, 13.0), (E.PROVINCIAL_PARTY_SCHOOL_UNIVERSITY, 3.0),
            (E.CENTRAL_PARTY_SCHOOL_UNIVERSITY, 2.0), (E.MASTER, 1.0),
        ),
    ),
    (
        1986,
        Lot(
            (E.UPPER_SECONDARY, 6.0), (E.TECHNICAL_SCHOOL, 3.0), (E.SPECIALISED_SECONDARY, 7.0), (E.JUNIOR_COLLEGE, 30.0), (E.UNIVERSITY, 45.0),
            (E.SECOND_BACHELOR, 0.5), (E.PROVINCIAL_PARTY_SCHOOL_POSTGRADUATE, 1.0), (E.MASTER, 6.5), (E.MASTER_CLASS, 0.5), (E.DOCTORATE, 0.5),
        ),
    ),
    (9999, Lot((E.UPPER_SECONDARY, 3.0), (E.SPECIALISED_SECONDARY, 4.0), (E.JUNIOR_COLLEGE, 27.0), (E.UNIVERSITY, 54.0), (E.MASTER, 11.0), (E.DOCTORATE, 1.0))),
)  # fmt: skip
"""By year of birth, what schooling people came to have."""

GRADUATES: Final = Lot((E.JUNIOR_COLLEGE, 30.0), (E.UNIVERSITY, 60.0), (E.MASTER, 10.0))
"""Of offices, schools and hospitals, and of the young who came from a school."""


def schooling(rng: Random, year: int) -> Education:
    """By year of birth."""
    return next(lot for until, lot in SCHOOLING if year < until).draw(rng)
