"""The preparation of a life meeting with what follows it, and a matter that the meeting said is to be put right.

Before, during and after are those of the rules of 2016 on democratic life meetings, which streets follow by analogy (REGULATIONS.md 6);
a branch does the same more simply. How long before and after is local practice, since no national text was seen that says so.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from zhibu.cases.rules.procedures import NAMED, Delay, Procedure, Step, Text
from zhibu.cases.terms import ActorRole
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import LOCAL

RULES_OF_2016: Final = "《民主生活会若干规定》（街道参照）"
BRANCH_WORK: Final = "《支部工作条例》关于组织生活会的条文"
LIFE_MEETING: Final = "life_meeting"
"""The subject of a preparation and of a matter to put right; its code is that of the gathering."""
TOPIC_DAYS: Final = "life_meeting.topic_days"
REPORT_DAYS: Final = "life_meeting.report_days"
NOTICE_DAYS: Final = "life_meeting.notice_days"
LIST_DAYS: Final = "life_meeting.list_days"
BEFORE: Final = ("study", "opinions", "talks", "papers")
OWN_PAGES: Final = ("talks", "meet", "list")
"""Steps that a page of this package does."""

TOPIC: Final = Step(
    "topic",
    "报告主题和日期",
    LOCAL,
    next=("meet",),
    latest=Delay(0, "named", TOPIC_DAYS),
    texts=(Text("topic", "会议主题", "照通知或方案写。", long=False),),
)


def _before(article: str) -> tuple[Step, ...]:
    return (
        Step("study", "会前学习", article, next=("meet",), texts=(Text("studied", "学习内容", "如：学习篇目，一行一篇。"),)),
        Step(
            "opinions",
            "征求意见",
            article,
            next=("meet",),
            texts=(
                Text("asked", "征求了多少人的意见", "只写人数，不写是谁。", long=False),
                Text("matters", "归纳的意见", "一行一条，写事情；不写是谁提的，也不写能看出是谁的话。"),
            ),
        ),
        Step("talks", "谈心谈话", article, next=("meet",), texts=(Text("exception", "没有谈到的原因", required=False),)),
        Step(
            "papers",
            "准备对照检查材料",
            article,
            next=("meet",),
            texts=(Text("kept_at", "材料存放在", "材料留在纸上，不上传；这里只写放在哪里，如：党政办铁柜。", long=False),),
        ),
    )


def _meeting(before: tuple[str, ...], after: tuple[str, ...], article: str) -> Step:
    return Step("meet", "召开会议", article, rests_on=before, next=after)


NOTICE: Final = Step(
    "notice",
    "通报会议情况",
    LOCAL,
    rests_on=("meet",),
    latest=Delay(30, "days", NOTICE_DAYS),
    texts=(Text("told", "怎样通报的", "如：在党员大会上通报，某月某日。", long=False),),
)
LIST: Final = Step("list", "列出整改清单", LOCAL, rests_on=("meet",), latest=Delay(15, "days", LIST_DAYS))
REPORT: Final = Step(
    "report",
    "报送会议情况报告",
    LOCAL,
    rests_on=("meet",),
    latest=Delay(15, "days", REPORT_DAYS),
    texts=(Text("sent", "怎样报送的", "如：纸质报告，文号或日期。", long=False),),
)

DEMOCRATIC: Final = Procedure(
    key="democratic_life_meeting",
    version=1,
    title="民主生活会",
    lead="会前学习、征求意见、谈心谈话、准备材料，会后报告、通报、列出整改清单。",
    subjects={LIFE_MEETING: "民主生活会"},
    steps=(
        TOPIC,
        *_before(RULES_OF_2016),
        _meeting(("topic", *BEFORE), ("report", "notice", "list"), RULES_OF_2016),
        REPORT,
        NOTICE,
        LIST,
    ),
)
ORGANISATIONAL: Final = Procedure(
    key="organisational_life_meeting",
    version=1,
    title="组织生活会",
    lead="会前学习、征求意见、谈心谈话、准备材料，会后通报、列出整改清单。",
    subjects={LIFE_MEETING: "组织生活会"},
    steps=(*_before(BRANCH_WORK), _meeting(BEFORE, ("notice", "list"), BRANCH_WORK), NOTICE, LIST),
)
RECTIFICATION: Final = Procedure(
    key="rectification",
    version=1,
    title="整改事项",
    lead="生活会上明确要改的事：谁负责、什么时候改完、改得怎样、谁看过。",
    subjects={LIFE_MEETING: "民主生活会、组织生活会"},
    opening=(Text("responsible", "责任人", "写职务，如：组织委员。", long=False),),
    steps=(
        Step(
            "finish",
            "整改完成",
            LOCAL,
            next=("check",),
            latest=NAMED,
            texts=(Text("result", "怎样改的", "写做了什么、现在怎样。"),),
        ),
        Step(
            "check",
            "核查",
            LOCAL,
            rests_on=("finish",),
            role=ActorRole.HEAD,
            reopens="finish",
            texts=(Text("verdict", "核查意见", long=False),),
        ),
    ),
)
PREPARATIONS: Final[Mapping[GatheringKind, Procedure]] = {
    GatheringKind.DEMOCRATIC_LIFE_MEETING: DEMOCRATIC,
    GatheringKind.ORGANISATIONAL_LIFE_MEETING: ORGANISATIONAL,
}
"""By the kind of meeting."""
KEYS: Final = frozenset(one.key for one in PREPARATIONS.values())
KINDS: Final = frozenset(map(str, PREPARATIONS))


def topic_until(meeting: date, *, days: int, opened: date) -> date:
    """The last day to report topic and date: so long before the meeting; who begins later than that reports the same day."""
    return max(meeting - timedelta(days=days), opened)
