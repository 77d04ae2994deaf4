"""Words and bounds of polls. The bounds are safeguards and no street lowers them (PRACTICE.md 4.3)."""

from enum import StrEnum
from typing import Final

HOLD: Final = "hold_polls"
SWITCH: Final = "poll.on_screen"
"""The local parameter that turns polls on; 0 unless a street decides otherwise."""
LEAST: Final = 8
"""Answers below which nothing is shown or kept: of the whole, of each part, of opinions."""
MOST_QUESTIONS: Final = 5
MOST_CHOICES: Final = 8
LONGEST_OPEN: Final = 60
"""Days."""
LONGEST_OPINION: Final = 400
"""Characters; and four times as many bytes, so that every answer takes the same room."""
AGAIN_AFTER: Final = 365
"""Days in which the same question is not asked of an organisation above or below: two overlapping cuts would tell of the difference."""


class Purpose(StrEnum):
    """What a poll may be for."""

    OPINION = "opinion"
    TIME = "time"
    SERVICE = "service"

    @property
    def label(self) -> str:
        """The word on screen."""
        return PURPOSES[self]


PURPOSES: Final = {Purpose.OPINION: "征求意见建议", Purpose.TIME: "商量时间、地点和内容", Purpose.SERVICE: "对活动和服务的评价"}

ELECTIONS: Final = "《基层组织选举工作条例》"
BRANCHES: Final = "《支部工作条例》关于民主评议的条文"
ADMISSION: Final = "《发展党员工作细则》"
TOGETHER: Final = "集体讨论决定的事项"
OF_CONSEQUENCE: Final = {
    "选举": ELECTIONS,
    "换届": ELECTIONS,
    "候选人": ELECTIONS,
    "预备人选": ELECTIONS,
    "得票": ELECTIONS,
    "民主评议": BRANCHES,
    "民主测评": BRANCHES,
    "评议等次": BRANCHES,
    "评定等次": BRANCHES,
    "优秀党员": BRANCHES,
    "不合格": BRANCHES,
    "入党": ADMISSION,
    "转正": ADMISSION,
    "发展对象": ADMISSION,
    "积极分子": ADMISSION,
    "预备党员": ADMISSION,
    "任免": TOGETHER,
    "免职": TOGETHER,
    "处分": TOGETHER,
    "除名": TOGETHER,
    "表彰": TOGETHER,
    "奖惩": TOGETHER,
    "大额资金": TOGETHER,
    "表决": TOGETHER,
}
"""Words of what is decided on paper or in session, and what that stands on: no such thing is asked on the organiser's server."""
ON_PAPER: Final = "用纸质票，在会议上办；结果记在会议活动里。"
