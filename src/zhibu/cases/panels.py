"""What waits for somebody stands on that person's start page; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import card_item
from zhibu.cases.queries.waiting import on_the_desk as waiting
from zhibu.kernel.readers import AccountReader
from zhibu.web.panels import Panel

TITLE: Final = "轮到您办理的事项"


def on_the_desk(reader: AccountReader, moment: datetime) -> Sequence[Panel]:
    """The nearest ones, and the way to all; two queries at the most, none for those who act nowhere."""
    found = waiting(reader)
    if found is None or not found.cards:
        return []
    items = [card_item(card, moment.date()) for card in found.cards]
    link = f"全部 {found.total} 件" if found.total > len(items) else "全部办理事项"
    return [Panel(TITLE, items, link=link, url=reverse("cases"), to_do=found.total)]
