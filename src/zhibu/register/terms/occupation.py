"""工作岗位: the names of the national list, their codes in the yearly statistics, and the management category each proposes.

The names are those of two public copies of the form (forty-nine; REGULATIONS.md 10 counts forty-eight). ``prefix`` is as
much of the statistics' code as REGULATIONS.md 10 gives. The category is a proposal of ours, a data table, not a rule of
the Party: 管理类别 stands in no national sheet.
"""

from typing import Self

from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.term import Term, spelled


class Occupation(Term):
    """A job by the national list: ``NAME = value, prefix, proposed category, label, synonyms`` (parted by spaces)."""

    prefix: str
    category: Category

    def __new__(cls, value: str, prefix: str, category: Category, label: str, synonyms: str = "") -> Self:
        """As any term, with the statistics' code and the proposed category."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.prefix = prefix
        member.category = category
        member.label = label
        member.synonyms = tuple(synonyms.split())
        return member

    CIVIL_SERVANT = "civil_servant", "011", Category.IN_UNIT, "公务员", "机关公务员 机关干部 公务员岗位"
    QUASI_CIVIL_SERVANT = (
        "quasi_civil_servant",
        "011",
        Category.IN_UNIT,
        "参照公务员法管理的工作人员",
        "参照公务员法管理 参公人员 参公管理人员 参照公务员法管理人员 参公",
    )
    INSTITUTION_MANAGER = "institution_manager", "012", Category.IN_UNIT, "事业单位管理岗位", "事业单位管理人员 事业单位管理 事业管理"
    INSTITUTION_SPECIALIST = (
        "institution_specialist",
        "013",
        Category.IN_UNIT,
        "事业单位专业技术岗位",
        "事业单位专业技术人员 事业单位专技 事业专技 事业单位专技人员 教师 医生",
    )
    PUBLIC_ENTERPRISE_MANAGER = (
        "public_enterprise_manager",
        "014",
        Category.IN_UNIT,
        "公有经济控制企业管理岗位",
        "公有经济控制企业管理人员 公有经济控制企业管理 国有企业管理人员 国企管理人员",
    )
    PUBLIC_ENTERPRISE_SPECIALIST = (
        "public_enterprise_specialist",
        "015",
        Category.IN_UNIT,
        "公有经济控制企业专业技术岗位",
        "公有经济控制企业专业技术人员 公有经济控制企业专技 国有企业专业技术人员 国企专业技术人员",
    )
    PRIVATE_ENTERPRISE_MANAGER = (
        "private_enterprise_manager",
        "021",
        Category.IN_UNIT,
        "非公有经济控制企业管理岗位",
        "非公有经济控制企业管理人员 非公有经济控制企业管理 非公企业管理人员 非公有制企业管理人员",
    )
    PRIVATE_ENTERPRISE_SPECIALIST = (
        "private_enterprise_specialist",
        "022",
        Category.IN_UNIT,
        "非公有经济控制企业专业技术岗位",
        "非公有经济控制企业专业技术人员 非公有经济控制企业专技 非公企业专业技术人员 非公有制企业专业技术人员",
    )
    NON_PROFIT_MANAGER = (
        "non_profit_manager",
        "023",
        Category.IN_UNIT,
        "民办非企业管理岗位",
        "民办非企业管理人员 民办非企业管理 民办非企业单位管理人员",
    )
    NON_PROFIT_SPECIALIST = (
        "non_profit_specialist",
        "024",
        Category.IN_UNIT,
        "民办非企业专业技术岗位",
        "民办非企业专业技术人员 民办非企业专技 民办非企业单位专业技术人员",
    )
    PUBLIC_SECTOR_WORKER = (
        "public_sector_worker",
        "016",
        Category.IN_UNIT,
        "公有经济控制单位工勤岗位",
        "公有经济控制单位工勤人员 公有经济控制单位工勤 公有经济控制企业工勤岗位 国有企业工勤人员 国企工人",
    )
    PRIVATE_ENTERPRISE_WORKER = (
        "private_enterprise_worker",
        "025",
        Category.IN_UNIT,
        "非公有企业工勤岗位",
        "非公企业工勤 非公企业工勤岗位 非公有企业工勤人员 非公企业工勤人员 非公有经济控制企业工勤岗位",
    )
    NON_PROFIT_WORKER = "non_profit_worker", "025", Category.IN_UNIT, "民办非企业工勤岗位", "民办非企业工勤 民办非企业工勤人员"
    OFFICE_WORKER = "office_worker", "016", Category.IN_UNIT, "机关单位工勤岗位", "机关工勤 机关工勤人员 机关单位工勤人员 机关工勤岗位"
    INSTITUTION_WORKER = "institution_worker", "016", Category.IN_UNIT, "事业单位工勤岗位", "事业工勤 事业单位工勤人员 事业单位工勤"
    FARMER = "farmer", "1", Category.RESIDENT, "农牧渔业生产人员", "农民 务农 农牧渔民 农业生产人员 牧民 渔民"
    VILLAGE_DOCTOR = "village_doctor", "1", Category.IN_UNIT, "乡村医生", "村医"
    MIGRANT_WORKER = "migrant_worker", "113", Category.RESIDENT, "外出务工经商人员", "外出务工 外出务工经商 外出务工人员 务工 打工 农民工"
    OTHER_FARMER = "other_farmer", "1", Category.RESIDENT, "其他农牧渔民", "其他农民"
    ARMED_FORCES = "armed_forces", "2", Category.IN_UNIT, "解放军、武警", "解放军武警 军人 现役军人 解放军 武警 武警官兵"
    POSTGRADUATE_FINAL = "postgraduate_final", "3", Category.RESIDENT, "研究生毕业年级学生", "研究生毕业年级"
    POSTGRADUATE_FIRST = "postgraduate_first", "3", Category.RESIDENT, "研究生一年级学生", "研究生一年级"
    POSTGRADUATE_OTHER = "postgraduate_other", "3", Category.RESIDENT, "研究生其他年级学生", "研究生其他年级 在读研究生 研究生"
    UNDERGRADUATE_FINAL = "undergraduate_final", "3", Category.RESIDENT, "大学本科毕业年级学生", "本科毕业年级 本科毕业年级学生"
    UNDERGRADUATE_FIRST = "undergraduate_first", "3", Category.RESIDENT, "大学本科一年级学生", "本科一年级 本科一年级学生"
    UNDERGRADUATE_OTHER = (
        "undergraduate_other",
        "3",
        Category.RESIDENT,
        "大学本科其他年级学生",
        "本科其他年级 本科其他年级学生 学生 大学生 在校学生 在校大学生 本科生",
    )
    COLLEGE_FINAL = "college_final", "3", Category.RESIDENT, "大学专科毕业年级学生", "专科毕业年级 专科毕业年级学生"
    COLLEGE_FIRST = "college_first", "3", Category.RESIDENT, "大学专科一年级学生", "专科一年级 专科一年级学生"
    COLLEGE_OTHER = "college_other", "3", Category.RESIDENT, "大学专科其他年级学生", "专科其他年级 专科其他年级学生"
    SPECIALISED_SECONDARY_STUDENT = "specialised_secondary_student", "3", Category.RESIDENT, "中等专业学校学生", "中专学生 中专生"
    UPPER_SECONDARY_STUDENT = "upper_secondary_student", "3", Category.RESIDENT, "高中学生", "高中生"
    TECHNICAL_SCHOOL_STUDENT = "technical_school_student", "3", Category.RESIDENT, "技工学校学生", "技校学生"
    RETIRED_VETERAN_CADRE = "retired_veteran_cadre", "4", Category.RETIRED, "离休干部", "离休 离休人员"
    RETIRED = (
        "retired",
        "4",
        Category.RETIRED,
        "退休人员",
        "退休 离退休人员 离退休 退休干部 退休职工 退休工人 已退休 离退休干部 企业退休 机关退休 事业单位退休 企业退休人员 退休教师",
    )
    LEFT_WITH_PENSION = "left_with_pension", "4", Category.RETIRED, "退职人员", "退职"
    EARLY_RETIRED = "early_retired", "4", Category.RETIRED, "内部退养职工", "内部退养 内退 内退人员 内部退养人员"
    VILLAGE_GRADUATE_OFFICER = "village_graduate_officer", "5", Category.IN_UNIT, "大学生村官", "大学生村干部 选调生村官"
    COMMUNITY_WORKER = "community_worker", "5", Category.IN_UNIT, "社区工作人员", "社区工作者 社区干部 社区专职工作者 社工 社区专职工作人员"
    ON_UNPAID_LEAVE = "on_unpaid_leave", "5", Category.IN_UNIT, "停薪留职人员", "停薪留职"
    SELF_EMPLOYED = (
        "self_employed",
        "5",
        Category.RESIDENT,
        "个体工商户中的从业人员",
        "个体工商户从业 个体工商户从业人员 个体工商户 个体户 个体 个体经营 个体经营户",
    )
    FREELANCE = "freelance", "5", Category.RESIDENT, "自由职业人员", "自由职业 自由职业者 灵活就业 灵活就业人员"
    AWAITING_PLACEMENT = (
        "awaiting_placement",
        "5",
        Category.UNEMPLOYED_GRADUATE,
        "（转业）待安置、学生毕业未就业的人员",
        (
            "（转业）待安置、毕业未就业 （转业）待安置、毕业未就业人员 待安置、毕业未就业 学生毕业未就业的人员 学生毕业未就业"
            " 毕业未就业 毕业未就业人员 未就业毕业生 未就业大学毕业生 待就业毕业生 毕业待业"
            " （转业）待安置 转业待安置 待安置 待安置人员 （转业）待安置人员 退役待安置"
        ),
    )
    OVERDUE_ABROAD = (
        "overdue_abroad",
        "5",
        Category.RESIDENT,
        "公派或因私出国、出境逾期未归的人员",
        "公派或因私出国逾期未归 公派/因私出国逾期未归 公派出国逾期未归 因私出国逾期未归 出国逾期未归 公派或因私出国、出境逾期未归人员",
    )
    LEFT_CADRE_STATUS = (
        "left_cadre_status",
        "5",
        Category.IN_UNIT,
        "改革后不再保留原机关干部身份，党组织关系仍保留在原单位的人员",
        "改革后不保留干部身份 改革后不再保留原机关干部身份",
    )
    DISMISSED = (
        "dismissed",
        "5",
        Category.LAID_OFF,
        "企业破产后，领取保险金或被辞退的职工中未重新就业的人员",
        "企业破产领保险金或被辞退未再就业 失业人员 失业 下岗失业 下岗失业人员",
    )
    OFF_POST = (
        "off_post",
        "5",
        Category.LAID_OFF,
        "由于各种原因，已经离开本人的生产、工作岗位，并已不在本单位从事其他工作，但仍与单位保留劳动关系的职工（不包括内部退养职工）",
        "离岗保留劳动关系 离岗仍保留劳动关系的职工 离岗职工 下岗 下岗职工 下岗人员",
    )
    AT_TALENT_SERVICE = (
        "at_talent_service",
        "5",
        Category.RESIDENT,
        "党组织关系在人才（劳动）服务中心，不明职业的人员",
        "关系在人才中心不明职业 组织关系在人才服务中心",
    )
    OTHER_EMPLOYED = (
        "other_employed",
        "5",
        Category.IN_UNIT,
        "其他从业人员",
        "其他从业 其他职业人员 在职 在职人员 在岗职工 企业职工 职工 工人 事业单位",
    )
    OTHER_UNEMPLOYED = "other_unemployed", "5", Category.RESIDENT, "其他无业人员", "其他无业 无业 无业人员 待业 待业人员 家务"

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """Whoever is written down as retired from something (退休教师, 企业退休干部) is retired."""
        text = spelled(raw)
        return super().read(raw) or (cls["RETIRED"] if "退休" in text and "未退休" not in text else None)
