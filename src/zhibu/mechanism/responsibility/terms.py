"""Words of responsibility: the three tiers, the four tags of the yearly list, the five together."""

from collections.abc import Mapping
from typing import Final

from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.term import Term

SEE: Final = "see_register"
EDIT: Final = "edit_posts"
"""Who answers for an area rests on a post: whoever records posts records it."""
PLAN: Final = "keep_priorities"
OWN: Final = "see_record"
ON_BEHALF: Final = "sign_on_behalf"
SEE_GATHERINGS: Final = "see_gatherings"
SEE_CASES: Final = "see_cases"
SUPERVISED: Final = "supervised_matter"
"""The procedure of 督办事项, by its key: its package is no business of this one."""
LETTERS: Final = "responsibility.letters"
"""The local parameter that turns responsibility letters of persons on; its value rests on a document."""


class Tier(Term):
    """How somebody answers for an area."""

    FIRST = "first", "第一责任人"
    DIRECT = "direct", "直接责任人"
    EXECUTING = "executing", "具体责任人"


class PriorityTag(Term):
    """抓根本、抓关键、抓难点、抓载体."""

    ROOT = "root", "抓根本"
    KEY = "key", "抓关键"
    HARD = "hard", "抓难点"
    CARRIER = "carrier", "抓载体"


class Together(Term):
    """The five that Party building and community building do together."""

    RESEARCH = "research", "同研究"
    PLAN = "plan", "同规划"
    DEPLOY = "deploy", "同部署"
    INSPECT = "inspect", "同检查"
    IMPLEMENT = "implement", "同落实"


class LineKind(Term):
    """What a hand-over pack lists."""

    AREA = "area", "责任分工"
    PRIORITY = "priority", "重点任务"
    FINDING = "finding", "提醒事项"
    STEP = "step", "待办步骤"
    SUPERVISED = "supervised", "督办事项"
    AGREEMENT = "agreement", "目标责任书"


OF_POST: Final = frozenset({LineKind.AREA, LineKind.PRIORITY})
WHOLE_WORK: Final = frozenset({PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.PARTY_WORKER})
"""Who holds one of these usually hands over what the organisation as a whole has open."""


class PaperKind(Term):
    """What is printed."""

    HANDOVER = "handover", "工作交接单"
    PRIORITIES = "priorities", "年度重点任务"
    LETTER = "letter", "党建责任书"
    DIVISION = "division", "党建责任分工表"


WHAT: Final[Mapping[Together, str]] = {
    Together.RESEARCH: "一起开会研究：选议程",
    Together.PLAN: "一起列入计划：选重点任务或会议",
    Together.DEPLOY: "一起部署：选会议或议程",
    Together.INSPECT: "一起检查：选检查、走访",
    Together.IMPLEMENT: "一起落实：选办理事项或活动",
}
"""What usually shows each of the five."""
