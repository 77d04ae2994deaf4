"""The words of coordination: who takes part, what is offered and needed, how a project stands, and the rights that pages ask for."""

from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_cases"
ENTER: Final = "steer_cases"
"""Whoever opens matters of an organisation enters its resources and needs, and matches them."""
ACT: Final = "act_in_cases"
PRINT: Final = "export_ledgers"
LINK_DAYS: Final = "coordination.link_days"
NEED: Final = "coordination_need"
PROJECT: Final = "coordination_project"
PAGE: Final = "liaison"
"""The kind of page at the portal."""
SHEET: Final = "sheet"
"""The files that are fetched from that page."""


class PartnerKind(Term):
    """Who takes part. A unit of the register is one kind; the others stand on no list of ours (PRACTICE.md 3)."""

    UNIT = "unit", "驻区单位", "单位"
    ARMY = "army", "共建部队", "部队"
    TOWNSHIP = "township", "结对乡镇", "乡镇", "村"
    RETIRED = "retired", "老领导、老干部", "老干部", "老领导"
    POLICE = "police", "社区民警", "派出所"
    OTHER = "other", "其他共建方", "其他"


class ResourceKind(Term):
    """What is offered or needed. Money is none of it: what is done together is a deed, not a payment."""

    VENUE = "venue", "场地设施", "场地", "阵地"
    PEOPLE = "people", "人员力量", "人力", "志愿者"
    EXPERTS = "experts", "专业服务", "师资", "人才", "专家"
    GOODS = "goods", "设备物资", "设备", "物资"
    CULTURE = "culture", "文化体育", "文体"
    LEARNING = "learning", "党课教育", "教育", "培训"
    JOBS = "jobs", "就业岗位", "就业"
    OTHER = "other", "其他"


class NeedState(Term):
    """How a need stands; derived from its case."""

    OPEN = "open", "待答复"
    MATCHED = "matched", "已对接"
    RETURNED = "returned", "已退回"
    WITHDRAWN = "withdrawn", "已撤回"


ANSWERED: Final = "有答复，待对接"
"""A need that is still open, and beside which the offer of a unit waits for a person to match."""


class OfferState(Term):
    """How an offer stands on a day."""

    READY = "ready", "可用"
    ENDED = "ended", "已到期"
    WITHDRAWN = "withdrawn", "已撤回"


class ProjectState(Term):
    """How a project stands: the step that waits."""

    AGREE = "agree", "待约定"
    DELIVER = "deliver", "待落实"
    CONFIRM = "confirm", "待确认"
    THANK = "thank", "待致谢"
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "已取消"


class Returned(Term):
    """Why a need goes back to whoever asked. The street's duty list is another list than these three (PRACTICE.md 2)."""

    OUTSIDE = "outside", "不在街道职责清单内"
    NOBODY = "nobody", "暂时没有能提供的单位"
    SETTLED = "settled", "已经用别的办法解决"
    OTHER = "other", "其他原因"


class Deed(Term):
    """What a liaison sends by link: the kind of an arrival."""

    ANSWER = "liaison.answer", "答复需求"
    DECLINE = "liaison.decline", "不能提供"
    OFFER = "liaison.offer", "登记资源"
    NEED = "liaison.need", "提出需求"
    CONFIRM = "liaison.confirm", "确认落实"
    SHEET = "liaison.sheet", "领取年度情况表"
