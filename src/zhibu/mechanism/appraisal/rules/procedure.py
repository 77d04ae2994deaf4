"""The steps of a table's year: statements, judgements, provisional results, objections, two people who approve, publication.

How long each takes is local practice, since no national text says so (REGULATIONS.md 9): local parameters with bounds.
"""

from typing import Final

from zhibu.cases.rules.procedures import Delay, Procedure, Step
from zhibu.cases.terms import ActorRole
from zhibu.kernel.decisions import LOCAL
from zhibu.mechanism.appraisal.terms import SCHEME

STATEMENT_DAYS: Final = "appraisal.statement_days"
JUDGE_DAYS: Final = "appraisal.judge_days"
OBJECT_WITHIN: Final = "appraisal.objection_working_days"
ANSWER_WITHIN: Final = "appraisal.answer_working_days"
SETTLE_WITHIN: Final = "appraisal.settle_working_days"

TARGET_YEAR: Final = Procedure(
    key="target_year",
    version=1,
    title="年度目标考评",
    lead="收齐年度说明、完成评分、告知初步结果、听取意见、两人审定、公布。",
    subjects={SCHEME: "考评办法"},
    steps=(
        Step("statements", "收齐年度说明", LOCAL, next=("judge",), latest=Delay(15, "days", STATEMENT_DAYS)),
        Step("judge", "完成评分、核定加分", LOCAL, rests_on=("statements",), next=("tell",), latest=Delay(30, "days", JUDGE_DAYS)),
        Step("tell", "告知初步结果", LOCAL, rests_on=("judge",), next=("settle",)),
        Step(
            "settle",
            "听取、答复意见",
            LOCAL,
            rests_on=("tell",),
            next=("review",),
            latest=Delay(20, "working_days", SETTLE_WITHIN),
        ),
        Step("review", "审核结果", LOCAL, rests_on=("settle",), next=("approve",)),
        Step("approve", "审定结果", LOCAL, rests_on=("review",), next=("publish",), role=ActorRole.HEAD),
        Step("publish", "公布结果", LOCAL, rests_on=("approve",), final=True),
    ),
)

UNDONE: Final = ("statements", "judge", "settle", "review", "approve")
"""Steps that a void undoes whole: what each opened or closed is read through the log, and a review done anew writes over what it kept.

A result that was told or published was read by others; no line undoes that.
"""
