"""我的到会: what is written of the reader's own attendance, and nothing of anybody else's."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from zhibu.access.pages import ANYBODY, page
from zhibu.gatherings.models import Attendance
from zhibu.gatherings.queries.own import own_attendance
from zhibu.gatherings.terms import GatheringKind, Presence, Standing
from zhibu.kernel.clock import today
from zhibu.web.components import Chip, Empty, Event
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head

LEAD: Final = "只有您自己、本支部的书记和委员、上级党组织看得到。有误请告诉所在党支部更正。"
NONE: Final = Empty("这一年没有您的到会记录", "会议点名以后，这里会列出您参加的会议。")
OLDEST: Final = 1921


@page(ANYBODY)
def my_attendance(request: ReaderRequest) -> HttpResponse:
    """A year at a time."""
    year = _year(request)
    found = own_attendance(request.reader, year)
    acts = [Act(f"{year - 1}年", f"?year={year - 1}")]
    acts += [Act(f"{year + 1}年", f"?year={year + 1}")] if year < today().year else []
    context = {"head": Head(f"我的到会（{year}年）", LEAD, acts=acts), "events": [_event(one) for one in found], "none": NONE}
    return render(request, "gatherings/own.html", context)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("year", "")
    if not asked:
        return today().year
    if not (asked.isascii() and asked.isdigit() and OLDEST <= int(asked[:5]) <= today().year + 1):
        raise Http404
    return int(asked)


def _event(one: Attendance) -> Event:
    holding = one.holding
    guest = one.standing == Standing.IN_ATTENDANCE
    word = Standing.IN_ATTENDANCE.label if guest else Presence.word(one.presence) if one.presence else "未标"
    there = bool(one.presence) and Presence.stored(one.presence).is_there
    return Event(
        holding.on,
        f"{GatheringKind.word(holding.kind)}：{holding.part.topic or holding.gathering.title}",
        str(holding.organisation),
        chip=Chip("ok" if there else "none", word),
    )
