"""What stands on somebody's desk, and how much of it cannot wait."""

from datetime import datetime, time, timedelta

import pytest

from tests.cases.desks import WHY, assigned, make_desks
from zhibu.access.readers import reader_of
from zhibu.cases.models import StepSpan
from zhibu.cases.panels import on_the_desk
from zhibu.kernel.clock import SHANGHAI, today
from zhibu.kernel.dates import FAR
from zhibu.register.desk import folded

pytestmark = pytest.mark.django_db


def test_the_greeting_counts_what_has_its_last_day_today_or_behind_it() -> None:
    desks = make_desks()
    assigned(desks, today())
    last = StepSpan.objects.unguarded(WHY).get(valid_to=FAR).latest
    told = []
    for day in (last - timedelta(days=1), last):
        reader = reader_of(account_id=desks.sunny.pk, label=desks.sunny.display_name, on=day)
        (panel,) = folded(on_the_desk)(reader, datetime.combine(day, time(9), SHANGHAI))
        told.append((panel.link, panel.to_do))
    assert told == [("全部办理事项", 0), ("全部办理事项", 1)]
