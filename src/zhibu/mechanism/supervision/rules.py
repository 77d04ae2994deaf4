"""督办事项: a resolution with three responsible posts, a report by a day that is named, the work done, and a check by the head.

The three posts are those of the responsibility system (第一、直接、具体责任人); the day is named when they are. Since its second version
the work has a last day, too: so many days after the report, by a local parameter (REGULATIONS.md 6 knows none).
"""

from dataclasses import replace
from typing import Final

from zhibu.cases.rules.procedures import NAMED, Delay, Procedure, Step, Text
from zhibu.cases.terms import ActorRole, Seat
from zhibu.kernel.decisions import LOCAL

KEY: Final = "supervised_matter"

FINISH_WITHIN: Final = "supervised_matter.finish_days"

FIRST: Final = Procedure(
    key=KEY,
    version=1,
    title="督办事项",
    lead="会议定下来的事：明确责任、按期报告、办完、由负责人核查。",
    menu="登记督办事项",
    subjects={"resolution": "会议决定"},
    documents={"resolution": "会议决定或纪要", "progress_report": "进展报告", "result": "办理结果"},
    opening=(Text("matter", "要办什么", "照会议决定写。"),),
    steps=(
        Step(
            "charge",
            "明确责任",
            LOCAL,
            next=("report",),
            needs=("resolution",),
            assigns=True,
            texts=(
                Text("first_post", "第一责任人", "写职务，如：党工委书记。", long=False),
                Text("direct_post", "直接责任人", "写职务，如：党工委副书记。", long=False),
                Text("executing_post", "具体责任人", "写职务，如：社区党委书记。", long=False),
            ),
        ),
        Step(
            "report",
            "报告进展",
            LOCAL,
            rests_on=("charge",),
            next=("finish",),
            seat=Seat.ASSIGNEE,
            needs=("progress_report",),
            latest=NAMED,
            texts=(Text("progress", "办到哪一步"),),
        ),
        Step(
            "finish",
            "办理完成",
            LOCAL,
            rests_on=("report",),
            next=("check",),
            seat=Seat.ASSIGNEE,
            needs=("result",),
            texts=(Text("result", "办理结果"),),
        ),
        Step(
            "check",
            "核查",
            LOCAL,
            rests_on=("finish",),
            role=ActorRole.HEAD,
            reopens="finish",
            texts=(Text("verdict", "核查意见"),),
        ),
    ),
)

LAST_DAYS: Final = {"finish": Delay(90, "days", FINISH_WITHIN), "check": Delay(30, "days")}
SUPERVISED_MATTER: Final = replace(
    FIRST, version=2, steps=tuple(replace(step, latest=LAST_DAYS.get(step.key, step.latest)) for step in FIRST.steps)
)
