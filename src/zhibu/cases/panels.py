"""What waits for somebody stands on that person's start page; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import card_item
from zhibu.cases.queries.waiting import on_the_desk as waiting
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import AccountReader
from zhibu.register.desk import Reading, Rows
from zhibu.web.panels import Panel

TITLE: Final = "轮到您办理的事项"


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """The nearest ones, and the way to all; nothing for those who act nowhere."""
    parts = waiting(reader, moment.date())

    def shown(rows: Sequence[Rows]) -> Sequence[Panel]:
        cards = sorted(rows[0], key=lambda one: (one.latest or FAR, one.id))
        if not cards:
            return []
        ((total, due),) = rows[1]
        link = f"全部 {total} 件" if total > len(cards) else "全部办理事项"
        return [Panel(TITLE, [card_item(card, moment.date()) for card in cards], link=link, url=reverse("cases"), to_do=due)]

    return None if parts is None else Reading(parts, shown)
