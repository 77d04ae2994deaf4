"""The own appointments on the own telephone: opened and revoked under 我的, read without a log-in by whoever knows the address."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhibu.exchange.calendars import calendar_text
from zhibu.gatherings.queries.feeds import WORD, events_of, opened_on, owner_of
from zhibu.gatherings.services.feeds import close_feed, open_feed
from zhibu.kernel.clock import now, today
from zhibu.web.errors import page_not_found
from zhibu.web.gate import ANYBODY, ReaderRequest, actor, page, public
from zhibu.web.pages import Head

LEAD: Final = "把自己的会议时间和地点同步到手机日历。日历里只写“日程”、时间和地点，不写会议名称和组织。"


@never_cache
@page(ANYBODY)
def my_calendar(request: ReaderRequest) -> HttpResponse:
    """Opened, replaced, revoked; the address is shown once, right after it was made."""
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "close":
            close_feed(by=actor(request), account_id=request.reader.account_id)
            messages.success(request, "已停用。手机上的订阅不会再更新，可以删除。")
            return HttpResponseRedirect(reverse("my_calendar"))
        secret = open_feed(by=actor(request), account_id=request.reader.account_id)
        address = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    context = {"head": Head("日历订阅", LEAD), "address": address, "opened_on": opened_on(request.reader.account_id)}
    return render(request, "gatherings/my_calendar.html", context)


@never_cache
@require_safe
@public
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The address is the credential: unknown, revoked and closed ones are not there, and do not say why."""
    day = today()
    owner = owner_of(secret, today=day)
    if owner is None:
        return page_not_found(request, Http404())
    text = calendar_text(events_of(owner, secret, today=day), name=WORD, stamp=now())
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'inline; filename="calendar.ics"'}
    )
