"""Polls in the words of pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

import orjson
from django.urls import reverse

from zhibu.polls.models import Poll
from zhibu.polls.queries import PollRow, Seen, parts_of, questions_of, result_of
from zhibu.polls.rules import Counts, Question
from zhibu.polls.terms import LEAST, Purpose
from zhibu.web.charts import Chart, Series
from zhibu.web.components import Chip, Empty, Fact, Item, filled
from zhibu.web.html import prose_date
from zhibu.web.pages import Act

KEPT: Final = (
    "只记下每个选项有多少人选，不记是谁选的、什么时候选的、按什么次序。",
    "谁答过了，只在开放期间用来防止答两遍，加密存放，结束时连同密钥一起销毁。",
    f"答的不到 {LEAST} 人，结果不显示，也不保留。",
    "全都选了同一项的，结果本身就说明了每个人选的；请知道这一点再答。",
    "开放期间，管服务器的人如果同时拿到数据库和密钥，能打开答卷箱；结束以后谁也打不开。介意的，请用纸，或者不答。",
)
"""What is kept, in plain words: the first above the button, the rest folded below it."""
NOTHING: Final = Empty("没有征求意见", "党组织在屏幕上征求意见时，会出现在这里；答不答由您决定。")
NOTHING_HELD: Final = Empty("还没有发起过", "点“征求意见”发起一次。街道没有开通的，先在本地参数里确定开通。")
TOO_FEW: Final = f"答的不到 {LEAST} 人，不显示结果，答卷已经销毁。收了纸质的，在屏幕上答的也要够 {LEAST} 人。"


def consequences(answered: int) -> tuple[str, str]:
    """What the end of it means, with what is there now: under eight answers nothing comes of them."""
    few = f"现有 {answered} 份，不到 {LEAST} 份，现在结束就没有结果，答卷也不保留。"
    enough = f"现有 {answered} 份，公布每个选项的人数；收了纸质的，在屏幕上答的也要够 {LEAST} 人。"
    return "不再收答卷，谁答过的记录和密钥一起销毁，不能恢复。", few if answered < LEAST else enough


def items(rows: Iterable[PollRow], on: date) -> list[Item]:
    """A list."""
    return [Item(one.title, _why(one), _state(one, on), reverse("poll", args=[one.code]), "查看") for one in rows]


def _why(one: PollRow) -> str:
    number = f"{one.answered} 份答卷" if one.answered is not None else f"{one.until.isoformat()} 截止"
    return f"{one.organisation or ''} · {number}"


def _state(one: PollRow, on: date) -> Chip:
    if one.closed_at is not None:
        return Chip("none", "已结束")
    return Chip("due", "开放中") if one.until >= on else Chip("late", "已截止")


def facts(poll: Poll, seen: Seen) -> list[Fact]:
    """Who asks whom, until when, how many have answered."""
    found = [
        Fact("党组织", str(poll.organisation)),
        Fact("用途", Purpose(poll.purpose).label),
        Fact("可以答的", f"{prose_date(poll.roll_on)}在册的 {poll.entitled} 名党员"),
        Fact("分开看", "、".join(one.name for one in parts_of(poll))),
        Fact("截止", prose_date(poll.until)),
        Fact("答卷", f"{seen.answered} 份"),
        Fact("发起", poll.opened_by),
        Fact("结束", poll.closed_by),
    ]
    return filled(found)


def charts(poll: Poll) -> list[Chart]:
    """One picture a question: the whole, and its parts side by side where each has enough."""
    found, parts = result_of(poll), parts_of(poll)
    if not found.whole:
        return []
    return [_chart(number, one, found.whole, found.parts, [part.name for part in parts]) for number, one in enumerate(questions_of(poll))]


def _chart(number: int, question: Question, whole: Counts, parts: Sequence[Counts], names: Sequence[str]) -> Chart:
    series = [Series("合计", whole[number]), *(Series(name, counts[number]) for name, counts in zip(names, parts, strict=False))]
    return Chart(f"question-{number}", f"{number + 1}. {question.text}", "bars", question.choices, series, unit="人")


def opinions(poll: Poll) -> list[str]:
    """In the chance order in which they were released."""
    found: list[str] = orjson.loads(poll.released) if poll.released else []
    return found


def acts(poll: Poll, seen: Seen, *, holds: bool, paper: bool) -> list[Act]:
    """What its holder can do."""
    if not holds or seen.standing.closed:
        return []
    end = Act("结束并公布结果", reverse("poll_close", args=[poll.code]), "harm")
    return [*([Act("录入纸质答卷", reverse("poll_paper", args=[poll.code]))] if paper else []), end]
