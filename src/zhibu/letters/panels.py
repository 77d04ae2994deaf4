"""What waits of letters stands on the start page; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.letters.presentation import desk_items
from zhibu.letters.queries import on_the_desk as waiting
from zhibu.web.panels import Panel

TITLE: Final = "等您处理的公文"


def on_the_desk(reader: AccountReader, moment: datetime) -> Sequence[Panel]:
    """To be answered, receipted, signed; at most two queries, none for those who write nowhere."""
    found = waiting(reader)
    if found is None or not found.rows:
        return []
    link = f"全部 {found.total} 件" if found.total > len(found.rows) else "公文往来"
    return [Panel(TITLE, desk_items(found.rows, moment.date()), link=link, url=reverse("letters"), to_do=found.total)]
