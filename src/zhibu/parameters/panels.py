"""What local parameters show on the start page of whoever decides; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.parameters.presentation import waiting_item
from zhibu.parameters.queries import DECIDE, waiting_for
from zhibu.register.desk import Reading, Rows
from zhibu.rulebook.loading import rulebook
from zhibu.web.panels import Panel

TITLE: Final = "待确定的本地参数"


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """What the clerk has proposed, for the secretary, the oldest first; nothing for anybody else."""
    del moment
    return Reading([waiting_for(reader)], _shown) if reader.paths(DECIDE) else None


def _shown(rows: Sequence[Rows]) -> Sequence[Panel]:
    known = rulebook().parameters
    waiting = [one for one in sorted(rows[0], key=lambda one: (one.proposed_on, one.id)) if one.parameter in known]
    items = [waiting_item(known[one.parameter], one, decides=True, proposes=False) for one in waiting]
    return [Panel(TITLE, items, link="本地参数", url=reverse("parameters"))] if items else []
