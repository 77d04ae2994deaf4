"""What stands against publishing a message, and against withdrawing it. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from zhibu.kernel.decisions import Decision, Objection
from zhibu.messages.terms import LONGEST_SHOWN, REVEALING

NEUTRAL = "请用中性的说法，例如“周五下午三点开会”；具体内容写在正文里。"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message as somebody wrote it; ``until`` is the last day on which it stands."""

    title: str
    summary: str
    body: str
    until: date


def revealing(text: str) -> list[str]:
    """The words in it that a stranger must not read."""
    return [word for word in REVEALING if word in text]


def neutral(text: str) -> str:
    """What may stand outside as it is; of anything else nothing does."""
    return "" if revealing(text) else text


def may_publish(wanted: Wanted, *, on: date) -> Decision:
    """Title and summary are read outside: neutral. It stands for a time."""
    last = on + timedelta(days=LONGEST_SHOWN)
    return Decision.of(
        None if wanted.title.strip() else Objection("title_missing", "没有填写标题。", remedy="请写一句。", field="title"),
        _not_neutral("标题", wanted.title, "title"),
        _not_neutral("摘要", wanted.summary, "summary"),
        None if wanted.body.strip() else Objection("body_missing", "没有填写正文。", remedy="请写明要做什么。", field="body"),
        Objection("over_already", "截止日期已经过去。", remedy="请填今天或以后的日期。", field="until") if wanted.until < on else None,
        Objection("too_long", "最多展示一年。", remedy=f"请填 {last.isoformat()} 或以前的日期。", field="until")
        if wanted.until > last
        else None,
    )


def _not_neutral(what: str, text: str, field: str) -> Objection | None:
    found = revealing(text)
    if not found:
        return None
    words = "、".join(f"“{word}”" for word in found)
    return Objection("not_neutral", f"{what}会出现在群消息和纸面外侧，不写{words}。", remedy=NEUTRAL, field=field)


def may_withdraw(*, withdrawn: bool, reason: str) -> Decision:
    """Once, and for a reason."""
    return Decision.of(
        Objection("withdrawn", "这条消息已经撤回。", remedy="请返回查看。") if withdrawn else None,
        None if reason.strip() else Objection("reason_missing", "没有填写原因。", remedy="请写一句为什么撤回。", field="reason"),
    )
