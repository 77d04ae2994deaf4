"""The notice of a meeting: to print in large type, or to copy into the work group."""

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.gatherings.notices import notice_of
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gathering_page import gathering_shown
from zhibu.gatherings.views.gathering import gathering_of, page_of, way_to
from zhibu.kernel.clock import today
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.pages import Head


@page(RECORD)
def notice(request: ReaderRequest, code: str) -> HttpResponse:
    """For whoever plans it; nobody who is absent or on leave is named."""
    found = gathering_of(request, code, RECORD)
    shown = gathering_shown(found, request.reader, calendar=RECORD)
    lead = "发送前请再看一遍；打印出来的只有通知本身。"
    context = {"head": Head("会议通知", lead, way_to(found)), "notice": notice_of(shown), "on": today(), "back": page_of(found)}
    return render(request, "gatherings/notice.html", context)
