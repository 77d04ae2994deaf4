"""Education and degrees.

The national export's labels are those of the cadre statistics, not the names of GB/T 4658-2006 (REGULATIONS.md 10), so
each label carries the standard's code and the band that the Party's yearly statistics (党统) count it in. The two-digit
codes for finished courses stand in many public code tables; Party-school courses have none of their own and carry the
code of their level.
"""

import re
from typing import Final, Self

from zhibu.register.terms.term import Term, spelled


class EducationBand(Term):
    """学历 as the yearly statistics band it."""

    COLLEGE = "college", "大专及以上"
    SPECIALISED_SECONDARY = "specialised_secondary", "中专"
    UPPER_SECONDARY = "upper_secondary", "高中、中技"
    LOWER_SECONDARY = "lower_secondary", "初中及以下"


class Education(Term):
    """学历: the twenty labels of the national export, and 研究生 where the sheet does not tell which.

    Declared as ``NAME = value, code, band, label, *synonyms``; ``code`` is that of GB/T 4658-2006.
    """

    code: str
    band: EducationBand

    def __new__(cls, value: str, code: str, band: EducationBand, label: str, *synonyms: str) -> Self:
        """As any term, with code and band."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.code = code
        member.band = band
        member.label = label
        member.synonyms = synonyms
        return member

    DOCTORATE = "doctorate", "11", EducationBand.COLLEGE, "博士研究生", "博士"
    MASTER = "master", "14", EducationBand.COLLEGE, "硕士研究生", "硕士"
    MASTER_CLASS = "master_class", "17", EducationBand.COLLEGE, "硕士生班", "研究生班", "硕士研究生班"
    POSTGRADUATE = "postgraduate", "10", EducationBand.COLLEGE, "研究生", "研究生及以上"
    CENTRAL_PARTY_SCHOOL_POSTGRADUATE = (
        "central_party_school_postgraduate",
        "10",
        EducationBand.COLLEGE,
        "中央党校研究生",
    )
    PROVINCIAL_PARTY_SCHOOL_POSTGRADUATE = (
        "provincial_party_school_postgraduate",
        "10",
        EducationBand.COLLEGE,
        "省（区、市）委党校研究生",
        "省委党校研究生",
        "区委党校研究生",
        "市委党校研究生",
        "省(区,市)委党校研究生",
        "省党校研究生",
    )
    UNIVERSITY = "university", "21", EducationBand.COLLEGE, "大学", "本科", "大学本科", "大本", "本科生", "学士"
    JUNIOR_COLLEGE = "junior_college", "31", EducationBand.COLLEGE, "大专", "专科", "大学专科", "高职", "高职高专", "高等专科", "大专生"
    UNIVERSITY_GENERAL_CLASS = "university_general_class", "28", EducationBand.COLLEGE, "大学普通班", "大普"
    SECOND_BACHELOR = "second_bachelor", "20", EducationBand.COLLEGE, "第二学士学位班", "双学士", "第二学士学位"
    CENTRAL_PARTY_SCHOOL_UNIVERSITY = (
        "central_party_school_university",
        "20",
        EducationBand.COLLEGE,
        "中央党校大学",
        "中央党校本科",
    )
    PROVINCIAL_PARTY_SCHOOL_UNIVERSITY = (
        "provincial_party_school_university",
        "20",
        EducationBand.COLLEGE,
        "省（区、市）委党校大学",
        "省委党校大学",
        "区委党校大学",
        "市委党校大学",
        "省(区,市)委党校大学",
        "省委党校本科",
        "省党校大学",
    )
    CENTRAL_PARTY_SCHOOL_COLLEGE = "central_party_school_college", "30", EducationBand.COLLEGE, "中央党校大专", "中央党校专科"
    PROVINCIAL_PARTY_SCHOOL_COLLEGE = (
        "provincial_party_school_college",
        "30",
        EducationBand.COLLEGE,
        "省（区、市）委党校大专",
        "省委党校大专",
        "区委党校大专",
        "市委党校大专",
        "省(区,市)委党校大专",
        "省委党校专科",
        "省党校大专",
    )
    SPECIALISED_SECONDARY = (
        "specialised_secondary",
        "41",
        EducationBand.SPECIALISED_SECONDARY,
        "中等专科",
        "中专",
        "中等专业学校",
        "中等专业",
        "中师",
        "中等师范",
        "中专生",
    )
    VOCATIONAL_UPPER_SECONDARY = "vocational_upper_secondary", "44", EducationBand.UPPER_SECONDARY, "职业高中", "职高", "职中"
    TECHNICAL_SCHOOL = "technical_school", "47", EducationBand.UPPER_SECONDARY, "技工学校", "技校", "中技", "技工", "中等技工"
    UPPER_SECONDARY = "upper_secondary", "61", EducationBand.UPPER_SECONDARY, "普通高中", "高中", "高级中学"
    LOWER_SECONDARY = "lower_secondary", "71", EducationBand.LOWER_SECONDARY, "初中", "初级中学", "普通初中"
    PRIMARY = "primary", "81", EducationBand.LOWER_SECONDARY, "小学", "高小", "初小", "完小"
    OTHER = "other", "90", EducationBand.LOWER_SECONDARY, "其他", "其它", "文盲", "半文盲", "文盲或半文盲", "不识字", "无"

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """Full-time or in-service, with or without 毕业: 全日制大学本科毕业 is 大学. An unfinished course (肄业, 在读) is not read."""
        return super().read(raw) or super().read(DRESSING.sub("", spelled(raw)))


DRESSING: Final = re.compile(
    r"^(?:全日制|在职|非全日制|普通|成人|自考|函授|电大|夜大|网络|国家承认)+"
    r"|(?:毕业|学历|文化程度|程度|教育|文凭)+$"
)
"""What sheets add to a label without changing what was finished."""


class Degree(Term):
    """学位, by the three levels of GB/T 6864-2003; the field (法学, 工学 …) stays in the raw text."""

    DOCTOR = "doctor", "博士", "博士学位", "博士后"
    MASTER = "master", "硕士", "硕士学位", "mba", "mpa"
    BACHELOR = "bachelor", "学士", "学士学位"
    NONE = "none", "无", "无学位", "没有"

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """By the level at the end: 法学硕士学位 is a master's degree."""
        text = spelled(raw).removesuffix("学位")
        return super().read(raw) or next((one for one in cls if one.value != "none" and text.endswith(one.label)), None)
