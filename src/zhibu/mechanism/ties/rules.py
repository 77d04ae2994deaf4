"""反映事项: noted on a visit, assigned, answered to whoever asked, confirmed by that person or taken up again.

How soon an answer is due no national rule says: a local parameter does. Residents are askers here, anonymous if they wish; the household
is not named, and nothing about a resident is counted (PRACTICE.md 4, DESIGN.md "What it is not").
"""

from typing import Final

from zhibu.cases.rules.procedures import Delay, Procedure, Step, Text
from zhibu.cases.terms import Seat
from zhibu.kernel.decisions import LOCAL

ANSWER_WITHIN: Final = "visit_matter.answer_working_days"
KEY: Final = "visit_matter"
VISIT: Final = "visit"
"""The subject of a matter that was noted at a visit; its code is that of the gathering."""

VISIT_MATTER: Final = Procedure(
    key=KEY,
    version=1,
    title="反映事项",
    lead="走访中群众反映的事：记下来、交办、答复本人、本人确认。",
    menu="登记反映事项",
    subjects={VISIT: "走访"},
    opening=(
        Text("matter", "反映的情况", "写事情，不写门牌号和家庭情况。"),
        Text(
            "asker",
            "反映人和联系方式",
            "可以不留；不留的写到答复里由谁转告。只有办理这件事的负责人看得到，办结后按期销毁。",
            required=False,
            long=False,
            private=True,
        ),
    ),
    steps=(
        Step(
            "assign",
            "交办",
            LOCAL,
            next=("answer",),
            latest=Delay(3, "working_days"),
            assigns=True,
            texts=(Text("handler", "承办人", "写姓名或岗位，可以不填。", required=False, long=False),),
        ),
        Step(
            "answer",
            "答复本人",
            LOCAL,
            rests_on=("assign",),
            next=("confirm",),
            seat=Seat.ASSIGNEE,
            latest=Delay(10, "working_days", ANSWER_WITHIN),
            texts=(
                Text("answer", "答复内容", "办到了写怎么办的；办不了写为什么、可以找谁。"),
                Text("channel", "怎样答复的", "如：当面、电话、张贴在楼道。", long=False),
            ),
        ),
        Step(
            "confirm",
            "本人确认",
            LOCAL,
            rests_on=("answer",),
            latest=Delay(30, "days"),
            reopens="answer",
            texts=(Text("confirmation", "确认情况", "如：本人表示已解决；匿名反映的写无法回访。", required=False),),
        ),
    ),
)
