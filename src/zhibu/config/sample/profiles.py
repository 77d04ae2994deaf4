"""Who the members of a branch are, by its trade: categories, sex, ages, jobs, schooling.

The weights were set so that the street comes near the published bulletin (REGULATIONS.md 11) with the older members that a
street has: pensioners' relationships move from the units to the communities. Tests hold the figures.
"""

from random import Random
from typing import Final, NamedTuple

from zhibu.config.sample.lots import Lot, terms
from zhibu.config.sample.tree import Trade
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory as Category


class Profile(NamedTuple):
    """What a trade's members are like."""

    categories: Lot[Category]
    women: float
    jobs: Lot[Occupation]
    """Of those in the unit."""


IN_UNIT: Final = terms(Category, "在单位1")
MOSTLY_IN_UNIT: Final = terms(Category, "在单位94 离退休6")
INSTITUTION_JOBS: Final = terms(Occupation, "事业管理14 事业单位专技80 事业工勤6")
STATE_JOBS: Final = terms(Occupation, "国企管理人员30 国企专业技术人员28 国企工人42")
PRIVATE_JOBS: Final = terms(Occupation, "非公企业管理人员38 非公企业专业技术人员30 非公企业工勤32")

PROFILES: Final = {
    Trade.COMMUNITY: Profile(
        terms(Category, "离退休54 居民20.5 下岗职工8.5 未就业毕业生3.5 退伍军人4.5 在单位9"),
        0.36,
        terms(Occupation, "社区工作者62 其他从业30 非公企业工勤18"),
    ),
    Trade.RETIRED: Profile(terms(Category, "离退休1"), 0.33, STATE_JOBS),
    Trade.OFFICE: Profile(IN_UNIT, 0.38, terms(Occupation, "公务员55 参公8 事业管理30 机关工勤7")),
    Trade.SCHOOL: Profile(MOSTLY_IN_UNIT, 0.58, INSTITUTION_JOBS),
    Trade.HOSPITAL: Profile(MOSTLY_IN_UNIT, 0.56, INSTITUTION_JOBS),
    Trade.STATE: Profile(MOSTLY_IN_UNIT, 0.24, STATE_JOBS),
    Trade.PRIVATE: Profile(IN_UNIT, 0.33, PRIVATE_JOBS),
    Trade.SOCIAL: Profile(IN_UNIT, 0.5, terms(Occupation, "民办非企业管理34 民办非企业专技52 民办非企业工勤14")),
    Trade.FLOATING: Profile(terms(Category, "居民1"), 0.25, PRIVATE_JOBS),
}

WOMEN_BY_CATEGORY: Final = {Category.VETERAN: 0.03}
"""Where the category tells more of the sex than the trade."""

Ages = tuple[float, float]

AGES: Final[dict[Category, Lot[Ages]]] = {
    Category.RETIRED: Lot(
        ((55, 60), 9), ((60, 65), 20), ((65, 70), 22), ((70, 75), 21), ((75, 80), 14), ((80, 86), 9), ((86, 98), 5),
    ),
    Category.RESIDENT: Lot(((20, 25), 8), ((25, 31), 17), ((31, 40), 30), ((40, 55), 35), ((55, 75), 10)),
    Category.LAID_OFF: Lot(((42, 50), 44), ((50, 59), 56)),
    Category.UNEMPLOYED_GRADUATE: Lot(((22, 26), 1)),
    Category.VETERAN: Lot(((23, 32), 50), ((32, 58), 50)),
    Category.IN_UNIT: Lot(((22, 30), 19), ((30, 36), 24), ((36, 42), 22), ((42, 50), 21), ((50, 59), 14)),
}  # fmt: skip
"""From this age up to that one."""

PENSION: Final = {"male": 60, "female": 55}

JOBS_OF: Final = {
    Category.RETIRED: terms(Occupation, "退休96 内退3 退职1"),
    Category.RESIDENT: terms(Occupation, "自由职业25 个体工商户22 外出务工18 其他无业15 关系在人才中心不明职业14 农民5 出国逾期未归1"),
    Category.LAID_OFF: terms(Occupation, "失业55 下岗45"),
    Category.UNEMPLOYED_GRADUATE: terms(Occupation, "毕业未就业1"),
    Category.VETERAN: terms(Occupation, "待安置35 其他无业65"),
}
STUDENT_JOBS: Final = terms(Occupation, "本科毕业年级40 本科其他年级35 研究生其他年级15 专科毕业年级10")

SCHOOLING: Final = (
    (1946, terms(Education, "小学24 初中34 高中13 中专14 大专9 大学6")),
    (1961, terms(Education, "小学5 初中31 高中27 技校4 中专12 大专14 大学9 大普1 省委党校大专3 中央党校大学1")),
    (1975, terms(Education, "初中10 高中20 职高4 技校6 中专18 大专22 大学13 省委党校大学3 中央党校大学2 硕士1")),
    (1986, terms(Education, "高中6 技校3 中专7 大专30 大学45 第二学士学位0.5 省委党校研究生1 硕士6.5 研究生班0.5 博士0.5")),
    (9999, terms(Education, "高中3 中专4 大专27 大学54 硕士11 博士1")),
)
"""By year of birth, what schooling people came to have."""

GRADUATES: Final = terms(Education, "大专30 大学60 硕士10")
"""Of offices, schools and hospitals, and of the young who came from a school."""


def schooling(rng: Random, year: int) -> Education:
    """By year of birth."""
    return next(lot for until, lot in SCHOOLING if year < until).draw(rng)
