"""A problem that the assessment named: the organisation puts it right, the organisation above checks."""

from typing import Final

from zhibu.cases.rules.procedures import NAMED, Procedure, Step, Text
from zhibu.cases.terms import ActorRole, Seat
from zhibu.kernel.decisions import LOCAL
from zhibu.mechanism.secretary_reports.terms import REPORT

PROBLEM: Final = Procedure(
    key="secretary_problem",
    version=1,
    title="述职评议问题整改",
    lead="述职评议指出的问题：由所在党组织整改，上级核查。",
    subjects={REPORT: "述职评议考核"},
    steps=(
        Step("charge", "交办", LOCAL, next=("finish",), assigns=True),
        Step(
            "finish",
            "整改完成",
            LOCAL,
            rests_on=("charge",),
            next=("check",),
            seat=Seat.ASSIGNEE,
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
