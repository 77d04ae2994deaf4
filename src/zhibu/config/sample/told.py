"""What the sample street has told its people: what a secretary and what everybody finds on the bell."""

import hashlib
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.config.sample.own_values import CLERK, SECRETARY
from zhibu.messages.models import Message
from zhibu.messages.terms import Audience
from zhibu.trail.door import Work

STANDS: Final = timedelta(days=30)


class Said(NamedTuple):
    """A message; how many days ago it was published, and by whom."""

    title: str
    summary: str
    body: str
    audience: Audience
    days: int
    by: str


SAID: Final = (
    Said(
        "下周三下午两点半开会",
        "街道三楼会议室，请带上半年的登记本。",
        "各支部书记：\n下周三下午两点半，在街道三楼会议室核对上半年的名册，布置下半年的组织生活。请带登记本，提前十分钟签到。\n"
        "不能来的，请在前一天告诉组织干事。",
        Audience.SECRETARIES,
        3,
        SECRETARY,
    ),
    Said(
        "社区食堂本月开放日",
        "本周六上午九点到十一点，社区食堂。",
        "本周六上午社区食堂开放日，需要八位同志帮忙引导和登记。愿意来的，请向支部报名；来不来都行，不作统计。",
        Audience.EVERYBODY,
        1,
        CLERK,
    ),
)


def write_messages(work: Work, organisation_id: int, on: date) -> None:
    """To the people of the whole street."""
    for one in SAID:
        day = on - timedelta(days=one.days)
        work.add(
            Message,
            code=hashlib.sha256(one.title.encode()).hexdigest()[:16],
            organisation_id=organisation_id,
            audience=one.audience.value,
            title=one.title,
            summary=one.summary,
            body=one.body,
            shown_from=day,
            shown_to=day + STANDS,
            published_at=work.actor.at - timedelta(days=one.days),
            published_by=one.by,
        )
