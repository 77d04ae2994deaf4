"""Messages in the words of pages."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from django.urls import reverse

from zhibu.kernel.clock import SHANGHAI, minute_of
from zhibu.messages.models import Message
from zhibu.messages.queries import Line
from zhibu.messages.terms import Audience
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.html import prose_date

UNREAD: Final = Chip("due", "未读")
GROUP_TEXT_END: Final = "详情请看站内消息，或打电话问我。"


def inbox_items(lines: Iterable[Line]) -> list[Item]:
    """What somebody is told."""
    return [
        Item(
            one.title,
            " · ".join(filter(None, (one.summary, _from(one)))),
            None if one.read else UNREAD,
            reverse("message", args=[one.code]),
            "查看",
        )
        for one in lines
    ]


def published_items(lines: Iterable[Line], on: date) -> list[Item]:
    """What was published, with how it stands."""
    return [
        Item(one.title, f"{one.organisation} · {_from(one)}", _state(one, on), reverse("message", args=[one.code]), "查看") for one in lines
    ]


def _from(one: Line) -> str:
    return f"{one.published_by} {one.published_at.astimezone(SHANGHAI):%Y-%m-%d}"


def _state(one: Line, on: date) -> Chip:
    if one.withdrawn:
        return Chip("none", "已撤回")
    return Chip("ok", "展示中") if one.shown_to > on else Chip("none", "已收起")


def facts_of(message: Message) -> list[Fact]:
    """Who told it, to whom, until when."""
    withdrawn = message.withdrawn_at
    facts = [
        Fact("发布", f"{message.published_by}（{minute_of(message.published_at)}）"),
        Fact("党组织", str(message.organisation)),
        Fact("发给谁", _whom(message)),
        Fact("展示到", prose_date(message.shown_to - timedelta(days=1))),
        Fact("撤回", f"{message.withdrawn_by}（{minute_of(withdrawn)}）" if withdrawn else ""),
    ]
    return [fact for fact in facts if fact.value]


def _whom(message: Message) -> str:
    person = message.person
    return f"{Audience(message.audience).label}（{person.name}）" if person is not None else Audience(message.audience).label


def group_text(message: Message) -> str:
    """What may be pasted into a work group: title and summary, which are neutral by rule; what it is about stays inside."""
    return "\n".join(filter(None, (f"【{message.title}】", message.summary, GROUP_TEXT_END)))
