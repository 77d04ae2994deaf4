"""What waits of letters stands on the start page; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.letters.presentation import desk_items
from zhibu.letters.queries import on_the_desk as waiting
from zhibu.register.desk import Reading, Rows
from zhibu.web.panels import Panel

TITLE: Final = "等您处理的公文"


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """To be answered, receipted, signed; nothing for those who write nowhere."""
    parts = waiting(reader)

    def shown(rows: Sequence[Rows]) -> Sequence[Panel]:
        found = sorted(rows[0], key=lambda one: (one.sent_at is None, one.sent_at or moment, one.code))
        if not found:
            return []
        (total,) = rows[1]
        link = f"全部 {total} 件" if total > len(found) else "公文往来"
        return [Panel(TITLE, desk_items(found, moment.date()), link=link, url=reverse("letters"))]

    return None if parts is None else Reading(parts, shown)
