"""What somebody is asked stands on the start page; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.polls.queries import Open, not_answered, polls_open_for
from zhibu.register.desk import Reading, Rows
from zhibu.web.components import Chip, Item
from zhibu.web.panels import Panel

TITLE: Final = "征求您的意见"
NAMELESS: Final = Chip("none", "不记名")


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """What the reader has not answered; nothing for those who stand on no roll."""
    person_id, part = reader.person_id, polls_open_for(reader, moment.date())
    if part is None or person_id is None:
        return None

    def shown(rows: Sequence[Rows]) -> Sequence[Panel]:
        found = not_answered(rows[0], person_id)
        return [Panel(TITLE, [_item(one) for one in found], link="全部", url=reverse("polls"))] if found else []

    return Reading([part], shown)


def _item(one: Open) -> Item:
    why = f"{one.organisation or ''} · {one.until.isoformat()} 截止 · 答不答由您决定"
    return Item(one.title, why, NAMELESS, reverse("poll", args=[one.code]), "去看看")
