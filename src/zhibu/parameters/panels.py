"""What local parameters show on the start page of whoever decides; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.parameters.presentation import waiting_item
from zhibu.parameters.queries import DECIDE, waiting_for
from zhibu.rulebook.loading import rulebook
from zhibu.web.panels import Panel

TITLE: Final = "待确定的本地参数"


def on_the_desk(reader: AccountReader, moment: datetime) -> Sequence[Panel]:
    """What the clerk has proposed, for the secretary; one query, and none for anybody else."""
    del moment
    if not reader.paths(DECIDE):
        return []
    known = rulebook().parameters
    items = [waiting_item(known[one.parameter], one, decides=True, proposes=False) for one in waiting_for(reader) if one.parameter in known]
    return [Panel(TITLE, items, link="本地参数", url=reverse("parameters"), to_do=len(items))] if items else []
