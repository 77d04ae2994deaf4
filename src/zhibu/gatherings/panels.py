"""What this package shows on the start page: where the reader is expected, and what waits for his hand; wired in ``config``."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from zhibu.gatherings.presentation import day_in_words
from zhibu.gatherings.queries.coming import BEHIND, Coming, Waiting, coming, gatherings_of, waiting
from zhibu.gatherings.queries.gatherings import CALENDAR
from zhibu.kernel.readers import AccountReader
from zhibu.register.desk import Reading, Rows
from zhibu.web.components import Chip, Item
from zhibu.web.panels import Panel

TITLE: Final = "今天和近期的会议"
SHOWN: Final = 6


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """Nothing where nothing is on and nothing waits."""
    today, home = moment.date(), reader.home_path
    ahead, behind = coming(reader, home=home, today=today), waiting(reader, home=home, today=today)

    def shown(rows: Sequence[Rows]) -> Sequence[Panel]:
        found = gatherings_of(rows[0], reader) if ahead else []
        return _panels(reader, found, rows[-1] if behind else (), today)

    parts = [one for one in (ahead, behind) if one is not None]
    return Reading(parts, shown) if parts else None


def _panels(reader: AccountReader, found: Sequence[Coming], counts: Rows, today: date) -> Sequence[Panel]:
    to_do = [item for one in counts for item in _to_do(one, today)]
    items = [*to_do, *(_item(one, today) for one in found[:SHOWN])]
    if not items:
        return []
    link = ("全部会议活动", reverse("gatherings")) if reader.paths(CALENDAR) else ("", "")
    return [Panel(TITLE, items, _more(found), *link, to_do=sum(one.unrecorded for one in counts))]


def _more(found: Sequence[Coming]) -> str:
    return f"两周内另有 {len(found) - SHOWN} 次。" if len(found) > SHOWN else ""


def _to_do(one: Waiting, today: date) -> Iterator[Item]:
    """Each leads to the very meetings that were counted."""
    listed = f"{reverse('gatherings')}?own=yes&since={(today - BEHIND).isoformat()}"
    if one.unrecorded:
        why = "日期已过，还没有点名和记录；没有开的请改期或取消。"
        yield Item(f"{one.unrecorded} 次会议待记录", why, Chip("check", "待记录"), f"{listed}&state=unrecorded", "去记录")
    if one.unsigned:
        why = "看过记录和到会情况再签批。"
        yield Item(f"{one.unsigned} 次会议待签批", why, Chip("check", "待签批"), f"{listed}&state=unsigned", "去签批")


def _item(one: Coming, today: date) -> Item:
    away = (one.on - today).days
    word = Chip("due", "今天") if not away else Chip("none", "明天" if away == 1 else f"{away} 天后")
    where = " · ".join(filter(None, (day_in_words(one.on, one.begins), one.place or "地点未定", one.organisation)))
    url = reverse("gathering", args=[one.code]) if one.opens else ""
    return Item(one.title, where, word, url, "查看")
