"""换届选举 as a procedure: asked for, approved, nominated, reviewed, elected, reported, approved again; then posts are written.

Two tables: with a committee the new one elects secretary and deputies in its first session; without one the members' meeting does
(REGULATIONS.md 5, PRACTICE.md 2). No national rule says within how many days a superior replies: local parameters do.
"""

from collections.abc import Iterator
from typing import Final

from zhibu.cases.rules.procedures import NAMED, Delay, Procedure, Step, Text
from zhibu.cases.terms import Seat

RULES: Final = "《中国共产党基层组织选举工作条例》"
LATE_OR_EARLY: Final = f"{RULES}第三条"
CANDIDATES: Final = f"{RULES}第十三、十四条"
MEETING: Final = f"{RULES}关于选举实施的条文"
SECRETARY: Final = f"{RULES}关于书记、副书记产生的条文"
RESULT: Final = f"{RULES}关于选举结果报批、备案的条文"
KEY: Final = "election"
WITHOUT_COMMITTEE: Final = "election_without_committee"
OF: Final = "election"
"""The subject of such a case: the organisation that elects."""
REPLY: Final = Delay(30, "days", "election.reply_days")
MEET: Final = Delay(90, "days", "election.meeting_days")
REPORT: Final = Delay(10, "days", "election.report_days")
NUMBER: Final = Text("number", "文号", "如：阳光支〔2026〕3 号；口头请示或批复的可以不填。", required=False, long=False)
NOTE: Final = Text("note", "说明", required=False)


SENT_UP: Final = ("request", "report")
"""Steps that a request to the superior is: whoever sends it has done them."""


def _steps(*, committee: bool) -> Iterator[Step]:
    elected, session = ("meeting", "session") if committee else ("meeting", "meeting")
    yield Step("request", "请示换届", LATE_OR_EARLY, next=("reply",), assigns=True, latest=NAMED, texts=(NUMBER, NOTE))
    yield Step("reply", "上级批复同意", LATE_OR_EARLY, ("request",), ("nominate",), seat=Seat.ASSIGNEE, latest=REPLY, texts=(NUMBER, NOTE))
    yield Step("nominate", "酝酿提名候选人", CANDIDATES, ("reply",), ("review",), texts=(NOTE,))
    yield Step("review", "上级审查候选人", CANDIDATES, ("nominate",), (elected,), seat=Seat.ASSIGNEE, latest=REPLY, texts=(NUMBER, NOTE))
    yield Step(elected, "召开选举大会", MEETING, ("review",), ("session" if committee else "report",), latest=MEET)
    if committee:
        yield Step("session", "新一届委员会选举书记、副书记", SECRETARY, ("meeting",), ("report",), latest=REPORT)
    yield Step("report", "上报选举结果", RESULT, (session,), ("approval",), latest=REPORT, texts=(NUMBER, NOTE))
    yield Step(
        "approval", "上级批复结果", RESULT, ("report",), seat=Seat.ASSIGNEE, latest=REPLY, texts=(NUMBER, NOTE), final=True
    )  # fmt: skip


def _procedure(key: str, title: str, *, committee: bool) -> Procedure:
    lead = "请示、提名、审查、选举、报批；届满的日子、名册和当选的人由系统自动生成，批复以后自动登记职务。"
    return Procedure(key, 1, title, lead, tuple(_steps(committee=committee)), subjects={OF: "换届的党组织"})


ELECTION: Final = _procedure(KEY, "换届选举", committee=True)
ELECTION_WITHOUT_COMMITTEE: Final = _procedure(WITHOUT_COMMITTEE, "换届选举（不设委员会）", committee=False)
KEYS: Final = (KEY, WITHOUT_COMMITTEE)


def procedure_for(*, committee: bool) -> Procedure:
    """The table under which an election is opened."""
    return ELECTION if committee else ELECTION_WITHOUT_COMMITTEE
