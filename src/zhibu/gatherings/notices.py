"""A meeting as it is announced: the same words on paper and for the work group; no names but those of the agenda."""

from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.presentation import day_in_words
from zhibu.gatherings.queries.gathering_page import GatheringShown, HoldingShown, PartShown
from zhibu.gatherings.rules.catalogue import Expects, Holds, entry_of
from zhibu.gatherings.terms import GatheringKind, GatheringState

LONGEST_TOPIC: Final = 300
ASKED: Final = "请准时参加；不能参加的，请提前向所在支部请假。"


@dataclass(frozen=True, slots=True)
class Notice:
    """What is announced, line by line."""

    title: str
    lines: tuple[str, ...]
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """What each part is about, with its agenda."""
    asked: str
    sender: str

    @property
    def text(self) -> str:
        """For the work group."""
        parts = [line for head, items in self.parts for line in (head, *(f"  · {item}" for item in items))]
        return "\n".join([f"【{self.title}】", *self.lines, *parts, *filter(None, [self.asked]), self.sender])


def notice_of(shown: GatheringShown) -> Notice:
    """A meeting to come, one that was moved, or one that is called off."""
    gathering = shown.gathering
    when = day_in_words(gathering.on, gathering.begins, gathering.ends)
    sender = str(gathering.host)
    if gathering.state == GatheringState.CANCELLED:
        return Notice("取消通知", (f"原定 {when} 的{gathering.title}取消。", f"原因：{gathering.cancelled_because}"), (), "", sender)
    first = shown.moves[0] if shown.moves else None
    before = (f"原定 {day_in_words(first.was_on, first.was_begins)} 的{gathering.title}改期。",) if first else ()
    who = "、".join(dict.fromkeys(_expected(one) for part in shown.parts for one in part.holdings))
    lines = (*before, f"时间：{when}", f"地点：{gathering.place or '另行通知'}", f"参加：{who}" if who else "")
    return Notice(
        "改期通知" if first else "会议通知",
        tuple(filter(None, lines)),
        tuple(_part(one, number if len(shown.parts) > 1 else 0) for number, one in enumerate(shown.parts, 1)),
        ASKED,
        sender,
    )


def _expected(one: HoldingShown) -> str:
    """Who is to come, as the kind says: nobody reads his branch's name under a meeting of its committee."""
    place, expects = str(one.holding.organisation), entry_of(one.holding.kind).expects
    number = f"（{one.numbers.expected}人）" if one.numbers.expected else ""
    return {
        Expects.MEMBERS: f"{place}全体党员",
        Expects.GROUP: f"{place}党员",
        Expects.COMMITTEE: f"{place}委员{number}",
        Expects.INVITED: f"{Expects.INVITED.label}{number}",
    }[expects]


def _part(one: PartShown, number: int) -> tuple[str, tuple[str, ...]]:
    titles = [item.typed.title for item in one.items]
    on_agenda = {*titles, *(mark.join(titles)[:LONGEST_TOPIC] for mark in "、；")}
    topic = f"：{one.part.topic}" if one.part.topic and one.part.topic not in on_agenda else ""
    lecturer = f"（授课人：{one.part.lecturer}）" if one.part.lecturer and Holds.LECTURER in entry_of(one.part.kind).minutes else ""
    head = f"{f'{number}. ' if number else '内容：'}{GatheringKind.word(one.part.kind)}{topic}{lecturer}"
    return head, tuple(titles)
