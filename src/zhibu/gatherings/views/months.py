"""The month as a calendar: on a desk seven columns, on a phone the days on which something is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from zhibu.gatherings.queries.gatherings import CALENDAR, GatheringRow
from zhibu.gatherings.queries.months import Month, month_of, month_read
from zhibu.gatherings.queries.places import organisations_offered
from zhibu.gatherings.reaching import LIST
from zhibu.gatherings.rules.progress import Progress
from zhibu.gatherings.tables import WEEKDAYS, gathering_url, several
from zhibu.gatherings.views.asked import scope_asked
from zhibu.kernel.clock import today
from zhibu.web.filters import Filter
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.state import PageState

FILTERS: Final = (Filter("within", "党组织", "given"), Filter("month", "月份", "given"))
SHOWN: Final = 5
"""Gatherings that one day names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One gathering in its day."""

    url: str
    hours: str
    title: str
    who: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Day:
    """A cell; days of the neighbouring months stay empty."""

    on: date
    weekday: str
    entries: tuple[Entry, ...]
    more: int
    all_url: str
    inside: bool
    is_today: bool


@page(CALENDAR)
def month(request: ReaderRequest) -> HttpResponse:
    """What is planned and what was held; whoever reaches one organisation sees that one's."""
    day, reader = today(), request.reader
    state = PageState.read(request, filters=FILTERS, today=day)
    scope = scope_asked(reader, state)
    first = month_read(state.value("month"), day)
    shown = month_of(reader, first, scope=scope.now_path if scope else "", act=CALENDAR, today=day)
    within = {"within": scope.code} if scope else {}
    lead = f"{scope or reader.home_name} · {first.year}年{first.month}月，共 {shown.total} 次"
    context: dict[str, Any] = {
        "head": Head("月历", lead, [Crumb(LIST, reverse("gatherings"))], _steps(shown, within)),
        "weeks": [_week(week, shown, within, day) for week in shown.weeks],
        "weekdays": WEEKDAYS,
        "places": organisations_offered(reader, CALENDAR),
        "within": state.value("within"),
        "month": f"{first:%Y-%m}",
        "nothing": not shown.total,
    }
    return render(request, "gatherings/month.html", context)


def _steps(shown: Month, within: Mapping[str, str]) -> list[Act]:
    months = (("← 上月", shown.before), ("下月 →", shown.after))
    feed = Act("日历订阅", reverse("my_calendar"), "quiet")
    return [feed, *(Act(word, f"?{urlencode({**within, 'month': f'{first:%Y-%m}'})}") for word, first in months)]


def _week(week: Sequence[date], shown: Month, within: Mapping[str, str], today: date) -> tuple[list[Day], bool]:
    """Its days, and whether nothing is on in it: a phone leaves it out."""
    days = [_day(one, shown, within, today) for one in week]
    return days, not any(one.entries for one in days)


def _day(on: date, shown: Month, within: Mapping[str, str], today: date) -> Day:
    inside = on.month == shown.first.month
    rows = shown.days.get(on, []) if inside else []
    listed = urlencode({**within, "since": on.isoformat(), "until": on.isoformat()})
    return Day(
        on,
        WEEKDAYS[on.weekday()],
        tuple(map(_entry, rows[:SHOWN])),
        max(0, len(rows) - SHOWN),
        f"{reverse('gatherings')}?{listed}",
        inside,
        on == today,
    )


def _entry(row: GatheringRow) -> Entry:
    begins = row.begins.strftime("%H:%M") if row.begins else ""
    return Entry(gathering_url(row.code), begins, row.title, several(row.organisations), row.progress == Progress.CANCELLED)
