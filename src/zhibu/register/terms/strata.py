"""新社会阶层类型: the six strata of the yearly statistics and their codes (REGULATIONS.md 10)."""

from zhibu.register.terms.term import CodedTerm


class NewStratum(CodedTerm):
    """One of the six, or none of them (most rows say 无)."""

    TECHNOLOGY_ENTERPRISE = (
        "technology_enterprise",
        "1",
        "民营科技企业创业人员和技术人员",
        "民营科技企业的创业人员和技术人员",
        "民营科技企业创业、技术人员",
        "民营科技企业创业人员",
        "民营科技企业技术人员",
    )
    FOREIGN_ENTERPRISE = (
        "foreign_enterprise",
        "2",
        "受聘于外资企业的管理技术人员",
        "受聘外资企业管理技术人员",
        "外资企业管理技术人员",
        "受聘于外资企业的管理人员和技术人员",
    )
    SELF_EMPLOYED = "self_employed", "3", "个体户", "个体工商户", "个体劳动者", "31", "39"
    PRIVATE_OWNER = "private_owner", "4", "私营企业主", "民营企业主", "41", "49"
    INTERMEDIARY = "intermediary", "5", "中介组织的从业人员", "中介组织从业人员", "社会中介组织从业人员", "中介组织"
    FREELANCE = "freelance", "6", "自由职业人员", "自由职业者", "自由职业"
    NONE = "none", "0", "无", "否", "不是", "非新社会阶层", "不属于"
