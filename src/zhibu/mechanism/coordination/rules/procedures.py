"""Two procedures: a need that wants an answer, and a project that is agreed, delivered, confirmed and thanked for.

No national rule sets a day: local parameters do. A need is answered by a project or goes back with a reason; the day of a project is
the one that both sides agreed on. What is written stands with the need and the project: the sheet of a year shows it after years.
"""

from typing import Final

from zhibu.cases.rules.procedures import NAMED, Delay, Procedure, Step
from zhibu.kernel.decisions import LOCAL
from zhibu.mechanism.coordination.terms import NEED, PROJECT, ProjectState

ANSWER_DAYS: Final = "coordination.answer_days"
AGREE_DAYS: Final = "coordination.agree_days"
CONFIRM_DAYS: Final = "coordination.confirm_days"
THANK_DAYS: Final = "coordination.thank_days"
ANSWER: Final = "answer"
OF_NEED, OF_PROJECT = "coordination_need", "coordination_project"
"""The subjects of the cases; the code is that of the need or the project."""
AGREE, DELIVER, CONFIRM, THANK = (str(one) for one in (ProjectState.AGREE, ProjectState.DELIVER, ProjectState.CONFIRM, ProjectState.THANK))

NEED_PROCEDURE: Final = Procedure(
    key=NEED,
    version=1,
    title="共建需求",
    lead="提出的需求：由人对接资源形成项目，或者写明原因退回。",
    subjects={OF_NEED: "需求"},
    steps=(Step(ANSWER, "答复需求", LOCAL, latest=Delay(20, "days", ANSWER_DAYS), final=True),),
)

PROJECT_PROCEDURE: Final = Procedure(
    key=PROJECT,
    version=1,
    title="共建项目",
    lead="双方约定时间和内容，落实以后由双方确认，再致谢。",
    subjects={OF_PROJECT: "项目"},
    steps=(
        Step(AGREE, "双方约定", LOCAL, next=(DELIVER,), latest=Delay(15, "days", AGREE_DAYS)),
        Step(DELIVER, "落实", LOCAL, rests_on=(AGREE,), next=(CONFIRM,), latest=NAMED),
        Step(CONFIRM, "对方确认", LOCAL, rests_on=(DELIVER,), next=(THANK,), latest=Delay(15, "days", CONFIRM_DAYS)),
        Step(THANK, "致谢", LOCAL, rests_on=(CONFIRM,), latest=Delay(15, "days", THANK_DAYS)),
    ),
)
