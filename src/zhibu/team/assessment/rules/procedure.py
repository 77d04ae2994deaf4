"""The steps of a branch's assessment (REGULATIONS.md 1: 个人自评, 党员互评, 民主测评, 组织评定) and the filing of its result."""

from typing import Final

from zhibu.cases.rules.procedures import Delay, Procedure, Step, Text
from zhibu.kernel.decisions import LOCAL

BRANCH_WORK: Final = "《支部工作条例》关于民主评议党员的条文"
ASSESSED: Final = "assessment"
"""The subject of the case; its code is that of the gathering."""
GRADE_DAYS: Final = "assessment.grade_days"
FILE_DAYS: Final = "assessment.file_days"
FROM_THE_MEETING: Final = ("self", "mutual")
"""What is done at the meeting: its day is that of the gathering."""

ASSESSMENT: Final = Procedure(
    key="democratic_assessment",
    version=1,
    title="民主评议党员",
    lead="个人自评、党员互评、民主测评、组织评定，结果报上级。",
    subjects={ASSESSED: "民主评议党员"},
    steps=(
        Step("self", "个人自评", BRANCH_WORK, next=("mutual",)),
        Step("mutual", "党员互评", BRANCH_WORK, rests_on=("self",), next=("poll",)),
        Step(
            "poll",
            "民主测评",
            BRANCH_WORK,
            rests_on=("mutual",),
            next=("grade",),
            texts=(Text("counters", "计票人", required=False, long=False),),
        ),
        Step("grade", "组织评定", BRANCH_WORK, rests_on=("poll",), next=("file",), latest=Delay(30, "days", GRADE_DAYS)),
        Step(
            "file",
            "结果报上级",
            LOCAL,
            rests_on=("grade",),
            latest=Delay(15, "days", FILE_DAYS),
            texts=(Text("sent", "怎样报送的", "如：纸质汇总表，某月某日交街道组织办。", long=False),),
        ),
    ),
)
