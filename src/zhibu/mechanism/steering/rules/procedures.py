"""Two procedures: a concurrent member from the unit's proposal to the appointment, and a matter that a conference has to settle.

兼职委员 are proposed by the unit, nominated by the street, vetted and appointed by the level above; they take no seat of the leading group
and keep their affiliation (PRACTICE.md 2). Where the level above is the district, it does not work in this system: its steps are entered
by the street from the paper. How soon each step is due no rule says that we have seen: local parameters do.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zhibu.cases.rules.procedures import Delay, Procedure, Step, Text
from zhibu.cases.terms import Seat
from zhibu.kernel.decisions import LOCAL
from zhibu.mechanism.steering.terms import COMMITTEE, CONFERENCE, UNIT, Tier

CONCURRENT: Final = "concurrent_member"
CONCURRENT_STREET: Final = "concurrent_member_street"
KEYS: Final = (CONCURRENT, CONCURRENT_STREET)
MATTER_KEY: Final = "coordination_matter"
REPLY: Final = Delay(30, "days", "concurrent_member.reply_days")
ANSWER: Final = Delay(15, "working_days", "coordination_matter.answer_working_days")
NUMBER: Final = Text("number", "文号", "如：阳光委〔2026〕3 号；没有文号的不填。", required=False, long=False)
NOTE: Final = Text("note", "说明", "不写姓名。", required=False)


def _steps(seat: Seat, *, assigns: bool) -> Iterator[Step]:
    both = (NUMBER, NOTE)
    yield Step("propose", "单位推荐", LOCAL, next=("nominate",), latest=REPLY, texts=both)
    yield Step("nominate", "提名", LOCAL, ("propose",), ("vet",), latest=REPLY, texts=both, assigns=assigns)
    yield Step("vet", "上级审核", LOCAL, ("nominate",), ("appoint",), seat=seat, latest=REPLY, texts=both)
    yield Step("appoint", "上级任命", LOCAL, ("vet",), seat=seat, latest=REPLY, texts=both, final=True)


def _procedure(key: str, title: str, seat: Seat, *, assigns: bool) -> Procedure:
    lead = "单位推荐、提名、上级审核、任命；任命以后自动登记兼职委员的职务，不占领导班子职数，组织关系不变。"
    return Procedure(key, 1, title, lead, tuple(_steps(seat, assigns=assigns)), subjects={COMMITTEE: "指导委员会"})


CONCURRENT_MEMBER: Final = _procedure(CONCURRENT, "兼职委员产生", Seat.ASSIGNEE, assigns=True)
CONCURRENT_MEMBER_STREET: Final = _procedure(CONCURRENT_STREET, "街道兼职委员产生", Seat.HOLDER, assigns=False)


def procedure_for(tier: str) -> Procedure:
    """The district vets and appoints for the street; a street works here and does it itself for those below."""
    return CONCURRENT_MEMBER_STREET if tier == Tier.STREET else CONCURRENT_MEMBER


MATTER: Final = Procedure(
    key=MATTER_KEY,
    version=1,
    title="协调事项",
    lead="联席会议上或驻区单位提出、一家办不了的事：交办、答复、提出方确认；逾期的再上会。",
    subjects={CONFERENCE: "联席会议", UNIT: "驻区单位"},
    opening=(
        Text("matter", "要协调什么", "写清楚事情和希望怎么办。"),
        Text("raised_by", "提出方", "写单位或党组织，如：云溪区图书馆。", long=False),
    ),
    steps=(
        Step(
            "assign",
            "交办",
            LOCAL,
            next=("answer",),
            latest=Delay(5, "working_days"),
            assigns=True,
            texts=(Text("helpers", "一起办的单位", "可以不填。", required=False, long=False),),
        ),
        Step(
            "answer",
            "答复提出方",
            LOCAL,
            rests_on=("assign",),
            next=("confirm",),
            seat=Seat.ASSIGNEE,
            latest=ANSWER,
            texts=(Text("answer", "答复内容", "办到了写怎么办的；办不了写为什么。"),),
        ),
        Step(
            "confirm",
            "提出方确认",
            LOCAL,
            rests_on=("answer",),
            latest=Delay(30, "days"),
            reopens="answer",
            texts=(replace(NOTE, key="confirmation", label="确认情况", help="如：已解决；下次会议再听汇报。"),),
        ),
    ),
)
PROCEDURES: Final = (CONCURRENT_MEMBER, CONCURRENT_MEMBER_STREET, MATTER)
