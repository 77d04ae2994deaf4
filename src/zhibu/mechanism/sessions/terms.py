"""The words of 议事规则: kinds of topics, how far one has come, rights."""

from typing import Final

from zhibu.register.terms.term import Term


class TopicKind(Term):
    """What a topic is about. Which kinds need more to be there, a street's list of 三重一大 says (all local: REGULATIONS.md 6)."""

    ORDINARY = "ordinary", "一般议题"
    DECISION = "decision", "重大决策"
    APPOINTMENTS = "appointments", "干部任免"
    PROJECT = "project", "重大项目"
    FUNDS = "funds", "大额资金"
    SANCTIONS = "sanctions", "奖惩"


LISTABLE: Final = tuple(kind for kind in TopicKind if kind is not TopicKind.ORDINARY)
"""Kinds that a list of 三重一大 may hold."""
WEIGHTY: Final = frozenset({TopicKind.APPOINTMENTS, TopicKind.FUNDS, TopicKind.SANCTIONS})
"""Kinds that need two thirds where a street has not written a list of its own."""
PERSONNEL: Final = TopicKind.APPOINTMENTS
VEILED: Final = "人事议题"
"""How a topic on appointments is called to everybody but the members of the committee and its clerk."""


class TopicState(Term):
    """How far a topic has come; derived from what happened to it, never chosen."""

    PROPOSED = "proposed", "待审核"
    SENT_BACK = "sent_back", "已退回"
    READY = "ready", "待上会"
    TABLED = "tabled", "已列入议程"
    DECIDED = "decided", "已决定"
    DECLINED = "declined", "未通过"
    SUPERVISED = "supervised", "督办中"
    DONE = "done", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


class Why(Term):
    """Why a topic waits for a session again."""

    NOT_REACHED = "not_reached", "上次未议到"
    DEFERRED = "deferred", "上次缓议"
    CALLED_OFF = "called_off", "上次会议取消"


SEE: Final = "see_topics"
PROPOSE: Final = "propose_topics"
SCREEN: Final = "screen_topics"
RECORD: Final = "record_gatherings"
SEE_SESSIONS: Final = "see_gatherings"
STEER: Final = "steer_cases"
EXPORT: Final = "export_ledgers"
SUPERVISED_MATTER: Final = "supervised_matter"
"""The procedure of decisions that are followed up; brought by the package next door, asked of the registry of cases."""
RESOLUTION: Final = "resolution"
"""The subject of such a case; its code is that of the topic."""
