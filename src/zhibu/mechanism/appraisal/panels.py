"""What an organisation's page shows of its score, and the start page of whoever signs; wired in ``config``."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.appraisal.presentation_year import signing_items
from zhibu.mechanism.appraisal.queries.signing import on_the_desk as waiting
from zhibu.mechanism.appraisal.terms import SEE
from zhibu.register.desk import Reading, Rows
from zhibu.web.panels import About, Later, Panel

TITLE: Final = "等您签订的责任书"


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """From the day on which they are made; nothing for those who sign nowhere."""
    parts = waiting(reader, moment.year)

    def shown(rows: Sequence[Rows]) -> Sequence[Panel]:
        items = signing_items(sorted(rows[0]), sorted(rows[1]))
        return [Panel(TITLE, items, link="目标责任书", url=reverse("agreements"))] if items else []

    return None if parts is None else Reading(parts, shown)


def of_organisation(about: About) -> Later | None:
    """The way to its scores, for whoever reads them."""
    if not about.reader.may(SEE, about.path):
        return None
    return Later("查看目标考评", reverse("scores_of", args=[about.code]))
