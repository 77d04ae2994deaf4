"""Resident units (驻区单位): who owns them, and the six ways to set up a Party organisation in one."""

from typing import Self

from zhibu.register.terms.term import Term, spelled


class Ownership(Term):
    """单位类别."""

    GOVERNMENT_OFFICE = "government_office", "机关", "党政机关", "行政机关", "行政单位", "政府机关", "国家机关", "群团机关", "人民团体"
    PUBLIC_INSTITUTION = "public_institution", "事业单位", "事业", "公益类事业单位", "参公事业单位"
    SCHOOL = "school", "学校", "中小学", "小学", "中学", "高校", "高等学校", "幼儿园", "院校", "职业学校"
    HOSPITAL = "hospital", "医院", "卫生机构", "医疗机构", "社区卫生服务中心"
    STATE_ENTERPRISE = (
        "state_enterprise",
        "国有企业",
        "国企",
        "公有经济控制企业",
        "公有制企业",
        "公有企业",
        "国有控股企业",
        "国有独资企业",
        "央企",
        "中央企业",
        "国有",
    )
    COLLECTIVE_ENTERPRISE = "collective_enterprise", "集体企业", "集体所有制企业", "城镇集体企业", "集体"
    PRIVATE_ENTERPRISE = (
        "private_enterprise",
        "非公有制企业",
        "非公企业",
        "非公有经济控制企业",
        "非公有企业",
        "非公有制经济组织",
        "非公",
        "民营企业",
        "民企",
        "私营企业",
        "私企",
        "外资企业",
        "外商投资企业",
        "港澳台商投资企业",
        "合资企业",
        "新经济组织",
        "企业",
        "个体工商户",
        "个体户",
    )
    SOCIAL_ORGANISATION = (
        "social_organisation",
        "社会组织",
        "民办非企业单位",
        "民办非企业",
        "民非",
        "民非企业",
        "社会团体",
        "社团",
        "社会服务机构",
        "基金会",
        "新社会组织",
        "行业协会",
        "律师事务所",
        "中介组织",
    )
    SELF_GOVERNING_BODY = (
        "self_governing_body",
        "基层群众性自治组织",
        "社区居民委员会",
        "居民委员会",
        "居委会",
        "社区",
        "村民委员会",
        "村委会",
        "村",
        "城市社区",
    )
    ARMY_UNIT = "army_unit", "部队", "驻军", "军队", "武警", "军队单位", "消防救援队伍"
    OTHER = "other", "其他", "其它", "其他单位"

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """With or without 单位, 组织 or a remark in brackets: 非公有制企业(规上) is read by what stands before."""
        text = spelled(raw)
        return super().read(text) or super().read(text.partition("(")[0]) or super().read(text.removesuffix("单位"))

    @property
    def is_new_sector(self) -> bool:
        """两新组织: enterprises that are not public, and social organisations."""
        return self in {Ownership.PRIVATE_ENTERPRISE, Ownership.SOCIAL_ORGANISATION}


class FormationMode(Term):
    """How a Party organisation is set up in a unit; names of the seed, meanings an inference of ours (REGULATIONS.md 8): editable."""

    STANDALONE = "standalone", "独立式", "单独组建", "单独建立", "单独建", "单独", "独立组建"
    SUCCESSION = "succession", "连续式", "同步改组", "改制延续"
    JOINT = "joint", "联合式", "联合组建", "联合建立", "联合建", "联合", "联合党支部"
    ASSISTED = "assisted", "帮带式", "选派指导员", "派驻指导员", "以强带弱"
    ATTACHED = "attached", "挂靠式", "依托建", "依托组建", "挂靠组建", "挂靠"
    PROVISIONAL = "provisional", "临时式", "临时建", "临时组建", "临时党支部"
